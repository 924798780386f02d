"""The shipped font as a part of an SVG: each weight used, with the letters that are written."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import unescape
from itertools import pairwise

import numpy as np
from PySide6.QtGui import QRawFont

from circuitlab.render.theme import FAMILY
from circuitlab.resources import assets

_KEPT = ("GDEF", "GPOS", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name")
_COMPOSED, _MORE, _WORDS = -1, 0x20, 0x01
_SCALES = ((0x08, 2), (0x40, 4), (0x80, 8))
_ANY_SIZE = 16.0


def font_faces(svg: str) -> str:
    """Return a style sheet with the letters of every ``<text>`` in an SVG."""
    written: dict[int, set[str]] = {}
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        weight = re.search(r'font-weight="(\d+)"', attributes)
        written.setdefault(int(weight.group(1)) if weight else 400, set()).update(unescape(words))
    return "\n".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; "
        f"src: url(data:font/woff;base64,{_encoded(weight, frozenset(letters))}) "
        'format("woff"); }'
        for weight, letters in sorted(written.items())
        if _path_of(weight) is not None
    )


@lru_cache(maxsize=16)
def _encoded(weight: int, letters: frozenset[str]) -> str:
    return b64encode(woff(weight, letters)).decode()


def woff(weight: int, letters: Iterable[str]) -> bytes:
    """Return a weight of the font as a WOFF file with the outlines of some letters only.

    Glyphs keep their numbers, so that what is said of them (their widths, and how they are drawn
    together) still holds; nothing replaces one by another whose outline is gone.

    Raises
    ------
    KeyError
        If that weight is not shipped.
    """
    path = _path_of(weight)
    if path is None:
        raise KeyError(f"no font of weight {weight} is shipped")
    raw = QRawFont(str(path), _ANY_SIZE)
    tables = {tag: bytes(raw.fontTable(tag).data()) for tag in _KEPT}
    glyphs = {each: raw.glyphIndexesForString(each)[0] for each in letters if each.isprintable()}
    starts = np.frombuffer(tables["loca"], ">u4")
    outlines = _with_parts(tables["glyf"], starts, set(glyphs.values()))
    tables["glyf"], tables["loca"] = _thinned(tables["glyf"], starts, outlines)
    tables["cmap"] = _cmap({ord(letter): glyph for letter, glyph in glyphs.items()})
    tables["post"] = struct.pack(">iihhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0)
    return _wrapped(tables)


def _path_of(weight: int) -> str | None:
    return next((str(p) for p in (assets() / "font").glob(f"*_{weight}*.ttf")), None)


def _with_parts(outlines: bytes, starts: np.ndarray, wanted: set[int]) -> set[int]:
    """The glyphs wanted, the one for what is missing, and all that they are composed of."""
    found, waiting = {0}, set(wanted)
    while waiting:
        glyph = waiting.pop()
        found.add(glyph)
        waiting |= set(_parts(outlines[starts[glyph] : starts[glyph + 1]])) - found
    return found


def _parts(outline: bytes) -> list[int]:
    """The glyphs that a composed one is made of."""
    if not outline or struct.unpack_from(">h", outline)[0] != _COMPOSED:
        return []
    parts, at, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        parts.append(glyph)
        at += 8 if flags & _WORDS else 6
        at += next((size for flag, size in _SCALES if flags & flag), 0)
        more = bool(flags & _MORE)
    return parts


def _thinned(outlines: bytes, starts: np.ndarray, kept: set[int]) -> tuple[bytes, bytes]:
    """Outlines of the glyphs kept, and where each begins."""
    parts = [
        outlines[start:end] if glyph in kept else b""
        for glyph, (start, end) in enumerate(pairwise(starts))
    ]
    begins = np.cumsum([0, *map(len, parts)])
    return b"".join(parts), begins.astype(">u4").tobytes()


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Table of the glyph of each character, a group for every one (format 12)."""
    groups = b"".join(struct.pack(">III", code, code, glyphs[code]) for code in sorted(glyphs))
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups


def _wrapped(tables: Mapping[str, bytes]) -> bytes:
    """A WOFF file of tables, each packed for itself."""
    header, entry = 44, 20
    at, entries, body = header + entry * len(tables), b"", b""
    whole = 12 + 16 * len(tables)
    for tag in sorted(tables):
        plain = tables[tag]
        packed = min(plain, zlib.compress(plain, 9), key=len)
        entries += struct.pack(
            ">4sIIII", tag.encode(), at + len(body), len(packed), len(plain), _checksum(plain)
        )
        body += packed + bytes(-len(packed) % 4)
        whole += len(plain) + -len(plain) % 4
    length = at + len(body)
    words = (len(tables), 0, whole, 1, 0, 0, 0, 0, 0, 0)
    return struct.pack(">4sIIHHIHHIIIII", b"wOFF", 0x10000, length, *words) + entries + body


def _checksum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    return int(np.frombuffer(padded, ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF
