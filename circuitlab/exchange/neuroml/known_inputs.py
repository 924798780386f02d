"""Inputs of NeuroML as stimuli: currents into cells, and sources of spikes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

import numpy as np

from circuitlab.exchange.neuroml.quantities import NotUnderstood, value
from circuitlab.exchange.neuroml.reading import children

_SIZES = ("amplitude", "initial")
Stimulus = tuple[str, dict[str, object]]
"""Kind and values."""


def _window(given: ET.Element) -> dict[str, object]:
    start = value(given, "delay")
    return {"start": start, "stop": start + value(given, "duration")}


def _pulse(given: ET.Element, per_unit: float) -> Iterator[Stimulus]:
    unit = per_unit if given.tag.endswith("DL") else 1.0
    amplitude = unit * value(given, "amplitude")
    yield "current_step", {"amplitude": amplitude, **_window(given)}


def _sine(given: ET.Element, per_unit: float) -> Iterator[Stimulus]:
    unit = per_unit if given.tag.endswith("DL") else 1.0
    values = {
        "amplitude": abs(unit * value(given, "amplitude")),
        "frequency": 1e3 / value(given, "period"),
        "phase": np.degrees(value(given, "phase")) % 360.0,
    }
    yield "sine", {**values, **_window(given)}


def _ramp(given: ET.Element, per_unit: float) -> Iterator[Stimulus]:
    unit = per_unit if given.tag.endswith("DL") else 1.0
    base = unit * value(given, "baselineAmplitude", 0.0)
    first, last = (unit * value(given, f"{end}Amplitude") for end in ("start", "finish"))
    if base != 0.0:
        yield "current_step", {"amplitude": base}
    yield "current_ramp", {"initial": first - base, "amplitude": last - base, **_window(given)}


def _several(given: ET.Element, per_unit: float) -> Iterator[Stimulus]:
    for each in given:
        if each.tag in CURRENTS:
            yield from CURRENTS[each.tag](each, per_unit)
        elif each.tag not in ("notes", "annotation", "property"):
            raise NotUnderstood(each.tag)


CURRENTS: Mapping[str, Callable[[ET.Element, float], Iterator[Stimulus]]] = MappingProxyType(
    {
        "pulseGenerator": _pulse,
        "pulseGeneratorDL": _pulse,
        "sineGenerator": _sine,
        "sineGeneratorDL": _sine,
        "rampGenerator": _ramp,
        "rampGeneratorDL": _ramp,
        "compoundInput": _several,
        "compoundInputDL": _several,
    }
)
"""Type of an input → the stimuli that do the same."""


def weighted(values: Mapping[str, object], weight: float) -> dict[str, object]:
    """The values of a stimulus that counts so often."""
    sizes = {name: weight * float(str(values[name])) for name in _SIZES if name in values}
    return {**values, **sizes}


def _listed(given: ET.Element) -> Stimulus:
    times = sorted(value(each, "time") for each in children(given, "spike"))
    return "spike_train", {"times": times}


def _regular(given: ET.Element) -> Stimulus:
    period = value(given, "period")
    return "regular_train", {"period": period, "start": period}


def _random(given: ET.Element) -> Stimulus:
    found: dict[str, object] = {"rate": 1e3 * value(given, "averageRate")}
    return "poisson", {**found, **(_window(given) if "delay" in given.attrib else {})}


def _pynn_random(given: ET.Element) -> Stimulus:
    """PyNN's source: a rate in Hz, from a start for a while."""
    start = value(given, "start", 0.0)
    times = {"start": start, "stop": start + value(given, "duration")}
    return "poisson", {"rate": 1e3 * value(given, "rate"), **times}


SOURCES: Mapping[str, Callable[[ET.Element], Stimulus]] = MappingProxyType(
    {
        "spikeArray": _listed,
        "spikeGenerator": _regular,
        "spikeGeneratorPoisson": _random,
        "spikeGeneratorRefPoisson": _random,
        "SpikeSourcePoisson": _pynn_random,
    }
)
"""Type of what fires by itself → what it is here."""
THROUGH_SYNAPSES: Mapping[str, Callable[[ET.Element], Stimulus]] = MappingProxyType(
    {
        "poissonFiringSynapse": _random,
        "transientPoissonFiringSynapse": _random,
        "timedSynapticInput": _listed,
    }
)
"""The same with a synapse of its own."""
