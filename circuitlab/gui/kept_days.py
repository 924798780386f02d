"""How body time passes in the run of a circuit, kept with its view: by days, or plainly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from circuitlab.engine.running.messages import ByDays
from circuitlab.model.days import DAY_S, Days, read_days

if TYPE_CHECKING:
    from circuitlab.gui.document import Document

DAYS = "days"
"""The name of it in the view."""


def kept_days(document: Document) -> ByDays:
    """Return how the circuit is played; plainly where its view says nothing that can be run."""
    said = document.circuit.document["view"].get(DAYS)
    if not isinstance(said, Mapping):
        return ByDays()
    every = said.get("every", 1.0)
    found = read_days(every, said.get("probe"), every)
    return ByDays(found.probe_ms, found.every_s) if isinstance(found, Days) else ByDays()


def keep_days(document: Document, days: ByDays) -> None:
    """Keep with the circuit how it is played."""
    said = {"every": days.every_s / DAY_S, "probe": days.probe_ms} if days.every_s > 0.0 else {}
    if said or document.circuit.document["view"].get(DAYS):
        document.keep_view(DAYS, said)
