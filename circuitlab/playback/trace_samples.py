"""Every step of a state, in bounded memory: the near past whole, the far past in extremes."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LENGTH = 1 << 16
"""Samples of a chunk; at 0.025 ms a step it holds 1.6 s of model time."""
STAMPED = 1 << 10
"""Samples of a chunk whose times follow no step; each has its own there."""
FACTORS = (16, 256)
"""Samples of a block of which the extremes are kept with their places: a byte says where."""
WHOLE_BYTES, FINE_BYTES = 120_000_000, 70_000_000
"""What whole chunks, and the finer extremes, may take in all strips together."""
MOST = 1 << 12
"""Chunks of a strip of which anything is kept."""
_A_FEW = 8
"""Samples that tell whether they follow a step."""
_SAME = 0.01
"""Part of a step by which a time may miss its place."""


class _Blocks(NamedTuple):
    """Both extremes of blocks in the order of their times, shape (blocks, 2).

    Attributes
    ----------
    value, at
        The values, and how many samples after its block's first each lies.
    """

    value: NDArray[np.float32]
    at: NDArray[np.uint8]

    @classmethod
    def room(cls, count: int) -> _Blocks:
        return cls(np.empty((count, 2), np.float32), np.empty((count, 2), np.uint8))

    def note(self, where: slice, of: NDArray[np.float32], ahead: NDArray[Any] | None) -> None:
        """Note the extremes of blocks.

        Parameters
        ----------
        of : values of each, shape (blocks, values)
        ahead : how many samples after the first each value lies; None: one after the other
        """
        least, most, each = of.argmin(1), of.argmax(1), np.arange(len(of))
        places = np.minimum(least, most), np.maximum(least, most)
        for k, place in enumerate(places):
            self.value[where, k] = of[each, place]
            self.at[where, k] = place if ahead is None else ahead[each, place]


class _Chunk:
    """Samples one after the other, a step apart or each with its time."""

    def __init__(self, offset: int, first_ms: float, step_ms: float) -> None:
        self.offset, self.first_ms, self.step_ms = offset, first_ms, step_ms
        self.count = 0
        self.room = LENGTH if step_ms else STAMPED
        self.values: NDArray[np.float32] | None = np.empty(self.room, np.float32)
        self._stamps = None if step_ms else np.empty(STAMPED)
        self._blocks = [_Blocks.room(LENGTH // factor) for factor in FACTORS] if step_ms else []
        self._done = 0
        self.is_fine = bool(step_ms)

    def takes(self, times: Floats) -> bool:
        """Whether samples go on where this chunk ends."""
        if self.count == self.room:
            return False
        if self._stamps is not None:
            return not _step(times)
        after = self.first_ms + self.count * self.step_ms
        last = after + (times.size - 1) * self.step_ms
        allowed = _SAME * self.step_ms
        first_off, last_off = abs(float(times[0]) - after), abs(float(times[-1]) - last)
        return first_off < allowed and last_off < allowed

    def take(self, times: Floats, values: Floats) -> int:
        """Take as many samples as there is room for; return how many."""
        assert self.values is not None
        taken = min(times.size, self.room - self.count)
        here = slice(self.count, self.count + taken)
        self.values[here] = values[:taken]
        if self._stamps is not None:
            self._stamps[here] = times[:taken]
        self.count += taken
        return int(taken)

    @property
    def last_ms(self) -> float:
        if self._stamps is not None:
            return float(self._stamps[self.count - 1])
        return self.first_ms + (self.count - 1) * self.step_ms

    def times(self, start: int, end: int) -> Floats:
        if self._stamps is not None:
            return self._stamps[start:end]
        return np.asarray(self.first_ms + np.arange(start, end) * self.step_ms)

    def place(self, time_ms: float, side: str) -> int:
        """How many samples lie before a time; with side "right", before or at it."""
        if self._stamps is not None:
            return int(np.searchsorted(self._stamps[: self.count], time_ms, side))  # type: ignore[call-overload]
        steps = min((time_ms - self.first_ms) / self.step_ms, float(self.count))
        place = math.ceil(steps - 1e-6) if side == "left" else math.floor(steps + 1e-6) + 1
        return min(max(place, 0), self.count)

    def most(self, bucket_ms: float) -> float:
        """How many samples a block may have that stands for them in a bucket of time."""
        return 0.5 * bucket_ms / self.step_ms if self.step_ms else 0.0

    def cut(self, count: int) -> None:
        """Forget what lies behind the first `count` samples."""
        self.count = count
        self._done = min(self._done, count // FACTORS[1] * FACTORS[1])

    def seal(self) -> None:
        """Nothing comes any more: the last block is filled up with its last value."""
        if self.values is not None and self._blocks and self.count:
            full = min(-(-self.count // FACTORS[1]) * FACTORS[1], self.room)
            self.values[self.count : full] = self.values[self.count - 1]
            self._sum_up(full)

    def forget_whole(self) -> None:
        self.values = None

    def forget_fine(self) -> None:
        self._blocks[0] = _Blocks.room(0)
        self.is_fine = False

    def points(self, start: int, end: int, most: float) -> tuple[Floats, Floats]:
        """Return the samples of a stretch, or extremes of blocks of at most `most` samples."""
        level = self._level(most)
        if level < 0:
            assert self.values is not None
            return self.times(start, end), self.values[start:end].astype(float)
        if self.values is not None:
            self._sum_up(self.count)
        factor = FACTORS[level]
        until = min(-(-end // factor), -(-self._done // factor))
        ahead, values = self._extremes(level, start // factor, until)
        times = self.first_ms + ahead * self.step_ms
        if self.values is None or end <= self._done:
            return times, values
        rest = max(start, self._done)
        return (
            _joined((times, self.times(rest, end))),
            _joined((values, self.values[rest:end].astype(float))),
        )

    def since(self, start: int, end: int) -> Floats | NDArray[np.float32]:
        """Return the values of a stretch alone, as far as every one is kept."""
        return self.points(start, end, 0.0)[1] if self.values is None else self.values[start:end]

    def _level(self, most: float) -> int:
        """Which blocks to take: -1 stands for every sample."""
        if not self._blocks:
            return -1
        wanted = int(most >= FACTORS[0]) + int(most >= FACTORS[1]) - 1
        kept = -1 if self.values is not None else 0 if self.is_fine else 1
        level = max(wanted, kept)
        return 1 if level == 0 and not self.is_fine else level

    def _extremes(self, level: int, start: int, end: int) -> tuple[Floats, Floats]:
        """Both extremes of each block, in the order of their times."""
        value, at = self._blocks[level]
        begin = np.arange(start, end) * FACTORS[level]
        ahead = np.asarray(begin[:, None] + at[start:end], float).ravel()
        return ahead, value[start:end].ravel().astype(float)

    def _sum_up(self, count: int) -> None:
        """Note the extremes of all blocks that are full."""
        end = count // FACTORS[1] * FACTORS[1]
        if end <= self._done or self.values is None:
            return
        fine, coarse = self._blocks
        at, to = (slice(self._done // factor, end // factor) for factor in FACTORS)
        fine.note(at, self.values[self._done : end].reshape(-1, FACTORS[0]), None)
        wide = FACTORS[1] // FACTORS[0]
        ahead = fine.at[at].reshape(-1, wide, 2) + FACTORS[0] * np.arange(wide)[:, None]
        coarse.note(to, fine.value[at].reshape(-1, 2 * wide), ahead.reshape(-1, 2 * wide))
        self._done = end

    def range(self) -> tuple[float, float]:
        if self.values is None:
            return float(self._blocks[1].value.min()), float(self._blocks[1].value.max())
        mine = self.values[: self.count]
        return float(np.fmin.reduce(mine)), float(np.fmax.reduce(mine))


class Samples:
    """A state at every step, in chunks; the oldest keep only extremes, each at its own step.

    Attributes
    ----------
    taken_back : int
        How often samples were forgotten because time went back.
    """

    def __init__(self) -> None:
        self._chunks: list[_Chunk] = []
        self.taken_back = 0
        self.share(1)

    def __len__(self) -> int:
        return self._chunks[-1].offset + self._chunks[-1].count if self._chunks else 0

    @property
    def last_ms(self) -> float:
        """The time of the newest sample; minus infinity when there is none."""
        if not self._chunks:
            return -math.inf
        return self._chunks[-1].last_ms

    @property
    def whole_from_ms(self) -> float:
        """The time from which on every sample is kept; infinite when there is none."""
        return next((each.first_ms for each in self._chunks if each.values is not None), math.inf)

    def share(self, strips: int) -> None:
        """Keep within the memory that is left for one of so many strips."""
        self._most_whole = max(2, WHOLE_BYTES // (4 * LENGTH * strips))
        self._most_fine = max(2, FINE_BYTES // (10 * LENGTH // FACTORS[0] * strips))
        self._thin_out()

    def append(self, times: ArrayLike, values: ArrayLike) -> None:
        """Add samples; where they are older than the newest, they replace all from there on."""
        t, v = np.asarray(times, float), np.asarray(values, float)
        if not t.size:
            return
        if (first_ms := float(t[0])) <= self.last_ms:
            self._cut(self._place(first_ms, "left"))
        while t.size:
            if not self._chunks or not self._chunks[-1].takes(t):
                self._open(t)
            taken = self._chunks[-1].take(t, v)
            t, v = t[taken:], v[taken:]

    def between(self, start_ms: float, end_ms: float, beyond: int = 0) -> tuple[Floats, Floats]:
        """Return times and values of a stretch, every sample where all are kept."""
        return self.points(start_ms, end_ms, 0.0, beyond)

    def points(
        self, start_ms: float, end_ms: float, bucket_ms: float, beyond: int = 0
    ) -> tuple[Floats, Floats]:
        """Return a stretch in points, of which none misses an extreme of a bucket.

        Parameters
        ----------
        bucket_ms
            At least two blocks of samples lie in a bucket where these are taken for points.
        beyond
            So many samples are taken in on either side.
        """
        if self._chunks and start_ms >= self._chunks[-1].first_ms:
            newest = self._chunks[-1]
            start = newest.place(start_ms, "left") - beyond
            if start >= 0:  # as in every frame: what has come since the last one
                end = min(newest.count, newest.place(end_ms, "right") + beyond)
                return newest.points(start, max(start, end), newest.most(bucket_ms))
        first = self._place(start_ms, "left") - beyond
        last = self._place(end_ms, "right") + beyond
        parts = [
            chunk.points(start, end, chunk.most(bucket_ms))
            for chunk, start, end in self._stretch(first, last)
        ]
        if not parts:
            return np.empty(0), np.empty(0)
        times, values = zip(*parts, strict=True)
        return (times[0], values[0]) if len(parts) == 1 else (_joined(times), _joined(values))

    def since(self, place: int) -> Floats | NDArray[np.float32]:
        """Return the values from the sample `place` on, as far as every one is kept."""
        stretch = self._stretch(place, len(self))
        return np.asarray(_joined(tuple(chunk.since(a, b) for chunk, a, b in stretch)))

    def range(self) -> tuple[float, float] | None:
        """Return the lowest and the highest value of all that is kept."""
        ranges = [chunk.range() for chunk in self._chunks if chunk.count]
        if not ranges:
            return None
        return min(low for low, _high in ranges), max(high for _low, high in ranges)

    def forget_after(self, time_ms: float) -> None:
        """Forget every sample later than a time."""
        kept = self._place(time_ms, "right")
        if kept < len(self):
            self._cut(kept)

    def _place(self, time_ms: float, side: str) -> int:
        """How many samples lie before a time, as :meth:`_Chunk.place`."""
        number = bisect_right(self._chunks, time_ms, key=lambda chunk: chunk.first_ms) - 1
        if number < 0:
            return self._chunks[0].offset if self._chunks else 0
        chunk = self._chunks[number]
        return chunk.offset + chunk.place(time_ms, side)

    def _stretch(self, first: int, last: int) -> Iterator[tuple[_Chunk, int, int]]:
        """Each chunk with the part of it that lies between two places."""
        number = bisect_right(self._chunks, first, key=lambda chunk: chunk.offset) - 1
        for chunk in self._chunks[max(0, number) :]:
            if chunk.offset >= last:
                return
            start, end = max(0, first - chunk.offset), min(chunk.count, last - chunk.offset)
            if start < end:
                yield chunk, start, end

    def _open(self, times: Floats) -> None:
        step = _step(times)
        if self._chunks:
            self._chunks[-1].seal()
        self._chunks.append(_Chunk(len(self), float(times[0]), step))
        self._thin_out()

    def _cut(self, kept: int) -> None:
        self.taken_back += 1
        while self._chunks and self._chunks[-1].offset >= kept:
            self._chunks.pop()
        if self._chunks and self._chunks[-1].values is None:
            self._chunks.pop()
        elif self._chunks:
            self._chunks[-1].cut(kept - self._chunks[-1].offset)

    def _thin_out(self) -> None:
        """Keep less of what is old."""
        del self._chunks[:-MOST]
        regular = [chunk for chunk in self._chunks[:-1] if chunk.step_ms]
        for chunk in regular[: -self._most_whole + 1 or None]:
            chunk.forget_whole()
        for chunk in regular[: -self._most_fine + 1 or None]:
            chunk.forget_fine()


def _step(times: Floats) -> float:
    """The step of evenly spaced times; 0 where they are not, or too few to tell."""
    if times.size < _A_FEW:
        return 0.0
    step = float(times[-1] - times[0]) / (times.size - 1)
    is_even = step > 0.0 and np.abs(np.diff(times) - step).max() < _SAME * step
    return step if is_even else 0.0


def _joined(parts: tuple[Any, ...]) -> Any:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
