"""A plan as tables of a program: numbers row by row, what feeds what, terminals, listed spikes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.plan.plan import Feeds, Plan, Reals, Slots
from circuitlab.engine.plan.terminal_arrays import Terminals
from circuitlab.exchange.neuron.numbering import Numbering
from circuitlab.exchange.neuron.program.data import Table

Tables = dict[str, Table]
FEEDS = ("fast", "always", "slow", "sensed")
"""What is fed, by the names that a plan has for it."""
_TIMING = ("delay", "delay_sd", "use", "recovery", "facilitation", "key")


def tables_of(plan: Plan, state: Reals, numbering: Numbering) -> Tables:
    """Every table but those of homes, of changes and of what is watched."""
    return {
        "state": state[numbering.slots()],
        **feeds_tables(plan, numbering),
        **terminal_tables(plan.terminals, numbering),
        **_sources(plan, numbering),
        **{f"listed.{name}": column for name, column in plan.listed._asdict().items()},
        **_curves(plan, numbering),
    }


def feeds_tables(plan: Plan, numbering: Numbering) -> Tables:
    """What is fed: targets, each with the stretch of its sources and their gains."""
    tables: Tables = {}
    for name in FEEDS:
        made = _feeds(getattr(plan, name), numbering)
        tables |= {f"{name}.{part}": column for part, column in made.items()}
    return tables


def _feeds(feeds: Feeds, numbering: Numbering) -> Tables:
    """Feeds by addresses; what the engine writes into several lanes of one row is written once."""
    target = numbering.of(feeds.target)
    _addresses, kept = np.unique(target, return_index=True)
    kept = kept[target[kept] >= 0]
    count = np.diff(feeds.first)[kept]
    places = stretches(feeds.first[:-1][kept], count)
    return {
        "target": target[kept],
        "first": from_zero(count),
        "source": numbering.of(feeds.source[places]),
        "gain": feeds.gain[places],
    }


def terminal_tables(terminals: Terminals, numbering: Numbering) -> Tables:
    """Terminals in the order of their sources; those that no spike reaches are left out."""
    known = int(terminals.first[-1])
    targets = int(terminals.target_first[known])
    release_at, factor = np.unique(terminals.release[:known], return_inverse=True)
    tables: Tables = {
        "first": terminals.first,
        "target_first": terminals.target_first[: known + 1],
        "target_a": numbering.of(terminals.target_a[:targets].astype(np.int64)).astype(np.int32),
        "weight": terminals.weight[:targets],
        "release_at": numbering.of(release_at),
        "factor": factor.astype(np.int32),
    }
    if len(terminals.target_b):
        tables["target_b"] = numbering.of(terminals.target_b[:targets].astype(np.int64)).astype(
            np.int32
        )
    return tables | {name: _timing(terminals, name)[:known] for name in _TIMING}


def _timing(terminals: Terminals, name: str) -> NDArray[Any]:
    """(terminals,) a parameter of theirs; where no delay is drawn, keys that nobody asks for."""
    column: NDArray[Any] = getattr(terminals, name)
    if name != "key":
        return column
    return column[terminals.pool_of] if len(column) else np.zeros(terminals.terminals, np.uint64)


def _sources(plan: Plan, numbering: Numbering) -> Tables:
    """Of each bank that can fire, the number of each cell among all sources."""
    tables: Tables = {}
    for placed, first in zip(numbering.placed, plan.first_block.tolist(), strict=False):
        if placed.bank.spiking:
            lanes = first * 8
            tables[f"source.{placed.order}"] = plan.source_of_lane[lanes : lanes + placed.bank.size]
    return tables


def _curves(plan: Plan, numbering: Numbering) -> Tables:
    curves = plan.curves
    places = {name: numbering.of(getattr(curves, name)) for name in ("phase", "gain", "output")}
    rest = {"first": curves.first, "time": curves.time, "height": curves.height}
    return {f"curve.{name}": column for name, column in {**places, **rest}.items()}


def from_zero(count: Slots) -> Slots:
    """Where stretches of these lengths begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(count)]).astype(np.int64)


def stretches(first: Slots, count: Slots) -> Slots:
    """Numbers of stretches one after another, each from ``first`` on."""
    before = np.cumsum(count) - count
    return np.asarray(np.repeat(first - before, count) + np.arange(int(count.sum())), np.int64)
