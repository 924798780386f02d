"""Tissue, immune cells and the brain."""

from __future__ import annotations

import math
from typing import NamedTuple
from zlib import crc32

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath

from circuitlab.catalog.live_words import live_text
from circuitlab.render.curves import blob, bumpy, polar, smooth
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.paint_context import Detail, Glyph, Stage
from circuitlab.render.pens import CENTRE, box, disc, faded, fill, stroke, write
from circuitlab.render.theme import font
from circuitlab.resources import _

GAUGE = QRectF(-50.0, 67.0, 100.0, 9.0)
_MEDIATORS = (("bradykinin", "heat"), ("pge2", "projection"), ("ngf", "immune"))
_FULL_NM = 300.0
_MOST_LOWER = 20.0
_NAME_LINE = 17.0
_PARTS_UP_TO = 1.15
"""Names larger than so many times leave no room for what the read-out is made of."""
_LEAST_PAIN = 0.05
"""On the scale to 10, from which its parts are told."""
_MOST_LARGER = 1.4
_SULCI = (
    ((-44, 6), (-34, -2), (-24, 6), (-14, 1)),
    ((-36, -20), (-26, -28), (-18, -19), (-9, -26)),
    ((-8, -42), (-2, -30), (-10, -18), (-2, -6), (-8, 6)),
    ((14, -40), (10, -28), (20, -20), (14, -8)),
    ((36, -26), (28, -18), (36, -8), (27, 0)),
    ((-28, 20), (-12, 14), (6, 17), (22, 10), (40, 12)),
)


def damage() -> Glyph:
    """A ragged patch of tissue, with what it sets free."""
    return Glyph(still=_damage, look=_levels, live=_mediators)


def immune_cell() -> Glyph:
    """A cell full of granules, which leave it as it becomes active."""
    return Glyph(still=_immune_cell, look=_activity, live=_granules)


def brain() -> Glyph:
    """A brain with the gauge of the pain read-out below it."""
    return Glyph(still=_brain, look=_pain, live=_gauge)


# ---- tissue


def _damage(stage: Stage, place: DrawnElement) -> None:
    theme, painter = stage.theme, stage.painter
    severity = stage.now(place, "severity")
    edge = theme.line_of(place.colour)
    patch = _patch(place.id)
    fill(painter, patch, faded(theme.colour(place.colour), 0.10 + 0.14 * severity))
    stroke(painter, patch, faded(edge, 0.9), 1.8, (7.0, 4.0))
    wound = smooth(
        [
            QPointF(x, y)
            for x, y in ((-30, -10), (-20, 3), (-11, -8), (-2, 6), (8, -6), (18, 7), (30, -3))
        ]
    )
    if severity > 0:
        stroke(painter, wound, theme.colour(place.colour, 0.35), 8.0)
        stroke(painter, wound, edge, 2.4)
        for x, y in ((-20, 3), (-2, 6), (8, -6), (18, 7)):
            tear = QPainterPath(QPointF(x, y))
            tear.lineTo(QPointF(x + 4, y + (9 if y > 0 else -9)))
            stroke(painter, tear, edge, 1.8)


def _patch(id: str) -> QPainterPath:
    """Ragged outline, different for each id."""
    noise = np.random.default_rng(crc32(id.encode()))
    angles = np.linspace(0.0, 2 * math.pi, 26, endpoint=False)
    radii = 1.0 + noise.uniform(-0.13, 0.05, angles.size)
    ring = np.column_stack((np.cos(angles) * 60.0, np.sin(angles) * 42.0)) * radii[:, None]
    return blob(ring)


def _levels(stage: Stage, place: DrawnElement) -> tuple[int, ...] | None:
    """How many dots stand for each mediator."""
    if stage.detail is Detail.FAR:
        return None
    levels = (stage.frame.value(place.id, state, 0.0) for state, _colour in _MEDIATORS)
    counts = tuple(round(16.0 * n / (n + 0.4 * _FULL_NM)) if n > 0 else 0 for n in levels)
    return counts if any(counts) else None


def _mediators(stage: Stage, place: DrawnElement, counts: tuple[int, ...]) -> None:
    """Dots of mediators, as many as there is of each."""
    noise = np.random.default_rng(crc32(place.id.encode()) + 1)
    for (_state, colour), count in zip(_MEDIATORS, counts, strict=True):
        tint = stage.theme.colour(colour, 0.85)
        for angle, reach in noise.uniform((0.0, 0.25), (2 * math.pi, 0.95), (16, 2))[:count]:
            point = QPointF(math.cos(angle) * 54.0 * reach, math.sin(angle) * 36.0 * reach)
            disc(stage.painter, point, 2.0, tint)


def _immune_cell(stage: Stage, place: DrawnElement) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(place.colour)
    seed = crc32(place.element.kind.encode())
    lobes = 5 + seed % 5
    height = 30.0 / lobes
    bumps = [
        (2 * math.pi * k / lobes + 0.3, height + (seed >> k) % 4, 0.9 / lobes) for k in range(lobes)
    ]
    body = blob(bumpy(26.0, bumps, 1.0))
    fill(painter, body, theme.tint(place.colour, 0.28), edge, 2.2)
    if stage.detail is Detail.FAR:
        return
    for index in range(15):
        point = polar(2.4 * index, 6.0 + 16.5 * math.sqrt((index + 1) / 15))
        disc(painter, point, 2.5, theme.colour(place.colour, 0.85))
    nucleus = QPainterPath()
    nucleus.addEllipse(QPointF(-1.0, 0.0), 8.5, 7.5)
    fill(painter, nucleus, faded(edge, 0.85))


