"""Nine small circuits that ours and NEURON are both given. Nothing but plain values.

Times in ms, currents in pA, conductances in nS, temperatures in °C. What a circuit does not name is
the standard value of its kind: ours takes it from the catalog, NEURON from its own table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

FINE_DT = 0.0025
"""Our step. At 0.025 ms a fixed step of second order drifts by up to 0.3 ms in 500 ms, and a
nociceptor held at 50 °C by 0.35 ms in 400 ms, which is more than two steps; the difference falls
with the square of the step, what is allowed with the step itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One neuron of a kind in the catalog, with a steady current."""

    name: str
    kind: str
    i_e: float = 0.0


@dataclass(frozen=True, slots=True)
class Train:
    """A source of spikes at set times."""

    name: str
    times: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Synapse:
    """One receptor of `target` that each spike of `source` opens after `delay`."""

    source: str
    target: str
    receptor: str
    weight: float
    delay: float


@dataclass(frozen=True, slots=True)
class Heat:
    """Skin brought from 32 °C to `temperature` and back, at once."""

    target: str
    temperature: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Shock:
    """Short current pulses, one every `period`."""

    target: str
    amplitude: float
    start: float
    width: float
    period: float
    count: int


@dataclass(frozen=True, slots=True)
class Played:
    """A current that goes straight from point to point (ms, pA); equal times are a jump."""

    target: str
    times: tuple[float, ...]
    currents: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A circuit, and the step at which ours is held to NEURON's spikes.

    Attributes
    ----------
    shows : what agreement on it tells
    dt : our step; no spike may lie further off than twice this
    """

    name: str
    shows: str
    cells: tuple[Cell, ...]
    trains: tuple[Train, ...] = ()
    synapses: tuple[Synapse, ...] = ()
    heats: tuple[Heat, ...] = ()
    shocks: tuple[Shock, ...] = ()
    played: tuple[Played, ...] = ()
    duration: float = 500.0
    dt: float = FINE_DT

    @property
    def tolerance(self) -> float:
        """The largest difference between two times of the same spike."""
        return 2.0 * self.dt

    def plain(self) -> dict[str, Any]:
        """Every value of the circuit as JSON has it, our own step left out."""
        values = asdict(self)
        del values["dt"]
        if not self.played:
            del values["played"]
        return dict(json.loads(json.dumps(values)))


IRREGULAR = (
    *(20.0, 24.5, 28.2, 61.7, 66.1, 69.3, 110.4, 113.0, 150.9, 153.3, 155.6, 158.8),
    *(201.2, 244.6, 247.1, 250.0, 292.5, 331.8, 334.4, 337.9, 380.3, 421.5, 424.7, 427.2),
)
"""Spikes in groups of one to four, so that they add up to more or less."""

DRAWN = Played(
    "axon",
    (
        *(0.0, 12.3, 20.0, 31.7, 45.2, 45.2, 60.0, 71.1, 88.8, 96.4, 110.0, 127.9, 140.3, 152.6),
        *(170.0, 183.4, 199.9, 200.0, 231.5, 260.2, 270.7, 300.1, 333.3, 350.0, 361.8, 390.6),
        *(404.4, 420.0, 447.7, 460.0, 475.5, 490.0),
    ),
    (
        *(0.0, 4.0, 14.5, 9.0, 22.0, -6.0, 3.0, 17.5, 12.2, 30.0, -15.0, 8.8, 24.6, 2.0),
        *(11.1, 19.7, 6.3, 28.0, 13.3, -10.0, 26.5, 7.7, 16.0, 35.0, 1.0, 12.9),
        *(21.4, -3.0, 18.2, 9.9, 25.0, 0.0),
    ),
)
"""A current that rises, falls and jumps, so that some upstrokes lead to a spike and some do not."""

_ALL = (
    CrossCheck(
        name="ampa",
        shows="AMPA receptors: rise, decay and sum of events on a spinal interneuron",
        cells=(Cell("cell", "inhibitory_interneuron"),),
        trains=(Train("input", IRREGULAR),),
        synapses=(Synapse("input", "cell", "ampa", 1.8, 0.5),),
    ),
    CrossCheck(
        name="nmda",
        shows="NMDA receptors: magnesium leaves the pore as the cell depolarises; calcium enters",
        cells=(Cell("cell", "projection_neuron", i_e=16.0),),
        trains=(Train("input", (60.0, 75.0, 90.0, 210.0, 225.0, 340.0)),),
        synapses=(Synapse("input", "cell", "nmda", 2.0, 0.5),),
    ),
    CrossCheck(
        name="inhibition",
        shows="GABA-A and glycine receptors: a firing cell is held back by another",
        cells=(
            Cell("inhibitor", "inhibitory_interneuron", i_e=15.0),
            Cell("cell", "inhibitory_interneuron", i_e=30.0),
        ),
        synapses=(
            Synapse("inhibitor", "cell", "gaba_a", 1.0, 1.0),
            Synapse("inhibitor", "cell", "glycine", 2.0, 1.0),
        ),
    ),
    CrossCheck(
        name="nk1",
        shows="NK1 receptors: a slow conductance of which a tenth is calcium, from a shocked fibre",
        cells=(Cell("fibre", "nociceptor_c"), Cell("cell", "wdr_neuron", i_e=8.0)),
        synapses=(Synapse("fibre", "cell", "nk1", 0.12, 0.5),),
        shocks=(Shock("fibre", 1000.0, 20.0, 1.0, 100.0, 5),),
    ),
    CrossCheck(
        name="delays",
        shows="Delays: one input that arrives twice, and an echo that comes back as inhibition",
        cells=(Cell("relay", "projection_neuron"), Cell("echo", "inhibitory_interneuron")),
        trains=(Train("input", (20.0, 90.0, 170.0, 230.0, 310.0, 390.0)),),
        synapses=(
            Synapse("input", "relay", "ampa", 7.0, 2.5),
            Synapse("input", "relay", "ampa", 7.0, 31.4),
            Synapse("relay", "echo", "ampa", 2.5, 12.5),
            Synapse("echo", "relay", "gaba_a", 1.0, 7.3),
        ),
    ),
    CrossCheck(
        name="nociceptor",
        shows="A nociceptor: six currents, its after-hyperpolarisation, and TRPV1 in 50 °C heat",
        cells=(Cell("fibre", "nociceptor_c"),),
        heats=(Heat("fibre", 50.0, 50.0, 350.0),),
    ),
    CrossCheck(
        name="spinal",
        shows="A wide-dynamic-range cell: calcium, its pool, and the two currents that it opens",
        cells=(Cell("cell", "wdr_neuron", i_e=60.0),),
    ),
    CrossCheck(
        name="squid",
        shows="Hodgkin and Huxley's axon at 10 µA/cm², NEURON's own mechanism without its tables",
        cells=(Cell("axon", "hh_squid", i_e=10.0),),
    ),
    CrossCheck(
        name="played",
        shows="A recorded current on the same axon: NEURON's IClamp with Vector.play, continuous",
        cells=(Cell("axon", "hh_squid"),),
        played=(DRAWN,),
    ),
)
CIRCUITS: Mapping[str, CrossCheck] = MappingProxyType({circuit.name: circuit for circuit in _ALL})
