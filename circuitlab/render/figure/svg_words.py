"""Words that Qt tears apart in an SVG are put together again, so that a search finds them."""

from __future__ import annotations

import re
from html import unescape

from PySide6.QtGui import QFontMetricsF

from circuitlab.render.pens import plain
from circuitlab.render.theme import font

_TORN = re.compile(
    r'<text (?P<head>[^>]*?)x="(?P<x>[^"]+)" (?P<tail>y="[^"]+"[^>]*?)>(?P<words>[^<]*)</text>\s*'
    r'<text (?P=head)x="(?P<on>[^"]+)" (?P=tail)>(?P<more>[^<]*)</text>'
)
_SIZE = re.compile(r'font-size="(\d+)"')
_WEIGHT = re.compile(r'font-weight="(\d+)"')
_NEAR_PX = 0.6
"""Far less than a space is wide."""


def joined(body: str, spacing: float = 0.0) -> str:
    """Return the elements of an SVG, each line of text in one piece.

    Qt writes a text anew wherever the script changes, as within Aβ.

    Parameters
    ----------
    spacing
        Extra room between the letters, in the painter's units.
    """
    at = 0
    while found := _TORN.search(body, at):
        if _goes_on(found, spacing):
            whole = f"{found['words']}{found['more']}</text>"
            body = body[: found.start("words")] + whole + body[found.end() :]
            at = found.start()
        else:
            at = body.rindex("<text", at, found.start("on"))
    return body


def _goes_on(torn: re.Match[str], spacing: float) -> bool:
    """Whether the second text begins where the first ends."""
    size, weight = _SIZE.search(torn["tail"]), _WEIGHT.search(torn["tail"])
    if size is None or weight is None:
        return False
    words = unescape(torn["words"])
    letters = plain(font(float(size[1]), int(weight[1])))
    width = QFontMetricsF(letters).horizontalAdvance(words) + spacing * len(words)
    return abs(float(torn["x"]) + width - float(torn["on"])) < _NEAR_PX
