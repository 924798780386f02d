"""What was changed while the circuit ran, to be marked on the traces."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.catalog.origin import tagged_value
from circuitlab.model.element import MUTED, Element
from circuitlab.model.names import name_of
from circuitlab.model.stimulus_times import PERIOD, START, STOP, WIDTH, common_period
from circuitlab.playback.onsets import onset_events
from circuitlab.playback.run_event import TIMELINE, WALK, Event
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Kind, Parameter
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta

MOST = 50
_STEPS = (TIMELINE, WALK)
PAUSE_S = 1.0
"""A slider that rests so long has been let go."""


def change_words(who: str, parameter: Parameter, value: object) -> str:
    """Say what was changed and to what: ``Ketamine · concentration 10 µM``."""
    title = in_sentence(parameter.title or parameter.name.replace("_", " "))
    words = ""
    if isinstance(value, bool | int | float | str | tuple):
        words = tagged_value(parameter, value)
    return f"{who} · {title} {words}".strip()


class TraceEvents(QObject):
    """Collects the changes of parameters, one event for each gesture."""

    def __init__(self, document: Document, session: Session) -> None:
        super().__init__(document)
        self._document, self._session = document, session
        self._events: list[Event] = []
        self._gesture, self._changed_at = "", 0.0
        document.changed.connect(self._changed)
        document.changed.connect(self._follow_onsets)
        session.laid.changed.connect(self._follow_onsets)
        session.laid.turned.connect(self._turned)
        document.replaced.connect(self.clear)
        session.polled.connect(self._marked)
        self.clear()

    def since(self, time_ms: float, end_ms: float = math.inf) -> list[Event]:
        """Return the events from `time_ms` to `end_ms`, in their order."""
        now = min(self._session.now_ms, end_ms)
        begun = [onset for onset in self._onsets if onset.time_ms <= now]
        known = [event for event in self._events if event.time_ms <= end_ms]
        shown = [event for event in [*known, *begun] if event.time_ms >= time_ms]
        return sorted(shown, key=lambda event: event.time_ms)

    def go_back(self, time_ms: float) -> None:
        """The run goes on from an earlier time: later edits take effect there, later steps not."""
        self._gesture = ""
        earlier = [event for event in self._events if event.time_ms <= time_ms]
        later = [event for event in self._events[len(earlier) :] if event.key[0] not in _STEPS]
        self._events = earlier + [replace(event, time_ms=time_ms) for event in later]

    def clear(self) -> None:
        """Forget what was done; the run begins anew."""
        self._events.clear()
        self._onsets = self._beginnings()

    def _changed(self, delta: Delta) -> None:
        now = self._session.now_ms
        if now <= 0.0 or self._session.laid.is_held:
            return
        for before, after in delta.changes.values():
            if isinstance(before, Element) and isinstance(after, Element):
                self._note(now, before, after, delta.merge_key)
        self._gesture, self._changed_at = delta.merge_key, time.monotonic()
        del self._events[:-MOST]

    def _turned(self, delta: Delta) -> None:
        """Mark what a step of a walk changes, or what is lifted of it, as a change by hand is."""
        now, begin = self._session.now_ms, len(self._events)
        if now <= 0.0:
            return
        for before, after in delta.changes.values():
            if isinstance(before, Element) and isinstance(after, Element):
                self._note(now, before, after, "")
        steps = [replace(each, key=(WALK, ".".join(each.key))) for each in self._events[begin:]]
        self._events[begin:] = steps
        self._gesture = ""
        del self._events[:-MOST]

    def _beginnings(self) -> tuple[Event, ...]:
        """What begins in the middle of the run as it is now, with what lies over the circuit."""
        return onset_events(self._session.laid.circuit, self._document.catalog)

    def _follow_onsets(self, _delta: Delta | None = None) -> None:
        """Take over other beginnings; one that is set back into the past has not been there."""
        now, known = self._session.now_ms, {(event.time_ms, event.key) for event in self._onsets}
        self._onsets = tuple(
            event
            for event in self._beginnings()
            if event.time_ms >= now or (event.time_ms, event.key) in known
        )

    def _goes_on(self, gesture: str) -> bool:
        """Whether a change belongs to the gesture before; undoing one later is an event anew."""
        soon = time.monotonic() - self._changed_at < PAUSE_S
        return bool(gesture) and gesture == self._gesture and soon and bool(self._events)

    def _marked(self, frame: RunnerFrame) -> None:
        for time_ms, label in frame.marks:
            event = Event(time_ms, (TIMELINE, label), label, "accent")
            if event not in self._events:
                self._events.append(event)

    def _note(self, now: float, before: Element, after: Element, gesture: str) -> None:
        kind = self._document.catalog.kinds.get(after.kind)
        if before.muted != after.muted:
            self._note_mute(now, after, kind)
        for name, parameter in kind.parameters.items() if kind is not None else ():
            value = after.params.get(name, parameter.default)
            if value == before.params.get(name, parameter.default):
                continue
            who = name_of(self._document.circuit, self._document.catalog, after.id)
            text = change_words(who, parameter, value)
            period = self._period(name)
            event = Event(now, (after.id, name), text, kind.colour if kind else "accent", period)
            if self._goes_on(gesture) and self._events[-1].key == event.key:
                event = replace(event, time_ms=self._events.pop().time_ms)
            self._events.append(event)

    def _period(self, changed: str) -> float:
        """How often the stimuli return; 0 where a change of their times parts before and after."""
        if changed in (START, STOP, PERIOD, WIDTH):
            return 0.0
        return common_period(self._document.circuit, self._document.catalog)

    def _note_mute(self, now: float, after: Element, kind: Kind | None) -> None:
        who = name_of(self._document.circuit, self._document.catalog, after.id)
        words = _("{element} · muted") if after.muted else _("{element} · acts again")
        colour = kind.colour if kind is not None else "accent"
        self._events.append(Event(now, (after.id, MUTED), words.format(element=who), colour))
