"""What follows the temperature of a network: gates and conductances with a Q10."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from circuitlab.exchange.neuroml.quantities import NotUnderstood, value

FACTOR = "fixedQ10"
_FOLLOWING = ("q10Settings", "q10ConductanceScaling")


def settle(components: Iterable[ET.Element], networks: Iterable[ET.Element]) -> None:
    """Write the factor of each Q10 into its element, for the temperature of the first network.

    What has no temperature stays as it is, and is not understood where it is met.
    """
    network = next(iter(networks), None)
    if network is None or "temperature" not in network.attrib:
        return
    for component in components:
        for setting in component.iter():
            if setting.tag in _FOLLOWING:
                _settle(setting, network)


def _settle(setting: ET.Element, network: ET.Element) -> None:
    if setting.get("type", "q10ExpTemp") != "q10ExpTemp":
        return
    try:
        degrees = value(network, "temperature") - value(setting, "experimentalTemp")
        factor = value(setting, "q10Factor") ** (degrees / 10.0)
    except (NotUnderstood, OverflowError, ZeroDivisionError):
        return
    if isinstance(factor, float):  # not of a negative number
        setting.attrib |= {"type": "q10Fixed", FACTOR: repr(factor)}
