"""The still picture of some elements and wires, painted in steps between which one may stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from circuitlab.render.glyphs.registry import paint_shape
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.whole_circuit import layers
from circuitlab.render.wires import paint_axon, paint_cable, paint_cable_end

if TYPE_CHECKING:
    from circuitlab.render.drawn import Axon, CablePath, DrawnElement


def paint_parts(
    stage: Stage, places: Iterable[DrawnElement], axons: Iterable[Axon], cables: Iterable[CablePath]
) -> Iterator[None]:
    """Paint some of a circuit's still picture but for names, back to front, step by step."""
    below, above = layers(places)
    shown = list(cables) if stage.detail > Detail.FAR else []
    for place in below:
        paint_shape(stage, place)
        yield
    for axon in axons:
        paint_axon(stage, axon)
        yield
    for cable in shown:
        paint_cable(stage, cable)
        yield
    for place in above:
        paint_shape(stage, place)
        yield
    for cable in shown:
        paint_cable_end(stage, cable)
        yield
