"""Cells: what kinds of membrane become of NeuroML's own types, with all numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.neuroml import own_types
from circuitlab.exchange.neuroml.calcium import POOLS, calcium_density, pool
from circuitlab.exchange.neuroml.channels import (
    ChannelDensity,
    NotConductances,
    conductances,
    densities,
    side_of,
)
from circuitlab.exchange.neuroml.document import Document, made
from circuitlab.exchange.neuroml.numbers import number, quantity
from circuitlab.exchange.neuroml.read_plan import NOISE, AlikeCells, Use, tau_of
from circuitlab.exchange.neuroml.receptors import RECEPTORS
from circuitlab.exchange.neuroml.simulation_file import STEPS_IN_ONE
from circuitlab.exchange.neuroml.tracing import traced
from circuitlab.resources import _

_NEVER_USED: Mapping[str, str] = MappingProxyType({"tau_syn_E": "1", "tau_syn_I": "1"})
"""What PyNN's cells must be given though their synapses are components of their own."""
_REVERSALS: Mapping[str, str] = MappingProxyType({"e_rev_E": "0", "e_rev_I": "-80"})
_PASSIVE = frozenset({"leak", "tonic_chloride", "girk"})
_ELECTRODES = frozenset({"voltage_clamp"})
_MEMBRANES = frozenset(
    {
        "leaky_integrator",
        "reset_rule",
        "conductance_membrane",
        "integrating_membrane",
        "crank_nicolson_membrane",
        "upward_crossing",
        "adaptive_exponential",
        "resetting_membrane",
        "exponential_membrane",
        "quadratic_recovery",
    }
)
Write = Callable[[AlikeCells, Document, list[LeftOut]], str]
_AREA_PER_PF = 100.0
"""µm² for a cell that is given by its capacitance, as the engine takes it."""


