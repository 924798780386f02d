"""Display time: what flashes, what travels and what glows, from the runner's frames."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.model.element import DOCUMENT, MUTED, Element
from circuitlab.model.paired_lists import SIZE
from circuitlab.playback.firing import Firing
from circuitlab.playback.pulses import Travel
from circuitlab.playback.ways_out import WaysOut
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.stepwise import done

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.engine.numerics.arrays import Reals
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.playback.firing import FiringMark
    from circuitlab.playback.pulses import Travelling
    from circuitlab.render.stepwise import Steps

BEHIND_MS, FAR_MS = 24.0, 150.0
"""Shown time runs so far behind the engine's, in ms of screen time; from FAR_MS on it jumps."""
DRAW = 0.1
_AT_ONCE, _SLICE_S = 300, 0.005
"""So many elements, or changes, are followed at once; the ways of more are laid little by little,
in so much time a frame."""
_LAID = object()
_READ = ("conduction_velocity", "path_length", "delay", SIZE)


@dataclass(frozen=True, eq=False, slots=True)
class LiveMark:
    """All that is shown at a moment, to be shown again."""

    engine_ms: float
    body_s: float
    values: Mapping[tuple[str, str], Reals]
    set_now: Mapping[tuple[str, str], object]
    measured: Mapping[tuple[str, str], float]
    names: tuple[str, ...]
    potentials: Reals
    firing: FiringMark
    pulses: Travelling
    muted: frozenset[str]

    @property
    def nbytes(self) -> int:
        """Bytes of its own: the engine's values are the moment's."""
        fired = (*self.firing[:4], *self.firing.recent, *self.pulses, self.potentials)
        return sum(part.nbytes for part in fired)


