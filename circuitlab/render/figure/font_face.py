"""The shipped font as a part of an SVG: each weight used, with the letters that are written."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import unescape
from io import BytesIO

from circuitlab.render.theme import FAMILY
from circuitlab.resources import assets


def font_faces(svg: str) -> str:
    """Return a style sheet with the letters of every ``<text>`` in an SVG."""
    written: dict[int, set[str]] = {}
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        weight = re.search(r'font-weight="(\d+)"', attributes)
        written.setdefault(int(weight.group(1)) if weight else 400, set()).update(unescape(words))
    return "\n".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; "
        f"src: url(data:font/woff;base64,{b64encode(woff(weight, frozenset(letters))).decode()}) "
        'format("woff"); }'
        for weight, letters in sorted(written.items())
        if _path_of(weight) is not None
    )


@lru_cache(maxsize=16)
def woff(weight: int, letters: frozenset[str]) -> bytes:
    """Return a weight of the font as a WOFF file with some letters only, and their kerning.

    Raises
    ------
    KeyError
        If that weight is not shipped.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    path = _path_of(weight)
    if path is None:
        raise KeyError(f"no font of weight {weight} is shipped")
    thinned = Subsetter(Options(layout_features=["kern", "mark", "mkmk"], hinting=False))
    thinned.populate(text="".join(letters))
    content = BytesIO()
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        thinned.subset(font)
        font.flavor = "woff"
        font.save(content)
    return content.getvalue()


def _path_of(weight: int) -> str | None:
    return next((str(p) for p in (assets() / "font").glob(f"*_{weight}*.ttf")), None)
