"""What lies over the picture in view pixels: headings, selection, words at the pointer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from circuitlab.gui.canvas.controls.button_bar import paint_ground
from circuitlab.gui.canvas.sprites import blank, blit, pictured
from circuitlab.render.backdrops.lanes import HEADING_LINE, heading, lanes
from circuitlab.render.bodies import IN_MEMBRANES
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, LEFT, RIGHT, write, write_once
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.render.drawn import DrawnElement

HEADING_TOP = 13.0
LARGEST_RING = 400_000.0
"""Area in view pixels up to which the ring around what is selected is kept as a picture."""

WELCOME_TOP, FOOT = 44.0, 62.0
"""View pixels that the lanes' names take at the top of the view, and what lies at its foot."""

_WIDEST = 330.0
_AWAY = QPointF(16.0, 20.0)
_SHADE = 0.14
_FOOT_PAD = 24.0
_EDGE = 4.0
_AROUND_WORDS = 36.0
_PROGRESS, _PROGRESS_ABOVE = 40.0, 104.0
"""How high what says how far something is is, and where it lies above the view's foot."""


def paint_headings(
    painter: QPainter, camera: Camera, size: QSizeF, theme: Theme, ratio: float
) -> None:
    """Write the lanes' names at the top of the view, each within its lane.

    What is written a second time is kept as a picture: canvases side by side share it.
    """
    shown = _headings(camera, size.width())
    if shown.seen_for == (theme, ratio):
        painter.drawPixmap(0, 0, shown.pictured(size.width(), theme, ratio))
    else:
        shown.seen_for = theme, ratio
        shown.write(painter, theme)


class _Headings:
    """The lanes' names as they stand at the top of a view: lines, with their places."""

    def __init__(self, lines: tuple[tuple[str, QRectF], ...]) -> None:
        self.lines = lines
        self.seen_for: tuple[Theme, float] | None = None
        self._picture: tuple[object, QPixmap] = None, QPixmap()

    def write(self, painter: QPainter, theme: Theme) -> None:
        letters, ink = font(11, 700, spacing=0.5), theme.ink_of("muted")
        for text, box in self.lines:
            write(painter, text, box, letters, ink, LEFT)

    def pictured(self, width: float, theme: Theme, ratio: float) -> QPixmap:
        if self._picture[0] != self.seen_for:
            foot = max((box.bottom() for _text, box in self.lines), default=1.0)
            with QPainter(picture := blank(QSizeF(width, foot + HEADING_LINE), ratio)) as painter:
                self.write(painter, theme)
            self._picture = self.seen_for, picture
        return self._picture[1]


@lru_cache(maxsize=4)
def _headings(camera: Camera, width: float) -> _Headings:
    """Return the lanes' names as they stand in a view."""
    letters = font(11, 700, spacing=0.5)
    shown = lanes()
    found = []
    for index, lane in enumerate(shown):
        left = max(0.0, (lane.left - camera.x) * camera.scale) if index else 0.0
        last = index == len(shown) - 1
        right = width if last else (lane.right - camera.x) * camera.scale
        room = min(right, width) - left - 18.0
        for row, text in enumerate(heading(lane, letters, room)):
            box = QRectF(left + 13.0, HEADING_TOP + HEADING_LINE * row, room + 10.0, 16.0)
            found.append((text, box))
    return _Headings(tuple(found))


def paint_selection(
    painter: QPainter, camera: Camera, place: DrawnElement, theme: Theme, ratio: float
) -> None:
    """Draw the outline of a selected element, a little outside it."""
    radius = place.cell.radius + 7.0 if place.cell is not None else 0.0
    if not radius and place.glyph in IN_MEMBRANES:
        radius = 15.0
    body = place.body.adjusted(-5.0, -5.0, 5.0, 5.0)
    room = QRectF(-radius, -radius, 2 * radius, 2 * radius) if radius else body
    middle = camera.to_view(place.centre + room.center())
    size = room.size() * camera.scale
    if size.width() * size.height() > LARGEST_RING:
        painter.save()
        painter.translate(middle)
        _paint_ring(painter, size, camera.scale, theme, is_round=bool(radius))
        painter.restore()
        return
    ring = _ring(size.toTuple(), camera.scale, theme, bool(radius), ratio)
    blit(painter, ring, middle.x(), middle.y())


@lru_cache(maxsize=16)
def _ring(
    size: tuple[float, float], scale: float, theme: Theme, is_round: bool, ratio: float
) -> QPixmap:
    """Return the picture of a ring around the body of an element."""
    reach = 0.5 * max(size) + 5.0

    def paint(painter: QPainter) -> None:
        _paint_ring(painter, QSizeF(*size), scale, theme, is_round=is_round)

    return pictured(reach, ratio, ratio, paint)


