"""What a step sets: each value in a row of its own, and one more from all that the circuit has."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from circuitlab.catalog.words import Problem, choice_words, convert
from circuitlab.gui.inspector.page_parts import emptied
from circuitlab.gui.inspector.parameter_editors import plain
from circuitlab.gui.lecture.parts import Options, Section, cut_button, flow, link, row, small
from circuitlab.gui.lecture.step_words import change_title, parameter_at, title_of
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.element import MUTED
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.rewiring import name_in_lists
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Parameter
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.frozen import Value
    from circuitlab.model.scenario import Address, ScenarioStep

_FIELD = 96


class ChangesSection(Section):
    """The values that a step lays over the circuit.

    Attributes
    ----------
    recording_wanted : Signal()
        To change values by hand and have them in this step.
    """

    recording_wanted = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("What it changes"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self._shown: object = None
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._nothing = small(_("Nothing yet: the circuit stays as it is."))
        self.record = QPushButton(_("● Record changes"))
        self.record.setObjectName("slim")
        self.record.setToolTip(
            _("Change values by hand; what you change becomes part of this step")
        )
        self.record.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.record.clicked.connect(self.recording_wanted)
        self.more = link(_("Choose a value…"), self._choose)
        self.picker: Picker | None = None
        self.add(self._list, self._nothing, flow(self.record, self.more))

    def show_step(self, step: ScenarioStep) -> None:
        """Show what a step sets."""
        circuit = self._stage.document.circuit
        names = tuple(change_title(circuit, self._stage.catalog, at) for at in step.values)
        shown = (step.id, dict(step.values), names)
        self._step = step
        if shown == self._shown:
            return
        if self._shown is None or self._shown[0] != step.id:  # type: ignore[index]
            self._put_picker_away()
        self._shown = shown
        self.complain("")
        emptied(self._rows)
        for (address, value), name in zip(step.values.items(), names, strict=True):
            self._rows.addWidget(self._row(address, value, name))
        self._nothing.setVisible(not step.values)

    def _row(self, address: Address, value: Value, name: str) -> QWidget:
        cut = cut_button(
            _("Leave “{name}” as it is").format(name=name), lambda: self._drop(address)
        )
        made = row(small(name), self._editor(address, value, name), cut)
        layout = made.layout()
        assert layout is not None
        layout.setStretch(0, 1)  # type: ignore[attr-defined]
        return made

    def _editor(self, address: Address, value: Value, name: str) -> QWidget:
        """Return a field, or what can be chosen, for a value."""
        parameter = parameter_at(self._stage.document.circuit, self._stage.catalog, address)
        options = options_of(parameter, address)
        if options:
            chosen = Options(name)
            chosen.offer(options, value)
            chosen.setFixedWidth(_FIELD)
            chosen.picked.connect(partial(self._set, address))
            return chosen
        if parameter is None or not isinstance(value, int | float | str):
            return small(_("per cell"))
        field = ValueField(plain(parameter, value))
        field.setObjectName("value")
        field.setAccessibleName(name)
        field.setFixedWidth(_FIELD)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.entered.connect(partial(self._take, address, parameter))
        field.left.connect(partial(self._take, address, parameter))
        field.escaped.connect(lambda: field.setText(plain(parameter, value)))
        return field

    def _take(self, address: Address, parameter: Parameter, text: str) -> None:
        step = self._step
        if step is None or address not in step.values:
            return
        if text == plain(parameter, step.values[address]):
            self.complain("")
            return
        value = convert(parameter, text)
        if isinstance(value, Problem):
            self.complain(value.sentence)
        else:
            self._set(address, value)

    def _set(self, address: Address, value: object) -> None:
        if self._step is None:
            return
        self.complain("")
        values = {**self._step.values, address: value}
        name = change_title(self._stage.document.circuit, self._stage.catalog, address)
        said = _("Step: {change}").format(change=name)
        self.wanted.emit(replace(self._step, values=values), said, "")  # type: ignore[arg-type]

    def _drop(self, address: Address) -> None:
        if self._step is not None:
            values = {at: value for at, value in self._step.values.items() if at != address}
            self.wanted.emit(replace(self._step, values=values), _("Step: leave a value"), "")

    # ---- one more

    def _choose(self) -> None:
        if self.picker is not None:
            self._put_picker_away()
            return
        self.picker = Picker(self._stage)
        self.picker.taken.connect(self._add)
        self.column.addWidget(self.picker)
        self.picker.element.setFocus()

    def _add(self, address: Address) -> None:
        step, circuit = self._step, self._stage.document.circuit
        if step is None:
            return
        laid = resolve(circuit, (Overlay("", step.values),))
        value = laid.value(*address, self._stage.catalog)
        self._put_picker_away()
        self._set(address, not value if address[1] == MUTED else value)

    def _put_picker_away(self) -> None:
        if self.picker is not None:
            self.picker.deleteLater()
            self.picker = None


class Picker(QWidget):
    """Picks a parameter of an element.

    Attributes
    ----------
    taken : Signal(object)
        (id, parameter).
    """

    taken = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.element, self.parameter = Options(_("Element")), Options(_("Parameter"))
        self.button = QPushButton(_("Take it"))
        self.button.setObjectName("slim")
        self.button.clicked.connect(lambda _on=False: self._take())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(3)
        for piece in (self.element, self.parameter, self.button):
            column.addWidget(piece)
        circuit, catalog = stage.document.circuit, stage.catalog
        several = [
            (name_in_lists(circuit, catalog, id), id)
            for id, each in circuit.elements.items()
            if each.kind in catalog.kinds
        ]
        chosen = next(iter(stage.session.selection.ids), several[0][1] if several else None)
        self.element.offer(sorted(several, key=lambda each: each[0].lower()), chosen)
        self.element.picked.connect(lambda _id: self._offer())
        self._offer()

    def _offer(self) -> None:
        id = self.element.now
        element = self._stage.document.circuit.elements.get(str(id))
        if element is None:
            return
        kind = self._stage.catalog.kinds[element.kind]
        several = [(title_of(each), each.name) for each in kind.parameters.values()]
        self.parameter.offer([*several, (_("Muted"), MUTED)], several[0][1] if several else MUTED)

    def _take(self) -> None:
        if self.element.now and self.parameter.now:
            self.taken.emit((str(self.element.now), str(self.parameter.now)))


def options_of(parameter: Parameter | None, address: Address) -> list[tuple[str, object]]:
    """Return what can be chosen for a value, in words; none where it is typed."""
    if address[1] == MUTED:
        return [(_("muted"), True), (_("acts again"), False)]
    if parameter is None or parameter.type not in ("switch", "choice"):
        return []
    if parameter.type == "switch":
        return [(_("on"), True), (_("off"), False)]
    return [(choice_words(parameter, each), each) for each in parameter.choices]
