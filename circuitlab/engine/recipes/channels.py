"""Ion channels that sit in any cell with a conductance membrane.

A channel's size is a density. A cell that is described by its capacitance instead of its area is
taken to have 1 µF on each cm² of membrane.
"""

from __future__ import annotations

from circuitlab.engine.mechanisms.rates import FARADAY
from circuitlab.engine.recipes.docked import area_of, inhibited, jitter
from circuitlab.engine.recipes.parts import Made, Part, Row, Rows, Wire
from circuitlab.engine.recipes.values import Numbers, Values

_CALCIUM_AT_REST = 0.05


def leak(p: Values, host: Values) -> Made:
    """A conductance that is always open."""
    return _docked(p, "leak", g_l=_siemens(p, host), e_l=p["e_rev"])


def nav17(p: Values, host: Values) -> Made:
    """Sodium channel Nav1.7, which blockers shut."""
    part = _part(p, "nav17", g_max=_siemens(p, host), e_na=p["e_rev"], q=p["q_gate"])
    return inhibited(p, "nav17", part, "nav17_gain")


def nav18(p: Values, host: Values) -> Made:
    """Sodium channel Nav1.8, which its host's protein kinase A makes open sooner."""
    rows = {"e_na": p["e_rev"], "q": p["q_gate"], "shift": p["pka_shift"]}
    part = _part(p, "nav18", g_max=_siemens(p, host), **rows)
    made = inhibited(p, "nav18", part, "nav18_gain")
    kinase = Wire(Row(host.element.id, "kinases", "pka"), Row(p.element.id, "nav18", "pka"))
    return Made(made.blocks, made.docked, (*made.wires, kinase))


def nap(p: Values, host: Values) -> Made:
    """Persistent sodium channel."""
    return _docked(p, "nap", g_max=_siemens(p, host), e_na=p["e_rev"], v_t=p["v_t"])


def kdr(p: Values, host: Values) -> Made:
    """Delayed rectifier."""
    return _docked(p, "kdr", **_potassium(p, host))


def ka(p: Values, host: Values) -> Made:
    """A-type potassium channel."""
    return _docked(p, "ka", **_potassium(p, host))


def km(p: Values, host: Values) -> Made:
    """M-type potassium channel."""
    return _docked(p, "km", **_potassium(p, host))


def ih(p: Values, host: Values) -> Made:
    """Channel that hyperpolarisation opens."""
    return _docked(p, "ih", g_max=_siemens(p, host), e_rev=p["e_rev"], q=p["q_gate"])


def kca(p: Values, host: Values) -> Made:
    """Potassium channel that calcium opens."""
    return _docked(p, "kca", g_max=_siemens(p, host), e_k=p["e_rev"])


def can(p: Values, host: Values) -> Made:
    """Cation channel that calcium opens slowly."""
    return _docked(p, "can", g_max=_siemens(p, host), e_can=p["e_rev"], tau=p["tau"])


def cal(p: Values, host: Values) -> Made:
    """L-type calcium channel; a host without a calcium pool is given one."""
    part = _part(p, "cal", permeability=10.0 * p["p_cal"] * area_of(host))
    if "k_ca" in host.kind.parameters:
        return Made(docked=(part,))
    keep = p.decay("tau_ca")
    rows: Rows = {"gain": 1e-4 * p["k_ca"] * p["tau_ca"], "keep": keep}
    start = {"ca": _CALCIUM_AT_REST, "level": _CALCIUM_AT_REST}
    return Made(docked=(part, Part(p.element.id, "calcium_shell", rows, start)))


def tonic_chloride(p: Values, host: Values) -> Made:
    """Channel that inhibitory transmitter outside synapses holds open."""
    return _docked(p, "tonic_chloride", basal=_siemens(p, host), e_rev=p["e_rev"])


def girk(p: Values, host: Values) -> Made:
    """Potassium channel that G proteins open."""
    return _docked(p, "girk", g_max=_siemens(p, host), basal=p["basal"], e_k=p["e_rev"])


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
    return inhibited(p, "trpm8", Part(p.element.id, "trpm8", rows))


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
    return inhibited(p, "trpa1", Part(p.element.id, "trpa1", rows))


def mechanical(p: Values, host: Values) -> Made:
    """A channel that force opens."""
    rows = {
        "g_max": _siemens(p, host),
        "e_rev": p["e_rev"],
        "force": p["force"],
        "f_half": p["f_half"],
        "adapting": p["adapting"],
        "keep": p.decay("tau"),
    }
    part = Part(p.element.id, "mechanical", rows, {"available": 1.0})
    return inhibited(p, "mechanical", part)


def _siemens(p: Values, host: Values) -> Numbers:
    return 0.01 * p["gbar"] * area_of(host)


def _potassium(p: Values, host: Values) -> dict[str, Numbers]:
    return {"g_max": _siemens(p, host), "e_k": p["e_rev"], "q": p["q_gate"]}


def _docked(p: Values, mechanism: str, **rows: Numbers) -> Made:
    return Made(docked=(_part(p, mechanism, **rows),))


def _part(p: Values, mechanism: str, **rows: Numbers) -> Part:
    return Part(p.element.id, mechanism, rows)
