"""Receptors in the membrane of a synapse seen from near, and what their states look like."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from zlib import crc32

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from circuitlab.catalog.live_words import live_text
from circuitlab.render.closeup.receptor_counts import Membrane
from circuitlab.render.glyphs.gate_shapes import gate_shape, leaves, pill, sign
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import CENTRE, disc, faded, line, write
from circuitlab.render.pools import Pool, summary
from circuitlab.render.theme import font
from circuitlab.resources import _

Step = Callable[[], None]
KeyRow = tuple[Pool, str, str, str]
"""A pool, the state of one of its receptors, and that state in two lines of words."""

MEMBRANE, THICK = 446.0, 14.0
_GAP, _ROOM = 46.0, 1130.0
_WORDS = 150.0
"""Least width that the words of a pool take."""
_SIGN_SIZE = 9.0
"""Radius of the sign that tells of a pool what its gates do, as on the canvas."""


def pool_areas(state: Membrane) -> list[tuple[Pool, QRectF]]:
    """Return the rectangle of every pool's receptors and words, in the units of the view."""
    found = []
    pitch, left, height = _layout(state)
    for pool in state.pools:
        width = pitch * pool.total
        area = QRectF(left, MEMBRANE + THICK / 2 - height / 2, width, height + 60.0)
        found.append((pool, area.adjusted(-8.0, -8.0, 8.0, 0.0)))
        left += width + _GAP
    return found


def receptor_steps(stage: Stage, state: Membrane) -> Iterator[Step]:
    """Every receptor of every pool in the membrane, side by side."""
    pitch, x, height = _layout(state)
    for number, pool in enumerate(state.pools):
        for index, sort in enumerate(_mixed(pool)):
            centre = QPointF(x + pitch * (index + 0.5), MEMBRANE + THICK / 2)
            yield partial(_receptor, stage, state, centre, pool, height, sort, index)
        yield partial(
            _pool_words, stage, pool, x + pitch * pool.total / 2, height, _tier(state, number)
        )
        x += pitch * pool.total + _GAP


def _tier(state: Membrane, number: int) -> int:
    """In which of two rows the words of a pool stand: side by side they would not fit."""
    return number % 2 if len(state.pools) > 2 else 0


def _layout(state: Membrane) -> tuple[float, float, float]:
    """Distance of receptors, where the first pool begins, and how tall a receptor is."""
    total = max(1, sum(pool.total for pool in state.pools))
    gaps = _GAP * max(0, len(state.pools) - 1)
    pitch = min(52.0, (_ROOM - gaps) / total)
    return pitch, 600.0 - (pitch * total + gaps) / 2, min(80.0, max(24.0, 1.62 * pitch))


def _receptor(
    stage: Stage,
    state: Membrane,
    centre: QPointF,
    pool: Pool,
    height: float,
    sort: str,
    index: int,
) -> None:
    with stage.at(centre):
        if pool.through:
            bound = state.transmitter if sort == "open" else ""
            _serpentine(stage, pool.colour, height, bound)
        else:
            _gate(stage, pool, height, sort, index)


def _pool_words(stage: Stage, pool: Pool, middle: float, height: float, tier: int) -> None:
    theme, painter = stage.theme, stage.painter
    many = f" ×{live_text(pool.number)}" if abs(pool.number - 1.0) > 0.05 else ""
    foot = MEMBRANE + 14.0 + height / 2 + 44.0 * tier
    name = QRectF(middle - 200.0, foot, 400.0, 24.0)
    ink, letters = on_tint(stage, pool.colour), font(18, 700)
    write(painter, pool.name + many, name, letters, ink, CENTRE)
    half = QFontMetricsF(letters).horizontalAdvance(pool.name + many) / 2
    beside = name.center() - QPointF(half + _SIGN_SIZE + 6.0, 0.0)
    sign(painter, theme, ink, gate_shape(pool.shape).sign, beside, _SIGN_SIZE)
    below = name.translated(0.0, 22.0)
    write(painter, summary(pool), below, font(14, 500), theme.colour("ink"), CENTRE)


# ---- the key


def key_steps(stage: Stage, state: Membrane) -> Iterator[Step]:
    """What the states of receptors look like, larger and in words."""
    rows = key_rows(state)
    is_crowded = any(pool.coming for pool in state.pools)
    pitch, middle, room = (165.0, 480.0, 940.0) if is_crowded else (190.0, 600.0, 1140.0)
    pitch = min(pitch, room / max(1, len(rows)))
    first = middle - pitch * (len(rows) - 1) / 2
    for index, row in enumerate(rows):
        yield partial(_key_entry, stage, state, QPointF(first + pitch * index, 632.0), row)


def key_rows(state: Membrane) -> list[KeyRow]:
    """What the key explains: one shut pore, every pool's open one, and what can block it."""
    pores = [pool for pool in state.pools if not pool.through]
    coupled = [pool for pool in state.pools if pool.through]
    rows: list[KeyRow] = []
    if pores:
        shown = next((pool for pool in pores if pool.blockable), pores[0])
        rows.append((shown, "shut", _("shut"), ""))
    for pool in pores:
        rows += _pore_rows(pool, is_alone=len(pores) == 1)
    if coupled:
        rows.append((coupled[0], "shut", _("at rest"), ""))
    for pool in coupled:
        words = _("active") if len(coupled) == 1 else _("{name} active").format(name=pool.name)
        rows.append((pool, "open", words, pool.flow or _("through a G protein")))
    return rows


