"""Making plans that people wait for: how far it is, and giving up what is wanted no more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.engine.building import FEW, BuildStopped, followed
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.build_estimate import RATE, work_of
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.running.mailbox import Mailbox
from circuitlab.engine.running.messages import (
    ByDays,
    Join,
    Message,
    NextWindow,
    Play,
    Reset,
    StepOnce,
)
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.circuit import Circuit
from circuitlab.model.step import Step
from circuitlab.resources import _

_WANT_ALL = (Play, StepOnce, NextWindow, Reset, ByDays, Join)


class Builds:
    """Follows the making of a run's plans.

    Parameters
    ----------
    mail : what waits in it may end the making
    tell : hears how much is made, 0 to 1

    Attributes
    ----------
    is_missing : whether nothing runs because the making of its first plan was stopped
    is_held : whether what was stopped is made only at the next message to play
    may_stop : whether a message may end the making just now
    """

    def __init__(self, catalog: Catalog, mail: Mailbox, tell: Callable[[float], None]) -> None:
        self._catalog, self._mail, self._tell = catalog, mail, tell
        self.is_missing = self.is_held = False
        self.may_stop = True

    @contextmanager
    def to_the_end(self) -> Iterator[None]:
        """Let nothing end what is made meanwhile: it is told, no more."""
        self.may_stop = False
        try:
            yield
        finally:
            self.may_stop = True

    @contextmanager
    def followed(self, circuit: Callable[[], Circuit]) -> Iterator[None]:
        """Have it told how far the plan is, and stopped by what makes it useless.

        Parameters
        ----------
        circuit : returns what the plan is made of, asked for only where that takes long

        Raises
        ------
        BuildStopped
        """

        def told(part: float) -> None:
            if self.may_stop and self._mail.ends_making():
                raise BuildStopped
            self._tell(part)

        begun = time.perf_counter()
        with followed(told, lambda: work_of(circuit(), self._catalog)) as building:
            yield
        RATE.note(building.done, time.perf_counter() - begun)

    def first_plan(
        self, circuit: Circuit, *, at_pace: bool
    ) -> tuple[Plan, Settings, Problem | None]:
        """Make a circuit's plan; where that cannot be, or is cancelled, that of an empty one.

        Parameters
        ----------
        at_pace : let the body clock go with the neurons: day by day it does
        """
        self.is_missing, settings, problem = False, settings_of(Circuit()), None
        try:
            settings = settings_of(circuit)
            settings = replace(settings, body_clock=1.0) if at_pace else settings
            with self.followed(lambda: circuit):
                return compile_circuit(circuit, self._catalog, settings), settings, None
        except CannotRun as refusal:
            problem = refusal.problem
        except BuildStopped:
            self.is_missing, problem = True, self.stopped()
        return compile_circuit(Circuit(), self._catalog, settings), settings, problem

    def edit(self, timeline: Timeline, simulation: Simulation, circuit: Circuit) -> Problem | None:
        """Bring a run to an edited circuit; return what keeps it from that.

        Raises
        ------
        BuildStopped
            The run is then as it was.
        """
        before = timeline.mark()
        try:
            with self.followed(lambda: timeline.present):
                timeline.edit(simulation, circuit)
        except CannotRun as refusal:
            return refusal.problem
        except BuildStopped:
            timeline.resume(before)
            raise
        return None

    def follow(self, timeline: Timeline, simulation: Simulation) -> list[Step]:
        """Apply the timeline's steps that are due; return them.

        Raises
        ------
        CannotRun
        BuildStopped
            The run is then as it was, and the steps are still due.
        """
        if not timeline.is_due(simulation.tick):
            return []
        before = timeline.mark()
        try:
            with self.followed(lambda: timeline.present):
                return timeline.apply_due(simulation)
        except BuildStopped:
            timeline.resume(before)
            raise

    def hear(self, message: Message) -> None:
        """Make before some messages what somebody has cancelled: nothing can be done without."""
        if isinstance(message, _WANT_ALL):
            self.is_held = False

    def stopped(self) -> Problem | None:
        """Note that the making was stopped; return what is to be said if somebody cancelled it."""
        self.is_held = self._mail.take_cancel()
        if not self.is_held:
            return None
        what = _("Making the connections was cancelled")
        return Problem("", what, _("press play to make them, or let there be fewer"))

    def edited(self, circuit: Circuit) -> None:
        """Wait for nobody where an edit has left little to make."""
        self.is_held = self.is_held and work_of(circuit, self._catalog) > FEW