def _paint_ring(
    painter: QPainter, size: QSizeF, scale: float, theme: Theme, *, is_round: bool
) -> None:
    """Paint a soft ring of a size around the origin, all in view pixels."""
    room = QRectF(QPointF(), size)
    room.moveCenter(QPointF())
    corner = 12.0 * scale
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, alpha in ((7.0, 0.22), (1.8, 1.0)):
        painter.setPen(QPen(theme.colour("accent", alpha), width))
        if is_round:
            painter.drawEllipse(room)
        else:
            painter.drawRoundedRect(room, corner, corner)


def paint_fault(painter: QPainter, camera: Camera, place: DrawnElement, theme: Theme) -> None:
    """Mark an element that the run stumbled over."""
    corner = camera.to_view(place.centre + QPointF(0.0, place.body.top() * 0.7))
    painter.setPen(QPen(theme.colour("panel"), 2.0))
    painter.setBrush(theme.colour("danger"))
    painter.drawEllipse(corner, 11.0, 11.0)
    box = QRectF(corner.x() - 11.0, corner.y() - 11.0, 22.0, 22.0)
    painter.setFont(font(15, 700))
    painter.setPen(QColor("white"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")


def paint_panel(painter: QPainter, box: QRectF, theme: Theme, edge: str = "line") -> None:
    """Paint a small raised panel with round corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink", 0.35 * _SHADE))
    painter.drawRoundedRect(box.translated(0.0, 2.0).adjusted(-1, -1, 1, 1), 10.0, 10.0)
    painter.setPen(QPen(theme.colour(edge), 1.0))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(box, 9.0, 9.0)


def paint_refusal(
    painter: QPainter, problem: Problem, at: QPointF, size: QSizeF, theme: Theme
) -> None:
    """Say at the pointer why something cannot be done, and what could be."""
    lines = [(problem.what, font(12, 600), theme.ink_of("danger"))]
    if problem.remedy:
        words = problem.remedy[:1].upper() + problem.remedy[1:]
        lines.append((words, font(12, 400), theme.ink_of("muted")))
    wrap = int(Qt.TextFlag.TextWordWrap)
    boxes = [
        QFontMetricsF(letters).boundingRect(QRectF(0, 0, _WIDEST, 400), wrap, text)
        for text, letters, _ink in lines
    ]
    width = max(box.width() for box in boxes) + 26.0
    height = sum(box.height() for box in boxes) + 18.0 + 3.0 * (len(boxes) - 1)
    x = min(at.x() + _AWAY.x(), size.width() - width - 6.0)
    y = at.y() + _AWAY.y()
    y = y if y + height < size.height() - 6.0 else at.y() - height - 14.0
    paint_panel(painter, QRectF(max(6.0, x), y, width, height), theme, "danger")
    top = y + 9.0
    for (text, letters, ink), box in zip(lines, boxes, strict=True):
        painter.setFont(letters)
        painter.setPen(ink)
        room = QRectF(max(6.0, x) + 13.0, top, width - 24.0, box.height() + 2.0)
        painter.drawText(room, wrap, text)
        top += box.height() + 3.0


def paint_foot(painter: QPainter, room: QRectF, theme: Theme, words: str, ratio: float) -> None:
    """Write a quiet line in the middle of a room, on a pill's ground; none if it has not room."""
    width = foot_width(words)
    if width > room.width():
        return
    middle = room.center()
    at = _corner(middle.x(), width, ratio), _corner(middle.y(), room.height(), ratio)
    off = round(middle.x() - at[0], 3), round(middle.y() - at[1], 3)
    painter.drawPixmap(QPointF(*at), _foot(words, (width, room.height()), off, theme, ratio))


def _corner(middle: float, side: float, ratio: float) -> float:
    """Return where what is copied begins, on a whole device pixel."""
    return round(middle * ratio - round(side * ratio) / 2) / ratio


@lru_cache(maxsize=4)
def _foot(
    words: str, size: tuple[float, float], middle: tuple[float, float], theme: Theme, ratio: float
) -> QPixmap:
    """Return the picture of a pill with words: canvases side by side say the same.

    Parameters
    ----------
    middle
        Where the words' middle lies in it.
    """
    picture = QPixmap(_ground(*size, theme, ratio))
    room = QRectF(QPointF(), QSizeF(*size))
    room.moveCenter(QPointF(*middle))
    with QPainter(picture) as painter:
        write_once(painter, words, room, font(11, 500), theme.ink_of("muted"))
    return picture


def foot_width(words: str) -> float:
    """Return how wide the ground of such a line is: the same for every number of as many digits."""
    widest = "".join("0" if letter.isdigit() else letter for letter in words)
    return 2.0 * round(0.5 * text_width(widest, 11.0, 500)) + _FOOT_PAD


@lru_cache(maxsize=16)
def _ground(width: float, height: float, theme: Theme, ratio: float) -> QPixmap:
    """Return the picture of a pill's ground."""
    with QPainter(picture := blank(QSizeF(width, height), ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, QRectF(0.0, 0.0, width, height), theme)
    return picture


def paint_progress(
    painter: QPainter, foot: QRectF, view: QSizeF | None, theme: Theme, words: str, part: float
) -> None:
    """Say at the foot of the view what everybody waits for, over a bar that is full at 1.

    Parameters
    ----------
    foot
        The room between what stands at the foot.
    view
        Size of the view, above whose foot it lies where it is wider than that room; None: it stays
        there and says what fits.
    """
    letters = font(12, 600)
    metrics = QFontMetricsF(letters)
    box = progress_box(metrics.horizontalAdvance(words) + _AROUND_WORDS, foot, view)
    width = box.width()
    said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - _AROUND_WORDS + 1.0)
    paint_panel(painter, box, theme)
    write(
        painter, said, box.adjusted(0.0, 2.0, 0.0, -12.0), letters, theme.ink_of("accent"), CENTRE
    )
    bar = QRectF(box.left() + 18.0, box.bottom() - 11.0, width - 36.0, 4.0)
    painter.setPen(Qt.PenStyle.NoPen)
    for wide, colour in ((bar.width(), "line"), (bar.width() * min(1.0, part), "accent")):
        painter.setBrush(theme.colour(colour))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), wide, bar.height()), 2.0, 2.0)