def _pore_rows(pool: Pool, *, is_alone: bool) -> list[KeyRow]:
    words = _("open") if is_alone else _("{name} open").format(name=pool.name)
    rows: list[KeyRow] = [(pool, "open", words, pool.flow)]
    if pool.blockable:
        rows.append((pool, "plugged", _("bound"), _("plugged by Mg²⁺")))
    if pool.drugs:
        rows.append((pool, "drugged", pool.drugs, _("in the pore")))
    return rows


def _key_entry(stage: Stage, state: Membrane, centre: QPointF, row: KeyRow) -> None:
    shown, sort, *words = row
    edge = faded(stage.theme.line_of(state.host_colour), 0.45)
    for y in (-THICK / 2, THICK / 2):
        line(stage.painter, centre + QPointF(-46.0, y), centre + QPointF(46.0, y), edge, 2.4)
    _receptor(stage, state, centre, shown, 70.0, sort, 0)
    room = QRectF(centre.x() - 100.0, centre.y() + 50.0, 200.0, 17.0)
    for text in words:
        write(stage.painter, text, room, font(13, 500), stage.theme.colour("ink"), CENTRE)
        room.translate(0.0, 16.0)


def on_tint(stage: Stage, token: str) -> QColor:
    """Ink for words on the tinted inside of a cell."""
    ink = stage.theme.ink_of(token)
    return ink.lighter(125) if stage.theme.is_dark else ink.darker(125)


def _mixed(pool: Pool) -> list[str]:
    """The states of a pool's receptors in an order that does not change from frame to frame."""
    kinds = (
        ("open", pool.opened),
        ("plugged", pool.plugged),
        ("drugged", pool.drugged),
        ("shut", pool.shut),
    )
    sorts = [sort for sort, count in kinds for _index in range(count)]
    order = np.random.default_rng(crc32(pool.id.encode())).permutation(pool.total)
    mixed = [""] * pool.total
    for sort, index in zip(sorts, order, strict=True):
        mixed[index] = sort
    return mixed


# ---- shapes


def _serpentine(stage: Stage, token: str, height: float, bound: str) -> None:
    """A receptor that crosses the membrane seven times, with its G protein at the inner side.

    Parameters
    ----------
    bound : str
        Theme token of the transmitter that holds it active; empty for one at rest.
    """
    theme, painter, is_active = stage.theme, stage.painter, bool(bound)
    edge = theme.line_of(token)
    shade = edge if is_active else faded(edge, 0.45)
    step, tall = 0.066 * height, 0.50 * height
    cover = QRectF(-4.0 * step, -THICK / 2 - 2.0, 8.0 * step, THICK + 4.0)
    painter.fillRect(cover, theme.tint(token, 0.12))
    for turn in range(7):
        x = (turn - 3.0) * step
        shift = 0.03 * height * (-1) ** turn
        top, foot = QPointF(x, shift - tall / 2), QPointF(x, shift + tall / 2)
        line(painter, top, foot, shade, 0.72 * step)
    away = 0.12 * height if is_active else 0.0
    inside = theme.colour("spark") if is_active else theme.colour("panel")
    for x, y, size in ((-0.13, 0.40, 0.12), (0.06, 0.44, 0.09), (0.17, 0.38, 0.09)):
        shift = away if x > 0.0 else -away / 2
        disc(painter, QPointF(x * height + shift, y * height), size * height, inside, shade, 1.4)
    if is_active:
        disc(painter, QPointF(0.0, -0.34 * height), 0.09 * height, theme.colour(bound))


def _gate(stage: Stage, pool: Pool, height: float, sort: str, index: int) -> None:
    theme, painter, token = stage.theme, stage.painter, pool.colour
    wide = height * 0.165
    cover = QRectF(-1.1 * wide, -THICK / 2 - 2.0, 2.2 * wide, THICK + 4.0)
    painter.fillRect(cover, theme.tint(token, 0.12))
    form, apart = gate_shape(pool.shape).leaves, 0.45 * (sort == "open")
    leaves(painter, theme.line_of(token), height - wide, wide, apart, 0.27, form)
    if sort == "open":
        is_anion = bool(pool.ions) and pool.ions[0].endswith("⁻")
        inside = theme.colour("inhibitory" if is_anion else "ion")
        _ions(painter, height, inside, theme.line_of("inhibitory" if is_anion else "immune"), index)
    elif sort == "plugged":
        _plug(stage, height)
    elif sort == "drugged":
        size = QRectF(-0.115 * height, -0.3 * height, 0.23 * height, 0.54 * height)
        pill(painter, theme, size, theme.line_of("drug"))


def _plug(stage: Stage, height: float) -> None:
    """A magnesium ion in the pore."""
    colour = stage.theme.colour("magnesium")
    at, edge = QPointF(0.0, -0.1 * height), stage.theme.line_of("magnesium")
    disc(stage.painter, at, 0.155 * height, colour, edge, 2.0)
    if height > 60.0:
        room = QRectF(-20.0, -0.1 * height - 8.0, 40.0, 16.0)
        write(stage.painter, "Mg²⁺", room, font(8.5, 700), QColor("#22300A"), CENTRE)


def _ions(painter: QPainter, height: float, inside: QColor, edge: QColor, index: int) -> None:
    """Ions on their way through an open pore."""
    for step in range(5):
        y = -0.62 * height + 0.31 * height * step
        x = 0.05 * height * math.sin(2.3 * step + index)
        disc(painter, QPointF(x, y), 0.055 * height, inside, edge, 1.0)
