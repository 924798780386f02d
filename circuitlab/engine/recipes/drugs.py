"""Drugs: a constant concentration, doses with their way through the body, and what they do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from circuitlab.engine.recipes.channels import inactivated_nav17
from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import Cells, Clock, Feed, Made, own_feed, unit
from circuitlab.engine.recipes.recipe import States, uncelled
from circuitlab.engine.recipes.states_and_inputs import rows_of
from circuitlab.engine.recipes.stimuli import FOREVER
from circuitlab.resources import _

_AT_ONCE = 1e3
"""Rate (1/s) of an effect site that follows the plasma without delay."""
_APART = 1e-4
"""Rates of absorption, elimination and equilibration differ at least by this part."""
HALVES = ("ic50", "ec50")
"""Parameters that give the concentration with half the effect."""
_SECONDS = {Clock.BODY: 1.0, Clock.SLOW: 1e-3}
"""Seconds in the unit of time of a clock."""
_LEVELS: States = {
    "concentration": ("drug", "level"),
    "ratio": ("drug", "ratio"),
    "plasma": ("pharmacokinetics", "plasma"),
}


def _why_block_is_inseparable(p: Values) -> str:
    given = any(p.number(name) > 0.0 for name in ("dose", "dose_per_kg", "infusion"))
    if given:
        return _(
            "the level of the drug moves with the neurons, as its block does: neither is sped up"
        )
    if p.number("concentration") > 0.0 and not p.raw("equilibrated"):
        return _("the block of the pores builds up with the neurons: it is not sped up")
    return ""


@uncelled(states=_LEVELS)
def drug(p: Values) -> Made:
    """A drug whose target follows it slowly or at once: its level lives on the body clock."""
    return Made(_level(p, Clock.BODY), feeds=_feeds(p))


@uncelled(states=_LEVELS, inseparable=_why_block_is_inseparable)
def pore_blocker(p: Values) -> Made:
    """A drug that is trapped in pores: level and block share the neural clock."""
    return Made(_level(p, Clock.SLOW), feeds=_feeds(p))


@uncelled(
    states={
        "concentration": ("drug", "level"),
        "plasma": ("pharmacokinetics", "plasma"),
        **rows_of("local_anaesthetic", "resting", "inactivated", "inactivated18"),
    }
)
def sodium_blocker(p: Values) -> Made:
    """A drug that prefers inactivated sodium channels (Bean et al. 1983).

    Each channel adds up by its own inactivation what binds it in either state.
    """
    names = ("k_resting", "k_inactivated", "k_inactivated18")
    action = unit(p, "local_anaesthetic", {name: p[name] for name in names}, Clock.SLOW)
    level = own_feed(p, ("drug", "level"), ("local_anaesthetic", "level"))
    return Made((*_level(p, Clock.BODY), action), feeds=(*_feeds(p), level))


@uncelled(
    states={**_LEVELS, **rows_of("opioid_action", "occupancy", "release")},
)
def opioid(p: Values) -> Made:
    """A drug at µ-opioid receptors, before and behind the synapse."""
    rows = {"release_loss": p["release_loss"]}
    action = unit(p, "opioid_action", rows, Clock.SLOW)
    ratio = own_feed(p, ("drug", "ratio"), ("opioid_action", "ratio"))
    return Made((*_level(p, Clock.BODY), action), feeds=(*_feeds(p), ratio))


def half_effective(p: Values) -> Numbers | None:
    """Concentration (µM) with half the effect, where a drug's own parameters say it."""
    return next((p[name] for name in HALVES if name in p.kind.parameters), None)


def half_blocking_nav17(p: Values, v: float, h_shift: float) -> float:
    """Concentration (µM) of a local anaesthetic that blocks half of Nav1.7 at a held voltage."""
    lost = inactivated_nav17(np.full(1, v), np.full(1, h_shift))
    return float((1.0 / ((1.0 - lost) / p["k_resting"] + lost / p["k_inactivated"]))[0])


