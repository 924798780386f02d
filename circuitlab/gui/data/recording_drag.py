"""Moving a recording along its trace by hand: Ctrl and drag."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from circuitlab.model.recording_edits import with_recordings
from circuitlab.model.recordings import FARTHEST_MS
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.data.recorded_beside import RecordedBeside
    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.gestures import Gesture, Press
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Strip
    from circuitlab.model.recordings import Recording


class RecordingTaker:
    """Takes a press on a strip with a recording, while Ctrl is held."""

    def __init__(self, document: Document, beside: RecordedBeside, plot: TracePlot) -> None:
        self._document, self._beside, self._plot = document, beside, plot

    def __call__(self, press: Press) -> Gesture | None:
        """Return the drag that a press begins."""
        held = press.modifiers & Qt.KeyboardModifier.ControlModifier
        strip = self._plot.strip_at(press.place.y())
        if not held or press.button is not Qt.MouseButton.LeftButton or strip is None:
            return None
        found = self._nearest(strip, press.place)
        if found is None:
            return None
        return MoveRecording(self._document, self._beside, found, press.place.x())

    def _nearest(self, strip: Strip, place: QPointF) -> Recording | None:
        """Return the recording of a strip whose curve passes nearest to a place."""
        at = self._plot.time_at(place.x())
        near = self._plot.window_ms / 200.0

        def away(recording: Recording) -> float:
            course = self._beside.courses[recording.id]
            _times, values = course.points(at - near, at + near, near)
            gaps = [abs(float(strip.y_of(value)) - place.y()) for value in values.tolist()]
            return min(gaps, default=float("inf"))

        return min(self._beside.beside(strip.key), key=away, default=None)


class MoveRecording:
    """A recording under the hand; places are those of the plot, in ms."""

    def __init__(
        self, document: Document, beside: RecordedBeside, recording: Recording, x: float
    ) -> None:
        self._document, self._beside, self._recording, self._from = document, beside, recording, x

    def move(self, place: QPointF) -> None:
        self._beside.lay(self._at(place))

    def end(self, place: QPointF) -> None:
        moved = self._at(place)
        push_recording(self._document, moved, _("Move the recording"))

    def cancel(self) -> None:
        self._beside.lay(self._recording)

    def _at(self, place: QPointF) -> Recording:
        shift = self._recording.shift_ms + place.x() - self._from
        shift = round(max(-FARTHEST_MS, min(FARTHEST_MS, shift)), 4)
        return replace(self._recording, shift_ms=shift)


def push_recording(document: Document, recording: Recording, label: str) -> None:
    """Have a recording be as it is here: one edit, none where it is so already."""
    before = document.circuit.document["recordings"]
    after = tuple(recording if each.id == recording.id else each for each in before)
    if after != before:
        document.push(with_recordings(document.circuit, after, label))
