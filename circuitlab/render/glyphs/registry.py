"""Every shape by its name, and the one path by which elements are painted anywhere."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

from PySide6.QtCore import QRectF

from circuitlab.catalog.live_words import live_text
from circuitlab.render.anatomy import cell_glyphs
from circuitlab.render.bodies import GATE, IN_MEMBRANES, NOTE, SYNAPSE, UNKNOWN
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.glyphs import (
    drugs_and_meters,
    receptors_and_synapses,
    stimuli_and_treatments,
    tissue_and_brain,
)
from circuitlab.render.glyphs.drugs_and_meters import headline_text, is_off, unknown
from circuitlab.render.glyphs.mute import paint_mute
from circuitlab.render.glyphs.neurons import neuron
from circuitlab.render.glyphs.receptors_and_synapses import NAMED_UP_TO
from circuitlab.render.label_growth import name_room
from circuitlab.render.labels import LINE_HEIGHT, LINE_SIZE, NAME_SIZE, PART_SIZE
from circuitlab.render.names import SURE_UP_TO, Written
from circuitlab.render.paint_context import Detail, Glyph, Look, Stage
from circuitlab.render.pens import write
from circuitlab.render.theme import font
from circuitlab.resources import _

SHOWN_INSIDE = frozenset({"flame", NOTE, "brain", *IN_MEMBRANES, UNKNOWN})
"""Glyphs without a line under their name: what there is to say stands inside or beside them."""

_BY_ROOM = (
    receptors_and_synapses.GLYPHS,
    drugs_and_meters.GLYPHS,
    stimuli_and_treatments.GLYPHS,
    tissue_and_brain.GLYPHS,
)

Line = tuple[str, bool]


@cache
def glyphs() -> Mapping[str, Glyph]:
    """Every glyph by the name that the catalog uses."""
    made = {maker.__name__: maker() for maker in chain.from_iterable(_BY_ROOM)}
    made |= {name: neuron() for name in cell_glyphs()}
    made[UNKNOWN] = unknown()
    return MappingProxyType(made)


def paint_still(stage: Stage, place: DrawnElement) -> None:
    """Paint what stays from frame to frame: the shape and, unless one is far away, the name.

    Parameters
    ----------
    stage : Stage
        Its painter in canvas units.
    """
    paint_shape(stage, place)
    if stage.detail is not Detail.FAR:
        paint_name(stage, place)


def paint_shape(stage: Stage, place: DrawnElement) -> None:
    """Paint what stays from frame to frame of an element itself."""
    with stage.at(place.centre):
        glyphs()[place.glyph].still(stage, place)


LEGIBLE = 0.5
"""How sure a name must be of its place to be written: one that is half there reads as a slip."""


def paint_name(stage: Stage, place: DrawnElement, written: Written | None = None) -> None:
    """Write the name of an element; names of what sits in membranes live until one is far away.

    Parameters
    ----------
    written : Written, optional
        Where and how surely; by default in its usual place.
    """
    if place.glyph in (SYNAPSE, NOTE) or (written is not None and written.opacity < LEGIBLE):
        return
    larger, ink, letters = stage.enlarged, stage.theme.colour("ink"), (NAME_SIZE, 600)
    words, align, room = place.name, place.label.align, name_room(place, stage.enlarged)
    if written is not None:
        room, align = written.room, written.align
    if place.glyph == GATE:
        if larger <= NAMED_UP_TO:
            return
        ink = stage.theme.ink_of(place.colour)
        letters, words = (PART_SIZE, 700), place.short_name
    size = font(letters[0] * larger, letters[1])
    ground = stage.theme.colour("paper")
    write(stage.painter, words, room.translated(place.centre), size, ink, align, ground)


def paint_live(stage: Stage, place: DrawnElement) -> None:
    """Paint over it what the run's frame says: potential, gates, levels, numbers."""
    body, words = body_look(stage, place), line_look(stage, place)
    if body is not None:
        paint_body(stage, place, body)
    if words is not None:
        paint_line(stage, place, words)


def body_look(stage: Stage, place: DrawnElement) -> Look:
    """How the shape of an element looks in this frame; None where nothing is to be painted."""
    return glyphs()[place.glyph].look(stage, place)


def paint_body(stage: Stage, place: DrawnElement, look: Look) -> None:
    """Paint what lives of an element's shape as it looks."""
    with stage.at(place.centre):
        glyphs()[place.glyph].live(stage, place, look)


def paint_element(stage: Stage, place: DrawnElement) -> None:
    """Paint an element whole."""
    paint_still(stage, place)
    paint_live(stage, place)
    if stage.frame.is_muted(place.element):
        paint_mute(stage, place)


def live_line(stage: Stage, place: DrawnElement) -> str:
    """What stands under an element's name: rate and potential, or its dose."""
    if place.cell is not None:
        return _rate_and_potential(stage, place)
    if place.glyph in SHOWN_INSIDE:
        return ""
    if stage.frame.is_muted(place.element):
        return _("muted")
    text = headline_text(stage, place)
    return _("off") if text and is_off(stage, place) else text


def _rate_and_potential(stage: Stage, place: DrawnElement) -> str:
    parts = []
    rate = stage.frame.rate_hz.get(place.id)
    potential = stage.frame.potential.get(place.id)
    if rate is not None:
        parts.append(live_text(rate, "Hz"))
    if potential is not None and not math.isnan(potential):
        parts.append(live_text(potential, "mV"))
    return " · ".join(parts)


def line_look(stage: Stage, place: DrawnElement) -> Line | None:
    """What the line under an element's name says in this frame, and whether it is off."""
    if stage.detail is Detail.FAR or stage.enlarged > SURE_UP_TO:
        return None
    text = live_line(stage, place)
    pale = stage.frame.is_muted(place.element) or (place.cell is None and is_off(stage, place))
    return (text, pale) if text else None


def paint_line(stage: Stage, place: DrawnElement, look: Line) -> None:
    """Write the line under an element's name."""
    text, is_pale = look
    larger, label = stage.enlarged, place.label
    box = label.box.translated(place.centre)
    top = name_room(place, larger).bottom() + place.centre.y() - larger
    room = QRectF(box.left(), top, box.width(), LINE_HEIGHT * larger)
    ink = stage.theme.ink_of("muted" if is_pale else place.colour)
    ground = stage.theme.colour("paper")
    write(stage.painter, text, room, font(LINE_SIZE * larger, 500), ink, label.align, ground)
