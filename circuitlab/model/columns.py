"""Neurons in columns along the lanes, each column in the order in which wires cross least."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from circuitlab.model.crossings import Place, Wire, crossings

APART = 105.0
"""Canvas units between two of anything at least."""

ROW, LOW_ROW = 230.0, 170.0
"""Canvas units between two rows: where there is room, and at least."""

NARROW, WIDE = 140.0, 190.0
"""Canvas units between two columns at least; below the second, they stand half a row apart."""

TALL = 6
"""Rows of a column from which on it is parted, where its lane has room."""

FRONT, BEHIND = 125.0, 70.0
"""Canvas units that a neuron takes before it, for what ends on it, and behind it."""

_ALONG = 175.0
"""Canvas units between two neurons of one row where layers stand closer than columns."""

_SHIFTS = (0.37, 0.25)
"""Of a row, by how much close columns are shifted up and down: those of one neuron, of more."""

_HIGHEST = 1400.0
"""Canvas units down to which layers are parted by height where they find no room side by side."""

_SWEEPS = 6
_PAIRS_COMPARED = 2_000_000
"""Pairs of wires that are looked at in a row of sweeps; large circuits are swept less often."""

_FEW_WIRES = 120
"""Up to so many wires, single neighbours of a column are tried the other way round."""


@dataclass(frozen=True, slots=True)
class Band:
    """The stretch of the canvas that columns are put in, in canvas units."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> int:
        """How many columns fit in side by side."""
        return max(1, int((self.right - self.left) // NARROW))


@dataclass(frozen=True, slots=True)
class Column:
    """Neurons of one layer, from top to bottom; parted into several side by side when tall.

    Parameters
    ----------
    lines : tuple of (x, shift)
        Where they stand side by side, and by how much of a row each line is shifted down.
    middle, row : float
        Height of the centre and between rows, in canvas units.
    """

    ids: tuple[str, ...]
    lines: tuple[tuple[float, float], ...]
    middle: float
    row: float

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield where each neuron stands."""
        rows, is_shifted = _rows(self.ids, len(self.lines)), any(down for _x, down in self.lines)
        first = -(rows // 2) if is_shifted else -(rows - 1) / 2
        for number, id in enumerate(self.ids):
            x, shift = self.lines[number % len(self.lines)]
            down = first + number // len(self.lines) + shift
            yield id, (float(round(x)), float(round(self.middle + self.row * down)))


def columns_of(groups: Sequence[Sequence[str]], band: Band) -> list[Column]:
    """Return columns for the layers of one lane, from left to right.

    Layers that find no room side by side go down and up, or down like a stair; those that find
    none then either share a column.
    """
    if len(groups) > band.room:
        levels = _levels(groups, band)
        if levels:
            return _stairs(groups, band, levels)
        shared: list[list[str]] = [[] for _number in range(band.room)]
        for number, group in enumerate(groups):
            shared[number * band.room // len(groups)].extend(group)
        groups = shared
    parts = _parted([len(group) for group in groups], band.room)
    width = (band.right - band.left) / max(sum(parts), 1)
    rows = max((_rows(group, count) for group, count in zip(groups, parts, strict=True)), default=1)
    row = max(LOW_ROW, min(ROW, (band.bottom - band.top) / rows))
    shift = _SHIFTS[rows > 1] if width < WIDE and sum(parts) > 1 else 0.0
    lines = [
        (x, shift if number % 2 else -shift) for number, x in enumerate(_across(band, sum(parts)))
    ]
    return [
        Column(tuple(group), tuple(lines[end - count : end]), (band.top + band.bottom) / 2, row)
        for group, count, end in zip(groups, parts, accumulate(parts), strict=True)
    ]


def _across(band: Band, count: int) -> list[float]:
    """Return where so many columns stand: evenly, with room before the first and behind the last.

    What ends on a neuron would otherwise lie in the lane before, on what stands there.
    """
    width = (band.right - band.left) / max(count, 1)
    first, last = band.left + max(width / 2, FRONT), band.right - max(width / 2, BEHIND)
    if count < 2 or last - first < (count - 1) * APART:
        return [band.left + width * (number + 0.5) for number in range(count)]
    return [first + (last - first) * number / (count - 1) for number in range(count)]


def _levels(groups: Sequence[Sequence[str]], band: Band) -> int:
    """Return over how many rows layers are spread that are too many to stand side by side.

    Two, where every other one has room in a row; as many as there are, where not; none where that
    would be higher than anybody can look at.
    """
    apart = (band.right - band.left - FRONT - BEHIND) / max(len(groups) - 1, 1)
    levels = 2 if 2 * apart >= _ALONG else len(groups)
    highest = levels * ROW * max(len(group) for group in groups)
    return levels if apart >= _ALONG / len(groups) and highest <= _HIGHEST else 0


def _stairs(groups: Sequence[Sequence[str]], band: Band, levels: int) -> list[Column]:
    """Return a column for each layer, each on the next level of as many as there are."""
    step = (band.right - band.left - FRONT - BEHIND) / (len(groups) - 1)
    middle = (band.top + band.bottom) / 2
    made = []
    for number, group in enumerate(groups):
        line = (band.left + FRONT + step * number, number % levels / levels)
        made.append(Column(tuple(group), (line,), middle, levels * ROW))
    return made


def untangled(
    columns: Sequence[Column],
    wires: Sequence[Wire],
    fixed: Mapping[str, Place],
    now: Mapping[str, Place],
) -> list[Column]:
    """Return the columns each in the order in which the wires cross least, of all that are tried.

    Parameters
    ----------
    fixed : mapping of id to (x, y)
        What stays where it is.
    now : mapping of id to (x, y)
        Where all stands at present: where nothing else decides, what is above stays above.
    """
    search = _Search(wires, fixed)
    given = [_sorted(column, {id: now[id][::-1] for id in column.ids}) for column in columns]
    best = search.improved(given)
    if best.count:
        best = min(best, search.improved(list(columns)), key=lambda found: found.count)
    return list(best.columns)


def _rows(ids: Sequence[str], lines: int) -> int:
    return math.ceil(len(ids) / lines)


def _parted(sizes: Sequence[int], room: int) -> list[int]:
    """Return into how many columns each layer is parted: the tallest first, while there is room."""
    parts = [1] * len(sizes)
    while sum(parts) < room:
        tallest = max(range(len(sizes)), key=lambda n: math.ceil(sizes[n] / parts[n]), default=-1)
        if tallest < 0 or math.ceil(sizes[tallest] / parts[tallest]) <= TALL:
            break
        parts[tallest] += 1
    return parts


@dataclass(frozen=True, slots=True)
class _Found:
    columns: Sequence[Column]
    count: int


class _Search:
    """Looks for orders of columns with few crossings, sweeping from left to right and back."""

    def __init__(self, wires: Sequence[Wire], fixed: Mapping[str, Place]) -> None:
        self._wires, self._fixed = wires, fixed
        self._sources: dict[str, list[str]] = {}
        self._targets: dict[str, list[str]] = {}
        for source, target in wires:
            self._targets.setdefault(source, []).append(target)
            self._sources.setdefault(target, []).append(source)
        self._sweeps = min(_SWEEPS, max(1, _PAIRS_COMPARED // (1 + len(wires) ** 2)))

    def improved(self, columns: Sequence[Column]) -> _Found:
        """Sweep and exchange neighbours, again and again for as long as wires cross less by it."""
        best = self._judged(columns)
        while best.count:
            found = self._exchanged(self._swept_often(best))
            if found.count >= best.count:
                break
            best = found
        return best

    def _swept_often(self, best: _Found) -> _Found:
        """Return the best of several sweeps, each of which starts from the one before."""
        current = best
        for _sweep in range(self._sweeps):
            current = min(self._swept(current.columns), key=lambda each: each.count)
            best = min(best, current, key=lambda each: each.count)
        return best

    def _judged(self, columns: Sequence[Column]) -> _Found:
        return _Found(columns, crossings(self._wires, self._places(columns)))

    def _places(self, columns: Iterable[Column]) -> dict[str, Place]:
        return {**self._fixed, **{id: at for column in columns for id, at in column.places()}}

    def _swept(self, columns: Sequence[Column]) -> Iterator[_Found]:
        """Yield what comes of sorting each column by where its sources, or targets, stand."""
        onwards, back = range(len(columns)), range(len(columns) - 1, -1, -1)
        for order, near in ((onwards, self._sources), (back, self._targets)):
            swept = list(columns)
            places = self._places(swept)
            for number in order:
                swept[number] = _sorted(swept[number], self._middles(swept[number], near, places))
                places.update(swept[number].places())
            yield self._judged(swept)

    def _middles(
        self, column: Column, near: Mapping[str, list[str]], places: Mapping[str, Place]
    ) -> dict[str, Place]:
        """Return the mean height of what each neuron has to do with on one side, else its own."""
        middles = {}
        for id in column.ids:
            heights = [places[other][1] for other in near.get(id, ()) if other in places]
            own = places[id][1]
            middles[id] = (sum(heights) / len(heights) if heights else own, own)
        return middles

    def _exchanged(self, best: _Found) -> _Found:
        """Exchange neighbours wherever that makes wires cross less."""
        for number in range(len(best.columns) if len(self._wires) <= _FEW_WIRES else 0):
            for place in range(len(best.columns[number].ids) - 1):
                columns = list(best.columns)
                columns[number] = _exchanged(columns[number], place)
                judged = self._judged(columns)
                best = judged if judged.count < best.count else best
        return best


def _sorted(column: Column, keys: Mapping[str, Place]) -> Column:
    return replace(column, ids=tuple(sorted(column.ids, key=keys.__getitem__)))


def _exchanged(column: Column, place: int) -> Column:
    ids = list(column.ids)
    ids[place], ids[place + 1] = ids[place + 1], ids[place]
    return replace(column, ids=tuple(ids))
