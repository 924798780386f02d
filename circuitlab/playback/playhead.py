"""What of a run is on the screen: how it is now, or a moment of its past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.playback.live_state import LiveState
from circuitlab.playback.moments import Kept, Past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.engine.running.moment import Moment
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.render.live_frame import LiveFrame


class Shown:
    """Takes the frames of one run, keeps the last minute of it, and shows a moment of it.

    Parameters
    ----------
    circuit : Circuit
        What runs.
    catalog : Catalog
        Its kinds.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._live = LiveState(circuit, catalog)
        self._past = Past()
        self._screen_ms = 0.0
        self._moment: Moment | None = None
        self._now: Kept | None = None
        self._seen: Kept | None = None
        self._missed: list[RunnerFrame] = []
        self._expected: int | None = None

    @property
    def frame(self) -> LiveFrame:
        """What is to be painted."""
        return self._live.frame

    @property
    def seen(self) -> Kept | None:
        """The moment of the past that is looked at; None for now."""
        return self._seen

    @property
    def kept_ms(self) -> float:
        """Time on the screen that can be looked back."""
        return (self._now.screen_ms if self._now else self._screen_ms) - self._past.begins_ms

    @property
    def ago_ms(self) -> float:
        """Time on the screen since what is looked at; 0 for now."""
        if self._seen is None or self._now is None:
            return 0.0
        return self._now.screen_ms - self._seen.screen_ms

    def edited(self, circuit: Circuit, delta: Delta) -> None:
        """Follow an edit of the circuit."""
        self._live.edited(circuit, delta)

    def take(self, frame: RunnerFrame, speed: float) -> None:
        """Note a runner's frame; while the past is looked at, it has to wait."""
        if self._seen is not None:
            self._missed = [each for each in self._missed if len(each.spikes)] + [frame]
            return
        self._live.take(frame, speed)
        self._moment = frame.moment
        if frame.running or frame.problem is not None or frame.tick == self._expected:
            self._expected = None
        if self._moment is not None and self._is_to_keep(frame, self._moment):
            self._past.keep(self._keeping(self._moment, speed, frame.kept or 0))

    def _is_to_keep(self, frame: RunnerFrame, moment: Moment) -> bool:
        """Whether a moment is kept: beside others, one that all of them keep."""
        if frame.kept is not None and frame.running:
            return self._past.is_wanted(frame.kept)
        return self._past.is_due(self._screen_ms, moment.tick)

    def measured(self, found: Mapping[tuple[str, str], float]) -> None:
        """Note what was measured in runs of its own, of now."""
        if self._seen is None:
            self._live.measured(found)

    def advance(self, elapsed_ms: float, speed: float, beside_ms: float | None = None) -> bool:
        """Let time on the screen pass; True when there is something new to paint.

        Parameters
        ----------
        beside_ms : float, optional
            The model time that a run beside this one shows.
        """
        self._screen_ms += elapsed_ms
        shown_speed = self._seen.speed if self._seen else speed
        return self._live.advance(elapsed_ms, shown_speed, beside_ms)

    @property
    def ticks(self) -> frozenset[int]:
        """The steps that had been done at each moment that can be looked at."""
        return self._past.ticks

    def look_back(self, ago_ms: float, speed: float, shared: frozenset[int] | None = None) -> bool:
        """Show the run as it was so long ago; whether that is another moment than before.

        Parameters
        ----------
        shared : frozenset of int, optional
            The steps at which the runs beside it can be shown too.
        """
        if ago_ms <= 0.0:
            return self.look_at_now(speed)
        if self._now is None and self._moment is not None:
            self._now = self._keeping(self._moment, speed)
        now = self._now
        seen = self._past.at(now.screen_ms - ago_ms, shared) if now is not None else None
        return self._look_at(seen, speed)

    def _look_at(self, seen: Kept | None, speed: float) -> bool:
        if seen is None or self._now is None or seen.tick >= self._now.tick:
            return self.look_at_now(speed)
        changed = seen is not self._seen
        if changed:
            self._seen = seen
            self._live.recall(seen.live, is_past=True)
        return changed

    def look_at_tick(self, tick: int, speed: float) -> bool:
        """Show the run as it was at a step, or as it is; whether that is another moment."""
        if self._now is None and self._moment is not None:
            self._now = self._keeping(self._moment, speed)
        return self._look_at(self._past.before(tick), speed)

    def look_at_now(self, speed: float) -> bool:
        """Show the run as it is; whether the past was looked at before."""
        now, looked_back, missed = self._now, self._seen is not None, self._missed
        self._leave_past()
        if now is not None and looked_back:
            self._live.recall(now.live)
            for frame in missed:
                self.take(frame, speed)
        return looked_back

    def expect(self, tick: int) -> None:
        """Count on the run to be at a tick soon, though its frames may take a while."""
        self._expected = tick

    @property
    def tick(self) -> int:
        """Integration steps done at the moment that is shown, or is about to be."""
        if self._expected is not None:
            return self._expected
        moment = self._seen.moment if self._seen is not None else self._moment
        return moment.tick if moment is not None else 0

    def last_at(self, tick: int) -> Kept | None:
        """Return the last moment kept up to a step."""
        return self._past.before(tick)

    def before(self, steps: int) -> Kept | None:
        """Return the last moment kept that lies so many steps, or more, before what is shown."""
        return self._past.before(self.tick - steps)

    def kept_now(self, speed: float) -> Kept | None:
        """Return the run as it is shown now; None before anything is known of it."""
        return self._keeping(self._moment, speed) if self._moment is not None else None

    def go_on_from(self, kept: Kept) -> None:
        """Show a moment as now: what came after it is over."""
        self._live.recall(kept.live)
        self._past.forget_after(kept)
        if not len(self._past):
            self._past.keep(kept)
        self._screen_ms, self._moment, self._expected = kept.screen_ms, kept.moment, None
        self._leave_past()

    def _keeping(self, moment: Moment, speed: float, number: int = 0) -> Kept:
        return Kept(self._screen_ms, speed, self._live.mark(), moment, number)

    def _leave_past(self) -> None:
        self._now = self._seen = None
        self._missed = []
