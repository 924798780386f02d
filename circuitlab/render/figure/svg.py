"""One SVG from many passes: each layer becomes a group with a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from circuitlab.catalog.printable import printable
from circuitlab.render.figure.font_face import font_faces
from circuitlab.render.figure.svg_words import joined

_BODY = re.compile(r"</desc>(.*)</svg>", re.DOTALL)
_EMPTY = re.compile(r"<g [^>]*>\s*</g>")

_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


@dataclass(frozen=True, slots=True)
class Pass:
    """What becomes one group.

    Parameters
    ----------
    name : str
        The group's id.
    paint : callable
    spacing : float
        Extra room between the letters of its texts, of which Qt writes nothing.
    """

    name: str
    paint: Callable[[QPainter], None]
    spacing: float = 0.0


def merged_svg(
    passes: Sequence[Pass], width: float, height: float, width_mm: float, title: str = ""
) -> str:
    """Paint every pass by itself and put them together, with the letters that they write.

    Parameters
    ----------
    passes : sequence of Pass
        Their names have to differ.
    width, height : float
        Size in the painters' units.
    width_mm : float
        Width on paper.
    title : str
        What it shows, as viewers say it beside the picture.
    """
    height_mm = width_mm * height / width
    groups = "\n".join(
        _group(each, _painted(each.paint, width, height, f"p{index}"))
        for index, each in enumerate(passes)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width_mm:.2f}mm" height="{height_mm:.2f}mm" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">\n'
        f"{_titled(title)}<style>\n{font_faces(groups)}\n</style>\n{groups}\n</svg>\n"
    )


def _titled(title: str) -> str:
    return f"<title>{printable(title).translate(_ESCAPED)}</title>\n" if title else ""


def _group(made: Pass, body: str) -> str:
    spacing = f' letter-spacing="{made.spacing:g}"' if made.spacing else ""
    words = joined(body, made.spacing)
    return f"<g id={_quoted(printable(made.name))}{spacing}>{words}</g>"


def _quoted(text: str) -> str:
    """Return a text as an attribute's value. The standard library's way there loads its network."""
    told = text.translate(_ESCAPED)
    if '"' not in told:
        return f'"{told}"'
    return f"'{told}'" if "'" not in told else '"' + told.replace('"', "&quot;") + '"'


def _painted(paint: Callable[[QPainter], None], width: float, height: float, prefix: str) -> str:
    """What one pass paints, its gradients renamed so that no two passes share a name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    maker = QSvgGenerator()
    maker.setOutputDevice(buffer)
    maker.setSize(QSize(round(width), round(height)))
    maker.setViewBox(QRectF(0.0, 0.0, width, height))
    with QPainter(maker) as painter:
        paint(painter)
    text = printable(bytes(buffer.data().data()).decode(errors="replace"))
    found = _BODY.search(text)
    body = found.group(1) if found else ""
    body = re.sub(r'id="(\w+)"', rf'id="{prefix}\1"', body)
    body = re.sub(r"url\(#(\w+)\)", rf"url(#{prefix}\1)", body)
    return _EMPTY.sub("", body).strip()
