"""The brain and what one does: pain read-out, expectation, descending pathways, movement."""

from __future__ import annotations

from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.populations import Cells, Clock, Made, MechanismUse, own_feed, unit
from circuitlab.engine.recipes.recipe import uncelled
from circuitlab.engine.recipes.states_and_inputs import rows_of
from circuitlab.resources import _


def _why_learning_is_inseparable(p: Values) -> str:
    if p.number("learning") > 0.0:
        return _("what experience teaches depends on how cells fire, and would see too few spikes")
    return ""


@uncelled(
    states={
        "rate": ("pain_readout", "rate"),
        "pain": ("pain_readout", "rating"),
        "sensation": ("pain_readout", "sensation"),
        "expected": ("belief", "expected"),
    },
    inputs={
        "expectation": (("pain_readout", "weight"),),
        "expected": (("belief", "cue"),),
        "learning": (("belief", "learning"),),
    },
    counted_in=("pain_readout", "rate"),
    felt=(("pain_readout", "sensation"),),
)
def readout(p: Values) -> Made:
    """The pain read-out, and the belief that experience shapes."""
    rows = {"keep": p.decay("tau", p.settings.slow_dt), "half_rate": p["r_half"]}
    felt = unit(p, "pain_readout", rows, Clock.SLOW)
    feeds = (
        own_feed(p, ("pain_readout", "sensation"), ("belief", "sensation")),
        own_feed(p, ("belief", "expected"), ("pain_readout", "expected")),
    )
    believed = unit(p, "belief", {}, Clock.BODY, start={"shift": p["taught_start"]})
    return Made((felt, believed), feeds=feeds)


@uncelled(
    states={
        "weight": ("expectation", "weight"),
        "expected": ("expectation", "cue"),
        "learning": ("expectation", "learning"),
        "drive": ("expectation", "drive"),
    },
    inseparable=_why_learning_is_inseparable,
)
def expectation(p: Values) -> Made:
    """What somebody expects to feel."""
    rows = {
        "trust": p["weight"],
        "expected": p["expected"],
        "rate": p["learning"],
        "gain": p["descending_gain"],
    }
    return Made((unit(p, "expectation", rows, Clock.SLOW),))


@uncelled(
    states=rows_of("descending_drive", "drive", "tonic", "agonist", "release"),
    inputs={
        "expectation": (("descending_drive", "expectation"),),
        "threat": (("descending_drive", "threat"),),
    },
)
def descending_drive(p: Values) -> Made:
    """Inhibition and facilitation that the brain stem sends down."""
    rows = {
        "own": p["drive"],
        "tonic_full": p["tonic"],
        "girk_full": p["girk"],
        "release_loss": p["release_loss"],
        "release_gain": p["release_gain"],
    }
    return Made((unit(p, "descending_drive", rows, Clock.SLOW),))


@uncelled(
    states={
        "force": ("strain", "level"),
        **rows_of(
            "movement_plan",
            *("sensitisation", "capacity", "fear", "load", "pain", "flares", "days", "pge2"),
        ),
    },
    inputs={"expectation": (("movement_plan", "reassurance"),)},
)
def movement(p: Values) -> Made:
    """A plan of movement over days, and the strain of the movement itself."""
    rows = {
        "share": p["load"],
        "every": p["every"],
        "tau": p["tau"],
        "flare_gain": p["flare_gain"],
        "growth": p["growth"],
        "fear_rate": p["fear_rate"],
        "force": p["force"],
        "pge2_full": p["pge2"],
    }
    start = {
        "sensitisation": p["sensitisation_start"],
        "capacity": p["capacity_start"],
        "fear": p["fear_start"],
    }
    plan = MechanismUse(p.element.id, "movement_plan", rows, start)
    days = Cells(p.element.id, p.size, (plan,), Clock.BODY, "movement_plan")
    to_and_fro = unit(p, "strain", {"per_ms": 1e-3 * p["frequency"]}, Clock.SLOW)
    return Made(
        (days, to_and_fro), feeds=(own_feed(p, ("movement_plan", "strain"), ("strain", "peak")),)
    )
