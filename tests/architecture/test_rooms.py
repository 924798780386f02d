"""What the import contracts cannot say: widgets, messages, and kinds that are only data."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from architecture.sources import FILES, PACKAGE, everywhere, file_name, nodes
from each_case import each_case

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.recipes import RECIPES
from circuitlab.render.theme import tokens

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


def imported(of_file: Iterable[ast.AST]) -> Iterator[str]:
    for node in of_file:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def in_room(path: Path, room: str) -> bool:
    return path.is_relative_to(PACKAGE / room)


def test_widgets_are_known_to_the_window_alone() -> None:
    knowing = {file for file, of_file in everywhere() if not WIDGETS.isdisjoint(imported(of_file))}
    outside = {file for file in knowing if not file.startswith("gui/")}
    assert outside == {"cli/bench/window.py", "api/painting.py"}  # which leaves room for others'


def test_messages_are_literal_so_that_they_can_be_extracted() -> None:
    calls = [
        (f"{file}:{node.lineno}", node.args[0])
        for file, of_file in everywhere()
        for node in of_file
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    assert len(calls) > len(FILES)
    assert not [place for place, said in calls if isinstance(said, ast.JoinedStr | ast.BinOp)]


def test_no_code_branches_on_a_kind() -> None:
    """A kind may share its name with a family or a glyph: code takes their constants."""
    branches = [
        f"{file}:{node.lineno}: {sorted(named)}"
        for file, of_file in everywhere()
        for node in of_file
        if isinstance(node, ast.Compare | ast.MatchValue) and (named := kinds_in(node))
    ]
    assert not branches


def kinds_in(branch: ast.AST) -> set[str]:
    words = {word.value for word in ast.walk(branch) if isinstance(word, ast.Constant)}
    return words & set(KINDS)


def test_a_branch_on_a_kind_would_be_found() -> None:
    kind = next(iter(KINDS))
    tree = ast.parse(f"if element.kind == {kind!r}: pass\nif element.kind == 'nothing': pass")
    assert [kinds_in(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)] == [
        {kind},
        set(),
    ]


def words_of(path: Path) -> set[str]:
    found = (node.value for node in nodes(path) if isinstance(node, ast.Constant))
    return {word for word in found if isinstance(word, str)}


def other_words(path: Path) -> set[str]:
    """What names of kinds and mechanisms mean beside in a file: tokens of colours, mostly."""
    meant = ELSEWHERE.get(file_name(path), frozenset())
    return {*meant, *(TOKENS if in_room(path, "render") or in_room(path, "gui") else ())}


def test_kinds_and_mechanisms_are_named_where_they_are_described() -> None:
    """Code asks mechanisms and recipes what they may do, and never keeps a list of them."""
    names = {*KINDS, *MECHANISMS, *RECIPES}
    elsewhere = [path for path in FILES if not any(in_room(path, room) for room in NAMING)]
    named = {file_name(path): words_of(path) & names - other_words(path) for path in elsewhere}
    assert not {file: words for file, words in named.items() if words}


@each_case("file", ELSEWHERE)
def test_no_exemption_outlives_its_use(file: str) -> None:
    assert ELSEWHERE[file] <= words_of(PACKAGE / file)
