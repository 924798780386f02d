"""The traces as a room sees them: the open strips alone, larger, without what arranges them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.traces.arrangement import Arrangement
    from circuitlab.gui.traces.header import Header
    from circuitlab.gui.traces.host import PlotHost
    from circuitlab.gui.traces.names import Names
    from circuitlab.playback.trace_rows import TraceRow


class Panel(Protocol):
    """What of a panel of traces is shown to a room, or is not."""

    header: Header
    names: Names
    host: PlotHost
    arrangement: Arrangement


class Audience:
    """Whether, and how large, a panel of traces is shown to a room.

    Parameters
    ----------
    traces : Panel
    restack : callable
        Shares the room among its strips anew.

    Attributes
    ----------
    is_there : bool
        Whether it is shown to one.
    times : float
        How many times as large everything is.
    """

    def __init__(self, traces: Panel, restack: Callable[[], object]) -> None:
        self._traces, self._restack = traces, restack
        self.is_there, self.times = False, 1.0

    def show(self, times: float | None) -> None:
        """Show everything so many times as large; None: as ever."""
        traces = self._traces
        self.is_there, self.times = times is not None, times or 1.0
        traces.header.setVisible(times is None)
        traces.names.show_bare(times)
        if traces.host.plot is not None:
            traces.host.plot.magnify(self.times)
        self._restack()

    def seen(self, rows: tuple[TraceRow, ...]) -> tuple[TraceRow, ...]:
        """Return the rows that are shown: for a room, those that lie open."""
        if not self.is_there:
            return rows
        folded = self._traces.arrangement.folded
        return tuple(row for row in rows if row.key not in folded)
