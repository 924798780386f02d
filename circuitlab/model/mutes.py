"""Muted elements: they stay where they are, with their wires and values, and act on nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.catalog.families import (
    CHANNEL,
    DRUG,
    GLIA,
    JUNCTION,
    METER,
    NEURON,
    NOTE,
    RECEPTOR,
    STIMULUS,
    SYNAPSE,
    TISSUE,
    TREATMENT,
)
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem, convert
from circuitlab.model.element import MUTED
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.model.frozen import Value

_SWITCH = Parameter(MUTED, "", "1", False, 0, 1, "linear", "", type="switch")

_MEANING: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        NEURON: lambda: _("Silenced: it lives and fires on, but no spike of it arrives anywhere."),
        SYNAPSE: lambda: _("Muted: it releases nothing when spikes come."),
        JUNCTION: lambda: _("Muted: it passes no current."),
        RECEPTOR: lambda: _("Muted: it binds transmitter, but passes no current."),
        CHANNEL: lambda: _("Muted: it opens and closes, but passes no current."),
        STIMULUS: lambda: _("Muted: it reaches nothing."),
        TISSUE: lambda: _("Muted: nothing that it sets free reaches anything."),
        GLIA: lambda: _("Muted: nothing that it sets free reaches anything."),
        DRUG: lambda: _("Muted: its level goes its way, but it acts on nothing."),
        TREATMENT: lambda: _("Muted: it acts on nothing."),
        METER: lambda: _("Muted: it reads nothing."),
        NOTE: lambda: _("Muted: it is drawn grey; words act on nothing anyway."),
    }
)


def meaning_of(family: str) -> str:
    """Return what it means that an element of a family is muted, as a sentence."""
    return _MEANING[family]()


def muted_in(circuit: Circuit) -> frozenset[str]:
    """Return the elements that are muted."""
    return frozenset(id for id, element in circuit.elements.items() if element.muted)


def read_mute(given: object) -> bool | Problem:
    """Return whether somebody says “muted”, from a switch or from its words."""
    value = convert(_SWITCH, given)
    return value if isinstance(value, Problem) else bool(value)


def mutes(ids: Iterable[str], unmuted: Iterable[str] = ()) -> dict[tuple[str, str], Value]:
    """Return the values by which an overlay or a step mutes elements, and lets others act."""
    silent: dict[tuple[str, str], Value] = {(id, MUTED): True for id in ids}
    return silent | {(id, MUTED): False for id in unmuted}


def unknown_ids(circuit: Circuit, ids: Iterable[str]) -> list[Problem]:
    """Return what is wrong with ids that no element has."""
    what = _("There is no element called “{id}”")
    return [
        Problem("", what.format(id=id), meant(id, circuit.elements))
        for id in ids
        if id not in circuit.elements
    ]


def toggled(circuit: Circuit, catalog: Catalog, ids: Iterable[str]) -> Delta:
    """Return the edit that mutes elements, or lets them act where all of them are muted.

    It is named by the element where there is one alone.
    """
    there = [id for id in ids if id in circuit.elements]
    mute = not all(circuit.elements[id].muted for id in there)
    return circuit.muting(dict.fromkeys(there, mute), _label(circuit, catalog, there, mute))


def _label(circuit: Circuit, catalog: Catalog, ids: list[str], mute: bool) -> str:
    if len(ids) != 1:
        return ""
    words = _("Mute {element}") if mute else _("Unmute {element}")
    return words.format(element=name_of(circuit, catalog, ids[0]))
