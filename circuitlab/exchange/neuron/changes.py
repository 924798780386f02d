"""What a timeline changes while a circuit runs: numbers set at a tick, whole tables replaced."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import format_number
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.engine.stepping.state_memory import jump, same_structure
from circuitlab.exchange.neuron.numbering import Numbering
from circuitlab.exchange.neuron.program.data import Reals, Wholes
from circuitlab.exchange.neuron.tables import FEEDS, Tables, feeds_tables, terminal_tables
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

_REPLACED = ("weight", "delay", "delay_sd", "use", "recovery", "facilitation", "key")


@dataclass(eq=False)
class _Recorded(Simulation):
    """Stands for a running simulation: it notes what is changed in it, and changes nothing."""

    plan: Plan
    numbering: Numbering
    at: int = 0
    ticks: list[int] = field(default_factory=list)
    set_at: list[tuple[Wholes, Reals]] = field(default_factory=list)
    replaced: Tables = field(default_factory=dict)

    @property
    def tick(self) -> int:
        """The tick at which something changes."""
        return self.at

    def patch(self, plan: Plan) -> bool:
        """Note the parameters, states and tables that are other ones from now on."""
        if not same_structure(self.plan, plan):
            return False
        state = np.full(len(self.plan.state), np.nan)
        untouched = state.view(np.int64)[0]
        for old, new in zip(self.plan.populations, plan.populations, strict=True):
            if new is not old:
                for _address, (slots, values) in new.parameters(old.cells):
                    state[slots] = values
        jump(self.plan, plan, state)
        slots = np.flatnonzero(state.view(np.int64) != untouched)
        self.set_at.append((slots, state[slots]))
        self.ticks.append(self.at)
        self._replace(plan, len(self.ticks) - 1)
        self.plan = plan
        return True

    def adopt(self, plan: Plan) -> None:
        """Refuse what would need other equations or connections from now on."""
        raise CannotRun(
            "timeline",
            _("what is set at {time} ms changes what the circuit is made of").format(
                time=format_number(self.at * self.plan.settings.dt)
            ),
            _("leave that step out, or run it without NEURON"),
        )

    def _replace(self, plan: Plan, number: int) -> None:
        before: Tables = {}
        after: Tables = {}
        for one, tables in ((self.plan, before), (plan, after)):
            tables |= terminal_tables(one.terminals, self.numbering)
            tables |= feeds_tables(one, self.numbering)
        for name in (*_REPLACED, *(f"{feeds}.gain" for feeds in FEEDS)):
            if not np.array_equal(before[name], after[name]):
                self.replaced[f"{name}@{number}"] = after[name]


def change_tables(
    plan: Plan,
    circuit: Circuit,
    catalog: Catalog,
    settings: Settings,
    numbering: Numbering,
    end: int,
) -> Tables:
    """Everything that the timeline changes up to a tick.

    Raises
    ------
    CannotRun
        Where a step would make another circuit.
    """
    timeline, recorded = Timeline(circuit, catalog, settings), _Recorded(plan, numbering)
    tick = 0
    while tick < end:
        recorded.at = tick
        timeline.apply_due(recorded)
        tick = timeline.next_tick(tick)
    addresses = [numbering.of(slots) for slots, _values in recorded.set_at]
    kept = [np.flatnonzero(each >= 0) for each in addresses]
    none = np.zeros(0, np.int64)
    return {
        "change.tick": np.asarray(recorded.ticks, np.int64),
        "change.first": np.cumsum([0, *map(len, kept)]).astype(np.int64),
        "change.address": np.concatenate(
            [none, *(a[k] for a, k in zip(addresses, kept, strict=True))]
        ),
        "change.value": np.concatenate(
            [np.zeros(0), *(v[k] for (_s, v), k in zip(recorded.set_at, kept, strict=True))]
        ),
        **recorded.replaced,
    }
