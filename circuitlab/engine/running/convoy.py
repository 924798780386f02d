"""Runs that go on together: none begins the next stretch before all have come to its start.

Each run has a thread of its own, so that several cores are used. They share nothing but this: how
far each has come, and to which tick all are to go. A run that cannot go on leaves, and the others
go on without it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from circuitlab.engine.running.pace import Pace

if TYPE_CHECKING:
    from circuitlab.engine.running.moment import Moment


class Convoy:
    """The tick to which all members are to go, and how fast.

    Parameters
    ----------
    dt : step of all members, ms
    speed : model seconds per second that are wanted
    """

    def __init__(self, dt: float, speed: float) -> None:
        self._lock = threading.Lock()
        self._dt = dt
        self._pace = Pace(dt, speed, _STRETCH_S)
        self._members: list[Place] = []
        self._target = 0
        self._begun_s: float | None = None
        self._stretch = 0
        self._kept_number, self._kept_tick = 0, -1
        self._kept_s, self._is_kept_wanted = -_KEPT_EVERY_S, True

    def place(self) -> Place:
        """Return the place of one more member; until it is taken, nobody goes on."""
        place = Place(self)
        with self._lock:
            self._members.append(place)
        return place

    @property
    def given_up_ms(self) -> float:
        """Model time that a machine too slow for all has been let off."""
        return self._pace.given_up_ms

    def steps_due(self, tick: int) -> int:
        """Return how many steps a member at this tick is to do now."""
        with self._lock:
            if tick < self._target:
                return self._target - tick
            if not self._are_all_there():
                return 0
            self._learn()
            due = self._pace.steps_due(self._target * self._dt)
            if due:
                self._target += due
                self._stretch, self._begun_s = due, time.perf_counter()
                self._choose_kept(self._begun_s)
            return due

    def _choose_kept(self, now_s: float) -> None:
        """Have all keep the moment at which this stretch ends, if one is due."""
        if self._is_kept_wanted and now_s - self._kept_s >= _KEPT_EVERY_S:
            self._is_kept_wanted = False
            self._kept_s, self._kept_tick = now_s, self._target
            self._kept_number += 1

    def patience(self) -> float:
        """Seconds until something may be due."""
        with self._lock:
            due_s = self._pace.patience(self._target * self._dt)
            return due_s if self._are_all_there() else max(due_s, _MEANWHILE_S)

    def _are_all_there(self) -> bool:
        staying = [each for each in self._members if each.stays]
        return all(each.plays and each.tick == self._target for each in staying)

    def _learn(self) -> None:
        """Note what the last stretch has cost all together."""
        if self._begun_s is not None:
            spent, self._begun_s = time.perf_counter() - self._begun_s, None
            self._pace.stepped(self._stretch, spent, self._target * self._dt)

    def _anchor(self, speed: float) -> None:
        self._begun_s = None
        self._pace.anchor(self._target * self._dt, speed)


_MEANWHILE_S = 0.001
"""How long a member waits for those that are behind, where steps are due, before it looks again."""
_STRETCH_S = 0.014
"""Wall time that a stretch makes up for: one comes with each frame of the window, as all members
share the interpreter with it."""
_KEPT_EVERY_S = 0.1
"""Wall time from one moment that all keep to the next."""
_MOST_KEPT = 8
"""So many may wait to be fetched."""


class Place:
    """One run's place in a convoy; only its own run, and who gave it, touch it.

    Attributes
    ----------
    tick : how far the run has come; None until it has joined
    plays, stays : whether it is to go on, and whether the others wait for it
    """

    def __init__(self, convoy: Convoy) -> None:
        self._convoy = convoy
        self.tick: int | None = None
        self.plays = False
        self.stays = True

    @property
    def given_up_ms(self) -> float:
        """Model time that all have been let off."""
        return self._convoy.given_up_ms

    def begin(self, tick: int, plays: bool, speed: float) -> None:
        """Stand at a tick to which all others are to come, or go back, too."""
        with self._convoy._lock:
            self.plays, self.stays = plays, True
            self.tick = self._convoy._target = tick
            self._convoy._anchor(speed)

    def stand(self, tick: int) -> None:
        """Say how far the run has come; one that was stepped by hand takes the others along."""
        with self._convoy._lock:
            self.tick = tick
            self._convoy._target = max(self._convoy._target, tick)

    def play(self, plays: bool, speed: float) -> None:
        """Be ready to go on, or hold; who fell out before is waited for again."""
        with self._convoy._lock:
            self.plays, self.stays = plays, True
            self._convoy._anchor(speed)

    def fall_out(self) -> None:
        """Be waited for no more."""
        with self._convoy._lock:
            self.plays = self.stays = False

    def missing(self) -> int:
        """Return the steps to where the others go, or have gone."""
        with self._convoy._lock:
            return max(0, self._convoy._target - (self.tick or 0))

    def steps_due(self) -> int:
        """Return how many steps to do now."""
        return self._convoy.steps_due(self.tick) if self.tick is not None else 0

    def want_kept(self) -> None:
        """Have all keep a moment soon: whoever fetches them is there."""
        with self._convoy._lock:
            self._convoy._is_kept_wanted = True

    def number_kept_at(self, tick: int) -> int:
        """Return the number of the moment at a tick, if all keep that; else 0."""
        with self._convoy._lock:
            return self._convoy._kept_number if tick == self._convoy._kept_tick else 0

    def patience(self) -> float:
        """Return seconds until something may be due."""
        return self._convoy.patience()


class Company:
    """A run by itself, or in its place among others: how many steps are due, and when."""

    def __init__(self) -> None:
        self._place: Place | None = None
        self._kept: deque[tuple[int, Moment]] = deque(maxlen=_MOST_KEPT)

    def keep(self, tick: int, moment: Moment) -> int | None:
        """Keep a moment if all others keep theirs at this tick.

        Returns
        -------
        int or None
            Its number, the same for all; 0 if it is not kept, None where nobody else goes on.
        """
        if self._place is None:
            return None
        number = self._place.number_kept_at(tick)
        if number:
            self._kept.append((number, moment))
        return number

    def want_kept(self) -> None:
        """Have all keep a moment soon."""
        if self._place is not None:
            self._place.want_kept()

    def fetch(self, number: int) -> Moment | None:
        """Return a moment that was kept, once; those before it are given up."""
        while self._kept and self._kept[0][0] <= number:
            at, moment = self._kept.popleft()
            if at == number:
                return moment
        return None

    def join(self, place: Place | None) -> None:
        """Take a place among others; with None, go on alone again."""
        self._place = place

    def steps_due(self, pace: Pace, time_ms: float) -> int:
        """Return what is due now; who is far behind the others comes after bit by bit."""
        if self._place is None:
            return pace.steps_due(time_ms)
        return min(self._place.steps_due(), pace.most_steps)

    def patience(self, pace: Pace, time_ms: float) -> float:
        """Return seconds until something may be due."""
        return pace.patience(time_ms) if self._place is None else self._place.patience()

    def given_up_ms(self, pace: Pace) -> float:
        """Return the model time that a machine too slow for it has been let off."""
        return pace.given_up_ms if self._place is None else self._place.given_up_ms

    def begin(self, tick: int, plays: bool, speed: float) -> None:
        """Tell the others where all begin."""
        if self._place is not None:
            self._place.begin(tick, plays, speed)

    def stand(self, tick: int) -> None:
        """Tell the others how far this run is."""
        if self._place is not None:
            self._place.stand(tick)

    def play(self, plays: bool, speed: float) -> None:
        """Tell the others whether this run is ready to go on."""
        if self._place is not None:
            self._place.play(plays, speed)

    def missing(self) -> int:
        """Return the steps to where the others go, or have gone."""
        return self._place.missing() if self._place is not None else 0

    def fall_out(self) -> None:
        """Tell the others not to wait for this run."""
        if self._place is not None:
            self._place.fall_out()