def _activity(stage: Stage, place: DrawnElement) -> int | None:
    """Number of granules around a cell."""
    active = stage.frame.value(place.id, "active", 0.0)
    if not active > 0.03 or stage.detail is Detail.FAR:
        return None
    return round(12 * min(1.0, active))


def _granules(stage: Stage, place: DrawnElement, count: int) -> None:
    """Granules set free around an active cell."""
    colour = stage.theme.colour(place.colour, 0.9)
    for index in range(count):
        disc(stage.painter, polar(2.4 * index + 0.5, 36.0 + (index * 5) % 7), 2.1, colour)


# ---- brain


def _brain(stage: Stage, place: DrawnElement) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(place.colour)
    inside = theme.tint(place.colour, 0.10)
    stem = QPainterPath(QPointF(4.0, 24.0))
    stem.cubicTo(9.0, 31.0, 11.0, 34.0, 10.5, 39.0)
    stem.lineTo(20.5, 39.0)
    stem.cubicTo(22.0, 33.0, 22.0, 30.0, 24.0, 24.0)
    fill(painter, stem, inside, edge, 2.2)
    cerebellum = QPainterPath()
    cerebellum.addEllipse(QPointF(33.0, 27.0), 20.0, 13.0)
    fill(painter, cerebellum, theme.tint(place.colour, 0.2), edge, 2.2)
    fill(painter, _cerebrum(), inside, edge, 2.6)
    if stage.detail is Detail.FAR:
        return
    for sulcus in _SULCI:
        stroke(painter, smooth([QPointF(x, y) for x, y in sulcus]), faded(edge, 0.55), 1.8)
    for rise in (-4.0, 1.5):
        fold = smooth(
            [QPointF(34.0, 29.0 + rise), QPointF(43.0, 30.0 + rise), QPointF(50.0, 27.0 + rise)]
        )
        stroke(painter, fold, faded(edge, 0.55), 1.4)
    box(painter, _gauge_below(stage), 4.5, theme.colour("raised"), theme.colour("line"), 1.0)


def _cerebrum() -> QPainterPath:
    """Cerebrum from the side: gyri all round, a temporal lobe below."""
    angles = np.linspace(0.0, 2 * math.pi, 66, endpoint=False)
    gyri = 1.0 + 0.035 * np.cos(11 * angles + 0.5)
    ring = np.column_stack((np.cos(angles) * 55.0, np.sin(angles) * 39.0 - 11.0))
    ring *= gyri[:, None]
    lobe = np.exp(-(((angles - 2.1) / 0.55) ** 2)) * 7.0
    ring[:, 1] += lobe
    return blob(ring)


class _PainLook(NamedTuple):
    """How far the gauge is filled, and of that unasked, as shares; and what is written below."""

    share: float
    spontaneous: float
    words: str
    parts: str


def _pain(stage: Stage, place: DrawnElement) -> _PainLook | None:
    """Pain read-out as shares of the gauge, in half a canvas unit, and in words."""
    pain = stage.frame.value(place.id, "pain")
    if math.isnan(pain) or stage.detail is Detail.FAR:
        return None
    unasked = stage.frame.measured.get((place.id, "spontaneous"), math.nan)
    if stage.enlarged > _PARTS_UP_TO:  # larger words on one line would reach into a neighbour's
        number = _("{pain} / 10").format(pain=live_text(pain))
        return _PainLook(
            _share(pain), _unasked_share(stage, place, pain), number, _("model output")
        )
    words = _("{pain} / 10 · model output").format(pain=live_text(pain))
    if math.isnan(unasked) or max(pain, unasked) < _LEAST_PAIN:
        return _PainLook(_share(pain), 0.0, words, "")
    unasked = min(pain, unasked)
    parts = _("spontaneous {pain}").format(pain=live_text(unasked))
    return _PainLook(_share(pain), _share(unasked), words, parts)


def _unasked_share(stage: Stage, place: DrawnElement, pain: float) -> float:
    unasked = stage.frame.measured.get((place.id, "spontaneous"), math.nan)
    return 0.0 if math.isnan(unasked) else _share(min(pain, unasked))


def _gauge_below(stage: Stage) -> QRectF:
    """The gauge below the name, which is written larger from afar."""
    return GAUGE.translated(0.0, min(_MOST_LOWER, _NAME_LINE * (stage.enlarged - 1.0)))


def _share(pain: float) -> float:
    steps = 2.0 * GAUGE.width()
    return round(steps * min(1.0, max(0.0, pain / 10.0))) / steps


def _gauge(stage: Stage, place: DrawnElement, look: _PainLook) -> None:
    """Pain read-out from 0 to 10: a bar, of which the unasked part is darker, and numbers."""
    theme, painter = stage.theme, stage.painter
    gauge = _gauge_below(stage)
    for share, colour in ((look.share, "danger"), (look.spontaneous, "ink")):
        if share > 0.005:
            bar = QRectF(gauge.topLeft(), QSizeF(max(9.0, gauge.width() * share), gauge.height()))
            box(painter, bar, 4.5, theme.colour(colour))
    larger = min(_MOST_LARGER, stage.enlarged)
    room = QRectF(-75.0, gauge.bottom() + 2.0, 150.0, 17.0 * larger)
    write(painter, look.words, room, font(12 * larger, 600), theme.ink_of("danger"), CENTRE)
    if look.parts:
        room = QRectF(-90.0, room.bottom(), 180.0, 15.0 * larger)
        write(painter, look.parts, room, font(10.5 * larger, 500), theme.ink_of("muted"), CENTRE)


GLYPHS = (brain, damage, immune_cell)
"""What this room draws, by the names that the catalog uses."""
