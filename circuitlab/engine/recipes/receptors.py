"""Receptors and channels: what they add to the cell that they sit in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.mechanisms.gating import ZERO_CELSIUS, folds_per_mv, in_numpy
from circuitlab.engine.mechanisms.slow_biology import kept_after_injury
from circuitlab.engine.recipes.gathering import Places
from circuitlab.engine.recipes.parameters import Numbers, Values, numbers_of
from circuitlab.engine.recipes.populations import (
    Cells,
    Clock,
    Feed,
    Made,
    MechanismUse,
    Row,
    Rows,
    blockers,
    own_feed,
    unit,
)
from circuitlab.engine.recipes.recipe import Computed, Learning, Read, docked
from circuitlab.engine.recipes.states_and_inputs import AFFERENTS, BLOCKED, current, held, total
from circuitlab.resources import _

_BODY_KELVIN = 36.0 + ZERO_CELSIUS
FULL_CALCIUM_FRACTION = 0.1
_AREA_PER_PF = 100.0
"""µm² of membrane with a capacitance of 1 pF, at 1 µF/cm²."""


def area_of(host: Values) -> Numbers:
    """Membrane area of each cell, µm²; by its capacitance where that is all that is given."""
    if "area" in host.kind.parameters:
        return host["area"]
    return _AREA_PER_PF * host["c_m"]


def capacitance_of(host: Values) -> Numbers:
    """Capacitance of each cell, pF."""
    return host.capacitance() if "area" in host.kind.parameters else host["c_m"]


def peak_scale(tau_rise: Numbers, tau_decay: Numbers) -> Numbers:
    """Factor that brings the peak of e^{−t/τ_decay} − e^{−t/τ_rise} to 1."""
    peak = tau_rise * tau_decay / (tau_decay - tau_rise) * np.log(tau_decay / tau_rise)
    return np.asarray(1.0 / (np.exp(-peak / tau_decay) - np.exp(-peak / tau_rise)))


def largest_weight(p: Values) -> float:
    """The size of a receptor's event; of several, the largest."""
    weights = numbers_of(p.raw("weight"))
    if len(weights) == 1:
        return float(weights[0])
    return max(-float(weights.min(initial=0.0)), float(weights.max(initial=0.0))) or 1.0


@dataclass(frozen=True, slots=True)
class RelativeWeights:
    """Weights of connections over the largest.

    Attributes
    ----------
    given : of each connection, of each cell, or none where all are alike
    by_cell : whether they are of cells
    """

    given: Numbers
    largest: float
    by_cell: bool

    def of(self, places: Places, post: Places) -> Numbers | float:
        """Weights of some connections, which reach these cells; 1 where all are alike."""
        if not len(self.given):
            return 1.0
        chosen = self.given.take(post if self.by_cell else places, mode="clip")
        return np.divide(chosen, self.largest, out=chosen)


def weights_of(p: Values, size: int, pairs: int) -> RelativeWeights:
    """Weights of a receptor's connections, which may be given by connection or by cell.

    Parameters
    ----------
    size : cells that the receptor sits in
    pairs : connections
    """
    weights = numbers_of(p.raw("weight"))
    if len(weights) == 1:
        return RelativeWeights(np.zeros(0), 1.0, by_cell=False)
    if len(weights) not in (pairs, size):
        what = _("weight has {given} values for {pairs} connections to {size} cells")
        what = what.format(given=len(weights), pairs=pairs, size=size)
        raise CannotRun(p.element.id, what, _("give one value, or one for each connection or cell"))
    return RelativeWeights(weights, largest_weight(p), by_cell=len(weights) != pairs)


def relative_weights(p: Values, size: int, post: NDArray[np.int32]) -> Numbers:
    """(connections,) weight of each over the largest, in the order of the cells they reach."""
    found = weights_of(p, size, len(post)).of(np.arange(len(post)), post)
    return np.broadcast_to(found, (len(post),)).copy()


