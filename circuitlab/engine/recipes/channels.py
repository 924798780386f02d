"""Ion channels that sit in any cell with a conductance membrane.

A channel's size is a density. A cell that is described by its capacitance instead of its area is
taken to have 1 µF on each cm² of membrane.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.mechanisms.channels import (
    CALCIUM_AT_REST,
    nav17_inactivation,
    nav18_inactivation,
    opened_by_agonists,
)
from circuitlab.engine.mechanisms.gating import FARADAY, in_numpy
from circuitlab.engine.mechanisms.sensory_channels import pressed_open
from circuitlab.engine.recipes.cell_currents import calcium_current
from circuitlab.engine.recipes.ions import leaking, moved
from circuitlab.engine.recipes.parameters import Numbers, Values, over_area
from circuitlab.engine.recipes.populations import (
    Clock,
    Feed,
    Made,
    MechanismUse,
    Row,
    Rows,
    own_feed,
    unit,
)
from circuitlab.engine.recipes.receptors import area_of, inhibited, jitter
from circuitlab.engine.recipes.recipe import Inputs, Read, docked
from circuitlab.engine.recipes.states_and_inputs import (
    BLOCKED,
    channel,
    current,
    held,
    output,
    product,
    times,
    total,
)


def _ih_open(read: Read) -> NDArray[np.float64]:
    return 0.5 * (read("ih", "fast") + read("ih", "slow"))


def _girk_open(read: Read) -> NDArray[np.float64]:
    opened = in_numpy(opened_by_agonists)(read("girk", "agonist"), 1.0, read("girk", "basal"))
    return np.asarray(opened)


def _force_open(read: Read) -> NDArray[np.float64]:
    force = read("mechanical", "force") + read("mechanical", "force_added")
    opened = in_numpy(pressed_open)(force, read("mechanical", "f_half"))
    return np.asarray(opened * read("mechanical", "available"))


_pressed = times("mechanical", _force_open, "gain")


def _sodium_left(read: Read) -> NDArray[np.float64]:
    return 1.0 + read("sodium_block", "gain")


_SODIUM_BLOCKED: Inputs = {
    name: (("sodium_block", name),) for name in ("inhibition", "resting_block", "inactivated_block")
}


def _touch_open(read: Read) -> NDArray[np.float64]:
    force = read("touched", "force") + read("touched", "force_added")
    pressed = in_numpy(pressed_open)(force, read("touched", "f_half"))
    left = pressed - read("touched", "adapting") * read("touched", "followed")
    return np.asarray(np.maximum(left, 0.0))


_touched = times("touched", _touch_open, "gain")


BLOCK_FOLLOWS_MS = 100.0
"""Time constant with which a local anaesthetic follows the channels' inactivation (assumed)."""


def inactivated_nav17(v: Numbers, h_shift: Numbers) -> Numbers:
    """Part of the Nav1.7 channels that is inactivated at a held voltage (mV)."""
    return _closed_part(in_numpy(nav17_inactivation)(v - h_shift))


def inactivated_nav18(v: Numbers) -> Numbers:
    """Part of the Nav1.8 channels that is inactivated at a held voltage (mV), without PKA."""
    return _closed_part(in_numpy(nav18_inactivation)(v))


def _closed_part(rates: tuple[Numbers, ...]) -> Numbers:
    opening, closing, _over = rates
    part: Numbers = closing / (opening + closing)
    return part


@docked(
    states={"g": ("leak", "g_l"), "i": current(held("leak", "g_l"), "leak", "e_l")},
    strength=("g_l",),
)
def leak(p: Values, host: Values) -> Made:
    """A conductance that is always open."""
    return _docked(p, "leak", g_l=_siemens(p, host), e_l=leaking(host, p))


@docked(
    states={**channel("nav17", "mmmh", "e_na", "nav17_gain"), "left": _sodium_left},
    inputs=_SODIUM_BLOCKED,
)
def nav17(p: Values, host: Values) -> Made:
    """Sodium channel Nav1.7, which blockers shut."""
    shifts = {"m_shift": p["m_shift"], "h_shift": p["h_shift"]}
    rows = {"e_na": moved(host, "e_na", p), "q": p["q_gate"], **shifts}
    use = _use(p, "nav17", g_max=_siemens(p, host), **rows)
    return _blockable(p, use, inactivated_nav17(host["v_init"], p["h_shift"]))


@docked(
    states={**channel("nav18", "mmmh", "e_na", "nav18_gain"), "left": _sodium_left},
    inputs=_SODIUM_BLOCKED,
)
def nav18(p: Values, host: Values) -> Made:
    """Sodium channel Nav1.8, which its host's protein kinase A makes open sooner."""
    shifts = {"shift": p["pka_shift"], "h_shift": p["pka_h_shift"]}
    rows = {"e_na": moved(host, "e_na", p), "q": p["q_gate"], **shifts}
    use = _use(p, "nav18", g_max=_siemens(p, host), **rows)
    made = _blockable(p, use, inactivated_nav18(host["v_init"]))
    kinase = Feed(Row(host.element.id, "kinases", "pka"), Row(p.element.id, "nav18", "pka"))
    return Made(made.cells, made.docked, (*made.feeds, kinase))


