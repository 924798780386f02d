"""Whatever fails while it paints a picture lets go of its painter before the picture goes.

Qt ends the process where a picture is freed while a painter is still open on it, and Python frees
a function's values in the order in which they were named: the picture first.
"""

import ast
from collections.abc import Iterable

import pytest
from architecture.sources import everywhere

from circuitlab.catalog import default_catalog
from circuitlab.gui.widgets import kind_icons
from circuitlab.render.theme import theme


def opened(of_file: Iterable[ast.AST]) -> set[ast.Call]:
    """Calls that open a painter on something."""
    calls = (node for node in of_file if isinstance(node, ast.Call) and node.args)
    return {call for call in calls if ast.unparse(call.func) == "QPainter"}


def closed(of_file: Iterable[ast.AST]) -> set[ast.AST]:
    """What is closed at the end of its `with`, whatever happens in it."""
    blocks = (node for node in of_file if isinstance(node, ast.With))
    return {item.context_expr for block in blocks for item in block.items}


def test_every_painter_is_closed_whatever_happens() -> None:
    painters = {file: (opened(of_file), closed(of_file)) for file, of_file in everywhere()}
    left_open = [
        f"{file}:{call.lineno}"
        for file, (begun, ended) in painters.items()
        for call in begun - ended
    ]
    assert not left_open
    assert any(begun for begun, _ended in painters.values())


def test_a_picture_that_can_not_be_painted_does_not_end_the_program(qapp, monkeypatch) -> None:
    def broken(*_given: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(kind_icons, "paint_icon", broken)
    kind = next(iter(default_catalog().kinds.values()))
    for _picture in range(20):
        with pytest.raises(ArithmeticError):
            kind_icons.kind_pixmap.__wrapped__(kind, theme("light"), 16)
