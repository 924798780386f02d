"""The circuit as it is now, with what its meters recorded, as a figure in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from circuitlab import __version__
from circuitlab.catalog.words import Problem
from circuitlab.files.whole import write
from circuitlab.render.figure import Figure, encoded, suffixes
from circuitlab.render.traces import Mark, Trace
from circuitlab.resources import _

if TYPE_CHECKING:
    from pathlib import Path

    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.trace_rows import TraceRow
    from circuitlab.gui.traces import Traces


def export(document: Document, session: Session, traces: Traces, path: Path) -> Problem | None:
    """Write the figure to `path`; return why it could not be written.

    Parameters
    ----------
    traces : Traces
        The rows as they are on the screen; what they show goes into the figure.
    """
    if path.suffix.lower() not in suffixes():
        allowed = ", ".join(suffixes())
        remedy = _("end its name in one of {suffixes}").format(suffixes=allowed)
        return Problem(path.name, _("this is no kind of picture known here"), remedy)
    figure = Figure(
        document.circuit,
        session.live,
        traces=tuple(_trace(row, columns) for row, columns in traces.recorded()),
        marks=tuple(Mark(e.time_ms, e.text, e.colour) for e in traces.events()),
        caption=str(document.circuit.document["caption"]),
        stamp=_stamp(document, session),
    )
    return write(path, encoded(figure, path.suffix.lower(), catalog=document.catalog))


def _trace(row: TraceRow, columns: np.ndarray) -> Trace:
    if row.is_raster:
        none = np.zeros(0)
        return Trace(row.title, row.colour, "", none, none, none, columns[0].copy())
    times, low, high = columns.copy()
    return Trace(row.title, row.colour, row.unit, times, low, high)


def _stamp(document: Document, session: Session) -> str:
    seed = document.circuit.document["seed"]
    return _("CircuitLab {version} · {title} · seed {seed} · {seconds:.3f} s").format(
        version=__version__, title=document.title, seed=seed, seconds=session.live.time_ms / 1000
    )
