"""How the strips are arranged: their order, which are folded, their scales, the time window.

It is kept with the file, in the view of the document, and is no edit of the circuit.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circuitlab.gui.traces.strip import Bounds, Key
    from circuitlab.playback.trace_rows import TraceRow

SHORTEST_MS, LONGEST_MS = 1.0, 120_000.0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the strips are arranged.

    Parameters
    ----------
    order
        The uppermost first; those that are not named come behind, as the circuit has them.
    bounds
        What was set by hand.
    window_ms
        How much model time the plot shows; None for what fits the speed.
    lent
        Scales for a while, of strips that have none set by hand; a file does not keep them.
    own_folded
        What was folded before others were folded for a while, and what a file keeps; None where
        nothing is.
    """

    order: tuple[Key, ...] = ()
    folded: frozenset[Key] = frozenset()
    bounds: Mapping[Key, Bounds] = field(default_factory=dict)
    window_ms: float | None = None
    own_folded: frozenset[Key] | None = None
    lent: Mapping[Key, Bounds] = field(default_factory=dict)

    def sorted(self, rows: Sequence[TraceRow]) -> tuple[TraceRow, ...]:
        """Return rows in this order."""
        place = {key: number for number, key in enumerate(self.order)}
        return tuple(sorted(rows, key=lambda row: place.get(row.key, len(place))))

    def moved(self, rows: Sequence[TraceRow], key: Key, to: int) -> Arrangement:
        """Return it with one of these rows, which are in order, moved to a place among them."""
        keys = [row.key for row in rows if row.key != key]
        keys.insert(to, key)
        return replace(self, order=tuple(keys))

    def toggled(self, key: Key) -> Arrangement:
        """Return it with a strip folded that was not, or the other way round."""
        folded = self.folded ^ {key}
        if self.own_folded is None:
            return replace(self, folded=folded)
        return replace(self, folded=folded, own_folded=self.own_folded - {key} | folded & {key})

    def with_only(self, keys: Collection[Key] | None, rows: Sequence[TraceRow]) -> Arrangement:
        """Return it with all of these rows folded for a while but some; None: no longer.

        What drives and what is given stays to be seen.
        """
        own = self.folded if self.own_folded is None else self.own_folded
        if keys is None:
            return replace(self, folded=own, own_folded=None)
        others = frozenset(row.key for row in rows if row.key not in keys and not row.parts)
        return replace(self, folded=others, own_folded=own)

    def scaled(self, key: Key, bounds: Bounds | None) -> Arrangement:
        """Return it with other bounds of a strip; None lets them follow by themselves."""
        others = {each: old for each, old in self.bounds.items() if each != key}
        return replace(self, bounds={**others, key: bounds} if bounds is not None else others)

    def lending(self, bounds: Mapping[Key, Bounds]) -> Arrangement:
        """Return it with these scales for a while, and with no others that were lent before."""
        return replace(self, lent=bounds)

    @property
    def scales(self) -> Mapping[Key, Bounds]:
        """The scales that do not follow by themselves."""
        return {**self.lent, **self.bounds}

    def written(self) -> dict[str, object]:
        """Return it as a file keeps it."""
        folded = self.folded if self.own_folded is None else self.own_folded
        found: dict[str, object] = {
            "order": [list(key) for key in self.order],
            "folded": [list(key) for key in sorted(folded)],
            "scales": [[*key, *bounds] for key, bounds in self.bounds.items()],
            "window_ms": self.window_ms,
        }
        return {name: value for name, value in found.items() if value}

    @classmethod
    def read(cls, kept: object) -> Arrangement:
        """Return what a file keeps; what is not understood is left out."""
        if not isinstance(kept, Mapping):
            return cls()
        scales = {
            (item[0], item[1]): (float(item[2]), float(item[3]))
            for item in _lists(kept.get("scales"), 4)
            if _is_range(*item[2:])
        }
        return cls(
            tuple((item[0], item[1]) for item in _lists(kept.get("order"), 2)),
            frozenset((item[0], item[1]) for item in _lists(kept.get("folded"), 2)),
            scales,
            _window(kept.get("window_ms")),
        )


def within(window_ms: float) -> float:
    """Return a window that can be shown."""
    return min(LONGEST_MS, max(SHORTEST_MS, window_ms))


def _window(kept: object) -> float | None:
    if not isinstance(kept, int | float) or not _is_number(kept) or kept <= 0.0:
        return None
    return within(float(kept))


def _lists(kept: object, length: int) -> list[Sequence[Any]]:
    """The lists of such a length that begin with two names."""
    if not isinstance(kept, Sequence) or isinstance(kept, str):
        return []
    return [
        item
        for item in kept
        if isinstance(item, Sequence)
        and len(item) == length
        and all(isinstance(part, str) for part in item[:2])
    ]


def _is_range(low: Any, high: Any) -> bool:
    return _is_number(low) and _is_number(high) and low < high


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
