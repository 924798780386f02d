"""Records a step by doing it: what is set by hand from Record to Stop becomes what it does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.lecture.view_section import present_view
from circuitlab.model.overlay import Overlay
from circuitlab.model.recorded_step import is_structural, put_back, set_by_hand
from circuitlab.model.scenario import ScenarioStep
from circuitlab.model.scenario_edits import fresh_step_id, inserted, replaced
from circuitlab.playback.walk import number_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera as CanvasCamera
    from circuitlab.gui.lecture.step_editing import StepEditing
    from circuitlab.gui.walk.guide import WalkGuide
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.scenario import Address
    from circuitlab.model.scenario_edits import Steps


@dataclass(frozen=True, slots=True)
class _Begin:
    """How all was when the recording began, and for which step it is; empty for a new one."""

    circuit: Circuit
    camera: CanvasCamera
    speed: float
    into: str = ""
    touched: set[Address] = field(default_factory=set)


class Recorder(QObject):
    """Turns what somebody does by hand into a step.

    It begins with what the chosen step shows, so that the new one comes on top of it. When it
    stops, the document has its own values again, and the walk is at the new step, which sets the
    recorded ones: what runs stays as it is. That is one undo step, and to undo it leaves the
    values as they were set by hand.

    Attributes
    ----------
    changed : Signal()
        It has begun or ended.
    recorded : Signal(str)
        A step, by its id, has been recorded.
    told : Signal(str)
        What of all that was done is not in the step.
    """

    changed = Signal()
    recorded = Signal(str)
    told = Signal(str)

    def __init__(
        self, stage: Stage, editing: StepEditing, guide: WalkGuide, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage, self._editing, self._guide = stage, editing, guide
        self._begun: _Begin | None = None
        stage.session.laid.given_up.connect(self._touch)
        stage.document.replaced.connect(self._forget)

    @property
    def is_on(self) -> bool:
        """Whether it records."""
        return self._begun is not None

    @property
    def number(self) -> int:
        """The number, from 1, of the step that is being recorded."""
        into = self._begun.into if self._begun is not None else ""
        place = number_of(self._editing.steps, into) if into else None
        return (self._editing.after if place is None else place) + 1

    def start(self, into: str = "") -> None:
        """Begin to record a new step after the chosen one, or more for the step with an id."""
        if self._begun is not None:
            return
        self._arrive(into)
        stage = self._stage
        camera = self._guide.flight.end if self._guide.is_on else stage.canvas.camera
        self._begun = _Begin(stage.document.circuit.copy(), camera, stage.session.speed, into)
        self._guide.locked = _("Stop the recording first.")
        self._guide.card.hide()
        self.changed.emit()

    def found(self) -> ScenarioStep:
        """Return what has been recorded so far, as a step."""
        begun = self._begun
        if begun is None:
            return ScenarioStep("")
        stage = self._stage
        circuit, catalog = stage.document.circuit, stage.catalog
        values = set_by_hand(begun.circuit, circuit, catalog, frozenset(begun.touched))
        speed = stage.session.speed if stage.session.speed != begun.speed else None
        camera = present_view(stage) if self._has_moved(begun) else None
        return ScenarioStep(begun.into, values=values, speed=speed, camera=camera)

    def stop(self) -> None:
        """End the recording: a step with exactly what was done, and the document as it was."""
        begun, found = self._begun, self.found()
        if begun is None:
            return
        self._end()
        step, steps = self._made(found, begun)
        circuit = self._stage.document.circuit
        label = _("Record changes") if begun.into else _("Record a step")
        delta = put_back(begun.circuit, circuit, label).merged(
            circuit.with_document({"scenario": steps})
        )
        laid = self._stage.session.laid
        self._guide.go_along(step.id, found.values)
        laid.put_under((*laid.overlays, Overlay(step.id, step.values)), replace(delta, label=label))
        if not self._guide.is_on:
            self._guide.try_at(number_of(steps, step.id) or 0, anew=False)
        self._guide.card.show()
        if is_structural(begun.circuit, circuit):
            self.told.emit(
                _("Parts and wires that were added or taken out stay so: a step only sets values.")
            )
        self.changed.emit()
        self.recorded.emit(step.id)

    def discard(self) -> None:
        """End the recording without a step; values are as they were before it."""
        begun = self._begun
        if begun is None:
            return
        values = self.found().values
        self._end()
        self._stage.document.push(
            put_back(begun.circuit, self._stage.document.circuit, _("Discard the recording"))
        )
        self._stage.session.set_speed(begun.speed)
        self._guide.take_back(values)
        self._guide.card.setVisible(self._guide.is_on)
        self.changed.emit()

    # ---- within

    def _arrive(self, into: str) -> None:
        """Be at the step that the recording goes on from, if there is one."""
        step = self._editing.step
        place = number_of(self._editing.steps, into or (step.id if step is not None else ""))
        if place is None:
            return
        if self._guide.walk is None:
            self._guide.try_at(place, anew=False)
        elif self._guide.walk.at != place:
            self._guide.go_to(place)
        self._guide.show_me()

    def _made(self, found: ScenarioStep, begun: _Begin) -> tuple[ScenarioStep, Steps]:
        """Return the recorded step, and all steps with it."""
        steps = self._editing.steps
        old = next((each for each in steps if each.id == begun.into), None)
        if old is None:
            step = replace(found, id=fresh_step_id(steps))
            return step, inserted(steps, self._editing.after, (step,))
        step = replace(
            old,
            values={**old.values, **found.values},
            speed=found.speed if found.speed is not None else old.speed,
            camera=found.camera or old.camera,
        )
        return step, replaced(steps, step)

    def _has_moved(self, begun: _Begin) -> bool:
        if self._guide.is_on:
            return not self._guide.flight.leads
        return self._stage.canvas.camera != begun.camera

    def _touch(self, addresses: frozenset[Address]) -> None:
        if self._begun is not None:
            self._begun.touched.update(addresses)

    def _end(self) -> None:
        self._begun = None
        self._guide.locked = ""

    def _forget(self) -> None:
        """Another circuit is on the desk."""
        if self._begun is not None:
            self._end()
            self.changed.emit()
