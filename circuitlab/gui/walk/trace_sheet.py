"""The traces of a walk: which strips are open, and the sheet on which a curve is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.walk.words import gap_words
from circuitlab.playback.prediction import Curve, gap_between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.traces.prediction import Prediction
    from circuitlab.gui.traces.scales import Bounds, Key
    from circuitlab.model.scenario import Question
    from circuitlab.playback.walk import Walk

BEFORE = 0.6
"""How much of what has been is shown beside what is to be drawn, as part of its length."""


class TraceSheet(QObject):
    """Shows the strips of one step after another, and has a curve drawn where one asks for it.

    Attributes
    ----------
    gap_words
        How far the curve was from the run, once the run has come so far; empty until then.
    drawn : Signal(object)
        The curve so far.
    measured : Signal()
        The gap is known.
    """

    drawn = Signal(object)
    measured = Signal()

    def __init__(self, session: Session, traces: Traces, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._traces = session, traces
        self._prediction: Prediction | None = None
        self.gap_words = ""

    def show(self, walk: Walk, *, is_new: bool) -> None:
        """Show what a step asks for; what was drawn stays behind the run that it lets go."""
        self._open_only(walk.traces)
        if is_new:
            self._put_away()
        if walk.step.question is None or walk.step.question.draw is None:
            self._put_away()
        elif walk.is_held:
            self._lay(walk)
        elif self._prediction is not None:
            self._prediction.close()

    def clear(self) -> None:
        """Let the curve be drawn anew."""
        if self._prediction is not None:
            curve = self._prediction.curve
            self._prediction.show_curve(Curve.empty(curve.start_ms, curve.end_ms))

    def follow(self, time_ms: float) -> None:
        """Measure the gap once the run has come to the end of the curve."""
        prediction = self._prediction
        if prediction is None or self.gap_words or time_ms < prediction.curve.end_ms:
            return
        curve, strip = prediction.curve, prediction.strip
        if strip is None or not curve.is_drawn:
            return
        times, values = strip.course.samples(curve.start_ms, curve.end_ms)
        gap = gap_between(curve, times, values)
        if gap is not None:
            self.gap_words = gap_words(gap, strip.row.unit)
            self.measured.emit()

    def end(self) -> None:
        """Leave the traces as they were."""
        self._put_away()
        self._open_only(None)

    def area(self) -> tuple[QWidget, QRect] | None:
        """Return where one may draw, on which widget; None while nobody may."""
        prediction = self._prediction
        if prediction is None or not prediction.is_open:
            return None
        area = prediction.area()
        return (self._traces.plot.viewport(), area) if area is not None else None

    def _lay(self, walk: Walk) -> None:
        """Lay a sheet with room for what is to come, and offer to draw there."""
        from circuitlab.gui.traces.prediction import Prediction

        question = walk.step.question
        assert question is not None
        assert question.draw is not None
        now_ms = self._session.now_ms
        start_ms, end_ms = (now_ms + time for time in question.window_ms)
        length = end_ms - now_ms
        self._put_away()
        known = walk.curve
        curve = known.moved(start_ms) if known is not None else Curve.empty(start_ms, end_ms)
        self._traces.looking.lay_sheet((max(0.0, now_ms - BEFORE * length), end_ms))
        self._prediction = Prediction(self._traces.plot, question.draw, curve)
        self._prediction.drawn.connect(self.drawn)
        self._make_room(question)
        self._traces.refresh()

    def _make_room(self, question: Question) -> None:
        """Let what is to come be drawn above, and below, what has been."""
        from circuitlab.gui.traces.scales import roomy

        strip = self._prediction.strip if self._prediction is not None else None
        if strip is None:
            return
        reach = strip.bounds if strip.row.is_potential else roomy(strip.bounds)
        self._lend({strip.key: question.range or reach})

    def _lend(self, bounds: Mapping[Key, Bounds]) -> None:
        traces = self._traces
        if traces.arrangement.lent != bounds:
            traces.arrange(traces.arrangement.lending(bounds), keep=False)

    def _put_away(self) -> None:
        self.gap_words = ""
        if self._prediction is not None:
            self._prediction.remove()
            self._prediction = None
            self._traces.looking.lay_sheet(None)
            self._lend({})

    def _open_only(self, keys: tuple[tuple[str, str], ...] | None) -> None:
        traces = self._traces
        arranged = traces.arrangement.with_only(keys, traces.rows)
        if arranged != traces.arrangement:
            traces.arrange(arranged, keep=False)
