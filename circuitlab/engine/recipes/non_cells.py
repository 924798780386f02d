"""Synapses, and what takes no part in the run."""

from __future__ import annotations

from circuitlab.engine.recipes.parameters import Values
from circuitlab.engine.recipes.populations import Clock, Made, unit
from circuitlab.engine.recipes.recipe import Counted, Release, uncelled
from circuitlab.engine.recipes.states_and_inputs import TERMINAL


@uncelled(
    states={"release": ("transmitter_release", "factor"), "vesicles": (TERMINAL, "vesicles")},
    inputs={
        "injury": (("transmitter_release", "injury"),),
        "gabapentinoid": (("transmitter_release", "gabapentinoid"),),
        "inhibition": (("transmitter_release", "inhibition"),),
    },
    counted={
        "gaba": Counted((("transmitter_release", "gaba_a"), ("transmitter_release", "gaba_b")))
    },
    release=Release(
        fast=("transmitter_release", "factor"), peptide=("transmitter_release", "peptide")
    ),
)
def synapse(p: Values) -> Made:
    """What a terminal releases, relative to a healthy one."""
    rows = {
        "basal": p["release"],
        "injured_gain": p["release_injury"],
        "tau": p.seconds("tau_traffic"),
        "hold_a": p["hold_a"],
        "hold_b": p["hold_b"],
        "keep_a": p.decay("tau_hold_a", p.settings.slow_dt),
        "keep_b": p.decay("tau_hold_b", p.settings.slow_dt),
    }
    left = {"gain": p["gained_start"]}
    return Made((unit(p, "transmitter_release", rows, Clock.BODY, at_least=left),))


@uncelled()
def voltmeter(p: Values) -> Made:
    """A meter reads what is there: it takes no part in the run."""
    return Made()


@uncelled()
def raster(p: Values) -> Made:
    """A meter reads what is there: it takes no part in the run."""
    return Made()


@uncelled()
def note(p: Values) -> Made:
    """Words on the canvas: they take no part in the run."""
    return Made()