def progress_box(wide: float, foot: QRectF, view: QSizeF | None) -> QRectF:
    """Return where a width of words lies: between what stands at the foot, or above that."""
    if view is None or wide <= foot.width():
        wide = min(wide, foot.width())
        return QRectF(foot.center().x() - wide / 2, foot.bottom() - _PROGRESS, wide, _PROGRESS)
    wide = min(wide, view.width() - 24.0)
    return QRectF((view.width() - wide) / 2, view.height() - _PROGRESS_ABOVE, wide, _PROGRESS)


def paint_welcome(painter: QPainter, size: QSizeF, theme: Theme) -> None:
    """Say on an empty canvas how a circuit is begun."""
    head, letters = font(17, 600), font(13, 400)
    lines = (
        _("Drag a neuron or a stimulus in from the left"),
        _("Tab, or a double-click here, finds any element by its name"),
        _("Draw a wire from the handle beside an element to its target, then press play"),
        _("Ready-made circuits stand in the list at the top"),
    )
    wrap = int(Qt.TextFlag.TextWordWrap) | int(CENTRE)
    wide, least = size.width() - 80.0, QFontMetricsF(letters)
    room = QRectF(0.0, 0.0, wide, 400.0)
    heights = [least.boundingRect(room, wrap, text).height() + 8.0 for text in lines]
    top = max(
        WELCOME_TOP, min(size.height() / 2 - 70.0, size.height() - FOOT - 40.0 - sum(heights))
    )
    title = QRectF(20.0, top, size.width() - 40.0, 28.0)
    write(painter, _("An empty circuit"), title, head, theme.colour("ink"), CENTRE)
    top += 40.0
    painter.setFont(letters)
    painter.setPen(theme.ink_of("muted"))
    for text, height in zip(lines, heights, strict=True):
        if top + height > size.height() - FOOT:
            return
        painter.drawText(QRectF(40.0, top, wide, height), wrap, text)
        top += height


def readout_picture(
    theme: Theme, title: str, rows: Sequence[tuple[str, str]], ratio: float
) -> QPixmap:
    """Return the panel that tells what the pointer is on: a title, names and values."""
    name, value, head = font(11, 400), font(11, 600), font(12, 600)
    names, values = QFontMetricsF(name), QFontMetricsF(value)
    wide = max(
        (names.horizontalAdvance(a) + values.horizontalAdvance(b) for a, b in rows), default=0.0
    )
    width = max(wide + 44.0, QFontMetricsF(head).horizontalAdvance(title) + 26.0, 130.0)
    box = QRectF(_EDGE, _EDGE, width, 27.0 + 17.0 * len(rows) + 5.0)
    room = box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
    with QPainter(picture := blank(room.size(), ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_panel(painter, box, theme)
        line = QRectF(box.left() + 12.0, box.top() + 6.0, width, 18.0)
        write(painter, title, line, head, theme.colour("ink"))
        for row, (what, number) in enumerate(rows):
            line = QRectF(box.left() + 12.0, box.top() + 26.0 + 17.0 * row, width - 24.0, 16.0)
            write(painter, what, line, name, theme.ink_of("muted"))
            write(painter, number, line, value, theme.colour("ink"), RIGHT)
    return picture
