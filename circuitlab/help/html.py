"""Markdown as HTML that a rich text widget shows: with anchors, framed tables, fitted pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from circuitlab.help.page import anchor, plain

_TABLE = '<table class="{kind}" border="{border}" cellspacing="0" cellpadding="{room}" {wide}>'
_LONG = 60.0
"""Letters in a cell from which on its column gets no wider."""
_Rule = Callable[[Sequence[Token], int, Any, Mapping[str, Any]], str]


def html_of(markdown: str, width: int) -> str:
    """Return the body of a page.

    Parameters
    ----------
    width
        Room for pictures in pixels.
    """
    return str(_parser().render(markdown, {"width": width, "columns": []}))


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules: dict[str, _Rule] = {
        "heading_open": _heading,
        "table_open": _values,
        "th_open": _column,
        "fence": _fence,
        "code_block": _fence,
        "image": _image,
        "paragraph_open": _paragraph,
    }
    for name, rule in rules.items():
        made.renderer.rules[name] = rule  # type: ignore[attr-defined]
    return made


def _heading(tokens: Sequence[Token], at: int, _options: Any, _given: Mapping[str, Any]) -> str:
    """Return a heading that links lead to by its words."""
    token = tokens[at]
    return f'<{token.tag}><a name="{anchor(tokens[at + 1].content)}"></a>'


def _paragraph(tokens: Sequence[Token], at: int, _options: Any, _given: Mapping[str, Any]) -> str:
    """Return a paragraph, marked where it holds a picture: its lines are not to be spread."""
    if tokens[at].hidden:
        return ""
    inside = tokens[at + 1].children or []
    return '<p class="picture">' if any(each.type == "image" for each in inside) else "<p>"


def _values(tokens: Sequence[Token], at: int, _options: Any, given: Mapping[str, Any]) -> str:
    """Return the beginning of a table, and keep how wide its columns are to be."""
    given["columns"][:] = column_shares(_cells(tokens[at:]))
    return _table("values", border=1, room=5, wide='width="100%"')


def _column(_tokens: Sequence[Token], _at: int, _options: Any, given: Mapping[str, Any]) -> str:
    return f'<th width="{given["columns"].pop(0)}%">'


def _cells(tokens: Sequence[Token]) -> list[list[str]]:
    """Return the rows of the table that `tokens` begin with."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(plain(token.content))
    return rows


def column_shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column is to be, in percent: after its words, and its longest one."""
    columns = list(zip(*rows, strict=False))
    wanted = [
        max(
            max((len(word) for cell in column for word in cell.split()), default=1) + 2,
            min(_LONG, sum(map(len, column)) / len(column)),
        )
        for column in columns
    ]
    return [max(1, round(100 * each / sum(wanted))) for each in wanted]


def _table(kind: str, *, border: int, room: int, wide: str = "") -> str:
    return _TABLE.format(kind=kind, border=border, room=room, wide=wide)


def _fence(tokens: Sequence[Token], at: int, _options: Any, _given: Mapping[str, Any]) -> str:
    """Return a block of code in a box of its own: rich text knows no other room around words."""
    box = _table("code", border=0, room=8, wide='width="100%"')
    return f"{box}<tr><td><pre>{_escaped(tokens[at].content.rstrip())}</pre></td></tr></table>"


def _image(tokens: Sequence[Token], at: int, _options: Any, given: Mapping[str, Any]) -> str:
    token = tokens[at]
    return f'<img src="{token.attrs["src"]}" width="{given["width"]}">'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