def _level(p: Values, clock: Clock) -> tuple[Cells, ...]:
    half = half_effective(p)
    timed = "stop" in p.kind.parameters
    rows = {
        "concentration": p["concentration"],
        "start": p["start"] if timed else np.zeros(1),
        "stop": p["stop"] if timed else np.full(1, FOREVER),
        "ic50": np.ones(1) if half is None else half,
    }
    return (unit(p, "pharmacokinetics", _course(p, clock), clock), unit(p, "drug", rows, clock))


def _feeds(p: Values) -> tuple[Feed, ...]:
    """What reaches the target of what is in the blood: where a kind says so, the free part."""
    given = own_feed(p, ("pharmacokinetics", "site"), ("drug", "given"))
    bound = "free_fraction" in p.kind.parameters
    return (replace(given, gain=p.number("free_fraction")) if bound else given,)


def _course(p: Values, clock: Clock) -> dict[str, Numbers]:
    """What happens to doses, in µM and in the clock's unit of time."""
    if "half_life" not in p.kind.parameters:
        return _no_course()
    second = _SECONDS[clock]
    k_el, k_a, k_e0 = _rates(p)
    per_mg = 1e3 / (p["molar_mass"] * p["volume"] * p["body_weight"])
    amount = per_mg * (p["dose"] + p["dose_per_kg"] * p["body_weight"]) * p["bioavailability"]
    oral = p["k_a"] > 0.0
    first = per_mg * p["first_dose"] * p["bioavailability"]
    extra = np.where(first > 0.0, first - amount, 0.0)
    every, infused = p.seconds("dose_every"), p.seconds("infusion_time")
    return {
        "k_a": k_a * second,
        "k_el": k_el * second,
        "k_e0": k_e0 * second,
        "dose_gut": np.where(oral, amount, 0.0),
        "dose_plasma": np.where(oral, 0.0, amount),
        "extra_gut": np.where(oral, extra, 0.0),
        "extra_plasma": np.where(oral, 0.0, extra),
        "first": p.seconds("dose_start") / second,
        "every": np.where(every > 0.0, every / second, FOREVER),
        "count": np.where((p["dose_count"] > 0.0) & (every > 0.0), p["dose_count"], _many(every)),
        "infusion": per_mg * p["infusion"] / 3600.0 * second,
        "infused": np.where(infused > 0.0, infused / second, FOREVER),
    }


def _many(every: Numbers) -> Numbers:
    """Doses without end, or a single one where none is repeated."""
    return np.where(every > 0.0, FOREVER, 1.0)


def _no_course() -> dict[str, Numbers]:
    """A drug that is only ever at a constant concentration."""
    rates = {"k_a": 0.0, "k_el": 1e-6, "k_e0": 1.0}
    doses = {"dose_gut": 0.0, "dose_plasma": 0.0, "first": 0.0, "every": FOREVER, "count": 0.0}
    doses |= {"extra_gut": 0.0, "extra_plasma": 0.0}
    rows = {**rates, **doses, "infusion": 0.0, "infused": 0.0}
    return {name: np.full(1, value) for name, value in rows.items()}


def _rates(p: Values) -> tuple[Numbers, Numbers, Numbers]:
    """Elimination, absorption and equilibration (1/s), held apart."""
    k_el = np.log(2.0) / p.seconds("half_life")
    k_a = _apart(p["k_a"] / 3600.0, k_el)
    site = p.seconds("site_half_time")
    k_e0 = np.where(site > 0.0, np.log(2.0) / np.where(site > 0.0, site, 1.0), _AT_ONCE)
    return k_el, k_a, _apart(_apart(_apart(k_e0, k_el), k_a), k_el)


def _apart(rate: Numbers, other: Numbers) -> Numbers:
    close = np.abs(rate - other) < _APART * other
    return np.where(close, other * (1.0 + 2.0 * _APART), rate)
