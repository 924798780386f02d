"""Edits of the steps of the document's walk, each one undo step, and which of them are chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from circuitlab.files.step_text import fitting, holds_steps, steps_in, text_of_steps
from circuitlab.model.element import DOCUMENT
from circuitlab.model.scenario import ScenarioStep
from circuitlab.model.scenario_edits import (
    fresh_step_id,
    inserted,
    moved,
    removed,
    replaced,
    shifted,
)
from circuitlab.playback.walk import number_of
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.words import Problem
    from circuitlab.gui.document import Document
    from circuitlab.model.delta import Delta
    from circuitlab.model.scenario_edits import Steps

SCENARIO = (DOCUMENT, "scenario")


class StepEditing(QObject):
    """Edits the steps of one document's walk.

    Attributes
    ----------
    chosen
        Ids of the steps that edits are about, in the order of the walk.
    changed : Signal()
        The steps, or what they speak of, are others.
    choice_changed : Signal()
        Other steps are chosen.
    told : Signal(str)
        What an edit did beyond what one sees.
    """

    changed = Signal()
    choice_changed = Signal()
    told = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.chosen: tuple[str, ...] = ()
        document.changed.connect(self._follow)
        document.replaced.connect(self._begin_anew)

    # ---- what there is

    @property
    def steps(self) -> Steps:
        """All steps, in order."""
        return self.document.circuit.document["scenario"]  # type: ignore[no-any-return]

    @property
    def step(self) -> ScenarioStep | None:
        """The step whose parts are shown: the first of those chosen."""
        return next((each for each in self.steps if each.id in self.chosen), None)

    @property
    def number(self) -> int | None:
        """Its number, from 0."""
        step = self.step
        return number_of(self.steps, step.id) if step is not None else None

    @property
    def after(self) -> int:
        """Where a step is put that is to come after those chosen; without any, at the end."""
        places = [number for number, step in enumerate(self.steps) if step.id in self.chosen]
        return places[-1] + 1 if places else len(self.steps)

    def choose(self, ids: Iterable[str]) -> None:
        """Choose steps."""
        wanted = set(ids)
        chosen = tuple(step.id for step in self.steps if step.id in wanted)
        if chosen != self.chosen:
            self.chosen = chosen
            self.choice_changed.emit()

    # ---- edits

    def add(self, step: ScenarioStep | None = None) -> None:
        """Put a step after those chosen, an empty one by default, and choose it."""
        made = step or ScenarioStep(fresh_step_id(self.steps), _("New step"))
        self._put((made,), self.after, _("Add a step"))

    def duplicate(self) -> None:
        """Put copies of the steps chosen behind them."""
        copies = [step for step in self.steps if step.id in self.chosen]
        self._put(copies, self.after, self._label(_("Duplicate step"), _("Duplicate steps")))

    def delete(self) -> None:
        """Take the steps chosen out, and choose the one that comes after."""
        if not self.chosen:
            return
        place = self.number or 0
        label = self._label(_("Delete step"), _("Delete steps"))
        self.push(removed(self.steps, self.chosen), label)
        self.choose(step.id for step in self.steps[min(place, len(self.steps) - 1) :][:1])

    def shift(self, by: int) -> None:
        """Move the steps chosen up by a place, or down."""
        self.push(shifted(self.steps, self.chosen, by), self._moving())

    def move(self, to: int) -> None:
        """Move the steps chosen before the one that has a number now."""
        self.push(moved(self.steps, self.chosen, to), self._moving())

    def change(self, step: ScenarioStep, label: str, merge_key: str = "") -> Problem | None:
        """Put another version of a step in its place; return what it would contradict, if anything.

        Nothing is changed then.
        """
        steps = replaced(self.steps, step)
        circuit, catalog = self.document.circuit, self.document.catalog
        if step.values and (wrong := fitting(circuit, catalog, steps)[1]):
            return wrong[0]
        self.push(steps, label, merge_key)
        return None

    def forget_lost(self) -> None:
        """Let the step shown speak no more of elements that are gone."""
        step = self.step
        if step is not None:
            self.change(replace(step, lost=()), _("Forget what is gone"))

    def push(self, steps: Steps, label: str, merge_key: str = "") -> None:
        """Make these the steps, in one undo step."""
        circuit = self.document.circuit
        self.document.push(circuit.with_document({"scenario": steps}, label, merge_key))

    # ---- the clipboard

    def copy(self) -> bool:
        """Lay the steps chosen on the clipboard, as text; whether there are any."""
        given = [step for step in self.steps if step.id in self.chosen]
        if given:
            QGuiApplication.clipboard().setText(text_of_steps(self.document.circuit, given))
            one, many = _("Step copied to the clipboard"), _("Steps copied to the clipboard")
            self.told.emit(one if len(given) == 1 else many)
        return bool(given)

    def cut(self) -> None:
        """Lay the steps chosen on the clipboard and take them out."""
        if self.copy():
            self.delete()

    def paste(self) -> bool:
        """Put the steps on the clipboard after those chosen; False where it holds none."""
        text = QGuiApplication.clipboard().text()
        if not holds_steps(text):
            return False
        found = steps_in(text, self.document.circuit, self.document.catalog)
        if not found.steps:
            return False
        self._put(found.steps, self.after, _("Paste steps"))
        count = len(found.steps)
        pasted = ngettext("{count} step pasted.", "{count} steps pasted.", count)
        said = [pasted.format(count=count)]
        if found.lacking:
            names = ", ".join(f"“{name}”" for name in dict.fromkeys(found.lacking))
            said.append(_("This circuit lacks {names}: the steps say so.").format(names=names))
        said += [problem.sentence for problem in found.problems[:1]]
        self.told.emit(" ".join(said))
        return True

    # ---- within

    def _put(self, steps: Iterable[ScenarioStep], at: int, label: str) -> None:
        before = {step.id for step in self.steps}
        self.push(inserted(self.steps, at, steps), label)
        self.choose(step.id for step in self.steps if step.id not in before)

    def _label(self, one: str, many: str) -> str:
        return one if len(self.chosen) == 1 else many

    def _moving(self) -> str:
        return self._label(_("Move step"), _("Move steps"))

    def _follow(self, delta: Delta) -> None:
        if SCENARIO in delta.changes:
            self.choose(self.chosen)
        self.changed.emit()

    def _begin_anew(self) -> None:
        self.chosen = ()
        self.choose(step.id for step in self.steps[:1])
        self.changed.emit()
        self.choice_changed.emit()
