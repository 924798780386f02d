"""A page that is painted, as an image, as PDF with embedded fonts, or as PNG."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from circuitlab.render.figure.pdf_characters import with_written_characters
from circuitlab.render.figure.pdf_moment import without_moment

MM_PER_INCH = 25.4
Paint = Callable[[QPainter], None]


def image_of(
    paint: Paint, width: float, height: float, width_mm: float, dpi: float, title: str = ""
) -> QImage:
    """Paint a page of `width` × `height` units into an image that says of itself what it shows."""
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
    if title:
        made.setText("Title", title)
    return made


def letters_dpi() -> int:
    """Return the resolution at which letters are spaced as far apart as they were measured."""
    return QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied).logicalDpiX()


def pdf_of(paint: Paint, width: float, height: float, width_mm: float, title: str = "") -> bytes:
    """Paint a page into a PDF, its fonts embedded; the same page gives the same bytes."""
    QHashSeed.setDeterministicGlobalSeed()  # by which Qt orders the fonts in the file
    try:
        made = _pdf_of(paint, QSizeF(width, height), width_mm, title)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    return without_moment(with_written_characters(made))


def _pdf_of(paint: Paint, page: QSizeF, width_mm: float, title: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("CircuitLab")
    dots = letters_dpi()
    writer.setResolution(dots)
    size = QSizeF(width_mm, width_mm * page.height() / page.width())
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size, QPageSize.Unit.Millimeter),
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    with QPainter(writer) as painter:
        scale = width_mm / MM_PER_INCH * dots / page.width()
        painter.scale(scale, scale)
        paint(painter)
    return bytes(buffer.data().data())


def png_of(picture: QImage) -> bytes:
    """Return an image as the content of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
