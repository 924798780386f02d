"""The networks that every simulator is given, as arrays. numpy is all that this needs.

Currents in pA, capacitances in pF, conductances in nS, potentials in mV, times in ms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Indices = NDArray[np.int64]

HODGKIN_HUXLEY, INTEGRATE_AND_FIRE = "hodgkin_huxley", "integrate_and_fire"
DRIVEN_BY_CONDUCTANCES = "driven_by_conductances"
"""An integrate-and-fire cell, too."""
TRAUB_MILES: Mapping[str, float] = MappingProxyType(
    {
        "c_m": 200.0,
        "g_l": 10.0,
        "e_l": -60.0,
        "g_na": 20_000.0,
        "e_na": 50.0,
        "g_k": 6_000.0,
        "e_k": -90.0,
        "v_t": -63.0,
        "tau_excitatory": 5.0,
        "e_excitatory": 0.0,
        "tau_inhibitory": 10.0,
        "e_inhibitory": -80.0,
    }
)
"""Cells of 20,000 µm² and synapses of the COBAHH benchmark (Brette et al. 2007,
J Comput Neurosci 23:349)."""
AREA_UM2 = 20_000.0
LEAKY: Mapping[str, float] = MappingProxyType(
    {
        "c_m": 250.0,
        "tau_m": 20.0,
        "tau_syn": 5.0,
        "e_l": -65.0,
        "v_th": -50.0,
        "v_reset": -65.0,
        "t_ref": 2.0,
    }
)
"""Integrate-and-fire cells with a rheobase of 187.5 pA."""
DRIVEN: Mapping[str, float] = MappingProxyType(
    {
        "c_m": 200.0,
        "g_l": 10.0,
        "e_l": -60.0,
        "v_th": -50.0,
        "v_reset": -60.0,
        "t_ref": 5.0,
        "tau_excitatory": 5.0,
        "e_excitatory": 0.0,
        "tau_inhibitory": 10.0,
        "e_inhibitory": -80.0,
    }
)
"""Cells and synapses of the COBA benchmark (Brette et al. 2007)."""


@dataclass(frozen=True, eq=False)
class Network:
    """A network with its stimulus and the length of its run.

    Attributes
    ----------
    model : HODGKIN_HUXLEY, INTEGRATE_AND_FIRE or DRIVEN_BY_CONDUCTANCES
    parameters : what all cells and synapses share
    i_e, v_init : (size,) steady current and first potential of each cell
    pre, post, weight : (synapses,) source, target and peak; a negative weight inhibits
    g_excitatory, g_inhibitory : (size,) synaptic conductances at the start
    """

    name: str
    model: str
    parameters: Mapping[str, float]
    i_e: Reals
    v_init: Reals
    pre: Indices
    post: Indices
    weight: Reals
    delay: float
    dt: float
    duration: float
    g_excitatory: Reals = field(default_factory=lambda: np.zeros(0))
    g_inhibitory: Reals = field(default_factory=lambda: np.zeros(0))

    @property
    def size(self) -> int:
        """Cells."""
        return len(self.i_e)

    def synapses(self, *, excitatory: bool) -> tuple[Indices, Indices, Reals]:
        """Source, target and peak (without its sign) of one half of the synapses."""
        chosen = (self.weight > 0.0) == excitatory
        return self.pre[chosen], self.post[chosen], np.abs(self.weight[chosen])

    def digest(self) -> str:
        """A few letters that differ whenever an array differs."""
        found = hashlib.sha256()
        for array in (self.i_e, self.v_init, self.pre, self.post, self.weight):
            found.update(np.ascontiguousarray(array).tobytes())
        for array in (self.g_excitatory, self.g_inhibitory):
            found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()[:12]


def chain() -> Network:
    """W1: 12 Hodgkin–Huxley cells, a chain with an inhibitory cell at its end."""
    size = 12
    excitatory = [(cell, cell + 1, 45.0) for cell in range(10)]
    onto_last = [(cell, 11, 30.0) for cell in (3, 6, 9)]
    inhibitory = [(11, cell, -80.0) for cell in (1, 5, 8)]
    pre, post, weight = zip(*excitatory, *onto_last, *inhibitory, strict=True)
    i_e = np.zeros(size)
    i_e[[0, 4, 7, 11]] = 250.0, 120.0, 180.0, 60.0
    return Network(
        name="W1",
        model=HODGKIN_HUXLEY,
        parameters=TRAUB_MILES,
        i_e=i_e,
        v_init=np.full(size, -60.0),
        pre=np.array(pre),
        post=np.array(post),
        weight=np.array(weight),
        delay=1.0,
        dt=0.025,
        duration=5_000.0,
        g_excitatory=np.zeros(size),
        g_inhibitory=np.zeros(size),
    )


def leaky_network(size: int = 2_000, degree: int = 100) -> Network:
    """W2: leaky integrate-and-fire cells with exponential currents, about 2 Hz."""
    rng = np.random.default_rng(42)
    pre = np.repeat(np.arange(size), degree)
    post = rng.integers(0, size - 1, size * degree)
    post += post >= pre
    weight = np.where(pre < 0.8 * size, 12.0, -48.0) * rng.uniform(0.5, 1.5, size * degree)
    v_init = rng.uniform(-65.0, -50.0, size)
    return Network(
        name="W2",
        model=INTEGRATE_AND_FIRE,
        parameters=LEAKY,
        i_e=rng.uniform(110.0, 192.0, size),
        v_init=v_init,
        pre=pre,
        post=post,
        weight=weight,
        delay=1.5,
        dt=0.1,
        duration=10_000.0,
    )


def coba() -> Network:
    """COBA: the same network as :func:`cobahh` of integrate-and-fire cells."""
    return replace(
        _of_brette("COBA", np.random.default_rng(46)),
        model=DRIVEN_BY_CONDUCTANCES,
        parameters=DRIVEN,
        dt=0.1,
        duration=2_000.0,
    )


def cobahh() -> Network:
    """W4: the COBAHH network of Brette et al. 2007, 4,000 cells, 2 % connected."""
    return _of_brette("W4", np.random.default_rng(45))


def _of_brette(name: str, rng: np.random.Generator) -> Network:
    size = 4_000
    connected = rng.random((size, size)) < 0.02
    np.fill_diagonal(connected, False)
    pre, post = np.nonzero(connected)
    return Network(
        name=name,
        model=HODGKIN_HUXLEY,
        parameters=TRAUB_MILES,
        i_e=np.zeros(size),
        v_init=-60.0 + rng.standard_normal(size) * 5.0 - 5.0,
        pre=pre,
        post=post,
        weight=np.where(pre < 3_200, 6.0, -67.0),
        delay=0.1,
        dt=0.05,
        duration=1_000.0,
        g_excitatory=np.maximum((rng.standard_normal(size) * 1.5 + 4.0) * 10.0, 0.0),
        g_inhibitory=np.maximum((rng.standard_normal(size) * 12.0 + 20.0) * 10.0, 0.0),
    )


def nearly_silent(driven: int) -> Network:
    """100,000 cells of W2's kind, at rest, of which only a few are driven enough to fire."""
    size = 100_000
    cells = leaky_network(size, degree=20)
    rng = np.random.default_rng(1)
    i_e = rng.uniform(0.0, 60.0, size)
    at_rest = LEAKY["e_l"] + i_e * LEAKY["tau_m"] / LEAKY["c_m"]
    i_e[rng.choice(size, driven, replace=False)] = rng.uniform(230.0, 330.0, driven)
    return replace(cells, name=f"S{driven}", i_e=i_e, v_init=at_rest, duration=10_000.0)