def pore_slope(delta: Numbers) -> Numbers:
    """How steeply a blocker feels the voltage (1/mV) that has passed a part of it, at 36 °C."""
    return np.asarray(folds_per_mv(delta, _BODY_KELVIN))


_PREPARATIONS = MappingProxyType({"recombinant": 1.0, "human": 2.27, "native": 8.0})
"""How much faster than in the first a blocker leaves pores: IC50 0.31, 0.71 and 2.5 µM."""


def slower_block(p: Values) -> float:
    """Factor on the rate at which ketamine leaves pores, by the preparation it was measured in."""
    return _PREPARATIONS[str(p.raw("preparation"))]


def _transmitter_bound(read: Read, mechanism: str, difference: str) -> NDArray[np.float64]:
    """Fraction of receptors with transmitter: 1 when every afferent has just released once.

    Linear summation has no ceiling of its own, so the fraction is held at 1.
    """
    tau_rise = -1.0 / np.log(read(mechanism, "half_a"))
    tau_decay = -1.0 / np.log(read(mechanism, "half_b"))
    peaks = read(mechanism, difference) * peak_scale(tau_rise, tau_decay)
    return np.clip(peaks / np.maximum(read(AFFERENTS, "count"), 1.0), 0.0, 1.0)


def _open_fraction(mechanism: str) -> Computed:
    return lambda read: _transmitter_bound(read, mechanism, "open")


def _past_calcium(mechanism: str) -> Computed:
    """Conductance whose current moves the voltage: that of calcium fills the pool only."""
    return lambda read: (1.0 - read(mechanism, "calcium")) * read(mechanism, "g_now")


@docked(
    states={
        "g": ("dual_exponential", "g_now"),
        "open": _open_fraction("dual_exponential"),
        "i": current(_past_calcium("dual_exponential"), "dual_exponential", "e_rev"),
    },
    inputs=BLOCKED,
    strength=("scale",),
    plain=True,
)
def dual_exponential(p: Values, host: Values) -> Made:
    """A receptor with its own kinetics; a fraction of its current may be calcium."""
    calcium = p["calcium"] if "calcium" in p.kind.parameters else 0.0
    rows = {**_kinetics(p), "e_rev": p["e_rev"], "calcium": calcium}
    return inhibited(p, "dual_exponential", MechanismUse(p.element.id, "dual_exponential", rows))


@docked(
    states={
        "g": ("chloride_channel", "g_now"),
        "open": _open_fraction("chloride_channel"),
        "e_cl": total("chloride_channel", "e_rev", "shift"),
        "i": current(held("chloride_channel", "g_now"), "chloride_channel", "e_rev", "shift"),
    },
    inputs={**BLOCKED, "chloride": (("chloride_channel", "shift"),)},
    strength=("scale",),
)
def chloride_channel(p: Values, host: Values) -> Made:
    """A receptor whose reversal potential follows its host's chloride."""
    rows = {**_kinetics(p), "e_rev": p["e_rev"]}
    return inhibited(p, "chloride_channel", MechanismUse(p.element.id, "chloride_channel", rows))


def _nmda_bound(read: Read) -> NDArray[np.float64]:
    bound = _transmitter_bound(read, "nmda", "bound")
    return bound * (1.0 - read("nmda", "blocked"))


def _nmda_open(read: Read) -> NDArray[np.float64]:
    return _nmda_bound(read) * read("nmda", "unplugged")


def _nmda_plugged(read: Read) -> NDArray[np.float64]:
    return _nmda_bound(read) * (1.0 - read("nmda", "unplugged"))


def _number_goal(read: Read) -> NDArray[np.float64]:
    """Where the number at the surface tends to."""
    rows = ("injury", "gabapentinoid", "injured_gain")
    gain = in_numpy(kept_after_injury)(*(read("receptor_traffic", row) for row in rows))
    return np.asarray(read("receptor_traffic", "basal") * (1.0 + gain))


def _strength(read: Read) -> NDArray[np.float64]:
    return 1.0 + read("potentiation", "weight")