def cell_component(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str | None:
    """Add a cell to a document and return its id; None where NeuroML has nothing like it."""
    write = _writer(cell)
    if write is None:
        left_out.append(LeftOut(cell.element, _("no cell of NeuroML is like this one")))
        return None
    left_out += _noise(cell)
    return write(cell, document, left_out)


def _writer(cell: AlikeCells) -> Write | None:
    found = (write for needs, write in _WRITERS if cell.has(*needs))
    return next(found, None)


def _noise(cell: AlikeCells) -> Iterator[LeftOut]:
    for use in cell.uses:
        if use.mechanism in NOISE:
            yield LeftOut(f"{use.element}.noise", _("the noise of the membrane is not written"))
        if use.mechanism in _ELECTRODES:
            yield LeftOut(use.element, _("a voltage clamp is not written"))


def _leaky(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str:
    """A leaky integrator that currents drive."""
    membrane, reset = _values(cell, "leaky_integrator"), _values(cell, "reset_rule")
    tau = tau_of(membrane["keep"], cell.dt)
    capacitance = tau * (1.0 - membrane["keep"]) / membrane["gain"]
    left_out += _channels_left_out(cell)
    rest = membrane["drive"] / (1.0 - membrane["keep"])  # with the steady current already in it
    return _integrator(cell, document, capacitance, capacitance / tau, rest, reset)


def _conducting(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str:
    """A leaky integrator that conductances drive."""
    membrane, reset = _values(cell, "integrating_membrane"), _values(cell, "reset_rule")
    g, e = _passive(cell)
    left_out += _channels_left_out(cell)
    capacitance = cell.dt / membrane["step_over_c"]
    return _integrator(cell, document, capacitance, g, e + membrane["i_e"] / g, reset)


def _integrator(
    cell: AlikeCells,
    document: Document,
    capacitance: float,
    leak: float,
    rest: float,
    reset: Mapping[str, float],
) -> str:
    """NeuroML's own cell where it starts at rest; else PyNN's, which may start anywhere.

    A steady current moves the rest by I/g: it is written there.
    """
    if abs(cell.v - rest) < 1e-9:
        values = {
            "leakReversal": quantity(rest, "mV"),
            "thresh": quantity(reset["v_peak"], "mV"),
            "reset": quantity(reset["v_reset"], "mV"),
            "C": quantity(capacitance, "pF"),
            "leakConductance": quantity(leak, "nS"),
        }
        refract = reset["steps"] * cell.dt
        if refract <= 0.0:
            return document.add(made("iafCell", values), cell.element, "cell")
        values["refract"] = quantity(refract, "ms")
        return document.add(made("iafRefCell", values), cell.element, "cell")
    values = {
        "cm": number(1e-3 * capacitance),
        "i_offset": "0",
        **_NEVER_USED,
        "v_init": number(cell.v),
        "tau_m": number(capacitance / leak),
        "tau_refrac": number(reset["steps"] * cell.dt),
        "v_reset": number(reset["v_reset"]),
        "v_rest": number(rest),
        "v_thresh": number(reset["v_peak"]),
    }
    return document.add(made("IF_curr_exp", values), cell.element, "cell")


def _adaptive(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str:
    """The adaptive exponential cell."""
    current, membrane = _values(cell, "adaptive_exponential"), _resetting(cell)
    left_out += _channels_left_out(cell, passive=True)
    capacitance, threshold = cell.dt / membrane["step_over_c"], current["v_t"] - current["shift"]
    refract = membrane["steps"] * cell.dt
    tau_w = tau_of(current["keep"], cell.dt)
    peak = _lowest_peak(cell, threshold, current, membrane, capacitance)
    if peak < membrane["v_peak"]:
        why = _("spikes are cut off at {peak} mV, as Euler's method would overshoot further up")
        left_out.append(LeftOut(f"{cell.element}.v_peak", why.format(peak=f"{peak:.1f}")))
    if abs(cell.v - current["e_l"]) < 1e-9:
        values = {
            "C": quantity(capacitance, "pF"),
            "gL": quantity(current["g_l"], "nS"),
            "EL": quantity(current["e_l"], "mV"),
            "VT": quantity(threshold, "mV"),
            "thresh": quantity(peak, "mV"),
            "reset": quantity(membrane["v_reset"], "mV"),
            "delT": quantity(current["delta_t"], "mV"),
            "tauw": quantity(tau_w, "ms"),
            "refract": quantity(refract, "ms"),
            "a": quantity(current["a"], "nS"),
            "b": quantity(current["b"], "pA"),
        }
        return document.add(made("adExIaFCell", values), cell.element, "cell")
    values = {
        "cm": number(1e-3 * capacitance),
        "i_offset": "0",
        **_NEVER_USED,
        "v_init": number(cell.v),
        "tau_m": number(capacitance / current["g_l"]),
        "tau_refrac": number(refract),
        "v_reset": number(membrane["v_reset"]),
        "v_rest": number(current["e_l"]),
        "v_thresh": number(threshold),
        **_REVERSALS,
        "a": number(current["a"] * 1e-3),
        "b": number(current["b"] * 1e-3),
        "delta_T": number(current["delta_t"]),
        "tau_w": number(tau_w),
        "v_spike": number(peak),
    }
    return document.add(made("EIF_cond_exp_isfa_ista", values), cell.element, "cell")


def _lowest_peak(
    cell: AlikeCells,
    threshold: float,
    current: Mapping[str, float],
    membrane: Mapping[str, float],
    capacitance: float,
) -> float:
    """Potential (mV) at which an upstroke may be cut so that a step of Euler's does not overshoot.

    From Δ_T k above threshold on, a step h moves v by h g_L/C e^k Δ_T: k is such that this is half
    of Δ_T. The rest of the upstroke takes two steps.
    """
    step = cell.dt / STEPS_IN_ONE
    k = float(np.log(0.5 * capacitance / (current["g_l"] * step)))
    return min(membrane["v_peak"], threshold + max(k, 2.0) * current["delta_t"])


def _quadratic(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str:
    """Izhikevich's cell: NeuroML's of 2007 where it starts at rest, else a type of our own.

    0.04 v² + k₁ v + k₀ − u is k (v − v_r)(v − v_t)/C of 2007, with v_r where u rests at b v.
    """
    parabola, membrane = _values(cell, "quadratic_recovery"), _resetting(cell)
    left_out += _channels_left_out(cell, passive=True)
    c, b, bend = parabola["c_m"], parabola["b"], parabola["quadratic"]
    rates = {
        "a": quantity(1.0 / tau_of(parabola["keep"], cell.dt), "per_ms"),
        "C": quantity(c, "pF"),
        "c": quantity(membrane["v_reset"], "mV"),
        "d": quantity(c * parabola["d"], "pA"),
        "vpeak": quantity(membrane["v_peak"], "mV"),
        "v0": quantity(cell.v, "mV"),
    }
    for rest in np.roots([bend, parabola["linear"] - b, parabola["constant"]]):
        if np.isreal(rest) and abs(cell.v - rest.real) < 1e-9:
            values = {
                **rates,
                "k": quantity(bend * c, "nS_per_mV"),
                "vr": quantity(rest.real, "mV"),
                "vt": quantity(-parabola["linear"] / bend - rest.real, "mV"),
                "b": quantity(c * b, "nS"),
            }
            return document.add(made("izhikevich2007Cell", values), cell.element, "cell")
    values = {
        **rates,
        "k": quantity(bend * c, "nS_per_mV"),
        "b": quantity(c * b, "nS"),
        "linear": quantity(c * parabola["linear"], "nS"),
        "constant": quantity(c * parabola["constant"], "pA"),
        "u0": quantity(c * b * cell.v, "pA"),
    }
    return document.add_own(
        made(own_types.QUADRATIC, values), own_types.quadratic_cell(), cell.element, "cell"
    )


def _with_channels(cell: AlikeCells, document: Document, left_out: list[LeftOut]) -> str:
    """A cell of one compartment, with ion channels."""
    membrane = _values(cell, "conductance_membrane", "crank_nicolson_membrane")
    step = membrane.get("step_over_c", 2.0 * membrane.get("half_step_over_c", 0.0))
    capacitance = cell.dt / step
    area = _AREA_PER_PF * capacitance
    properties = [
        *_densities(cell, document, area, left_out),
        made("spikeThresh", {"value": quantity(_values(cell, "upward_crossing")["v_th"], "mV")}),
        made("specificCapacitance", {"value": "1 uF_per_cm2"}),
        made("initMembPotential", {"value": quantity(cell.v, "mV")}),
    ]
    inside = [pool(use, document, cell.dt, area) for use in cell.uses if use.mechanism in POOLS]
    inside.append(made("resistivity", {"value": "0.1 kohm_cm"}))
    children = [
        _soma(area),
        made(
            "biophysicalProperties",
            {"id": "biophysics"},
            [
                made("membraneProperties", {}, properties),
                made("intracellularProperties", {}, inside),
            ],
        ),
    ]
    return document.add(made("cell", {}, children), cell.element, "cell")


def _soma(area: float) -> ET.Element:
    """A cylinder with this surface (µm²)."""
    side = number(side_of(area))
    ends = [
        made(name, {"x": "0", "y": y, "z": "0", "diameter": side})
        for name, y in (("proximal", "0"), ("distal", side))
    ]
    return made("morphology", {"id": "shape"}, [made("segment", {"id": "0"}, ends)])


def _densities(
    cell: AlikeCells, document: Document, area: float, left_out: list[LeftOut]
) -> list[ET.Element]:
    """Densities of all channels of a cell, those of calcium after the others."""
    found: list[ChannelDensity] = []
    calcium: list[ET.Element] = []
    for use in cell.uses:
        if use.mechanism in _MEMBRANES | NOISE | RECEPTORS.keys() | _ELECTRODES | POOLS:
            continue
        try:
            if "ica" in MECHANISMS[use.mechanism].outputs:
                calcium.append(calcium_density(use.use, use.values, document, area))
            else:
                found += conductances(use.use, use.values, document, cell.dt)
        except (NotConductances, KeyError, TypeError):
            why = _("its current ({mechanism}) is not written").format(mechanism=use.mechanism)
            left_out.append(LeftOut(use.element, why))
    return [*densities(found, area), *calcium]


def _channels_left_out(cell: AlikeCells, *, passive: bool = False) -> Iterator[LeftOut]:
    """Channels in a cell of NeuroML that can have none."""
    for use in cell.uses:
        is_known = use.mechanism in _MEMBRANES | NOISE | RECEPTORS.keys() | _ELECTRODES
        if not is_known and (passive or use.mechanism not in _PASSIVE):
            why = _("an integrate-and-fire cell of NeuroML has no ion channels")
            yield LeftOut(use.element, why)


def _passive(cell: AlikeCells) -> tuple[float, float]:
    """All conductances that stand still, as one: nS, and mV."""
    pairs = [_standing(use) for use in cell.uses if use.mechanism in _PASSIVE]
    g = sum(each for each, _driven in pairs)
    return g, sum(driven for _each, driven in pairs) / g


def _standing(use: Use) -> tuple[float, float]:
    outputs = traced(MECHANISMS[use.mechanism], use.values).outputs
    return float(outputs["g"]), float(outputs["ge"])


def steady_current(cell: AlikeCells) -> float:
    """Current (pA) that is always let into a cell, where its component does not hold it."""
    use = cell.of(
        "resetting_membrane",
        "exponential_membrane",
        "conductance_membrane",
        "crank_nicolson_membrane",
    )
    if use is None:
        return 0.0
    return use.values["i_e"]


def _resetting(cell: AlikeCells) -> Mapping[str, float]:
    return _values(cell, "resetting_membrane", "exponential_membrane")


def _values(cell: AlikeCells, *mechanisms: str) -> Mapping[str, float]:
    use = cell.of(*mechanisms)
    return use.values if use is not None else {}


_WRITERS: tuple[tuple[tuple[str, ...], Write], ...] = (
    (("leaky_integrator", "reset_rule"), _leaky),
    (("leak", "integrating_membrane", "reset_rule"), _conducting),
    (("adaptive_exponential",), _adaptive),
    (("quadratic_recovery",), _quadratic),
    (("upward_crossing",), _with_channels),
)
