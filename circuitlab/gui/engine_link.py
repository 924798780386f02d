"""The window's end of the engine: its runner is made, told, asked and ended here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QObject, Signal

from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import (
    ByDays,
    Edit,
    Join,
    Play,
    Reset,
    Resume,
    Speed,
    Status,
)
from circuitlab.gui.compiling import Compiling
from circuitlab.gui.faults import Fault
from circuitlab.gui.runner_starter import PATIENCE_S, LoadEngine, Runner, RunnerMaker, stop_aside
from circuitlab.model.element import DOCUMENT
from circuitlab.model.states import STATES
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.convoy import Place
    from circuitlab.engine.running.messages import Message, RunnerFrame
    from circuitlab.engine.running.moment import Moment
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

VIEW = (DOCUMENT, "view")
UNHEARD = frozenset({VIEW, (DOCUMENT, STATES)})
"""Fields of the document that a run depends on in nothing."""


class EngineLink(QObject):
    """One runner at a time.

    The engine is imported and the runner made on a thread; edits made meanwhile are kept and
    handed over.

    Parameters
    ----------
    load : callable
        Returns what makes a runner of a circuit; called on a thread.

    Attributes
    ----------
    frame : RunnerFrame or None
        The runner's last one.
    days : ByDays
        How body time passes in the run, and in one that is made anew.
    compiling : Compiling
        How far that has come which the run waits for.
    laid
        (id, parameter) to value: what lies over the circuit, though the document knows nothing of
        it; frames tell it with what the timeline has set.
    status_changed : Signal(object)
        The `Status`; told anew, too, whenever compiling has come further.
    """

    status_changed = Signal(object)

    def __init__(self, load: LoadEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = Status.READY
        self.compiling = Compiling()
        self.frame: RunnerFrame | None = None
        self.days = ByDays()
        self.laid: Mapping[tuple[str, str], object] = {}
        self._place: Place | None = None
        self._maker = RunnerMaker(load)
        self._runner: Runner | None = None
        self._begun = 0
        self._waiting: list[Delta] = []
        self._edits = 0

    @property
    def ready(self) -> bool:
        """Whether the engine runs this circuit already."""
        return self._runner is not None

    @property
    def compiles(self) -> bool:
        """Whether the run cannot begin yet because its equations are being compiled."""
        return self.status is Status.COMPILING

    @property
    def builds(self) -> bool:
        """Whether connections are being made, and what ran before holds still."""
        return self.status is Status.BUILDING

    @property
    def has_followed(self) -> bool:
        """Whether the run has taken over every edit that was told to it."""
        return self.frame is not None and self.frame.edits == self._edits

    @property
    def loads(self) -> bool:
        """Whether the engine is being loaded, and would share the interpreter with what else is."""
        return self.compiles and self.compiling.part == 0.0

    @property
    def runs(self) -> bool:
        """Whether the run plays, as far as it has told."""
        return self.frame is not None and self.frame.running

    def moment(self) -> Moment | None:
        """Return the run's present moment, once there is one."""
        return self.frame.moment if self.frame is not None else None

    def order(self, circuit: Circuit, catalog: Catalog) -> None:
        """Have a runner of a circuit made; the one before ends."""
        old, self._runner = self._runner, None
        self.frame = None
        self._begun = 0
        self._waiting.clear()
        self._edits = 0
        self.compiling = Compiling()
        self._set_status(Status.COMPILING)
        self._maker.order(circuit, catalog, old)

    def take_runner(self, speed: float, playing: bool) -> None:
        """Take over the runner that was ordered, once it is made, and tell it how things stand.

        Raises
        ------
        Fault
            If it could not be made.
        """
        try:
            made = self._maker.take()
        except Exception as error:  # a fault of the engine, told before it goes on its way
            self._fail(error)
        if made is not None:
            self._runner = made
            self._hand_over(speed, playing)

    def post(self, message: Message) -> None:
        """Tell the runner; one that is still being made hears how things stand later."""
        if self._runner is not None:
            self._runner.post(message)

    def edit(self, delta: Delta) -> None:
        """Tell the runner of an edit, now or once it is made; how things are looked at is none."""
        if delta.changes.keys() <= UNHEARD:
            return
        self._edits += 1
        if self._runner is None:
            self._waiting.append(delta)
        else:
            self.post(Edit(delta))

    def play_by_days(self, days: ByDays) -> None:
        """Have the run begin anew and go on by days; a runner that is to come does so too."""
        self.days = days
        self.begin_anew(days)

    def join(self, place: Place | None) -> None:
        """Have the run go on together with others, one that is to come too; None: alone again."""
        self._place = place
        if place is None:
            self.post(Join(None))
        else:
            self.begin_anew(Join(place))

    def begin_anew(self, message: Reset | Resume | ByDays | Join) -> None:
        """Have the run begin elsewhere; frames of what it did before are taken no more."""
        if self._runner is not None:
            self._begun += 1
            self.post(message)

    def frames(self) -> Iterator[RunnerFrame]:
        """Yield what the runner has to tell, in pieces that end at moments to be kept."""
        frame = self.poll()
        while frame is not None:
            yield frame
            frame = self.poll() if frame.kept else None

    def poll(self) -> RunnerFrame | None:
        """Return what the runner has to tell, if it is new; never wait for it."""
        frame = self._runner.poll() if self._runner is not None else None
        if frame is None or frame.begun != self._begun:
            return None  # or it was on its way when the run went back
        if self.laid:
            frame = replace(frame, set_by_timeline={**self.laid, **frame.set_by_timeline})
        self.frame = frame
        if frame.status is Status.BUILDING and not self.builds:
            self.compiling = Compiling()
        self._set_status(frame.status)
        if frame.progress:
            self.compiling.part = frame.progress
            self.status_changed.emit(frame.status)
        return frame

    def stop(self) -> None:
        """End the run for good."""
        self._maker.stop()
        runner, self._runner = self._runner, None
        if runner is not None:
            stop_aside(runner).join(PATIENCE_S)

    def _hand_over(self, speed: float, playing: bool) -> None:
        self.post(Speed(speed))
        for delta in self._waiting:
            self.post(Edit(delta))
        self._waiting.clear()
        if self.days.every_s > 0.0:
            self.begin_anew(self.days)
        if self._place is not None:
            self.begin_anew(Join(self._place))
        if playing:
            self.post(Play())

    def _fail(self, error: Exception) -> NoReturn:
        self._set_status(Status.MISSING)
        if self._place is not None:
            self._place.fall_out()
        what, remedy = str(error), _("restart the program; if that does not help, reinstall it")
        raise Fault(Problem(_("engine"), what, remedy)) from error

    def _set_status(self, status: Status) -> None:
        if status is not self.status:
            self.status = status
            self.status_changed.emit(status)
