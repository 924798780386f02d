"""A plan under way: state that moves, and the ways to look at it, copy it and change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.numerics import arrays
from circuitlab.engine.numerics.arrays import Bench, Memory, Output, Watches, Wholes
from circuitlab.engine.plan.addresses import blocks_of
from circuitlab.engine.plan.plan import Bank, Plan, Reals, banks_of
from circuitlab.engine.recipes.cells import range_of
from circuitlab.engine.recipes.populations import Clock
from circuitlab.engine.recipes.recipe import Place
from circuitlab.engine.stepping.kernel_choice import (
    Fused,
    begin_slow,
    ranges_of,
    settle_gates,
    settle_slow,
    steps_of,
)
from circuitlab.engine.stepping.kernel_library import KernelLibrary, library
from circuitlab.engine.stepping.resting import FADING
from circuitlab.engine.stepping.state_memory import (
    Snapshot,
    carry_over,
    copied,
    is_carried_over,
    jump,
    looked_at,
    new_memory,
    same_structure,
    with_more_events,
)
from circuitlab.engine.stepping.state_view import StateView, place_of
from circuitlab.engine.stepping.watched_columns import joined_columns

_SPIKES_AT_LEAST = 4096


@dataclass(frozen=True, slots=True)
class Watch:
    """A quantity of one cell whose range is kept, a column every ``every`` steps.

    Attributes
    ----------
    row : the row of the element that is meant, where it is not that of the state itself
    """

    element: str
    state: str
    index: int = 0
    every: int = 1
    row: Place | None = None

    def place_in(self, plan: Plan) -> Place | None:
        """The row in which it is found; None where there is none."""
        if self.row is None:
            return place_of(plan, self.element, self.state)
        return self.row if (self.element, *self.row) in plan.address else None


@dataclass(frozen=True, slots=True)
class Chunk:
    """What some steps gave.

    Attributes
    ----------
    spikes : (n, 2) source number and tick; of several spikes of a source at a tick, each
    columns : of each watch, (columns, 2) lowest and highest value
    """

    steps: int
    spikes: NDArray[np.int64]
    columns: Sequence[Reals]


class Simulation:
    """A running plan. It is stepped by one thread at a time.

    Parameters
    ----------
    fused : step populations by fused loops where these are compiled, or compile them now
        ("wait"), or by their mechanisms' loops only ("never")
    dense : step every cell in every step, also those that need no stepping
    """

    def __init__(
        self,
        plan: Plan,
        *,
        fused: Fused = "wait",
        dense: bool = False,
        kernels: KernelLibrary | None = None,
    ) -> None:
        self.plan = plan
        self._fused = fused
        self._dense = dense
        self._kernels = kernels or library()
        self._watched: tuple[Watch, ...] = ()
        self._watches = _watches(plan, [], [])
        self._memory = new_memory(plan)
        self._compile_steps()
        self._settle(plan.banks)
        self._make_bench()
        self._call(0)  # loads the kernels, so that the first real call is no slower than the others
        self._kernels.note_driver(self._driver)
        self._driver.rouse_all(self._memory, self._cell_steps)

    @property
    def tick(self) -> int:
        """Steps done."""
        return int(self._memory.counters[arrays.TICK])

    @property
    def time(self) -> float:
        """Model time, ms."""
        return self.tick * self.plan.settings.dt

    @property
    def state(self) -> Reals:
        """The whole state array, (slots,)."""
        return self._up_to_date(self._memory).state

    def advance(self, steps: int) -> Chunk:
        """Step ``steps`` times, or until a voltage is found to have left its range.

        Results do not depend on how a run is cut into calls.
        """
        spikes: list[NDArray[np.int64]] = []
        outputs: list[Output] = []
        left = steps
        while left > 0:
            done, output = self._call(left)
            found = self._spikes[: self._memory.counters[arrays.SPIKES]]
            each = found[:, :2]
            spikes.append(each.repeat(found[:, 2], axis=0) if self._some_at_once else each.copy())
            outputs.append(output)
            left -= done
            if self._has_strayed:
                break
            if left:
                self._make_room()
        return Chunk(
            steps - left,
            np.concatenate(spikes) if spikes else np.zeros((0, 2), np.int64),
            joined_columns(outputs) if outputs else [np.zeros((0, 2)) for _ in self._watched],
        )

    def watch(self, watches: Sequence[Watch]) -> None:
        """Keep the range of these quantities from now on."""
        slots = self._slots(watches)
        self._watched = tuple(watches)
        self._watches = _watches(self.plan, slots, [watch.every for watch in watches])
        count = len(watches)
        self._memory = self._memory._replace(
            low=np.full(count, np.inf), high=np.full(count, -np.inf)
        )

    @property
    def watched(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each quantity that is watched, its slot, and the steps from column to column."""
        return self._watches.slot, self._watches.every

    def values(self, element: str, state: str) -> Reals:
        """(size,) present values of a state named in the catalog."""
        return StateView(self.plan, self._up_to_date(self._memory))[element, state].copy()

    def view(self, snapshot: Snapshot | None = None) -> StateView:
        """A look at this moment, or that of a snapshot, that stays while the simulation goes on."""
        memory = snapshot.memory if snapshot else looked_at(self._memory)
        return StateView(self.plan, self._up_to_date(memory))

    def snapshot(self) -> Snapshot:
        """A copy of everything that moves."""
        return Snapshot.of(self._memory)

    def at_rest(self) -> Snapshot:
        """Where a run of the present plan begins."""
        made_alike = {"fused": self._fused, "dense": self._dense, "kernels": self._kernels}
        return Simulation(self.plan, **made_alike).snapshot()  # type: ignore[arg-type]

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or on) to a snapshot of this plan; what is watched stays as it is now."""
        self._memory = snapshot.whole()._replace(low=self._memory.low, high=self._memory.high)
        self.watch(self._watched)

    def resume(self, plan: Plan, snapshot: Snapshot) -> None:
        """Go on from a snapshot of a plan, with that plan; nothing is watched any more."""
        self.plan = plan
        self._compile_steps()
        self._make_bench()
        self._watched = ()
        self.restore(snapshot)

    def adopt(self, plan: Plan) -> None:
        """Go on with another plan: what both have keeps its state, the rest starts at rest.

        Events under way survive where their terminal does.
        """
        self._driver.rouse_all(self._memory, self._cell_steps)
        before, memory = self.plan, self._memory
        self.plan = plan
        self._memory = new_memory(plan)
        self._compile_steps()
        self._settle(banks_of(p for p in plan.cells if not is_carried_over(before, p)))
        self._memory = carry_over(before, memory, plan, self._memory, self._driver.send_event)
        self._make_bench()
        self.watch([watch for watch in self._watched if self._exists(watch)])

    def patch(self, plan: Plan) -> bool:
        """Take over only the parameters of a plan of the same structure; False if it is another."""
        if not same_structure(self.plan, plan):
            return False
        self._driver.rouse_all(self._memory, self._cell_steps)
        for old, new in zip(self.plan.populations, plan.populations, strict=True):
            if new is not old:
                for _address, (slots, values) in new.parameters(old.cells):
                    self._memory.state[slots] = values
        jump(self.plan, plan, self._memory.state)
        self._memory.idle[:] = 0
        if plan.fast is not self.plan.fast:
            self._memory.fed[:] = np.nan
        paced = plan.settings == self.plan.settings
        self.plan = plan
        if not paced:
            self._compile_steps()
        return True

    def first_non_finite(self) -> str | None:
        """The element whose voltage is no number, or was found to have left its range.

        Ranges are looked at every few milliseconds of model time, at the same ticks however a run
        is cut into calls.
        """
        if self._has_strayed:
            return self.first_out_of_range()
        return self._first_but(np.isfinite(self._memory.state[self.plan.voltages]))

    def has_no_number(self) -> bool:
        """Whether any state, of whatever element, is no number now."""
        return bool(np.isnan(self._memory.state).any())

    def first_out_of_range(self) -> str | None:
        """The element whose voltage is not a number in its range now, if there is one."""
        v = self._memory.state[self.plan.voltages]
        return self._first_but((v >= self._lowest) & (v <= self._highest))

    def _first_but(self, good: NDArray[np.bool_]) -> str | None:
        """The element of the first cell that is not good."""
        if good.all():
            return None
        sizes = np.cumsum([population.cells.size for population in self.plan.cells])
        first = np.searchsorted(sizes, np.argmin(good), side="right")
        return self.plan.cells[first].cells.element

    def use_fused(self) -> bool:
        """Step by fused loops from now on wherever they are compiled; True when all are."""
        self._compile_steps()
        return all(self._kernels.has_fused(bank.layout, bank.size) for bank in self.plan.banks)

    @property
    def _has_strayed(self) -> bool:
        return bool(self._memory.counters[arrays.STRAYED])

    def _up_to_date(self, memory: Memory) -> Memory:
        """The memory, or where cells fade a copy in which they are brought up to date."""
        if not np.any(memory.asleep == FADING):
            return memory
        memory = copied(memory)
        self._driver.rouse_all(memory, self._cell_steps)
        return memory

    def _call(self, steps: int) -> tuple[int, Output]:
        """One call of the driver: how many steps it did, and what they gave."""
        plan = self.plan
        output = Output(self._spikes, self._column_room(steps), self._written())
        done = self._driver.advance(
            steps,
            plan.settings.dt,
            plan.settings.slow_steps,
            self._memory,
            self._cell_steps,
            self._stepped,
            self._slow,
            plan.fast,
            plan.always,
            plan.slow,
            plan.sensed,
            plan.terminals,
            plan.listed,
            plan.curves,
            self._watches,
            self._ranges,
            self._bench,
            output,
        )
        return int(done), output

    def _slots(self, watches: Sequence[Watch]) -> list[int]:
        """Where each is found; those of the cells of a population are looked up once."""
        rows: dict[tuple[str, str, Place | None], Wholes] = {}
        for watch in watches:
            key = watch.element, watch.state, watch.row
            if key not in rows:
                rows[key] = self._row(watch)
        return [int(rows[w.element, w.state, w.row][w.index]) for w in watches]

    def _row(self, watch: Watch) -> Wholes:
        place = watch.place_in(self.plan)
        if place is None:
            raise ValueError(f"{watch.element}.{watch.state} cannot be watched")
        return self.plan.address[watch.element, *place]

    def _written(self) -> NDArray[np.int64]:
        return np.zeros(len(self._watched), np.int64)

    def _column_room(self, steps: int) -> Reals:
        fastest = int(self._watches.every.min()) if len(self._watched) else 1
        return np.zeros((len(self._watched), steps // fastest + 1, 2))

    def _make_room(self) -> None:
        """Double the pool of events under way when it is what stopped the call."""
        if self._memory.counters[arrays.FREE_COUNT] >= self.plan.terminals.room[0]:
            return
        self._memory = with_more_events(self._memory)

    def _exists(self, watch: Watch) -> bool:
        place = watch.place_in(self.plan)
        return place is not None and watch.index < len(self.plan.address[watch.element, *place])

    def _compile_steps(self) -> None:
        plan, kernels = self.plan, self._kernels
        self._driver = kernels.driver()
        cell_steps = steps_of(plan.banks, plan, kernels, self._fused)
        self._cell_steps = cell_steps._replace(source=plan.source_of_lane)
        if self._dense:
            self._cell_steps.restless[:] = 1
        self._stepped = steps_of(banks_of(plan.on(Clock.STEP)), plan, kernels, "never")
        slow = (*plan.on(Clock.BODY), *plan.on(Clock.SLOW))
        self._slow = steps_of(banks_of(slow), plan, kernels, "never")

    def _make_bench(self) -> None:
        """Room for what one call hands out and works with."""
        self._spikes = np.zeros((_spike_room(self.plan), 3), np.int64)
        random, listed = self._cell_steps.several >= 0, self.plan.listed.together > 1
        self._some_at_once = bool(random.any() or listed.any())
        fired = np.zeros(self.plan.first_block[-1], np.uint64)
        self._bench = Bench(fired, np.zeros(len(self.plan.state), np.int64))
        self._ranges = ranges_of(self.plan.banks)
        ranges = [range_of(p.bank.layout.mechanisms) for p in self.plan.cells]
        sizes = np.asarray([population.cells.size for population in self.plan.cells], np.int64)
        self._lowest, self._highest = np.repeat(np.reshape(ranges, (-1, 2)), sizes, axis=0).T

    def _settle(self, banks: Iterable[Bank]) -> None:
        """Bring slow biology, and the gates of these banks, to rest at the start's parameters."""
        steps = self._slow, self.plan.slow, self._memory, self._cell_steps, self._driver
        settle_slow(*steps)
        begin_slow(self.plan, *steps)
        settle_gates(banks, self._memory.state, self._kernels, self._driver)


def _watches(plan: Plan, slots: Sequence[int], every: Sequence[int]) -> Watches:
    watched = np.asarray(slots, np.int64)
    return Watches(watched, np.asarray(every, np.int64), blocks_of(plan.banks, watched))


def _spike_room(plan: Plan) -> int:
    return max(_SPIKES_AT_LEAST, 4 * plan.source_count)