def _blockable(p: Values, use: MechanismUse, lost: Numbers) -> Made:
    """A sodium channel, and the unit through which blockers act on it."""
    rows: Rows = {"tau": BLOCK_FOLLOWS_MS, "lost_at_start": lost}
    mechanism = use.mechanism
    feeds = (
        own_feed(p, (mechanism, "h"), ("sodium_block", "h")),
        own_feed(p, ("sodium_block", "gain"), (mechanism, f"{mechanism}_gain")),
    )
    return Made((unit(p, "sodium_block", rows, Clock.SLOW),), (use,), feeds)


@docked(states=channel("nap", "mh", "e_na"))
def nap(p: Values, host: Values) -> Made:
    """Persistent sodium channel."""
    return _docked(p, "nap", g_max=_siemens(p, host), e_na=moved(host, "e_na", p), v_t=p["v_t"])


@docked(states=channel("kdr", "nnnn", "e_k"))
def kdr(p: Values, host: Values) -> Made:
    """Delayed rectifier."""
    return _docked(p, "kdr", **_potassium(p, host))


@docked(states=channel("ka", "nh", "e_k"))
def ka(p: Values, host: Values) -> Made:
    """A-type potassium channel."""
    return _docked(p, "ka", **_potassium(p, host))


@docked(states=channel("km", "n", "e_k"))
def km(p: Values, host: Values) -> Made:
    """M-type potassium channel."""
    return _docked(p, "km", **_potassium(p, host))


_ih = times("ih", _ih_open)


@docked(states={"open": _ih_open, "g": _ih, "i": current(_ih, "ih", "e_rev")})
def ih(p: Values, host: Values) -> Made:
    """Channel that hyperpolarisation opens."""
    return _docked(p, "ih", g_max=_siemens(p, host), e_rev=p["e_rev"], q=p["q_gate"])


@docked(states=channel("kca", "mmm", "e_k"))
def kca(p: Values, host: Values) -> Made:
    """Potassium channel that calcium opens."""
    return _docked(p, "kca", g_max=_siemens(p, host), e_k=moved(host, "e_k", p))


@docked(states=channel("can", "mm", "e_can"))
def can(p: Values, host: Values) -> Made:
    """Cation channel that calcium opens slowly."""
    return _docked(p, "can", g_max=_siemens(p, host), e_can=p["e_rev"], tau=p["tau"])


@docked(states={"open": product("cal", "mm"), "i": calcium_current}, strength=("permeability",))
def cal(p: Values, host: Values) -> Made:
    """L-type calcium channel; a host without a calcium pool is given one."""
    use = _use(p, "cal", permeability=10.0 * p["p_cal"] * area_of(host))
    if "k_ca" in host.kind.parameters:
        return Made(docked=(use,))
    return Made(docked=(use, calcium(p, "calcium_shell")))


def calcium(p: Values, mechanism: str) -> MechanismUse:
    """Calcium under the membrane of a cell, at rest at the start."""
    rows = {"gain": 1e-4 * p["k_ca"] * p["tau_ca"], "keep": p.decay("tau_ca")}
    start = dict.fromkeys(("ca", "level"), CALCIUM_AT_REST)
    return MechanismUse(p.element.id, mechanism, rows, start)


@docked(
    states={
        "g": output("tonic_chloride", "g"),
        "i": current(output("tonic_chloride", "g"), "tonic_chloride", "e_rev", "shift"),
        "e_cl": total("tonic_chloride", "e_rev", "shift"),
    },
    inputs={
        "tonic": (("tonic_chloride", "tonic"),),
        "chloride": (("tonic_chloride", "shift"),),
    },
    strength=("basal", "tonic"),
)
def tonic_chloride(p: Values, host: Values) -> Made:
    """Channel that inhibitory transmitter outside synapses holds open."""
    return _docked(p, "tonic_chloride", basal=_siemens(p, host), e_rev=p["e_rev"])


@docked(
    states={
        "open": _girk_open,
        "g": output("girk", "g"),
        "i": current(output("girk", "g"), "girk", "e_k"),
    },
    inputs={"agonist": (("girk", "agonist"),)},
)
def girk(p: Values, host: Values) -> Made:
    """Potassium channel that G proteins open."""
    return _docked(p, "girk", g_max=_siemens(p, host), basal=p["basal"], e_k=moved(host, "e_k", p))


def _heat_open(read: Read) -> NDArray[np.float64]:
    return read("trpv1", "open") * (1.0 - read("trpv1", "tired"))


def _threshold(read: Read) -> NDArray[np.float64]:
    shift = read("trpv1", "pkc_shift") * read("trpv1", "pkc")
    return read("trpv1", "half_temperature") - shift


def _heat_conductance(read: Read) -> NDArray[np.float64]:
    more = (1.0 + read("trpv1", "number_gain")) * (1.0 + read("trpv1", "gain"))
    return read("trpv1", "g_max") * read("trpv1", "number") * more * _heat_open(read)


