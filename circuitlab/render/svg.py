"""One SVG from many passes: each layer becomes a group with a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import quoteattr

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

_BODY = re.compile(r"</desc>(.*)</svg>", re.DOTALL)
_EMPTY = re.compile(r"<g [^>]*>\s*</g>")


def merged_svg(
    passes: Sequence[tuple[str, Callable[[QPainter], None]]],
    width: float,
    height: float,
    width_mm: float,
) -> str:
    """Paint every pass by itself and put them together.

    Parameters
    ----------
    passes : sequence of (name, paint)
        Names become the groups' ids and have to differ.
    width, height : float
        Size in the painters' units.
    width_mm : float
        Width on paper.
    """
    height_mm = width_mm * height / width
    groups = [
        f"<g id={quoteattr(name)}>{_pass(paint, width, height, f'p{index}')}</g>"
        for index, (name, paint) in enumerate(passes)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width_mm:.2f}mm" height="{height_mm:.2f}mm" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">\n' + "\n".join(groups) + "\n</svg>\n"
    )


def _pass(paint: Callable[[QPainter], None], width: float, height: float, prefix: str) -> str:
    """What one pass paints, its gradients renamed so that no two passes share a name."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    maker = QSvgGenerator()
    maker.setOutputDevice(buffer)
    maker.setSize(QSize(round(width), round(height)))
    maker.setViewBox(QRectF(0.0, 0.0, width, height))
    painter = QPainter(maker)
    paint(painter)
    painter.end()
    text = bytes(buffer.data().data()).decode()
    found = _BODY.search(text)
    body = found.group(1) if found else ""
    body = re.sub(r'id="(\w+)"', rf'id="{prefix}\1"', body)
    body = re.sub(r"url\(#(\w+)\)", rf"url(#{prefix}\1)", body)
    return _EMPTY.sub("", body).strip()
