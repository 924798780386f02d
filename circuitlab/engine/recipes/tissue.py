"""Tissue, immune cells and glia."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import (
    Cells,
    Clock,
    Feed,
    Made,
    MechanismUse,
    Row,
    unit,
)
from circuitlab.engine.recipes.recipe import Counted, Inputs, States, uncelled
from circuitlab.engine.recipes.states_and_inputs import rows_of
from circuitlab.resources import _

Places = tuple[NDArray[np.int64], NDArray[np.int64]]

_DAY = 86400.0
"""Seconds"""
_MEDIATORS = ("bradykinin", "pge2", "ngf")
_PART_OF_A_TIME_CONSTANT = 0.05
_FROM_OUTSIDE = ("pge2_source", "ngf_source", "cyclooxygenase_inhibition")


def _mediators(mechanism: str) -> States:
    levels = {name: (mechanism, f"{name}_level") for name in _MEDIATORS}
    injured = rows_of(mechanism, "injury", "nerve_injury", "call")
    return {**injured, **levels, "peptide": ("axon_reflex", "peptide")}


_REFLEX = {"neuropeptide": Counted((("axon_reflex", "arrived"),), mean=True)}


def _made_and_held_back(mechanism: str) -> Inputs:
    return {name: ((mechanism, name),) for name in _FROM_OUTSIDE}


@uncelled(states=_mediators("tissue"), inputs=_made_and_held_back("tissue"), counted=_REFLEX)
def tissue(p: Values) -> Made:
    """Damaged tissue and its mediators, well mixed."""
    patch = unit(p, "tissue", _sources(p), Clock.BODY)
    return Made((patch, _reflex(p)), feeds=(_told(p, "tissue"),))


def _reflex(p: Values) -> Cells:
    """What the spikes of nerve endings set free."""
    tau = 1e3 * p.seconds("tau_peptide")
    rows = {
        "keep": np.exp(-p.settings.slow_dt / tau)[:1],
        "per_spike": (1e3 / tau)[:1],
        "half_rate": p["half_rate"][:1],
    }
    return unit(p, "axon_reflex", rows, Clock.SLOW, size=1)


def _told(p: Values, mechanism: str) -> Feed:
    """What is set free, told to every place of a tissue."""
    source, target = (Row(p.element.id, of, "peptide") for of in ("axon_reflex", mechanism))
    return Feed(source, target)


@uncelled(
    states={
        "active": ("immune_cell", "activity"),
        "pge2": ("immune_cell", "pge2_made"),
        "ngf": ("immune_cell", "ngf_made"),
    },
    inputs={"activation": (("immune_cell", "activation"),)},
)
def immune_cell(p: Values) -> Made:
    """A mast cell or a macrophage; what a kind has no parameter for, it does not make."""
    made = {name: p[name] if name in p.kind.parameters else np.zeros(1) for name in ("pge2", "ngf")}
    rows, left = {**made, "tau": p.seconds("tau")}, {"activity": p["active_start"]}
    return Made((unit(p, "immune_cell", rows, Clock.BODY, at_least=left),))


@uncelled(
    states={
        "active": ("microglia", "activity"),
        **rows_of("microglia", "bdnf", "kcc2", "rise", "e_cl"),
    },
    inputs={
        "nerve_injury": (("microglia", "activation"),),
        "opioid": (("microglia", "opioid"),),
        "inhibition": (("microglia", "inhibition"),),
    },
)
def microglia(p: Values) -> Made:
    """Microglia of the dorsal horn and what they do to the chloride of its neurons."""
    taus = {
        "tau_activity": p.seconds("tau_activity"),
        "tau_bdnf": p.seconds("tau_bdnf"),
        "tau_loss": p.seconds("tau_loss"),
        "tau_recovery": p.seconds("tau_recovery"),
    }
    rows = {
        **taus,
        "opioid_gain": p["opioid_gain"],
        "loss": p["loss"],
        "healthy": p["e_healthy"],
        "injured": p["e_injured"],
        "longest": _PART_OF_A_TIME_CONSTANT * np.min(list(taus.values()), axis=0),
    }
    left = {"activity": p["active_start"], "bdnf": p["bdnf_start"]}
    pumps = {"kcc2": p["kcc2_start"]}
    return Made((unit(p, "microglia", rows, Clock.BODY, at_least=left, at_most=pumps),))


@uncelled(
    states=_mediators("spreading_tissue"),
    inputs=_made_and_held_back("spreading_tissue"),
    counted=_REFLEX,
)
def spreading_tissue(p: Values) -> Made:
    """A strip or sheet of tissue, injured in its middle, whose mediators diffuse."""
    hops = _hops(p)
    pairs = neighbours(p.size, int(p.number("columns")))
    wounded = _wounded(p)
    rows = {
        **_sources(p),
        "wounded": wounded,
        "neighbours": np.bincount(pairs[1], minlength=p.size).astype(np.float64),
        **{f"hop_{name}": hop for name, hop in hops.items()},
    }
    start = {f"{name}_level": _settled(p, name, hops[name], pairs, wounded) for name in _MEDIATORS}
    use = MechanismUse(p.element.id, "spreading_tissue", rows, start)
    feeds = (_told(p, "spreading_tissue"), *(_spread(p, name, pairs) for name in _MEDIATORS))
    cells = Cells(p.element.id, p.size, (use,), Clock.BODY, "spreading_tissue")
    return Made((cells, _reflex(p)), feeds=feeds)


def neighbours(places: int, columns: int) -> Places:
    """(pairs,) place that gives and place that takes, each a direct neighbour of the other."""
    grid = np.arange(places, dtype=np.int64)
    beside = grid[(grid % columns != columns - 1) & (grid + 1 < places)]
    below = grid[grid + columns < places]
    one = np.concatenate([beside, below])
    other = np.concatenate([beside + 1, below + columns])
    return np.concatenate([one, other]), np.concatenate([other, one])


def longest_step(spacing: float, diffusion: float) -> float:
    """Longest stable step (s) of an explicit scheme: dx²/4D, dx in µm, D in µm²/s."""
    return spacing * spacing / (4.0 * diffusion) if diffusion > 0.0 else np.inf


def _sources(p: Values) -> dict[str, Numbers]:
    return {
        "severity": p["severity"],
        "nerve": p["nerve"],
        "start": 1e3 * p.seconds("start"),
        "healing": p["healing"] / _DAY,
        "neurogenic": p["neurogenic"],
        "bradykinin": p["bradykinin"],
        "pge2": p["pge2"],
        "ngf": p["ngf"],
        "tau_bradykinin": p.seconds("tau_bk"),
        "tau_pge2": p.seconds("tau_pge2"),
        "tau_ngf": p.seconds("tau_ngf"),
    }


def _hops(p: Values) -> dict[str, Numbers]:
    """D/dx² (1/s) of each mediator.

    Raises
    ------
    CannotRun
        When the step of the body clock is too long for the grid.
    """
    spacing = p.number("spacing")
    fastest = max(p.number(f"d_{name}") for name in _MEDIATORS)
    longest, step = longest_step(spacing, fastest), p.settings.body_dt
    if step > longest:
        what = _("mediators cannot spread in steps of {step} s over places {spacing} µm apart")
        remedy = _("slow the body clock to {clock:.0f} or less, or set the places farther apart")
        most = p.settings.body_clock * longest / step
        what = what.format(step=f"{step:.3g}", spacing=f"{spacing:g}")
        raise CannotRun(p.element.id, what, remedy.format(clock=np.floor(most)))
    return {name: p[f"d_{name}"] / spacing**2 for name in _MEDIATORS}


def _wounded(p: Values) -> Numbers:
    """1 within ``extent`` µm of the middle of the grid, else 0."""
    columns = int(p.number("columns"))
    column, row = np.arange(p.size) % columns, np.arange(p.size) // columns
    across = column - 0.5 * (min(columns, p.size) - 1)
    along = row - 0.5 * (-(-p.size // columns) - 1)
    away = p.number("spacing") * np.hypot(across, along)
    return np.asarray(away <= p.number("extent"), np.float64)


def _settled(p: Values, name: str, hop: Numbers, pairs: Places, wounded: Numbers) -> Numbers:
    """Steady concentration of an old injury; nothing where the injury is yet to come."""
    if p.number("start") > 0.0:
        return np.zeros(p.size)
    removal = 1.0 / _sources(p)["tau_bradykinin" if name == "bradykinin" else f"tau_{name}"][0]
    count = np.bincount(pairs[1], minlength=p.size)

    def lost(level: Numbers) -> Numbers:
        near = np.bincount(pairs[1], weights=level[pairs[0]], minlength=p.size)
        return np.asarray(removal * level + hop[0] * (count * level - near))

    return conjugate_gradients(lost, removal * wounded * p["severity"] * p[name])


def conjugate_gradients(product: Callable[[Numbers], Numbers], wanted: Numbers) -> Numbers:
    """Solve A x = b, A symmetric and positive, given as a product (Hestenes & Stiefel 1952)."""
    found, rest = np.zeros_like(wanted), wanted.copy()
    along, size = rest.copy(), float(rest @ rest)
    enough = 1e-24 * size
    for _step in range(4 * len(wanted)):
        if size <= enough:
            break
        ahead = product(along)
        reach = size / float(along @ ahead)
        found += reach * along
        rest -= reach * ahead
        before, size = size, float(rest @ rest)
        along = rest + size / before * along
    return found


def _spread(p: Values, name: str, pairs: Places) -> Feed:
    """What each place is told of its neighbours."""
    source = Row(p.element.id, "spreading_tissue", f"{name}_level")
    return Feed(source, Row(p.element.id, "spreading_tissue", f"near_{name}"), pairs=pairs)
