"""Which line on the canvas a link is drawn as."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPainterPath

    from circuitlab.gui.lit import LinkKey
    from circuitlab.render.geometry import Geometry


def wire_path(geometry: Geometry, link: LinkKey) -> tuple[str, QPainterPath] | None:
    """Return the line of a link with the id of its axon, or of its cable's source; None for none.

    The links of a synapse are all drawn as its axon, a read-out's as an axon to the brain.
    """
    cable = geometry.cables.get(link)
    if cable is not None:
        return link[0], cable.path
    for id, neuron in _axons_of(link):
        axon = geometry.axons.get(id)
        if axon is not None and (id in geometry.chains or axon.source == neuron):
            return id, axon.path
    return None


def _axons_of(link: LinkKey) -> tuple[tuple[str, str], ...]:
    """Return the ids that an axon of a link may have, with the neuron that it comes from then."""
    source, target = link
    return ((target, source), (source, target), (f"{source}:{target}", target))
