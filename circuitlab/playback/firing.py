"""Who fired, how often and when last: arrays with a row for each element that ever fired."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.engine.running.spikes import Spikes

    Floats = NDArray[np.float64]
    Wholes = NDArray[np.int64]

FLASH_MS = 600.0
STEADY_HZ = 3.0
RATE_WINDOW_MS = 500.0


class Fired(NamedTuple):
    """Elements that fired lately: their rows, when they did last, and spikes per cell."""

    row: Wholes
    at_ms: Floats
    per_cell: Floats


class FiringMark(NamedTuple):
    """What is known of each element at a moment, (ids,) each, and who had fired lately."""

    last: Floats
    strength: Floats
    spikes: Floats
    times: Floats
    recent: Fired


class Firing:
    """Counts spikes and remembers when each element fired last."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._size_of: Mapping[str, float] = {}
        self._sizes = np.zeros(0)
        self._row_of: dict[str, int] = {}
        self._names: tuple[str, ...] = ()
        self._rows = np.zeros(0, np.int64)
        self._last, self._strength, self._spikes, self._times = np.zeros((4, 0))
        self._recent = Fired(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))

    def count_cells(self, sizes: Mapping[str, float]) -> None:
        """Take over how many cells each element has; one where nothing is said."""
        self._size_of = sizes
        self._sizes = np.array([sizes.get(id, 1.0) for id in self.ids])

    def mark(self) -> FiringMark:
        """Return what is known now."""
        return FiringMark(
            self._last.copy(),
            self._strength.copy(),
            self._spikes.copy(),
            self._times.copy(),
            self._recent,
        )

    def recall(self, mark: FiringMark) -> None:
        """Know again what was known then, and no more."""
        self._last, self._strength = mark.last.copy(), mark.strength.copy()
        self._spikes, self._times = mark.spikes.copy(), mark.times.copy()
        self._recent = mark.recent
        self._make_room()

    def take(self, spikes: Spikes) -> Fired:
        """Note the spikes of a stretch of time; return who fired in it, in the order of time."""
        if not len(spikes):
            return Fired(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
        rows = self._rows_of(spikes.names)[spikes.element]
        counts = np.bincount(rows, minlength=len(self.ids))
        latest = np.zeros(len(self.ids))
        np.maximum.at(latest, rows, spikes.ms)
        fired = np.nonzero(counts)[0]
        fired = fired[np.argsort(latest[fired], kind="stable")]
        found = Fired(fired, latest[fired], counts[fired] / self._sizes[fired])
        self._last[fired] = found.at_ms
        self._strength[fired] = np.minimum(1.0, found.per_cell)
        self._spikes[fired] += found.per_cell
        self._times[fired] += 1.0
        pairs = zip(self._recent, found, strict=True)
        self._recent = Fired._make(np.concatenate(pair) for pair in pairs)
        return found

    def rates(self, now_ms: float) -> Floats:
        """(ids,) rate of one cell of everything that ever fired, in Hz."""
        old = int(np.searchsorted(self._recent.at_ms, now_ms - RATE_WINDOW_MS))
        if old:
            rows = self._recent.row[:old]
            np.subtract.at(self._spikes, rows, self._recent.per_cell[:old])
            np.subtract.at(self._times, rows, 1.0)
            self._recent = Fired._make(part[old:] for part in self._recent)
        window_s = 1e-3 * min(RATE_WINDOW_MS, max(now_ms, 50.0))
        return np.asarray(np.where(self._times > 0.5, self._spikes / window_s, 0.0))

    def flashes(self, now_ms: float, on_screen_hz: Floats, speed: float) -> Floats:
        """(ids,) brightness of the last spike of everything that ever fired, 0 to 1."""
        strength = np.maximum(0.3, self._strength)
        age = (now_ms - self._last) / (FLASH_MS * speed)
        fading = np.where(age < 1.0, (1.0 - age) ** 2 * strength, 0.0)
        fading = np.where(age < 0.0, 1.0, fading)
        steady = np.minimum(0.85, 0.35 + on_screen_hz / 20.0) * strength
        return np.where(on_screen_hz > STEADY_HZ, steady, fading)

    def by_id(self, values: Floats) -> Mapping[str, float]:
        """Values of rows by the ids of the elements that ever fired."""
        fired = np.isfinite(self._last)
        if fired.all():
            return dict(zip(self.ids, values.tolist(), strict=True))
        return dict(zip(compress(self.ids, fired), compress(values.tolist(), fired), strict=True))

    def _rows_of(self, names: tuple[str, ...]) -> Wholes:
        """(names,) row of each; those that are new get one."""
        if names is not self._names and names != self._names:
            for id in names:
                if self._row_of.setdefault(id, len(self.ids)) == len(self.ids):
                    self.ids.append(id)
            self._rows = np.array([self._row_of[id] for id in names], np.int64)
            self._names = names
            self.count_cells(self._size_of)
            self._make_room()
        return self._rows

    def _make_room(self) -> None:
        """Let every element have its row; those that are new have never fired."""
        new = len(self.ids) - len(self._last)
        if not new:
            return
        self._last = np.pad(self._last, (0, new), constant_values=-np.inf)
        self._strength, self._spikes, self._times = (
            np.pad(part, (0, new)) for part in (self._strength, self._spikes, self._times)
        )
