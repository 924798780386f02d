"""What the import contracts cannot say: widgets, messages, and kinds that are only data."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import circuitlab
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.recipes import RECIPES
from circuitlab.render.theme import tokens

PACKAGE = Path(circuitlab.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
WIDGETS = {"PySide6.QtWidgets", "PySide6.QtPrintSupport"}
KINDS = default_catalog().kinds
TOKENS = frozenset(tokens())
ELSEWHERE = {
    "catalog/families.py": {"synapse", "tissue", "drug", "note", "nociceptor", "immune_cell"},
    "render/bodies.py": {"synapse", "note", "immune_cell", "raster", "force"},
    "render/anatomy.py": {"projection_neuron"},
    "render/labels.py": {"projection_neuron"},
    "render/glyphs/stimuli_and_treatments.py": {"force"},
    "render/glyphs/drugs_and_meters.py": {"force"},
    "model/hints.py": {"noise"},
    "engine/stepping/runaway.py": {"noise"},
    "analysis/heat_threshold.py": {"noise"},
    "analysis/bench/alone.py": {"noise"},
    "analysis/bench/electrodes.py": {
        *("current_step", "current_ramp", "voltage_clamp", "spike_train", "synapse"),
    },
    "model/claims.py": {"heat"},
    "files/entries.py": {"note"},
    "files/preset_texts.py": {"note"},
    "api/scenario.py": {"note"},
    "files/migrate.py": {"voltmeter", "raster", "gabapentin", "pregabalin", "lidocaine"},
    "cli/bench/dense_circuit.py": {"adelta_fibre", "lif_current"},
}
"""Files in which such a word is a family, a glyph, a parameter, a file or an argument, and three
that speak of kinds: of those of older files, of a circuit that is made to be timed, and of the
instruments with which a neuron is measured."""


NAMING = ("engine/mechanisms", "engine/recipes", "exchange/neuroml", "exchange/neuronify")
"""Where mechanisms are made, and formats that say of each what it is in them."""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def in_room(path: Path, room: str) -> bool:
    return path.is_relative_to(PACKAGE / room)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_widgets_are_known_to_the_window_alone(path: Path) -> None:
    allowed = in_room(path, "gui") or path == PACKAGE / "cli" / "bench" / "window.py"
    assert allowed or WIDGETS.isdisjoint(imported(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_messages_are_literal_so_that_they_can_be_extracted(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_branches_on_a_kind(path: Path) -> None:
    """A kind may share its name with a family or a glyph: code takes their constants."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Compare | ast.MatchValue):
            words = {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
            assert not words & set(KINDS), f"line {node.lineno}"


def words_of(path: Path) -> set[str]:
    nodes = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}


def other_words(path: Path) -> set[str]:
    """What names of kinds and mechanisms mean beside in a file: tokens of colours, mostly."""
    meant = ELSEWHERE.get(path.relative_to(PACKAGE).as_posix(), frozenset())
    return {*meant, *(TOKENS if in_room(path, "render") or in_room(path, "gui") else ())}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_kinds_and_mechanisms_are_named_where_they_are_described(path: Path) -> None:
    """Code asks mechanisms and recipes what they may do, and never keeps a list of them."""
    if not any(in_room(path, room) for room in NAMING):
        assert not words_of(path) & {*KINDS, *MECHANISMS, *RECIPES} - other_words(path)


@pytest.mark.parametrize("file", ELSEWHERE)
def test_no_exemption_outlives_its_use(file: str) -> None:
    assert ELSEWHERE[file] <= words_of(PACKAGE / file)
