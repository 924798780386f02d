"""What states that were compared come to, in a sentence or two."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.playback.number_words import plain_unit, quantity_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.model.states import Address
    from circuitlab.playback.measured_states import MeasuredRow
    from circuitlab.playback.trace_rows import TraceRow

LEAST_APART = 0.02
"""Share of the larger reading from which two count as apart: less is no way to go back."""


def numbered(
    by_hand: Sequence[tuple[str, str, list[str]]],
    addresses: Sequence[Address],
    marked: Sequence[str],
) -> list[tuple[str, list[str]]]:
    """Return what was set, each line with the number of the ring round its element."""
    return [
        (f"{marked.index(id) + 1}  {of}: {in_sentence(title)}", words)
        for (id, _name), (of, title, words) in zip(addresses, by_hand, strict=True)
    ]


def measured_lines(rows: Sequence[MeasuredRow]) -> list[tuple[str, list[str]]]:
    """Return what was measured, a line each."""
    return [(f"{row.title} · {row.of}", row.words()) for row in rows]


def reading_words(row: TraceRow, value: float) -> str:
    """Return what a meter reads, with its name."""
    return f"{row.title} {quantity_words(value, plain_unit(row.unit))}"


def verdict(names: Sequence[str], rows: Sequence[MeasuredRow]) -> str:
    """Return a sentence on what a meter reads in each state, or else on the first rate.

    Parameters
    ----------
    names
        Of the states and, after them, of runs that were kept.
    """
    row = next((each for each in rows if each.is_reading), next(iter(rows), None))
    if row is None:
        return ""
    known = [
        _("{state} {value}").format(state=name, value=quantity_words(value, row.unit))
        for name, value in zip(names, row.values, strict=False)
        if math.isfinite(value)
    ]
    if not known:
        return ""
    said = f"{row.of}, {in_sentence(row.title)}: {', '.join(known)}."
    return " ".join(filter(None, (said, way_back(names[:3], row.values[:3]))))


def way_back(names: Sequence[str], values: Sequence[float]) -> str:
    """Return how far the third of three states lies from the worse of the others to the better."""
    if min(len(names), len(values)) < 3 or not all(map(math.isfinite, values)):
        return ""
    worse, better = (0, 1) if values[0] >= values[1] else (1, 0)
    apart = values[worse] - values[better]
    if apart <= LEAST_APART * max(abs(values[worse]), abs(values[better])):
        return ""
    share = (values[worse] - values[2]) / apart
    if share > 1.0:
        return _("{state} lies below both.").format(state=names[2])
    if share < 0.0:
        return _("{state} lies above both.").format(state=names[2])
    said = _("{state} lies {percent} % of the way from {worse} to {better}.")
    return said.format(
        state=names[2], percent=round(100.0 * share), worse=names[worse], better=names[better]
    )
