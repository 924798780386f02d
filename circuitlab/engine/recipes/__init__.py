"""From an element's parameters to mechanisms with values, by the name of the kind's mechanism."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from circuitlab.engine.recipes import cells, channels, docked
from circuitlab.engine.recipes.parts import Made, Part
from circuitlab.engine.recipes.units import CELL_BY_CELL, UNITS
from circuitlab.engine.recipes.values import Values

__all__ = ["CELLS", "CELL_BY_CELL", "DOCKED", "UNITS"]

CELLS: MappingProxyType[str, Callable[[Values, Sequence[Part]], Made]] = MappingProxyType(
    {
        "nociceptor": cells.nociceptor,
        "adex": cells.adex,
        "izhikevich": cells.izhikevich,
        "dorsal_horn": cells.dorsal_horn,
        "spinal_plain": cells.spinal_plain,
        "hh_squid": cells.hh_squid,
        "hh_traub_miles": cells.hh_traub_miles,
        "lif_current": cells.lif_current,
        "lif_conductance": cells.lif_conductance,
    }
)
"""Neurons: made of their own values and of the parts that sit in them."""

DOCKED: MappingProxyType[str, Callable[[Values, Values], Made]] = MappingProxyType(
    {
        "dual_exponential": docked.dual_exponential,
        "chloride_channel": docked.chloride_channel,
        "nmda": docked.nmda,
        "trpv1": docked.trpv1,
        "exp_current": docked.exp_current,
        "exp_conductance": docked.exp_conductance,
        "kinetic_receptor": docked.kinetic_receptor,
        "gaba_b": docked.gaba_b,
        "leak": channels.leak,
        "nav17": channels.nav17,
        "nav18": channels.nav18,
        "nap": channels.nap,
        "kdr": channels.kdr,
        "ka": channels.ka,
        "km": channels.km,
        "ih": channels.ih,
        "cal": channels.cal,
        "kca": channels.kca,
        "can": channels.can,
        "girk": channels.girk,
        "tonic_chloride": channels.tonic_chloride,
        "trpm8": channels.trpm8,
        "trpa1": channels.trpa1,
        "mechanical": channels.mechanical,
    }
)
"""Receptors and channels: made of their own values and of those of their host."""
