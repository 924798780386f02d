"""What the instrument needs of the traces, and which of their strips is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key, Strip
    from circuitlab.playback.trace_rows import TraceRow
    from circuitlab.render.theme import Theme


class Desk(Protocol):
    """The traces, as the instrument sees them."""

    rows: tuple[TraceRow, ...]
    theme: Theme

    @property
    def plot(self) -> TracePlot:
        """The plot, made now if need be."""

    @property
    def window_ms(self) -> float:
        """How much model time it shows."""

    def refresh(self) -> None:
        """Show what is to be shown now."""

    def show_page(self) -> None:
        """Show the strips, or another view of one of them."""


class Chosen:
    """The strips that can be measured, and the one that the difference and the views are of.

    Attributes
    ----------
    key, against
        The chosen strip, None for the first potential; and what its phase plane goes against,
        None for its own slope.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.key: Key | None = None
        self.against: Key | None = None

    def all(self) -> tuple[Strip, ...]:
        """Return the strips of an element."""
        if not self._desk.rows:
            return ()
        return tuple(strip for strip in self._desk.plot.strips if strip.row.id)

    def of(self, key: Key | None) -> Strip | None:
        """Return the strip that is known by a key."""
        return next((strip for strip in self.all() if strip.key == key), None)

    @property
    def strip(self) -> Strip | None:
        """The chosen strip; the first potential by itself, else the first of all."""
        by_itself = sorted(self.all(), key=lambda strip: not strip.row.is_potential)
        return self.of(self.key) or next(iter(by_itself), None)

    @property
    def firing(self) -> Strip | None:
        """The chosen strip if it fires, else one of the same element, else the first that does."""
        chosen = self.strip
        firing = [s for s in self.all() if s.row.is_potential or s.row.is_raster]
        return min(
            firing,
            key=lambda s: chosen is None or (s.key != chosen.key) + (s.row.id != chosen.row.id),
            default=None,
        )
