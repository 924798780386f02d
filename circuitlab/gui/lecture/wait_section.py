"""What a step waits for: some time, spikes of an element, or a state that passes a bound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.words import Problem, format_number, parse_quantity
from circuitlab.gui.lecture.parts import Options, Section, row
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.names import name_of
from circuitlab.model.scenario import WaitFor
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import ScenarioStep

TIME, SPIKES, STATE = "time", "spikes", "state"
_FIELD = 84
_USUAL_S, _USUAL_SPIKES = 5.0, 10


class WaitSection(Section):
    """Until when a step is to be watched; then its card says that one may go on."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("Wait until"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self.sort, self.element = Options(_("What it waits for")), Options(_("Element"))
        self.state, self.bound = Options(_("State")), Options(_("Above or below"))
        self.amount = ValueField()
        self.amount.setObjectName("value")
        self.amount.setAccessibleName(_("How long, how many, or which value"))
        self.amount.setFixedWidth(_FIELD)
        self._bounds = row(self.bound, self.amount)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sort.picked.connect(self._begin)
        self.element.picked.connect(self._set_element)
        self.state.picked.connect(lambda name: self._set_state(str(name)))
        self.bound.picked.connect(lambda above: self._set_bound(bool(above)))
        self.amount.entered.connect(self._take)
        self.amount.left.connect(self._take)
        self.amount.escaped.connect(self._show_amount)
        self.add(self.sort, self.element, self.state, self._bounds)

    def show_step(self, step: ScenarioStep) -> None:
        """Show what a step waits for."""
        if self._step is None or step.wait != self._step.wait or step.id != self._step.id:
            self.complain("")
        self._step = step
        wait, sort = step.wait, self._sort(step.wait)
        options: list[tuple[str, object]] = [(_("Nothing: one goes on at once"), None)]
        options.append((_("Some model time has passed"), TIME))
        if self._neurons():
            options.append((_("Spikes have come"), SPIKES))
        if self._with_states():
            options.append((_("A value is passed"), STATE))
        self.sort.offer(options, sort)
        self.element.setVisible(sort in (SPIKES, STATE))
        self.state.setVisible(sort == STATE)
        self.bound.setVisible(sort == STATE)
        self._bounds.setVisible(sort is not None)
        if wait is not None and sort is not None:
            self._show_wait(wait, sort)
        self._show_amount()

    def _show_wait(self, wait: WaitFor, sort: str) -> None:
        ids = self._neurons() if sort == SPIKES else self._with_states()
        self.element.offer([(self._name(id), id) for id in ids], wait.element)
        if wait.state is not None:
            self.state.offer(self._states(wait.state[0]), wait.state[1])
            above = wait.above is not None
            self.bound.offer([(_("is above"), True), (_("is below"), False)], above)

    def _show_amount(self) -> None:
        wait = self._step.wait if self._step is not None else None
        if wait is None or self.amount.hasFocus():
            return
        self.amount.setText(_amount_words(wait, self._unit(wait)))

    # ---- what somebody wants

    def _begin(self, sort: str | None) -> None:
        wait = None
        if sort == TIME:
            wait = WaitFor(seconds=_USUAL_S)
        elif sort == SPIKES:
            wait = WaitFor(spikes=self._likely(self._neurons()), count=_USUAL_SPIKES)
        elif sort == STATE:
            id = self._likely(self._with_states())
            wait = WaitFor(state=(id, str(self._states(id)[0][1])), above=0.0)
        self._want(wait)

    def _set_element(self, id: str) -> None:
        wait = self._step.wait if self._step is not None else None
        if wait is None:
            return
        if wait.state is None:
            self._want(replace(wait, spikes=id))
            return
        names = [str(name) for _words, name in self._states(id)]
        state = wait.state[1] if wait.state[1] in names else names[0]
        self._want(replace(wait, state=(id, state)))

    def _set_state(self, name: str) -> None:
        wait = self._step.wait if self._step is not None else None
        if wait is not None and wait.state is not None:
            self._want(replace(wait, state=(wait.state[0], name)))

    def _set_bound(self, above: bool) -> None:
        wait = self._step.wait if self._step is not None else None
        if wait is not None:
            bound = wait.above if wait.above is not None else wait.below
            self._want(
                replace(wait, above=bound if above else None, below=None if above else bound)
            )

    def _take(self, text: str) -> None:
        wait = self._step.wait if self._step is not None else None
        if wait is None or text == _amount_words(wait, self._unit(wait)):
            self.complain("")
            return
        found = self._read(wait, text)
        if isinstance(found, Problem):
            self.complain(found.sentence)
        else:
            self._want(found)

    def _read(self, wait: WaitFor, text: str) -> WaitFor | Problem:
        number = parse_quantity(text, self._unit(wait))
        if isinstance(number, Problem):
            return number
        if wait.seconds is not None:
            if number < 0.0:
                return Problem("", _("Time does not run backwards"), _("give 0 s or more"))
            return WaitFor(seconds=number)
        if wait.state is None:
            if number < 1.0 or number != int(number):
                what = _("{text} is no number of spikes").format(text=text)
                return Problem("", what, _("give 1 or more"))
            return replace(wait, count=int(number))
        return (
            replace(wait, above=number) if wait.above is not None else replace(wait, below=number)
        )

    def _want(self, wait: WaitFor | None) -> None:
        if self._step is not None:
            self.complain("")
            self.wanted.emit(replace(self._step, wait=wait), _("Step: what it waits for"), "")

    # ---- what there is

    @staticmethod
    def _sort(wait: WaitFor | None) -> str | None:
        if wait is None:
            return None
        if wait.seconds is not None:
            return TIME
        return STATE if wait.state is not None else SPIKES

    def _unit(self, wait: WaitFor) -> str:
        if wait.seconds is not None:
            return "s"
        if wait.state is None:
            return "1"
        element = self._stage.document.circuit.elements.get(wait.state[0])
        kind = self._stage.catalog.kinds.get(element.kind) if element is not None else None
        state = kind.states.get(wait.state[1]) if kind is not None else None
        return state.unit if state is not None else "1"

    def _name(self, id: str) -> str:
        return name_of(self._stage.document.circuit, self._stage.catalog, id)

    def _neurons(self) -> list[str]:
        kinds = self._stage.catalog.kinds
        elements = self._stage.document.circuit.elements.values()
        return [e.id for e in elements if e.kind in kinds and kinds[e.kind].family == NEURON]

    def _with_states(self) -> list[str]:
        kinds = self._stage.catalog.kinds
        elements = self._stage.document.circuit.elements.values()
        return [e.id for e in elements if e.kind in kinds and kinds[e.kind].states]

    def _states(self, id: str) -> list[tuple[str, object]]:
        kind = self._stage.catalog.kinds[self._stage.document.circuit.elements[id].kind]
        return [(each.title or name.replace("_", " "), name) for name, each in kind.states.items()]

    def _likely(self, ids: list[str]) -> str:
        """Return the element that is selected, if it is among these, else the first of them."""
        return next((id for id in self._stage.session.selection.ids if id in ids), ids[0])


def _amount_words(wait: WaitFor, unit: str) -> str:
    """Return how long, how many, or which value a step waits for, as it is typed."""
    if wait.seconds is None and wait.state is None:
        return str(wait.count)
    bound = wait.above if wait.above is not None else wait.below
    number = wait.seconds if wait.seconds is not None else float(bound or 0.0)
    words = format_number(number)
    return words if unit in ("", "1") else f"{words} {unit}"
