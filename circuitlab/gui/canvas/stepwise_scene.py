"""The picture of a circuit as it grows: at once, or a little at a time where there is much."""

from __future__ import annotations

import math
import time
from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from circuitlab.gui.canvas.draft import Draft
from circuitlab.gui.canvas.drawn_circuit import DrawnCircuit
from circuitlab.model.element import DOCUMENT
from circuitlab.render.live_frame import LiveFrame

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.canvas.layers.dragged import Lifted
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key
    from circuitlab.render.geometry import Geometry
    from circuitlab.render.stepwise import Steps

MARGIN = 8.0
"""Canvas units by which strokes reach beyond their box."""

AT_ONCE = 300
"""So many elements are drawn before anything else happens."""

EVERYWHERE = QRectF(-1e6, -1e6, 2e6, 2e6)


class StepwiseScene:
    """What is drawn of one circuit.

    A large one may be drawn a little at a time. Whoever asks where something lies before that is
    done has it done at once; what needs not ask looks whether it `is_whole`.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog

    Attributes
    ----------
    version : int
        Another one after each change of the circuit.
    arranged : int
        Another one after each change of where anything lies.
    steps_done : int
        How far it is drawn.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.catalog = catalog
        self.version = self.arranged = self.steps_done = 0
        self.lifted: Lifted | None = None
        self._drawing: Steps[list[QRectF]] | Steps[None] | None = None
        self._dirty: list[QRectF] = []
        self._draft: Draft | None = None
        self.reset(circuit)

    def reset(self, circuit: Circuit) -> None:
        """Show another circuit."""
        self.begin(circuit)
        self.finish()

    def begin(self, circuit: Circuit) -> None:
        """Show another circuit, which `go_on` draws."""
        self.circuit = circuit
        self._made = DrawnCircuit(circuit.copy(), self.catalog)
        self._draft = None
        self._later: dict[Key, None] = {}
        self.lifted = None
        self.held = LiveFrame()
        self._draw(self._made.filling())

    def begin_to_follow(self, circuit: Circuit, keys: Collection[Key]) -> None:
        """Follow an edit of much, which `go_on` draws."""
        self.finish()
        self.circuit = circuit
        self._follow_draft(keys)
        self.lifted = None
        self._draw(self._made.following(circuit.copy(), keys))

    def _draw(self, steps: Steps[list[QRectF]] | Steps[None]) -> None:
        self._note_new()
        self._drawing, self._dirty, self.steps_done = steps, [], 0

    def _note_new(self) -> None:
        self.version += 1
        self.arranged += 1

    def go_on(self, until: float) -> bool:
        """Draw until then, by the performance counter; whether all is drawn."""
        steps = self._drawing
        while steps is not None:
            self._drawing = None  # what fails is not gone on with
            try:
                next(steps)
            except StopIteration as end:
                self._whole(end.value or [])
                break
            self._drawing = steps
            self.steps_done += 1
            if time.perf_counter() >= until:
                break
        return self.is_whole

    def finish(self) -> None:
        """Draw all that is not drawn yet."""
        if self._drawing is not None:
            self.go_on(math.inf)

    def _whole(self, dirty: list[QRectF]) -> None:
        self._note_new()
        self._dirty = [with_strokes(box) for box in dirty]
        later, self._later = self._later, {}
        if later:
            self._dirty += self.edited(self.circuit, later)

    @property
    def is_whole(self) -> bool:
        """Whether all of the circuit is drawn."""
        return self._drawing is None

    @property
    def draft(self) -> Draft:
        """What is shown of the circuit until it is whole, and from where no shape can be told."""
        if self._draft is None:
            self._draft = Draft(self.circuit, self.catalog)
        return self._draft

    def _follow_draft(self, keys: Collection[Key]) -> None:
        if self._draft is not None:
            self._draft.follow(self.circuit, keys)

    def take_dirty(self) -> list[QRectF]:
        """Return, once, the rectangles that the edit begun last has made look different."""
        dirty, self._dirty = self._dirty, []
        return dirty

    @property
    def _drawn(self) -> DrawnCircuit:
        self.finish()
        return self._made

    @property
    def geometry(self) -> Geometry:
        """Where everything is drawn."""
        return self._drawn.geometry

    @property
    def muted(self) -> set[str]:
        """The elements that are muted in the circuit."""
        return self._drawn.muted

    def edited(self, circuit: Circuit, keys: Collection[Key]) -> list[QRectF]:
        """Follow an edit; returns the rectangles that look different.

        What is not whole yet follows it once it is; names of a large circuit do by `find_names`.
        """
        self.circuit = circuit
        self._follow_draft(keys)
        self.lifted = None
        self.version += 1
        if not self.is_whole:
            self._later.update(dict.fromkeys(keys))
            return []
        dirty = self._made.follow(circuit, keys)
        if len(circuit.rows.nodes) <= AT_ONCE:
            dirty += self._made.find_names(math.inf)
        if dirty or not all(isinstance(key, str) for key in keys):
            self.arranged += 1
        if (DOCUMENT, "backdrop") in keys:
            return [EVERYWHERE]
        return [with_strokes(box) for box in dirty]

    @property
    def are_names_late(self) -> bool:
        """Whether names are still to be found their places after an edit."""
        return self.is_whole and self._made.are_names_late

    def find_names(self, until: float) -> list[QRectF]:
        """Find names their places until then; returns the rectangles that look different for it."""
        dirty = self._made.find_names(until)
        if dirty:
            self._note_new()
        return [with_strokes(box) for box in dirty]


def with_strokes(box: QRectF) -> QRectF:
    """Return a box with all that is painted around it."""
    return box.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
