"""What begins in the middle of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.names import name_of
from circuitlab.model.timeline import onsets_of
from circuitlab.playback.run_event import Event

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit


def onset_events(circuit: Circuit, catalog: Catalog) -> tuple[Event, ...]:
    """Return an event for whatever begins in the middle of a run, such as an injury."""
    return tuple(
        Event(at, (id, "onset"), name_of(circuit, catalog, id), catalog.kind(kind).colour)
        for at, id in onsets_of(circuit, catalog)
        for kind in [circuit.elements[id].kind]
    )