class LiveState:
    """Turns runner frames into `LiveFrame` values whose time flows evenly.

    Time here is model time as shown: it advances by wall time × speed and is drawn
    gently to the engine's own time, so that nothing jerks when a poll comes late.

    Parameters
    ----------
    circuit : Circuit
        Whose wires the spikes travel along.
    catalog : Catalog
        Its kinds.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self.frame = LiveFrame()
        self._catalog = catalog
        self._engine_ms = 0.0
        self._shown_ms = 0.0
        self._body_s = 0.0
        self._values: Mapping[tuple[str, str], Reals] = {}
        self._set_now: Mapping[tuple[str, str], object] = {}
        self._measured: Mapping[tuple[str, str], float] = {}
        self._firing = Firing()
        self._travel = Travel()
        self._names: tuple[str, ...] = ()
        self._potentials: Reals = np.zeros(0)
        self._of_cells: tuple[tuple[str, ...], list[bool]] = ((), [])
        self._fresh = True
        self._circuit = circuit
        self._silent: frozenset[str] = frozenset()
        self._silent_then: frozenset[str] | None = None
        self._silent_of: object = None
        self._laying: Steps[None] | None = None
        self._cells: set[str] = set()
        self._sizes: dict[str, float] = {}
        self._muted: set[str] = set()
        self._begin(circuit)

    def _begin(self, circuit: Circuit) -> None:
        """Note the wires and sizes of a circuit."""
        kinds = self._catalog.kinds
        counted = {n for n, kind in kinds.items() if "v" in kind.states or SIZE in kind.parameters}
        self._note_cells(circuit.of_kinds(counted.__contains__))
        self._muted = {id for id, element in circuit.elements.items() if element.muted}
        self._silent_of = None
        self._begin_ways(circuit)

    def _begin_ways(self, circuit: Circuit) -> None:
        """Lay all ways anew, of a large circuit a little with each frame."""
        self._look_who_is_silent()
        self._ways = WaysOut(circuit.copy(), self._catalog, self._silent, is_filled=False)
        self._laying = self._ways.filling(self._silent)
        if len(circuit.elements) <= _AT_ONCE:
            self._finish_ways()
        self._lay()

    def _go_on_with_ways(self) -> None:
        """Lay some more ways, so that all are there when the first spikes come."""
        until = time.perf_counter() + _SLICE_S
        while self._laying is not None and time.perf_counter() < until:
            if next(self._laying, _LAID) is _LAID:
                self._laying = None

    def _finish_ways(self) -> None:
        if self._laying is not None:
            done(self._laying)
            self._laying = None

    def edited(self, circuit: Circuit, delta: Delta) -> None:
        """Follow an edit of the circuit."""
        self._circuit = circuit
        changes = {
            key: pair
            for key, pair in delta.changes.items()
            if (isinstance(key, str) or key[0] != DOCUMENT) and _rewires(*pair)
        }
        if not changes:
            return
        ids = [key for key in changes if isinstance(key, str)]
        self._note_cells(ids)
        self._note_mutes(ids)
        if self._laying is not None or len(changes) > _AT_ONCE:
            self._begin_ways(circuit)
            return
        self._look_who_is_silent()
        self._ways.follow(circuit, changes, self._silent)
        self._lay()

    def _lay(self) -> None:
        """Let spikes travel along the ways, and tell how many cells fire together."""
        self._travel.lay(self._ways.ways)
        self._of_cells = ((), [])
        self._firing.count_cells(self._sizes)

    def _note_mutes(self, ids: Iterable[str]) -> None:
        """Note which of some elements are muted in the circuit."""
        self._silent_of = None
        for id in ids:
            element = self._circuit.rows.element(id)
            if element is not None and element.muted:
                self._muted.add(id)
            else:
                self._muted.discard(id)

    def _note_cells(self, ids: Iterable[str]) -> None:
        """Note which of some elements have a potential, and how many cells each has."""
        kinds = self._catalog.kinds
        for id in ids:
            element = self._circuit.rows.element(id)
            self._cells.discard(id)
            self._sizes.pop(id, None)
            if element is None or element.kind not in kinds:
                continue
            kind = kinds[element.kind]
            if "v" in kind.states:
                self._cells.add(id)
            if (size := _cells_of(element, kind)) > 1.0:
                self._sizes[id] = size

    def take(self, frame: RunnerFrame, speed: float) -> None:
        """Note a runner's frame: its values, and the spikes since the last one."""
        is_new = frame.values is not self._values or frame.set_by_timeline != self._set_now
        self._fresh = self._fresh or is_new
        self._engine_ms, self._body_s = frame.time_ms, frame.body_s
        self._values, self._set_now = frame.values, frame.set_by_timeline
        self._names, self._potentials = frame.firing, frame.potentials
        self._silent_then = None
        if changed := self._look_who_is_silent():
            self._finish_ways()
            self._ways.hush(changed, self._silent)
            self._lay()
        if len(frame.spikes):
            self._finish_ways()
        fired = self._firing.take(frame.spikes)
        self._travel.send(fired, self._firing.ids, speed)

    def measured(self, found: Mapping[tuple[str, str], float]) -> None:
        """Show what was measured in runs of its own."""
        self._fresh = self._fresh or found is not self._measured
        self._measured = found

    def mark(self) -> LiveMark:
        """Return all that is shown now."""
        return LiveMark(
            self._engine_ms,
            self._body_s,
            self._values,
            self._set_now,
            self._measured,
            self._names,
            self._potentials,
            self._firing.mark(),
            self._travel.mark(),
            self._silent,
        )

    def recall(self, mark: LiveMark, *, is_past: bool = False) -> None:
        """Show what was shown then; later spikes are forgotten.

        Parameters
        ----------
        is_past : bool
            Whether edits since then are not to be seen in it.
        """
        self._silent_then = mark.muted if is_past else None
        self._engine_ms = self._shown_ms = mark.engine_ms
        self._body_s, self._values, self._set_now = mark.body_s, mark.values, mark.set_now
        self._measured = mark.measured
        self._names, self._potentials = mark.names, mark.potentials
        self._firing.recall(mark.firing)
        self._travel.recall(mark.pulses)
        self._fresh = True

    def advance(self, elapsed_ms: float, speed: float, beside_ms: float | None = None) -> bool:
        """Let `elapsed_ms` of wall time pass; True when there is something new to paint.

        Parameters
        ----------
        beside_ms : float, optional
            The model time that a run beside this one shows: this one shows the same while it flows.
        """
        self._go_on_with_ways()
        before = self._shown_ms
        if beside_ms is not None and elapsed_ms > 0.0:
            self._shown_ms = min(self._engine_ms, beside_ms)
        else:
            self._shown_ms = self._flowing(elapsed_ms, speed)
        if not self._fresh and abs(self._shown_ms - before) < 1e-9:
            return False
        self._fresh = False
        self.frame = self._compose(speed)
        return True

    def _flowing(self, elapsed_ms: float, speed: float) -> float:
        """Shown time after `elapsed_ms`: a little behind the engine's, and never ahead of it."""
        aim = self._engine_ms - BEHIND_MS * speed
        flowing = self._shown_ms + elapsed_ms * speed
        flowing += DRAW * (aim - flowing)
        if elapsed_ms == 0.0 or abs(aim - flowing) > max(FAR_MS * speed, 1.0):
            return self._engine_ms
        return min(self._engine_ms, max(self._shown_ms, flowing))

    def _compose(self, speed: float) -> LiveFrame:
        firing, now = self._firing, self._shown_ms
        rates = firing.rates(self._engine_ms)
        return LiveFrame(
            time_ms=now,
            body_s=self._body_s,
            values=self._values,
            potential=self._potential(),
            rate_hz=firing.by_id(rates),
            flash=firing.by_id(firing.flashes(now, rates * speed, speed)),
            pulses=self._travel.under_way(now),
            puff=self._travel.puffs(now),
            set_now=self._set_now,
            measured=self._measured,
            muted=self._silent_then,
        )

    def _look_who_is_silent(self) -> frozenset[str]:
        """Note who is muted now; returns who is so now and was not, or the other way round."""
        set_now = self._set_now
        if set_now is self._silent_of:
            return frozenset()
        self._silent_of = set_now
        said = {id: set_now[id, name] for id, name in set_now if name == MUTED}
        before = self._silent
        self._silent = frozenset(
            id
            for id in (*self._muted.difference(said), *(id for id, muted in said.items() if muted))
            if id in self._circuit.rows.nodes
        )
        return self._silent ^ before

    def _potential(self) -> dict[str, float]:
        """Mean potential of the cells of everything that has one."""
        names, of_cells = self._of_cells
        if self._names is not names and self._names != names:
            of_cells = [id in self._cells for id in self._names]
            self._of_cells = (self._names, of_cells)
        ids = compress(self._names, of_cells)
        values = compress(self._potentials.tolist(), of_cells)
        return dict(zip(ids, values, strict=True))


def _cells_of(element: Element, kind: Kind) -> float:
    """How many cells an element stands for."""
    size = element.params.get(SIZE)
    if size is None and SIZE in kind.parameters:
        size = kind.parameters[SIZE].default
    return float(size) if isinstance(size, int | float) else 1.0


def _rewires(before: object, after: object) -> bool:
    """Whether a change reaches the ways of spikes or the number of cells."""
    if not isinstance(before, Element) or not isinstance(after, Element):
        return True
    return (before.kind, before.muted) != (after.kind, after.muted) or any(
        before.params.get(name) != after.params.get(name) for name in _READ
    )
