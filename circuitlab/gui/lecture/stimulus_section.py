"""Which stimuli start with a step, and how long after it has begun."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from circuitlab.catalog.words import Problem, format_number
from circuitlab.gui.inspector.page_parts import emptied
from circuitlab.gui.lecture.parts import Section, row, small
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.names import name_of
from circuitlab.model.timeline import read_time
from circuitlab.playback.step_stimuli import can_start
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import ScenarioStep

_FIELD = 70


class StimulusSection(Section):
    """The stimuli that start with a step; those that come and go by themselves stay as they are."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("Stimuli that start with it"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self._shown: object = None
        self.boxes: dict[str, QCheckBox] = {}
        self.fields: dict[str, ValueField] = {}
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self.add(self._list)

    def show_step(self, step: ScenarioStep) -> None:
        """Show which stimuli start with a step."""
        circuit, catalog = self._stage.document.circuit, self._stage.catalog
        names = {
            id: name_of(circuit, catalog, id)
            for id in circuit.elements
            if can_start(circuit, catalog, id)
        }
        self._step, shown = step, (step.id, names, dict(step.starts))
        self.setVisible(bool(names))
        if shown == self._shown:
            return
        self._shown = shown
        self.complain("")
        emptied(self._rows)
        self.boxes, self.fields = {}, {}
        for id, name in names.items():
            self._rows.addWidget(self._row(id, name, step.starts.get(id)))

    def _row(self, id: str, name: str, after_ms: float | None) -> QWidget:
        box = QCheckBox(name)
        box.setChecked(after_ms is not None)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.toggled.connect(partial(self._turn, id))
        self.boxes[id] = box
        if after_ms is None:
            return row(box)
        field = ValueField(f"{format_number(after_ms / 1e3)} s")
        field.setObjectName("value")
        field.setAccessibleName(_("{name}: so long after the step begins").format(name=name))
        field.setFixedWidth(_FIELD)
        field.entered.connect(partial(self._take, id))
        field.left.connect(partial(self._take, id))
        self.fields[id] = field
        made = row(box, small(_("after")), field)
        layout = made.layout()
        assert layout is not None
        layout.setStretch(0, 1)  # type: ignore[attr-defined]
        return made

    def _turn(self, id: str, on: bool) -> None:
        if self._step is None:
            return
        others = {each: ms for each, ms in self._step.starts.items() if each != id}
        starts = {**others, id: 0.0} if on else others
        self.wanted.emit(replace(self._step, starts=starts), _("Step: stimulus"), "")

    def _take(self, id: str, text: str) -> None:
        step = self._step
        if step is None or id not in step.starts:
            return
        time = read_time(text if not _is_bare(text) else f"{text} s")
        if isinstance(time, Problem):
            self.complain(time.sentence)
        elif time != step.starts[id]:
            starts = {**step.starts, id: time}
            self.wanted.emit(replace(step, starts=starts), _("Step: stimulus"), "")
        else:
            self.complain("")


def _is_bare(text: str) -> bool:
    """Tell whether a number has no unit: seconds are meant then."""
    return text.strip().replace(".", "", 1).replace(",", "", 1).isdigit()
