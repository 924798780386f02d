"""What one looks at while a step holds: camera, speed, what is lit, which strips are open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from circuitlab.gui.lecture.parts import Options, Section, link, listed, small
from circuitlab.gui.transport.speed_words import speed_words
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.model.names import name_of
from circuitlab.model.scenario import Camera
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from circuitlab.gui.walk.stage import Stage
    from circuitlab.model.scenario import ScenarioStep

SPEEDS = (1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.001)


def present_view(stage: Stage) -> Camera:
    """Return where one looks from now, as a step keeps it."""
    camera, size = stage.canvas.camera, stage.canvas.view_size()
    x, y = round(camera.x, 2), round(camera.y, 2)
    return Camera((), x, y, round(camera.scale, 4), round(size.width()), round(size.height()))


class CameraSection(Section):
    """Where a step looks, and how fast the run is."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("Camera and speed"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self.told = small()
        self.speed = Options(_("Speed"))
        self.speed.picked.connect(self._set_speed)
        self.links = links(
            (_("Take the present view"), lambda: self._look(present_view(stage))),
            (_("What is selected"), self._look_at_selected),
            (_("The whole circuit"), lambda: self._look(Camera())),
            (_("Look as before"), lambda: self._look(None)),
        )
        self.add(self.told, self.links, self.speed)

    def show_step(self, step: ScenarioStep) -> None:
        """Show where a step looks and how fast the run is."""
        self._step = step
        self.told.setText(self._said(step.camera))
        speeds = sorted({*SPEEDS, *({step.speed} if step.speed is not None else ())}, reverse=True)
        said = _("Speed: {speed}")
        options = [(said.format(speed=speed_words(each)), each) for each in speeds]
        self.speed.offer([(_("Speed: as before"), None), *options], step.speed)

    def _said(self, camera: Camera | None) -> str:
        if camera is None:
            return _("It looks where the step before looked.")
        if camera.scale is not None:
            return _("It shows the view that was taken.")
        if not camera.fit:
            return _("It shows the whole circuit.")
        circuit, catalog = self._stage.document.circuit, self._stage.catalog
        names = [name_of(circuit, catalog, id) for id in camera.fit]
        return _("It shows {names}.").format(names=", ".join(names))

    def _look(self, camera: Camera | None) -> None:
        if self._step is not None:
            self.complain("")
            self.wanted.emit(replace(self._step, camera=camera), _("Step: camera"), "")

    def _look_at_selected(self) -> None:
        chosen = self._stage.session.selection.ids
        if chosen:
            self._look(Camera(tuple(chosen)))
        else:
            self.complain(_("Nothing is selected: select on the canvas what is to be seen."))

    def _set_speed(self, speed: float | None) -> None:
        if self._step is not None:
            self.wanted.emit(replace(self._step, speed=speed), _("Step: speed"), "")


class WatchSection(Section):
    """What is lit and which strips are open."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(_("What to watch"))
        self._stage = stage
        self._step: ScenarioStep | None = None
        self.lit, self.strips = small(), small()
        self.lit_links = links(
            (_("Light what is selected"), self._light_selected),
            (_("Light nothing"), lambda: self._light(())),
        )
        self.strip_links = links(
            (_("Only the strips open now"), self._take_strips),
            (_("Strips as before"), lambda: self._open(None)),
        )
        self.add(self.lit, self.lit_links, self.strips, self.strip_links)

    def show_step(self, step: ScenarioStep) -> None:
        """Show what is lit and open while a step holds."""
        self._step = step
        circuit, catalog = self._stage.document.circuit, self._stage.catalog
        lit = [name_of(circuit, catalog, id) for id in step.watch]
        self.lit.setText(_("Lit: {names}").format(names=listed(lit, _("nothing"))))
        titles = {row.key: row.title for row in self._stage.traces.rows}
        names = [titles.get(key) or name_of(circuit, catalog, key[0]) for key in step.traces or ()]
        said = _("Strips: {names}")
        self.strips.setText(said.format(names=listed(names, _("as before"))))

    def _light_selected(self) -> None:
        chosen = self._stage.session.selection.ids
        if chosen:
            self._light(tuple(chosen))
        else:
            self.complain(_("Nothing is selected: select on the canvas what is to be lit."))

    def _light(self, ids: tuple[str, ...]) -> None:
        if self._step is not None:
            self.complain("")
            self.wanted.emit(replace(self._step, watch=ids), _("Step: what is lit"), "")

    def _take_strips(self) -> None:
        traces = self._stage.traces
        keys = tuple(
            row.key
            for row in traces.rows
            if row.key not in traces.arrangement.folded and not row.parts
        )
        if keys:
            self._open(keys)
        else:
            self.complain(_("No strip is open: a meter wired to an element gives it one."))

    def _open(self, keys: tuple[tuple[str, str], ...] | None) -> None:
        if self._step is not None:
            self.complain("")
            self.wanted.emit(replace(self._step, traces=keys), _("Step: strips"), "")


def links(*given: tuple[str, Callable[[], object]]) -> QWidget:
    """Return words to click, in as many rows as they need."""
    made = QWidget()
    flow = FlowLayout(made, across=12, down=2)
    for each in _made(given):
        flow.addWidget(each)
    return made


def _made(given: Iterable[tuple[str, Callable[[], object]]]) -> list[QWidget]:
    return [link(text, do) for text, do in given]
