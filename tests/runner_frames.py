"""Frames as a runner sends them, of runs that nobody has computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from circuitlab.engine.running.messages import RunnerFrame

DT_MS = 0.025


@dataclass(frozen=True)
class Moment:
    """Stands for the state of a run, of which the window reads no more than this."""

    tick: int
    time_ms: float
    nbytes: int = 1000

    def nbytes_beside(self, other: object) -> int:
        return self.nbytes


def frame_at(time_ms: float, values: Mapping[tuple[str, str], Any], **more: Any) -> RunnerFrame:
    """A runner's frame as it is on its way to the window: with its moment and its potentials."""
    tick = round(time_ms / DT_MS)
    cells = {id: cells for (id, state), cells in values.items() if state == "v"}
    return RunnerFrame(
        moment=Moment(tick, time_ms),
        tick=tick,
        time_ms=time_ms,
        load=0.03,
        firing=tuple(cells),
        potentials=np.array([np.mean(one) for one in cells.values()]),
        values=values,
        **more,
    )