@docked(
    states={
        "open": _heat_open,
        "tired": ("trpv1", "tired"),
        "threshold": _threshold,
        "temperature": total("trpv1", "temperature", "temperature_change"),
        "i": current(_heat_conductance, "trpv1"),
    },
    inputs={
        **BLOCKED,
        "temperature": (("trpv1", "temperature_change"),),
        "capsaicin": (("trpv1", "capsaicin"),),
    },
)
def trpv1(p: Values, host: Values) -> Made:
    """The heat channel of a nociceptor, sensitised by its host's kinases."""
    rows = {
        "g_max": over_area(p["g"], area_of(host)),
        "number": p["number"],
        "temperature": p["temperature"],
        "enthalpy": 1e3 * p["enthalpy"],
        "charge": 1e-3 * p["z"] * FARADAY,
        "half_temperature": p["t_half"] + jitter(p, "t_half_sd", "t_half"),
        "v_ref": p["v_ref"],
        "pkc_shift": p["pkc_shift"],
        "ec50": p["capsaicin_ec50"],
        "rate": 1.0 / p["tau"],
        "tiring": 1e-3 * p["tiring"],
        "resting": 1.0 / (1e3 * p.seconds("tau_rest")),
    }
    made = inhibited(p, "trpv1", MechanismUse(p.element.id, "trpv1", rows))
    sensitised = tuple(
        Feed(Row(host.element.id, "kinases", name), Row(p.element.id, "trpv1", name))
        for name in ("pkc", "number_gain")
    )
    return Made(made.cells, made.docked, (*made.feeds, *sensitised))


@docked(
    states={
        **channel("trpm8", ("open",), gain="gain"),
        "temperature": total("trpm8", "temperature", "temperature_change"),
    },
    inputs={**BLOCKED, "temperature": (("trpm8", "temperature_change"),)},
)
def trpm8(p: Values, host: Values) -> Made:
    """The cold channel."""
    rows = {
        "g_max": _siemens(p, host),
        "e_rev": p["e_rev"],
        "temperature": p["temperature"],
        "enthalpy": 1e3 * p["enthalpy"],
        "charge": 1e-3 * p["z"] * FARADAY,
        "half_temperature": p["t_half"] + jitter(p, "t_half_sd", "t_half"),
        "v_ref": p["v_ref"],
        "rate": 1.0 / p["tau"],
    }
    return inhibited(p, "trpm8", MechanismUse(p.element.id, "trpm8", rows))


@docked(
    states={
        **channel("trpa1", ("open",), gain="gain"),
        "aitc": total("trpa1", "aitc", "aitc_added"),
    },
    inputs={**BLOCKED, "aitc": (("trpa1", "aitc_added"),)},
)
def trpa1(p: Values, host: Values) -> Made:
    """The channel of mustard and wasabi."""
    rows = {
        "g_max": _siemens(p, host),
        "e_rev": p["e_rev"],
        "aitc": p["aitc"],
        "ec50": p["aitc_ec50"],
        "keep_on": p.decay("tau_on"),
        "keep_off": p.decay("tau_off"),
    }
    return inhibited(p, "trpa1", MechanismUse(p.element.id, "trpa1", rows))


@docked(
    states={
        "open": _force_open,
        "g": _pressed,
        "i": current(_pressed, "mechanical", "e_rev"),
        "force": total("mechanical", "force", "force_added"),
    },
    inputs={**BLOCKED, "force": (("mechanical", "force_added"),)},
)
def mechanical(p: Values, host: Values) -> Made:
    """A channel that force opens."""
    rows = _force_rows(p, host)
    use = MechanismUse(p.element.id, "mechanical", rows, {"available": 1.0})
    return inhibited(p, "mechanical", use)


@docked(
    states={
        "open": _touch_open,
        "g": _touched,
        "i": current(_touched, "touched", "e_rev"),
        "force": total("touched", "force", "force_added"),
    },
    inputs={**BLOCKED, "force": (("touched", "force_added"),)},
)
def touched(p: Values, host: Values) -> Made:
    """A channel that answers a force as it comes, and gets used to it."""
    return inhibited(p, "touched", MechanismUse(p.element.id, "touched", _force_rows(p, host)))


def _force_rows(p: Values, host: Values) -> dict[str, Numbers]:
    """Return what a channel that force opens is made of, whichever way it gets used to it."""
    return {
        "g_max": _siemens(p, host),
        "e_rev": p["e_rev"],
        "force": p["force"],
        "f_half": p["f_half"] * np.exp(jitter(p, "f_half_sd", "f_half")),
        "adapting": p["adapting"],
        "keep": p.decay("tau"),
    }


def _siemens(p: Values, host: Values) -> Numbers:
    return over_area(p["gbar"], area_of(host))


def _potassium(p: Values, host: Values) -> dict[str, Numbers]:
    return {"g_max": _siemens(p, host), "e_k": moved(host, "e_k", p), "q": p["q_gate"]}


def _docked(p: Values, mechanism: str, **rows: Numbers) -> Made:
    return Made(docked=(_use(p, mechanism, **rows),))


def _use(p: Values, mechanism: str, **rows: Numbers) -> MechanismUse:
    return MechanismUse(p.element.id, mechanism, rows)
