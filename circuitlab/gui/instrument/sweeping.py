"""What the trigger has set off so far: its moments, the sweeps, and where the picture stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.sweeps import (
    Sweep,
    apart,
    first_after,
    last_triggers,
    onsets,
    sweeps,
)
from circuitlab.analysis.trace_measures import crossings, last_sure
from circuitlab.gui.instrument.kept import kept, kept_spikes
from circuitlab.gui.instrument.sweep_list import SweepRow
from circuitlab.gui.instrument.trigger import OFF, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.traces import strip as shown
    from circuitlab.gui.traces.strip import Key
    from circuitlab.model.circuit import Circuit

    Floats = NDArray[np.float64]

BEFORE = 1.0 / 3.0
"""Part of the window before the trigger."""
_NONE: Floats = np.empty(0)


class Crossed:
    """The crossings of a level so far; only what is new is looked at."""

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger
        self._found: Floats = _NONE
        self._from_ms = 0.0

    def up_to(self, strip: shown.Strip, now_ms: float) -> Floats:
        """Return all crossings up to now, and perhaps later ones."""
        here, trigger = kept(strip, self._from_ms, max(now_ms, self._from_ms)), self.trigger
        rises, back = trigger.rises, trigger.hysteresis
        new = crossings(here.t, here.v, trigger.level, rising=rises, hysteresis=back)
        self._found = np.concatenate([self._found, new])
        sure = last_sure(here.t, here.v, trigger.level, rising=rises, hysteresis=back)
        self._from_ms = sure if np.isfinite(sure) else self._from_ms
        return self._found


class Sweeping:
    """Follows one trigger.

    Attributes
    ----------
    trigger
        What sets off sweeps.
    count
        How many sweeps are shown, the one under way included.
    all_ms, begun_ms
        Every moment (ms) at which the trigger came, and those at which a sweep began.
    """

    def __init__(self) -> None:
        self.trigger = OFF
        self.count = 1
        self.all_ms: Floats = _NONE
        self.begun_ms: Floats = _NONE
        self._crossed = Crossed(OFF)

    def set_trigger(self, trigger: Trigger) -> None:
        """Follow another trigger: nothing of what the one before has set off counts."""
        if trigger != self.trigger:
            self.trigger, self.all_ms, self.begun_ms = trigger, _NONE, _NONE

    def forget(self) -> None:
        """The run begins anew, or goes on from an earlier moment."""
        self._crossed = Crossed(OFF)

    def follow(
        self,
        strips: Sequence[shown.Strip],
        circuit: Circuit,
        catalog: Catalog,
        now_ms: float,
        window_ms: float,
    ) -> None:
        """Find every moment up to now."""
        found = self._moments(strips, circuit, catalog, now_ms)
        self.all_ms = last_triggers(found, now_ms, found.size) if found.size else _NONE
        self.begun_ms = apart(self.all_ms, (1.0 - BEFORE) * window_ms)

    def _moments(
        self, strips: Sequence[shown.Strip], circuit: Circuit, catalog: Catalog, now_ms: float
    ) -> Floats:
        trigger = self.trigger
        if trigger.source == "onset" and trigger.id in circuit.elements:
            return onsets(circuit, catalog, trigger.id, now_ms)
        strip = next((s for s in strips if s.row.id == trigger.id and _may_show(trigger, s)), None)
        if strip is None:
            return _NONE
        if trigger.source == "level":
            if self._crossed.trigger != trigger:
                self._crossed = Crossed(trigger)
            return self._crossed.up_to(strip, now_ms)
        spikes = kept_spikes(strip).spikes
        return spikes if spikes is not None else _NONE

    @property
    def last_ms(self) -> float | None:
        """When the sweep under way began; None where nothing has set one off."""
        return float(self.begun_ms[-1]) if self.begun_ms.size else None

    def right_ms(self, window_ms: float) -> float | None:
        """Return the time at the right edge with which the trigger stands at a third."""
        last = self.last_ms
        return last + (1.0 - BEFORE) * window_ms if last is not None else None

    def counted_from(self, start_ms: float, stop_ms: float) -> float | None:
        """Return the moment that latencies between two times (ms) count from.

        That of the sweep under way if it lies before the second, else the last before the first.
        """
        if self.last_ms is not None and self.last_ms < stop_ms:
            return self.last_ms
        place = int(np.searchsorted(self.all_ms, start_ms, side="right"))
        return float(self.all_ms[place - 1]) if place else None

    def laid(self, strips: Sequence[shown.Strip], window_ms: float) -> dict[Key, list[Sweep]]:
        """Return the sweeps of every strip that has a trace, the earliest first."""
        before, after = BEFORE * window_ms, (1.0 - BEFORE) * window_ms
        begun = self.begun_ms[-self.count :]
        found: dict[Key, list[Sweep]] = {}
        for strip in strips:
            if not begun.size or strip.row.is_raster or not strip.row.id:
                continue
            here = kept(strip, float(begun[0]) - before, float(begun[-1]) + after)
            found[strip.key] = sweeps(here.t, here.v, begun, before, after)
        return found

    def waits(self, strip: shown.Strip, window_ms: float) -> list[SweepRow]:
        """Return the wait for a strip's first spike in each sweep."""
        begun = self.begun_ms[-self.count :]
        if not begun.size:
            return []
        spikes = kept_spikes(strip, float(begun[0])).spikes
        within = (1.0 - BEFORE) * window_ms
        found = first_after(spikes if spikes is not None else _NONE, begun, within)
        first = self.begun_ms.size - begun.size + 1
        return [SweepRow(first + place, wait) for place, wait in enumerate(found.tolist())]


def _may_show(trigger: Trigger, strip: shown.Strip) -> bool:
    if trigger.source == "level":
        return strip.row.state == trigger.state
    return trigger.source == "spike" and (strip.row.is_raster or strip.row.is_potential)
