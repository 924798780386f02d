"""Spikes on their way along axons, and the puffs of transmitter where they arrive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from circuitlab.render.live_frame import Pulses

if TYPE_CHECKING:
    from circuitlab.playback.firing import Fired, Floats, Wholes

SHORTEST_PULSE_MS = 240.0
MOST_PULSES = 400


class Way(NamedTuple):
    """A way that spikes leave a neuron: the synapse or meter, and its delay in ms."""

    end: str
    delay_ms: float


class Travelling(NamedTuple):
    """Pulses as arrays: number of the end, start, duration (ms), share of cells that fired."""

    end: Wholes
    start: Floats
    duration: Floats
    strength: Floats


class _Laid(NamedTuple):
    """Ways by the row of their neuron: where each row's begin, their ends and delays."""

    first: Wholes
    end: Wholes
    delay: Floats

    def ways_of(self, rows: Wholes, most: int) -> tuple[Wholes, Wholes]:
        """Return for at most so many ways of these rows, which row each is of, and its number."""
        count = self.first[rows + 1] - self.first[rows]
        which = np.repeat(np.arange(len(rows)), count)[:most]
        before = np.cumsum(count) - count
        return which, self.first[rows][which] + np.arange(len(which)) - before[which]


class Travel:
    """Sends pulses along the ways of the neurons that fire; the latest `MOST_PULSES` are kept."""

    def __init__(self) -> None:
        self._ends: list[str] = []
        self._number: dict[str, int] = {}
        self._ways: Mapping[str, Sequence[Way]] = {}
        self._laid: _Laid | None = None
        self._pulses = Travelling(np.zeros(0, np.int64), *np.zeros((3, 0)))

    def mark(self) -> Travelling:
        """Return what is under way."""
        return self._pulses

    def recall(self, mark: Travelling) -> None:
        """Let that be under way, and nothing else."""
        self._pulses = mark

    def lay(self, ways: Mapping[str, Sequence[Way]]) -> None:
        """Send pulses along these ways, by neuron, from now on."""
        self._ways, self._laid = ways, None

    def send(self, fired: Fired, ids: Sequence[str], speed: float) -> None:
        """Let a pulse start on every way of each neuron that fired; `ids` by row."""
        if not len(fired.row):
            return
        laid = self._laid_for(ids)
        latest = slice(None, -MOST_PULSES - 1, -1)
        which, way = laid.ways_of(fired.row[latest], MOST_PULSES)
        duration = np.maximum(SHORTEST_PULSE_MS * speed, laid.delay[way])
        strength = np.minimum(1.0, fired.per_cell[latest][which])
        new = Travelling(laid.end[way], fired.at_ms[latest][which], duration, strength)
        pairs = zip(self._pulses, (part[::-1] for part in new), strict=True)
        self._pulses = Travelling._make(np.concatenate(pair)[-MOST_PULSES:] for pair in pairs)

    def under_way(self, now_ms: float) -> Pulses:
        """Return what travels now; what has long arrived is forgotten."""
        old = self._pulses
        kept = now_ms < old.start + 2.0 * old.duration
        self._pulses = pulses = Travelling._make(part[kept] for part in old)
        on_way = now_ms < pulses.start + pulses.duration
        position = np.maximum(0.0, (now_ms - pulses.start) / pulses.duration)
        return Pulses(self._ends, pulses.end[on_way], position[on_way], pulses.strength[on_way])

    def puffs(self, now_ms: float) -> dict[str, float]:
        """Transmitter just released, by synapse, 1 falling to 0."""
        pulses = self._pulses
        age = (now_ms - pulses.start) / pulses.duration - 1.0
        fresh = (age >= 0.0) & (age < 1.0)
        puffs: dict[str, float] = {}
        for end, one in zip(pulses.end[fresh].tolist(), age[fresh].tolist(), strict=True):
            puffs[self._ends[end]] = max(puffs.get(self._ends[end], 0.0), (1.0 - one) ** 2)
        return puffs

    def _laid_for(self, ids: Sequence[str]) -> _Laid:
        """The ways of the neurons by row; made anew when there are others."""
        if self._laid is None or len(self._laid.first) != len(ids) + 1:
            ways = [self._ways.get(id, ()) for id in ids]
            flat = [way for leaving in ways for way in leaving]
            self._laid = _Laid(
                np.cumsum([0, *map(len, ways)]),
                np.array([self._number_of(way.end) for way in flat], np.int64),
                np.array([way.delay_ms for way in flat]),
            )
        return self._laid

    def _number_of(self, end: str) -> int:
        number = self._number.setdefault(end, len(self._ends))
        if number == len(self._ends):
            self._ends.append(end)
        return number
