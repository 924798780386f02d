"""A whole circuit, painted back to front: for the screen in two parts, for figures in one."""

from __future__ import annotations

from collections.abc import Iterable

from circuitlab.render.bodies import NOTE
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.mute import paint_mute
from circuitlab.render.glyphs.registry import paint_live, paint_still
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.value_plates import paint_plates
from circuitlab.render.wires import (
    MOST_DOTS,
    paint_axon,
    paint_cable,
    paint_cable_end,
    paint_glow,
    paint_pulse,
)


def paint_circuit_still(stage: Stage, geometry: Geometry) -> None:
    """Paint everything that stays from frame to frame."""
    below, above = layers(geometry.places.values())
    for place in below:
        paint_still(stage, place)
    for axon in geometry.axons.values():
        paint_axon(stage, axon)
    if stage.detail > Detail.FAR:
        for cable in geometry.cables.values():
            paint_cable(stage, cable)
    for place in above:
        paint_still(stage, place)
    if stage.detail > Detail.FAR:
        for cable in geometry.cables.values():
            paint_cable_end(stage, cable)


def paint_circuit_live(stage: Stage, geometry: Geometry) -> None:
    """Paint what the frame says: potentials, gates, spikes under way."""
    paint_spikes(stage, geometry)
    for place in geometry.places.values():
        paint_live(stage, place)
        if stage.frame.is_muted(place.element):
            paint_mute(stage, place)
    paint_plates(stage, geometry.plates.values(), geometry.places)


def paint_spikes(stage: Stage, geometry: Geometry) -> None:
    """Paint spikes along their axons; very many of them make the axons glow."""
    frame, axons = stage.frame, geometry.axons
    if len(frame.pulses) > MOST_DOTS:
        for axon in axons.values():
            paint_glow(stage, axon, frame.rate_hz.get(axon.source, 0.0))
        return
    for pulse in frame.pulses:
        axon_here = axons.get(pulse.synapse)
        if axon_here is not None:
            paint_pulse(stage, axon_here, pulse)


def layers(places: Iterable[DrawnElement]) -> tuple[list[DrawnElement], list[DrawnElement]]:
    """Places below the wires (tissue, notes, cells) and above them."""
    below: list[DrawnElement] = []
    above: list[DrawnElement] = []
    for place in places:
        under = place.cell is not None or place.glyph in ("damage", NOTE)
        (below if under else above).append(place)
    return below, above
