"""Display time: what flashes, what travels and what glows, from the runner's frames."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from circuitlab.model.element import Element
from circuitlab.render.live_frame import LiveFrame, Pulse
from circuitlab.render.wiring import wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

    Floats = NDArray[np.float64]

FLASH_MS = 600.0
SHORTEST_PULSE_MS = 240.0
STEADY_HZ = 3.0
RATE_WINDOW_MS = 500.0
MOST_PULSES = 400
BEHIND_MS, FAR_MS = 24.0, 150.0
"""Shown time runs so far behind the engine's, in ms of screen time; from FAR_MS on it jumps."""
DRAW = 0.1
_READ = ("conduction_velocity", "path_length", "delay", "size")


class _Wire(NamedTuple):
    """A way that spikes leave a neuron: the synapse or meter, and its delay in ms."""

    end: str
    delay_ms: float


class _Travelling(NamedTuple):
    end: str
    start_ms: float
    duration_ms: float
    strength: float


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
        self._values: Mapping[tuple[str, str], Any] = {}
        self._set_now: Mapping[tuple[str, str], object] = {}
        self._rows: dict[str, int] = {}
        self._fired = np.zeros((64, 4))  # last time in ms, strength, spikes lately, firings lately
        self._recent: deque[tuple[float, int, float]] = deque()
        self._pulses: deque[_Travelling] = deque()
        self._read: dict[str, float] = {}
        self._read_from: Mapping[tuple[str, str], Any] | None = None
        self._fresh = True
        self.wire(circuit)

    def wire(self, circuit: Circuit) -> None:
        """Note the wires and sizes of `circuit`."""
        kinds = self._catalog.kinds
        glyphs = {
            id: kinds[element.kind].glyph if element.kind in kinds else ""
            for id, element in circuit.elements.items()
        }
        self._read_from = None
        wires = wiring(circuit, glyphs)
        self._wires: dict[str, list[_Wire]] = {}
        for chain in wires.chains.values():
            delay = self._delay_ms(circuit, chain.source, chain.id)
            self._wires.setdefault(chain.source, []).append(_Wire(chain.id, delay))
        for id, projection in wires.projections.items():
            self._wires.setdefault(projection.source, []).append(_Wire(id, 0.0))
        self._cells = [
            (id, (id, "v"))
            for id, element in circuit.elements.items()
            if element.kind in kinds and "v" in kinds[element.kind].states
        ]
        self._size = {
            id: max(1.0, self._number(circuit, id, "size", 1.0)) for id in circuit.elements
        }

    def edited(self, circuit: Circuit, delta: Delta) -> None:
        """Follow an edit of the circuit."""
        if any(_rewires(before, after) for before, after in delta.changes.values()):
            self.wire(circuit)

    def take(self, frame: Any, speed: float) -> None:
        """Note a runner's frame: its values, and the spikes since the last one."""
        self._fresh = self._fresh or frame.values is not self._values
        self._engine_ms, self._body_s = float(frame.time_ms), float(frame.body_s)
        self._values, self._set_now = frame.values, frame.set_by_timeline
        counted = Counter(id for id, _index, _at in frame.spikes)
        latest = {id: at for id, _index, at in frame.spikes}
        for id in sorted(latest, key=latest.__getitem__):
            self._fire(id, latest[id], counted[id] / self._size.get(id, 1.0), speed)

    def advance(self, elapsed_ms: float, speed: float) -> bool:
        """Let `elapsed_ms` of wall time pass; True when there is something new to paint."""
        before = self._shown_ms
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

    def _fire(self, id: str, at_ms: float, per_cell: float, speed: float) -> None:
        row = self._rows.setdefault(id, len(self._rows))
        if row == len(self._fired):
            self._fired = np.vstack((self._fired, np.zeros(self._fired.shape)))
        strength = min(1.0, per_cell)
        self._fired[row] += (0.0, 0.0, per_cell, 1.0)
        self._fired[row, :2] = at_ms, strength
        self._recent.append((at_ms, row, per_cell))
        for wire in self._wires.get(id, ()):
            duration = max(SHORTEST_PULSE_MS * speed, wire.delay_ms)
            self._pulses.append(_Travelling(wire.end, at_ms, duration, strength))
        while len(self._pulses) > MOST_PULSES:
            self._pulses.popleft()

    def _compose(self, speed: float) -> LiveFrame:
        rates = self._rates()
        flashes = self._flashes(rates * speed, speed)
        return LiveFrame(
            time_ms=self._shown_ms,
            body_s=self._body_s,
            values=self._values,
            potential=self._potentials(),
            rate_hz=dict(zip(self._rows, rates.tolist(), strict=True)),
            flash=dict(zip(self._rows, flashes.tolist(), strict=True)),
            pulses=self._under_way(),
            puff=self._puffs(),
            set_now=self._set_now,
        )

    def _potentials(self) -> dict[str, float]:
        """Mean potential of every cell, read once for each moment that the engine shows."""
        if self._values is self._read_from:
            return self._read
        look_up = self._values.get
        found = ((id, look_up(key)) for id, key in self._cells)
        self._read = {id: _mean(cells) for id, cells in found if cells is not None}
        self._read_from = self._values
        return self._read

    def _rates(self) -> Floats:
        """Rate of one cell of everything that ever fired, in Hz."""
        since = self._engine_ms - RATE_WINDOW_MS
        recent = self._recent
        while recent and recent[0][0] < since:
            _at, row, per_cell = recent.popleft()
            self._fired[row] -= (0.0, 0.0, per_cell, 1.0)
        window_s = 1e-3 * min(RATE_WINDOW_MS, max(self._engine_ms, 50.0))
        _last, _strength, fired, times = self._fired[: len(self._rows)].T
        return np.asarray(np.where(times > 0.5, fired / window_s, 0.0))

    def _flashes(self, on_screen_hz: Floats, speed: float) -> Floats:
        """Brightness of the last spike of everything that ever fired, 0 to 1."""
        last, strength = self._fired[: len(self._rows), :2].T
        strength = np.maximum(0.3, strength)
        age = (self._shown_ms - last) / (FLASH_MS * speed)
        fading = np.where(age < 1.0, (1.0 - age) ** 2 * strength, 0.0)
        steady = np.minimum(0.85, 0.35 + 0.05 * on_screen_hz) * strength
        fading = np.where(age < 0.0, 1.0, fading)
        return np.where(on_screen_hz > STEADY_HZ, steady, fading)

    def _under_way(self) -> tuple[Pulse, ...]:
        now = self._shown_ms
        self._pulses = deque(p for p in self._pulses if now < p.start_ms + 2 * p.duration_ms)
        return tuple(
            Pulse(p.end, max(0.0, (now - p.start_ms) / p.duration_ms), p.strength)
            for p in self._pulses
            if now < p.start_ms + p.duration_ms
        )

    def _puffs(self) -> dict[str, float]:
        puffs: dict[str, float] = {}
        for pulse in self._pulses:
            age = (self._shown_ms - pulse.start_ms) / pulse.duration_ms - 1.0
            if 0.0 <= age < 1.0:
                puffs[pulse.end] = max(puffs.get(pulse.end, 0.0), (1.0 - age) ** 2)
        return puffs

    def _delay_ms(self, circuit: Circuit, source: str, synapse: str) -> float:
        velocity = self._number(circuit, source, "conduction_velocity", 1.0)
        path = self._number(circuit, synapse, "path_length", 0.0)
        return self._number(circuit, synapse, "delay", 0.0) + path / max(velocity, 1e-3)

    def _number(self, circuit: Circuit, id: str, name: str, fallback: float) -> float:
        try:
            value = circuit.value(id, name, self._catalog)
        except KeyError:
            return fallback
        return float(value) if isinstance(value, int | float) else fallback


def _rewires(before: object, after: object) -> bool:
    """Whether a change reaches the ways of spikes or the number of cells."""
    if not isinstance(before, Element) or not isinstance(after, Element):
        return True
    return before.kind != after.kind or any(
        before.params.get(name) != after.params.get(name) for name in _READ
    )


def _mean(cells: Any) -> float:
    """Mean of an array, quick where there is but one number."""
    return float(cells[0]) if len(cells) == 1 else float(np.mean(cells))
