"""Circuits that NeuroML can hold, of all kinds of cell, receptor and stimulus it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import circuitlab as cl

TRAIN = [10, 15, 20, 40, 60, 61, 62, 90, 120, 125, 130, 135, 140]
LASTING_MS = 200.0


def driven(kind: str, amplitude: float, **values: object) -> cl.Circuit:
    """A cell into which a step of current is let."""
    c = cl.Circuit()
    cell = c.add(kind, **values)
    c.add("current_step", on=cell, amplitude=amplitude, start=20, stop=180)
    return c


def struck(kind: str, receptor: str, weight: float, **values: object) -> cl.Circuit:
    """A cell that a train of spikes reaches through one receptor."""
    c = cl.Circuit()
    train, cell = c.add("spike_train", times=TRAIN), c.add(kind)
    c.connect(train, cell, receptor=receptor, pre=[0], post=[0], weight=weight, **values)
    return c


def calcium(kind: str, amplitude: float, *channels: str) -> cl.Circuit:
    """A driven cell with channels that calcium passes and opens."""
    c = driven(kind, amplitude)
    for channel in channels:
        c.add(channel, on=f"{kind}1")
    return c


def hyperpolarised() -> cl.Circuit:
    """A cell that a steady current makes fire, and an interneuron that opens potassium in it."""
    c = cl.Circuit()
    inner, cell = c.add("inhibitory_interneuron"), c.add("lif_conductance", i_e=150)
    c.connect(inner, cell, receptor="gaba_b", pre=[0], post=[0], weight=3.0)
    c.add("current_step", on=inner, amplitude=100, start=20, stop=80)
    return c


def joined() -> cl.Circuit:
    """Two cells with a gap junction, one of them driven."""
    c = driven("hh_squid", 20, area=200)
    other = c.add("hh_squid", area=200)
    c.couple("hh_squid1", other, g=1.0)
    return c


def ring() -> cl.Circuit:
    """A population that excites another of another kind, which inhibits it; a random source."""
    c = cl.Circuit()
    noise = c.add("poisson", rate=400, size=4)
    first, second = c.add("lif_conductance", size=4), c.add("adex", size=2)
    pairs = {"pre": [0, 1, 2, 3], "post": [0, 1, 2, 3]}
    c.connect(noise, first, receptor="exp_conductance", weight=12.0, **pairs)
    wires = {"pre": [0, 1, 2, 3], "post": [0, 0, 1, 1]}
    c.connect(first, second, receptor="ampa", weight=40.0, delay=[1, 2, 3, 4], **wires)
    c.connect(second, first, receptor="exp_conductance", pre=[0, 1], post=[3, 2], weight=20.0)
    return c


def currents() -> cl.Circuit:
    """Every current that a generator can give, into one cell each."""
    c = cl.Circuit()
    for kind, values in (
        ("current_ramp", {"amplitude": 600, "stop": 150}),
        ("sine", {"amplitude": 300, "frequency": 20, "offset": 200, "phase": 90, "stop": 180}),
        ("current_step", {"amplitude": 500, "width": 10, "period": 40, "stop": 190}),
    ):
        c.add(kind, on=c.add("lif_current"), **values)
    return c


CIRCUITS: Mapping[str, Callable[[], cl.Circuit]] = MappingProxyType(
    {
        "integrate and fire": lambda: driven("lif_current", 300),
        "not from rest": lambda: driven("lif_conductance", 300, v_init=-55, i_e=20),
        "adaptive": lambda: driven("adex", 800),
        "quadratic": lambda: driven("izhikevich", 1000),
        "squid axon": lambda: driven("hh_squid", 15),
        "transmitter in a cleft": lambda: struck("lif_conductance", "ampa_kinetic", 30.0),
        "nociceptor": lambda: driven("nociceptor_c", 60),
        "calcium": lambda: calcium("hh_traub_miles", 300, "cal", "kca", "can"),
        "plateau": lambda: driven("projection_neuron", 60),
        "warm axon": lambda: driven("hh_squid", 15, temperature=12.0),
        "tiring": lambda: struck("inhibitory_interneuron", "ampa", 8.0, u=0.4, tau_rec=100),
        "magnesium": lambda: struck("adex", "nmda", 60.0),
        "one exponential": lambda: struck("lif_conductance", "exp_conductance", 60.0),
        "potassium": hyperpolarised,
        "gap junction": joined,
        "network": ring,
        "generators": currents,
    }
)
"""What it is about → how it is made."""
