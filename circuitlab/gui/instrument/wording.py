"""Measured numbers in words: few digits, a true minus, a dash for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.playback.number_words import DASH, number_words, plain_unit, quantity_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.playback.trace_rows import TraceRow

__all__ = ["DASH", "number_words", "plain_unit", "quantity_words", "shown_words", "snap_words"]


def shown_words(row: TraceRow) -> str:
    """Return what a strip shows of its element; nothing for a meter that shows itself."""
    if row.is_raster:
        return _("spikes ({count})").format(count=row.size) if row.size > 1 else _("spikes")
    return row.quantity or (_("potential") if row.is_potential else "")


def snap_words(to: str) -> str:
    """Return what a cursor has snapped to."""
    return {
        "peak": _("peak"),
        "crossing": _("threshold crossing"),
        "spike": _("spike"),
        "sample": _("sample"),
    }.get(to, "")


def column_words(column: str) -> str:
    """Return the heading of a column of measures."""
    return {
        "peak": _("peak"),
        "latency": _("latency"),
        "rate": _("rate"),
        "half_width": _("half width"),
        "mean": _("mean"),
        "minimum": _("minimum"),
        "area": _("area"),
    }[column]


def column_unit(column: str, unit: str) -> str:
    """Return the unit of a column on a strip whose values have `unit`."""
    own = plain_unit(unit)
    return {
        "latency": "ms",
        "rate": "Hz",
        "half_width": "ms",
        "area": f"{own}·ms" if own else "ms",
    }.get(column, own)


def column_help(column: str) -> str:
    """Return how a column is measured."""
    return {
        "peak": _("The value farthest from the one at the first cursor, above or below it."),
        "latency": _(
            "Time to the first spike between the cursors; where nothing fires, until half the way "
            "to the peak. It counts from the trigger, or without one from the first cursor."
        ),
        "rate": _("Spikes of a cell between the cursors, per second."),
        "half_width": _(
            "How long the trace stays beyond half the way from its value at the first cursor to "
            "its peak."
        ),
        "mean": _("Mean of all samples between the cursors."),
        "minimum": _("The lowest sample between the cursors."),
        "area": _("Integral over time between the cursors."),
    }[column]