def _why_learning_is_inseparable(p: Values) -> str:
    if "ltp" in p.kind.parameters and p.number("ltp") > 0.0:
        return _("what a synapse learns builds up with the neurons: it is not sped up")
    return ""


def _taught(nmda: str, peptide: str, afferents: float) -> Iterator[Feed]:
    """What an NMDA receptor learns from peptides; a volley of all afferents counts as one."""
    held = Row(peptide, "dual_exponential", "b")
    yield Feed(held, Row(nmda, "potentiation", "peptide"), 1.0 / max(afferents, 1.0))
    yield Feed(_blocked(peptide), Row(nmda, "potentiation", "nk1_inhibition"))
    size = Row(peptide, "dual_exponential", "scale")
    yield Feed(size, Row(nmda, "potentiation", "nk1_weight"))


def _told(nmda: str, fast: str) -> Iterator[Feed]:
    """What an NMDA receptor has learnt, to the fast receptors beside it."""
    yield Feed(_blocked(fast), Row(nmda, "potentiation", "ampa_inhibition"))
    yield Feed(Row(nmda, "potentiation", "ampa_gain"), Row(fast, "dual_exponential", "gain"))


def _blocked(receptor: str) -> Row:
    return Row(receptor, "inhibition_gain", "gain")


@docked(
    states={
        "g": ("nmda", "g_now"),
        "open": _nmda_open,
        "blocked_mg": _nmda_plugged,
        "drugged": ("nmda", "blocked"),
        "number": ("receptor_traffic", "number"),
        "number_goal": _number_goal,
        "weight": _strength,
        "calcium": ("potentiation", "calcium"),
        "i": current(held("nmda", "g_now"), "nmda", "e_rev"),
    },
    inputs={
        **BLOCKED,
        "ketamine": (("nmda", "ketamine"),),
        "gabapentinoid": (("receptor_traffic", "gabapentinoid"),),
        "injury": (("receptor_traffic", "injury"),),
    },
    inseparable=_why_learning_is_inseparable,
    learning=Learning(_taught, _told),
    pore=("nmda", "blocked"),
    strength=("scale",),
)
def nmda(p: Values, host: Values) -> Made:
    """An NMDA receptor, with the traffic that sets its number at the surface."""
    rows = {
        **_kinetics(p),
        "magnesium": p["mg"],
        "g_half": p["g_half"],
        "k_on": p["k_on"],
        "k_off": p["k_off"] * slower_block(p),
        "k_escape": p["k_escape"],
        "slope": pore_slope(p["delta"]),
        "e_rev": p["e_rev"],
        "calcium": FULL_CALCIUM_FRACTION,
    }
    rows["scale"] = rows["scale"] * p["number"]
    traffic = unit(
        p,
        "receptor_traffic",
        {
            "basal": p["number"],
            "injured_gain": p["number_injury"],
            "tau": p.seconds("tau_traffic"),
        },
        Clock.BODY,
        at_least={"gain": p["gained_start"]},
    )
    use = MechanismUse(p.element.id, "nmda", rows, {"before": host["v_init"]})
    made = inhibited(p, "nmda", use)
    feeds = (
        own_feed(p, ("receptor_traffic", "gain"), ("nmda", "number_gain")),
        own_feed(p, ("inhibition_gain", "gain"), ("potentiation", "nmda_inhibition")),
        own_feed(p, ("potentiation", "nmda_gain"), ("nmda", "gain")),
        Feed(Row(host.element.id, "", "nmda_flows"), Row(p.element.id, "potentiation", "g_nmda")),
        Feed(Row(host.element.id, "", "v"), Row(p.element.id, "potentiation", "potential")),
    )
    cells = (*made.cells, traffic, _potentiation(p))
    return Made(cells, made.docked, (*made.feeds, *feeds))


