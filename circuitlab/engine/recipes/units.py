"""Everything that is not a cell: stimuli, drugs, tissue, immune cells, synapses, the read-out."""

from __future__ import annotations

import numpy as np

from circuitlab.engine.recipes.parts import Clock, Made, unit
from circuitlab.engine.recipes.values import Numbers, Values

_FOREVER = 1e15


def heat(p: Values) -> Made:
    """Warm or cool skin: a step or a ramp, once or again and again."""
    rate = p["rate"] * 1e-3
    rows = {
        "temperature": p["temperature"],
        "resting": p["resting"],
        "rate": np.where(rate > 0.0, rate, _FOREVER),
        **_repeated(p),
    }
    return Made((unit(p, "heat", rows, Clock.SLOW),))


def current_pulse(p: Values) -> Made:
    """A step of current, or a train of shocks."""
    rows = {"amplitude": p["amplitude"], **_repeated(p)}
    return Made((unit(p, "current_pulse", rows, Clock.STEP),))


def poisson(p: Values) -> Made:
    """A source of spikes at random times."""
    rows = {"key": p.keys(), "rate": 1e-3 * p["rate"]}
    return Made((unit(p, "poisson_source", rows, Clock.STEP, spiking=True),))


def spike_train(p: Values) -> Made:
    """A source of spikes at listed times."""
    return Made((unit(p, "listed_source", {}, Clock.STEP, spiking=True),))


def drug(p: Values) -> Made:
    """A drug at a constant concentration."""
    ic50 = p["ic50"] if "ic50" in p.kind.parameters else 1.0
    rows = {"concentration": p["concentration"], "ic50": ic50}
    return Made((unit(p, "drug", rows, Clock.SLOW),))


def tissue(p: Values) -> Made:
    """Damaged tissue and its mediators."""
    rows = {
        "severity": p["severity"],
        "start": 1e3 * p.seconds("start"),
        "bradykinin": p["bradykinin"],
        "pge2": p["pge2"],
        "ngf": p["ngf"],
        "tau_bradykinin": p.seconds("tau_bk"),
        "tau_pge2": p.seconds("tau_pge2"),
        "tau_ngf": p.seconds("tau_ngf"),
    }
    return Made((unit(p, "tissue", rows, Clock.BODY),))


def immune_cell(p: Values) -> Made:
    """A mast cell or a macrophage; what a kind has no parameter for, it does not make."""
    made = {name: p[name] if name in p.kind.parameters else np.zeros(1) for name in ("pge2", "ngf")}
    return Made((unit(p, "immune_cell", {**made, "tau": p.seconds("tau")}, Clock.BODY),))


def synapse(p: Values) -> Made:
    """What a terminal releases, relative to a healthy one."""
    rows = {
        "basal": p["release"],
        "injured_gain": p["release_injury"],
        "tau": p.seconds("tau_traffic"),
    }
    return Made((unit(p, "transmitter_release", rows, Clock.BODY),))


def readout(p: Values) -> Made:
    """The pain read-out."""
    rows = {"keep": p.decay("tau", p.settings.slow_dt), "half_rate": p["r_half"]}
    return Made((unit(p, "pain_readout", rows, Clock.SLOW),))


def silent(p: Values) -> Made:
    """A meter or a note: it takes no part in the run."""
    return Made()


def _repeated(p: Values) -> dict[str, Numbers]:
    """Start, width, period and count of pulses, from start, stop and what else the kind has."""
    known = p.kind.parameters
    lasting = np.maximum(p["stop"] - p["start"], 0.0)
    width = p["width"] if "width" in known else lasting
    once = p["period"] <= 0.0
    fitting = np.where(once, 1.0, np.ceil(lasting / np.where(once, 1.0, p["period"])))
    if "width" not in known:
        fitting = np.where(once, 1.0, _FOREVER)
    if "count" in known:
        fitting = np.where(p["count"] > 0.0, np.minimum(fitting, p["count"]), fitting)
    return {
        "start": p["start"],
        "width": width,
        "period": np.where(once, _FOREVER, p["period"]),
        "count": fitting,
    }
