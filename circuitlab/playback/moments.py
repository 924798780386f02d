"""The last minute of a run, kept to be looked at again, and to go on from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.engine.running.moment import Moment
    from circuitlab.playback.live_state import LiveMark

SPAN_MS = 60_000.0
"""Time on the screen that is kept."""
EVERY_MS = 30.0
MOST_BYTES = 200_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """A moment as it was shown, and as the engine can go on from it.

    Parameters
    ----------
    screen_ms : float
        Time on the screen: it passes while model time flows, at any speed.
    speed : float
        Model seconds per second at that time.
    live : LiveMark
        What was shown.
    moment : Moment
        The run's own state.
    number : int
        Its number among those that all keep who go on together; 0 for another one.
    """

    screen_ms: float
    speed: float
    live: LiveMark
    moment: Moment
    number: int = 0

    @property
    def tick(self) -> int:
        """Integration steps that had been done."""
        return self.moment.tick

    def nbytes_beside(self, other: Kept | None) -> int:
        """Bytes that are kept for its sake where another is kept already."""
        moment = other.moment if other is not None else None
        return self.moment.nbytes_beside(moment) + self.live.nbytes


class Past:
    """Moments of a run in the order of time: the larger they are, the farther apart.

    Parameters
    ----------
    most_bytes : int
        What all moments together may take.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: list[Kept] = []
        self._sizes: list[int] = []
        self._bytes = 0
        self._every_ms = EVERY_MS

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def begins_ms(self) -> float:
        """Time on the screen of the first moment."""
        return self._kept[0].screen_ms if self._kept else 0.0

    def is_due(self, screen_ms: float, tick: int) -> bool:
        """Whether a moment is to be kept: another than the last, and far enough from it.

        Where time on the screen stands still, the run is stepped by hand: every step is kept.
        """
        if not self._kept:
            return True
        last = self._kept[-1]
        far = screen_ms == last.screen_ms or screen_ms >= last.screen_ms + self._every_ms
        return far and tick > last.tick

    def is_wanted(self, number: int) -> bool:
        """Whether a moment of this number, which others keep too, is to be kept."""
        return number > 0 and number % self._stride == 0

    @property
    def _stride(self) -> int:
        return round(self._every_ms / EVERY_MS)

    @property
    def ticks(self) -> frozenset[int]:
        """The steps that had been done at each moment."""
        return frozenset(kept.tick for kept in self._kept)

    def keep(self, kept: Kept) -> None:
        """Add a moment; those that are too old, or too many, go."""
        self._add(kept)
        while self._kept[0].screen_ms < kept.screen_ms - SPAN_MS:
            del self._kept[0]
            self._bytes -= self._sizes.pop(0)
        if self._bytes > self._most_bytes and len(self._kept) > 1:
            self._thin_out()
            self._every_ms *= 2.0
        elif self._every_ms > EVERY_MS and self._bytes < self._most_bytes / 4:
            self._every_ms /= 2.0

    def _add(self, kept: Kept) -> None:
        size = kept.nbytes_beside(self._kept[-1] if self._kept else None)
        self._kept.append(kept)
        self._sizes.append(size)
        self._bytes += size

    def _thin_out(self) -> None:
        """Forget every other moment, but not the last; of those with numbers, the odd ones."""
        those = self._kept[::-2][::-1]
        if any(kept.number for kept in self._kept):
            twice = 2 * self._stride
            those = [kept for kept in self._kept if kept.number % twice == 0] or those
        self.clear()
        for kept in those:
            self._add(kept)

    def at(self, screen_ms: float, shared: frozenset[int] | None = None) -> Kept | None:
        """Return the last moment up to a time on the screen, or the first; None without any.

        Parameters
        ----------
        shared : frozenset of int, optional
            The steps at which others have moments too: one of those, if there is any.
        """
        those = self._kept
        if shared is not None:
            those = [kept for kept in those if kept.tick in shared] or those
        after = bisect_right(those, screen_ms, key=lambda kept: kept.screen_ms)
        return those[max(0, after - 1)] if those else None

    def before(self, tick: int) -> Kept | None:
        """Return the last moment up to a step; None if there is none."""
        after = bisect_right(self._kept, tick, key=lambda kept: kept.tick)
        return self._kept[after - 1] if after else None

    def forget_after(self, kept: Kept) -> None:
        """Forget every moment later than one."""
        after = bisect_right(self._kept, kept.tick, key=lambda kept: kept.tick)
        self._bytes -= sum(self._sizes[after:])
        del self._kept[after:], self._sizes[after:]

    def clear(self) -> None:
        """Forget every moment."""
        self._kept.clear()
        self._sizes.clear()
        self._bytes = 0
