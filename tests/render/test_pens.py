"""Words are read wherever they stand: their ground sets them off from lines under them."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from circuitlab.render.pens import write
from circuitlab.render.theme import font

PAPER, LINES, INK = QColor("white"), QColor("#7A4FA3"), QColor("#22303C")
ROOM = QRectF(10.0, 10.0, 120.0, 20.0)


def share_of_lines(ground: QColor | None) -> float:
    """How much of the room of a word, written on a dark limb, is as dark as that."""
    picture = QImage(140, 40, QImage.Format.Format_RGB32)
    picture.fill(LINES)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        write(painter, "AMPA", ROOM, font(14, 600), INK, ground=ground)
    at = [(x, y) for x in range(12, 45) for y in range(14, 26)]
    return sum(picture.pixelColor(*each) == LINES for each in at) / len(at)


def test_letters_on_a_limb_stand_on_a_ground_of_their_own() -> None:
    assert share_of_lines(None) > 0.2
    assert share_of_lines(PAPER) < 0.3 * share_of_lines(None)


def pdf(ground: QColor | None) -> int:
    """Bytes of a page with a word."""
    buffer = QBuffer(into := QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(60.0, 40.0), QPageSize.Unit.Millimeter))
    with QPainter(writer) as painter:
        write(painter, "Projection neuron", ROOM, font(14, 600), INK, ground=ground)
    return into.size()


def test_in_a_file_the_ground_takes_few_bytes() -> None:
    assert 0 < pdf(PAPER) - pdf(None) < 1000