NETWORKS: Mapping[str, Callable[[], Network]] = MappingProxyType(
    {
        "W1": chain,
        "W2": leaky_network,
        "COBA": coba,
        "W4": cobahh,
        "S10": lambda: nearly_silent(10),
        "S100": lambda: nearly_silent(100),
    }
)


def network(name: str, duration: float | None = None) -> Network:
    """Make a network by its name, to run for `duration` ms instead of its own length."""
    made = NETWORKS[name]()
    return made if duration is None else replace(made, duration=duration)


def hodgkin_huxley_rest(v: Any, v_t: float) -> tuple[Any, Any, Any]:
    """Steady m, h and n of the Traub–Miles gates at a potential (mV), as COBAHH has them."""
    u = v - v_t
    opening_m = 0.32 * (13.0 - u) / np.expm1((13.0 - u) / 4.0)
    closing_m = 0.28 * (u - 40.0) / np.expm1((u - 40.0) / 5.0)
    opening_h, closing_h = 0.128 * np.exp((17.0 - u) / 18.0), 4.0 / (1.0 + np.exp((40.0 - u) / 5.0))
    opening_n = 0.032 * (15.0 - u) / np.expm1((15.0 - u) / 5.0)
    closing_n = 0.5 * np.exp((10.0 - u) / 40.0)
    return (
        opening_m / (opening_m + closing_m),
        opening_h / (opening_h + closing_h),
        opening_n / (opening_n + closing_n),
    )
