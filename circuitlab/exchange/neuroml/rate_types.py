"""Component types for rates that are of none of NeuroML's own forms."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.formulas import Formulas, variable
from circuitlab.exchange.neuroml.symbols import names_in

CALCIUM = "ca"
_NAMES = {"v": "V", CALCIUM: "CA"}


def rate_type(name: str, rate: Any) -> ET.Element:
    """A component type that gives a rate (1/ms) as the engine computes it.

    Parameters
    ----------
    rate : expression of the voltage in mV and of calcium in µM
    """
    with_calcium = CALCIUM in names_in(rate)
    base = "baseVoltageConcDepRate" if with_calcium else "baseVoltageDepRate"
    made = ET.Element("ComponentType", name=name, extends=base)
    _constant(made, "MV", "voltage", "1mV")
    _constant(made, "MS", "time", "1ms")
    if with_calcium:
        _constant(made, "UM", "concentration", "1e-3mM")
    dynamics = ET.SubElement(made, "Dynamics")
    variable(dynamics, "V", "none", "v / MV")
    if with_calcium:
        variable(dynamics, "CA", "none", "caConc / UM")
    text = Formulas(dynamics, _NAMES).text(rate)
    last = variable(dynamics, "r", "per_time", f"{text} / MS")
    last.set("exposure", "r")
    return made


def _constant(parent: ET.Element, name: str, dimension: str, value: str) -> None:
    ET.SubElement(parent, "Constant", name=name, dimension=dimension, value=value)
