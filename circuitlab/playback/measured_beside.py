"""What is measured beside a run, on threads, and painted with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.playback.heat_thresholds import HeatThresholds
from circuitlab.playback.spontaneous_pain import SpontaneousPain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.model.circuit import Circuit

PAIN = "pain"
"""What a pain read-out calls its state."""
Values = dict[tuple[str, str], float]


class MeasuredBeside:
    """Heat thresholds of nerve endings, and the spontaneous part of pain read-outs."""

    def __init__(self, catalog: Catalog) -> None:
        self._readouts = {name for name, kind in catalog.kinds.items() if PAIN in kind.states}
        self._heat = HeatThresholds(catalog)
        self._pain = SpontaneousPain(catalog)
        self._known: tuple[Mapping[tuple[str, str], float], ...] = ()
        self._found: Values = {}

    def follow(self, circuit: Circuit, frame: RunnerFrame) -> Values:
        """Return what is known by now; the same value as before where nothing is new."""
        reading = circuit.of_kinds(self._readouts.__contains__)
        readouts = tuple(id for id in reading if (id, PAIN) in frame.values)
        known = (
            self._heat.follow(circuit, frame.values),
            self._pain.follow(circuit, readouts, frame.moment),
        )
        if any(new is not old for new, old in zip(known, self._known, strict=False)) or (
            not self._known
        ):
            self._known, self._found = known, {**known[0], **known[1]}
        return self._found
