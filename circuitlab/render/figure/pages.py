"""A page that is painted, as an image, as PDF with embedded fonts, or as PNG."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from circuitlab.render.figure.pdf_characters import with_written_characters

MM_PER_INCH = 25.4
Paint = Callable[[QPainter], None]


def image_of(paint: Paint, width: float, height: float, width_mm: float, dpi: float) -> QImage:
    """Paint a page of `width` × `height` units into an image."""
    across = max(1, round(width_mm / MM_PER_INCH * dpi))
    scale = across / width
    made = QImage(across, max(1, round(height * scale)), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(QColor(Qt.GlobalColor.transparent))
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        paint(painter)
    # only now: Qt spaces letters by the resolution that it paints at
    made.setDotsPerMeterX(round(dpi / MM_PER_INCH * 1000))
    made.setDotsPerMeterY(round(dpi / MM_PER_INCH * 1000))
    return made


def letters_dpi() -> int:
    """Return the resolution at which letters are spaced as far apart as they were measured."""
    return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied).logicalDpiX()


def pdf_of(paint: Paint, width: float, height: float, width_mm: float) -> bytes:
    """Paint a page into a PDF, its fonts embedded."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    dots = letters_dpi()
    writer.setResolution(dots)
    size = QSizeF(width_mm, width_mm * height / width)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size, QPageSize.Unit.Millimeter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    with QPainter(writer) as painter:
        scale = width_mm / MM_PER_INCH * dots / width
        painter.scale(scale, scale)
        paint(painter)
    return with_written_characters(bytes(buffer.data().data()))


def png_of(picture: QImage) -> bytes:
    """Return an image as the content of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
