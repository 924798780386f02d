"""What the import contracts cannot say: widgets, messages, and kinds that are only data."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import circuitlab
from circuitlab.catalog.load import default_catalog

PACKAGE = Path(circuitlab.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
WIDGETS = {"PySide6.QtWidgets", "PySide6.QtPrintSupport"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def in_room(path: Path, room: str) -> bool:
    return path.is_relative_to(PACKAGE / room)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_widgets_are_known_to_the_window_alone(path: Path) -> None:
    allowed = in_room(path, "gui") or path == PACKAGE / "cli" / "window_bench.py"
    assert allowed or WIDGETS.isdisjoint(imported(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_messages_are_literal_so_that_they_can_be_extracted(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            assert not isinstance(node.args[0], ast.JoinedStr | ast.BinOp), node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_branches_on_a_kind(path: Path) -> None:
    kinds = default_catalog().kinds
    other = {word for kind in kinds.values() for word in (kind.glyph, kind.mechanism, kind.family)}
    names = set(kinds) - other
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare | ast.MatchValue):
            words = {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
            assert not words & names, f"line {node.lineno}"
