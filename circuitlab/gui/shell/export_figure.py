"""The circuit as it is now, with what its meters recorded, as a figure in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.analysis.tables import step_words
from circuitlab.catalog.words import Problem
from circuitlab.files.atomic_write import write
from circuitlab.model.timeline import timed_steps
from circuitlab.playback.run_event import TIMELINE
from circuitlab.playback.stamp import stamp
from circuitlab.render.figure.figure import Figure, encoded, suffixes
from circuitlab.render.figure.figure_traces import Mark
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circuitlab.gui.compare.below import Below
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.playback.run_event import Event


def export(document: Document, session: Session, traces: Traces, path: Path) -> Problem | None:
    """Write the figure to `path`; return why it could not be written.

    Parameters
    ----------
    traces : Traces
        The rows as they are on the screen; what they show goes into the figure.
    """
    if path.suffix.lower() not in suffixes():
        return _no_picture(path)
    figure = Figure(
        document.circuit,
        session.live,
        traces=tuple(traces.for_figure()),
        marks=_marks(document, traces.events()),
        caption=str(document.circuit.document["caption"]),
        stamp=_stamp(document, session),
    )
    return write(path, encoded(figure, path.suffix.lower(), catalog=document.catalog))


def export_states(comparison: Comparison, below: Below, path: Path) -> Problem | None:
    """Write the compared states beside each other to `path`; return why that could not be."""
    from circuitlab.gui.compare.states_figure import states_figure
    from circuitlab.render.figure.side_by_side import encoded_states

    kind, document = path.suffix.lower(), comparison.document
    if kind not in suffixes():
        return _no_picture(path)
    marks = _marks(document, below.traces.events())
    made = states_figure(comparison, below, marks, _stamp(document, comparison.session))
    return write(path, encoded_states(made, kind, document.catalog))


def _no_picture(path: Path) -> Problem:
    remedy = _("end its name in one of {suffixes}").format(suffixes=", ".join(suffixes()))
    return Problem(path.name, _("this is no kind of picture known here"), remedy)


def _stamp(document: Document, session: Session) -> str:
    settings = document.circuit.document
    return stamp(
        document.title,
        document.dirty,
        settings["seed"],
        settings["dt_ms"],
        session.live.time_ms,
    )


def _marks(document: Document, events: Sequence[Event]) -> tuple[Mark, ...]:
    told = ((event, _words(document, event)) for event in events)
    return tuple(Mark(event.time_ms, words, event.colour) for event, words in told if words)


def _words(document: Document, event: Event) -> str:
    """What an event says; a step of the timeline without a label says what it does."""
    if event.text or event.key[0] != TIMELINE:
        return event.text
    tick = 0.5 * float(document.circuit.document["dt_ms"])
    due = (s for s in timed_steps(document.circuit) if abs(s.at - event.time_ms) <= tick)
    return ", ".join(step_words(document.circuit, document.catalog, step) for step in due)
