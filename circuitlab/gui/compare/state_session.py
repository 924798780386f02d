"""The run of one compared state, in step with the run of the circuit as drawn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from circuitlab.engine.running.messages import StepOnce
from circuitlab.gui.session import Session

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from circuitlab.gui.compare.state_document import StateDocument
    from circuitlab.gui.runner_starter import LoadEngine


class StateSession(Session):
    """Does whatever the leading session does; nobody plays or pauses it by itself.

    Parameters
    ----------
    document : StateDocument
    leader : Session
        The run of the circuit as drawn.
    """

    def __init__(
        self,
        document: StateDocument,
        leader: Session,
        load: LoadEngine,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(document, load, parent)
        self.leader = leader
        self.is_alone = False
        self.speed = leader.speed
        self._is_told = False
        self.beside_ms = self._shown_by_leader
        leader.playing_changed.connect(self._follow_play)
        leader.speed_changed.connect(self.set_speed)
        leader.stepped.connect(self._follow_step)
        leader.restarted.connect(self.reset)
        leader.went_back.connect(self._follow_back)
        leader.looked.connect(self._follow_look)
        leader.selection.changed.connect(self._follow_selection)
        self.selection.changed.connect(self._lead_selection)

    @property
    def past_ticks(self) -> frozenset[int]:
        """The steps that had been done at each moment that can be looked at."""
        return self._shown.ticks

    def start(self) -> None:
        """Make the runner; the leader's clock polls it."""
        self.document.changed.connect(self.laid.follow)
        self._make_runner()
        self._polled_at = time.perf_counter()
        self.leader.ticked.connect(self.tick)

    def _shown_by_leader(self) -> float | None:
        """The model time that the leader shows while it runs: all pictures are of one moment."""
        return self.leader.live.time_ms if self.leader.engine.runs else None

    def _follow_play(self, _playing: bool) -> None:
        self._set_playing(self.leader.playing)

    def _follow_step(self) -> None:
        self._step()

    def _follow_back(self, _time_ms: float) -> None:
        """Go on from the step that the leader goes on from."""
        tick = self.leader.shown_tick
        kept = self._shown.last_at(tick)
        if kept is not None:
            self._go_on_from(kept, tick if kept.tick < tick else 0)
        else:
            self.reset()
            self.engine.post(StepOnce(tick))

    def _follow_look(self) -> None:
        """Show the moment that the leader shows."""
        if self.leader.ago_ms > 0.0:
            changed = self._shown.look_at_tick(self.leader.shown_tick, self.speed)
        else:
            changed = self._shown.look_at_now(self.speed)
        if changed:
            self.looked.emit()
            self.frame_ready.emit()

    def _follow_selection(self, _ids: object = ()) -> None:
        if not self._is_told:
            self._is_told = True
            self.selection.select(self.leader.selection.ids, self.leader.selection.link)
            self._is_told = False

    def _lead_selection(self, _ids: object) -> None:
        if not self._is_told:
            self._is_told = True
            self.leader.selection.select(self.selection.ids, self.selection.link)
            self._is_told = False

    def follow_now(self) -> None:
        """Play and select as the leader does."""
        self._set_playing(self.leader.playing)
        self._follow_selection()

    def leave(self) -> None:
        """End the run, and follow nobody any more."""
        self.leader.ticked.disconnect(self.tick)
        self.cancelling.forget()
        self.stop()
