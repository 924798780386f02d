"""Beside a synapse seen from near: where drugs bind at the terminal, and receptors on their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from circuitlab.render.closeup.receptor_counts import SITES, Membrane, Site
from circuitlab.render.curves import joined
from circuitlab.render.glyphs.gate_shapes import gate_shape, leaves
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import CENTRE, LEFT, disc, line, stroke, write
from circuitlab.render.pools import Pool
from circuitlab.render.theme import font
from circuitlab.resources import _

Step = Callable[[], None]

_FIRST, _PITCH, _FLOOR = 596.0, 44.0, 322.0
"""Where the first calcium channel is, their distance, and the terminal's membrane."""
_MOST_VESICLES = 4
_VESICLES = ((1040.0, 610.0), (1120.0, 574.0), (1136.0, 664.0), (1044.0, 690.0))
_WAY = ((1004.0, 640.0), (984.0, 580.0))


def site_steps(stage: Stage, state: Membrane) -> Iterator[Step]:
    """Calcium channels of the terminal, with the subunit at which drugs bind, free or taken."""
    for site in state.sites[:1]:
        yield partial(_channels, stage, site)


def _channels(stage: Stage, site: Site) -> None:
    for index in range(SITES):
        _channel(stage, QPointF(_FIRST + _PITCH * index, _FLOOR), index < site.taken)
    _site_words(stage, site)


def _channel(stage: Stage, at: QPointF, is_taken: bool) -> None:
    theme, painter = stage.theme, stage.painter
    edge, drug = theme.line_of("inhibitory"), theme.line_of("drug")
    for x in (-6.0, 6.0):
        top = at + QPointF(x, -15.0)
        line(painter, top, top + QPointF(0.0, 30.0), edge, 5.0)
    inside = theme.colour("drug") if is_taken else theme.colour("panel")
    disc(painter, at + QPointF(17.0, 4.0), 7.5, inside, drug if is_taken else edge, 2.2)


def _site_words(stage: Stage, site: Site) -> None:
    room = QRectF(_FIRST - 20.0, _FLOOR + 22.0, 330.0, 20.0)
    ink = stage.theme.ink_of("inhibitory")
    words = _("Ca²⁺ channels with {site}").format(site=site.name)
    write(stage.painter, words, room, font(15, 600), ink, LEFT)
    if site.drugs:
        told = _("{drug} at {count} of {total}")
        told = told.format(drug=site.drugs, count=site.taken, total=SITES)
        drug = stage.theme.ink_of("drug")
        write(stage.painter, told, room.translated(0.0, 20.0), font(14, 500), drug, LEFT)


def traffic_steps(stage: Stage, state: Membrane) -> Iterator[Step]:
    """Receptors inside the cell that are on their way to the surface, or from it."""
    moving = next((pool for pool in state.pools if pool.coming), None)
    if moving is not None:
        for x, y in _VESICLES[: min(_MOST_VESICLES, abs(moving.coming))]:
            yield partial(
                _carrier, stage, QPointF(x, y), moving, stage.theme.line_of(state.host_colour)
            )
        yield partial(_way, stage, moving, stage.theme.line_of(state.host_colour))


def _carrier(stage: Stage, at: QPointF, pool: Pool, edge: QColor) -> None:
    with stage.at(at) as painter:
        disc(painter, QPointF(), 25.0, stage.theme.colour("panel"), edge, 3.0)
        form = gate_shape(pool.shape).leaves
        leaves(painter, stage.theme.line_of(pool.colour), 24.0, 5.0, 0.0, form=form)


def _way(stage: Stage, pool: Pool, edge: QColor) -> None:
    theme, painter = stage.theme, stage.painter
    (x, y), (u, v) = _WAY
    tail, head = (QPointF(x, y), QPointF(u, v))
    if pool.coming < 0:
        tail, head = head, tail
    turn = 1.0 if pool.coming > 0 else -1.0
    stroke(painter, joined([tail, head]), edge, 2.4, (5.0, 4.0))
    tip = [head + QPointF(-7.0, 9.0 * turn), head, head + QPointF(7.0, 8.0 * turn)]
    stroke(painter, joined(tip), edge, 2.4)
    words = _("{count} on their way to the surface") if pool.coming > 0 else _("{count} leaving it")
    room = QRectF(930.0, 722.0, 280.0, 20.0)
    ink = theme.ink_of(pool.colour)
    ink = ink.lighter(125) if theme.is_dark else ink.darker(125)
    write(painter, words.format(count=abs(pool.coming)), room, font(14, 600), ink, CENTRE)
    if pool.slowed_by:
        told = _("{drug} holds more back").format(drug=pool.slowed_by)
        drug = theme.ink_of("drug")
        drug = drug.lighter(125) if theme.is_dark else drug.darker(125)
        write(painter, told, room.translated(0.0, 17.0), font(13, 500), drug, CENTRE)