def _potentiation(p: Values) -> Cells:
    rows = {
        "speed": p["ltp"],
        "inflow": p["ltp_inflow"],
        "tau_calcium": p["tau_ltp_calcium"],
        "theta_up": p["ltp_calcium"],
        "theta_down": p["ltd_calcium"],
        "highest": p["w_max"],
        "lowest": p["w_min"],
        "tau_up": 1e3 * p.seconds("tau_ltp"),
        "tau_down": 1e3 * p.seconds("tau_ltd"),
        "half_peptide": p["ltp_peptide"],
        "full_weight": p["ltp_nk1"],
    }
    return unit(p, "potentiation", rows, Clock.SLOW, start={"weight": p["w_start"] - 1.0})


def _receptor_current(read: Read) -> NDArray[np.float64]:
    return read("exponential_current", "scale") * read("exponential_current", "a")


@docked(states={"current": _receptor_current}, inputs=BLOCKED, strength=("scale",))
def exp_current(p: Values, host: Values) -> Made:
    """A current with one exponential decay, exact on a leaky integrator."""
    dt, tau_m, tau = p.settings.dt, host["tau_m"], p["tau_syn"]
    equal = np.abs(tau_m - tau) < 1e-9
    gap = np.where(equal, 1.0, tau_m - tau)
    unequal = tau * tau_m / gap * (np.exp(-dt / tau_m) - np.exp(-dt / tau))
    push = np.where(equal, dt * np.exp(-dt / tau_m), unequal) / host["c_m"]
    rows = {"scale": np.full(p.size, largest_weight(p)), "decay": p.decay("tau_syn"), "push": push}
    use = MechanismUse(p.element.id, "exponential_current", rows)
    return inhibited(p, "exponential_current", use)


def _inflow(read: Read) -> NDArray[np.float64]:
    return read("exponential_inflow", "scale") * read("exponential_inflow", "a")


@docked(states={"current": _inflow}, inputs=BLOCKED, strength=("scale",))
def exp_inflow(p: Values, host: Values) -> Made:
    """A current with one exponential decay, into a cell that conductances drive."""
    rows = {"scale": np.full(p.size, largest_weight(p)), "decay": p.decay("tau_syn")}
    use = MechanismUse(p.element.id, "exponential_inflow", rows)
    return inhibited(p, "exponential_inflow", use)


def _simple_conductance(read: Read) -> NDArray[np.float64]:
    return read("exponential_conductance", "scale") * read("exponential_conductance", "a")


@docked(
    states={
        "g": _simple_conductance,
        "i": current(_simple_conductance, "exponential_conductance", "e_rev"),
    },
    strength=("scale",),
)
def exp_conductance(p: Values, host: Values) -> Made:
    """A conductance with one exponential decay, which may be open at the start."""
    scale = largest_weight(p)
    rows: Rows = {"scale": scale, "decay": p.decay("tau_syn"), "e_rev": p["e_rev"]}
    start: Rows = {"a": p["g_init"] / scale if scale else 0.0}
    return Made(docked=(MechanismUse(p.element.id, "exponential_conductance", rows, start),))


def _kinetics(p: Values) -> dict[str, Numbers | float]:
    half, fall = 0.5 * p.settings.dt, p["tau_decay"]
    rise = _unlike(p["tau_rise"], fall)
    return {
        "scale": largest_weight(p) * peak_scale(rise, fall),
        "half_a": np.exp(-half / rise),
        "half_b": p.decay("tau_decay", half),
    }


def _unlike(tau: Numbers, other: Numbers) -> Numbers:
    """A time constant, kept a ten-thousandth from another: of two alike nothing would be left.

    The difference of their exponentials, brought to 1, is then the alpha function.
    """
    return np.where(np.abs(tau - other) < 1e-4 * other, (1.0 - 1e-4) * other, tau)


def jitter(p: Values, sd: str, name: str) -> Numbers:
    """How far each cell lies from the mean; a single cell is the mean cell."""
    return p[sd] * p.deviates(name) if p.size > 1 else np.zeros(1)


def inhibited(p: Values, mechanism: str, use: MechanismUse, gain: str = "gain") -> Made:
    """The mechanism, and the unit through which blockers act on its conductance."""
    feed = own_feed(p, ("inhibition_gain", "gain"), (mechanism, gain))
    return Made((blockers(p),), (use,), (feed,))
