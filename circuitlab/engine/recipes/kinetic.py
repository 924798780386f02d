"""Receptors that bind the transmitter of one cleft, each with its own kinetics."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.recipes.ions import moved
from circuitlab.engine.recipes.parameters import Numbers, Values
from circuitlab.engine.recipes.populations import Clock, Feed, Made, MechanismUse, Row, Rows, unit
from circuitlab.engine.recipes.receptors import FULL_CALCIUM_FRACTION, inhibited, largest_weight
from circuitlab.engine.recipes.recipe import Read, docked
from circuitlab.engine.recipes.states_and_inputs import AFFERENTS, BLOCKED, current, held, times


def _kinetic_opened(read: Read) -> NDArray[np.float64]:
    return read("kinetic_receptor", "opened") * read("kinetic_receptor", "unplugged")


def _kinetic_open(read: Read) -> NDArray[np.float64]:
    return read("kinetic_receptor", "bound") * read("kinetic_receptor", "unplugged")


_kinetic = times("kinetic_receptor", _kinetic_opened, "gain", "scale")


def _kinetic_past_calcium(read: Read) -> NDArray[np.float64]:
    """Conductance whose current moves the voltage: that of calcium fills the pool only."""
    return (1.0 - read("kinetic_receptor", "calcium")) * _kinetic(read)


@docked(
    states={
        "g": _kinetic,
        "i": current(_kinetic_past_calcium, "kinetic_receptor", "e_rev"),
        "open": _kinetic_open,
        "bound": ("kinetic_receptor", "bound"),
        "transmitter": ("kinetic_receptor", "filled"),
    },
    inputs=BLOCKED,
    strength=("scale",),
    bouton="kinetic_bouton",
)
def kinetic_receptor(p: Values, host: Values) -> Made:
    """A receptor that binds the transmitter of a cleft; it may need magnesium to leave its pore."""
    known = p.kind.parameters
    rows: Rows = {
        "scale": largest_weight(p),
        "magnesium": p["mg"] if "mg" in known else 0.0,
        "e_rev": p["e_rev"],
        "calcium": FULL_CALCIUM_FRACTION if "mg" in known else 0.0,
    }
    made = inhibited(p, "kinetic_receptor", MechanismUse(p.element.id, "kinetic_receptor", rows))
    bouton = {**_cleft(p), "alpha": p["alpha"], "beta": p["beta"], "keep": _kept(p, p["beta"])}
    return _with_boutons(p, made, "kinetic_receptor", "kinetic_bouton", bouton)


def _gaba_b_open(read: Read) -> NDArray[np.float64]:
    """Fraction of the channels under all boutons that is open."""
    return read("gaba_b", "opened") / np.maximum(read(AFFERENTS, "count"), 1.0)


_gaba_b = times("gaba_b", held("gaba_b", "opened"), "gain", "scale")


@docked(
    states={
        "g": _gaba_b,
        "i": current(_gaba_b, "gaba_b", "e_rev"),
        "open": _gaba_b_open,
        "bound": ("gaba_b", "bound"),
        "g_protein": ("gaba_b", "g_protein"),
        "transmitter": ("gaba_b", "filled"),
    },
    inputs=BLOCKED,
    strength=("scale",),
    bouton="gaba_b_bouton",
)
def gaba_b(p: Values, host: Values) -> Made:
    """A receptor that opens potassium channels through a G protein."""
    rows: Rows = {"scale": largest_weight(p), "e_rev": moved(host, "e_k", p)}
    made = inhibited(p, "gaba_b", MechanismUse(p.element.id, "gaba_b", rows))
    bouton = {
        **_cleft(p),
        **{name: p[name] for name in ("k1", "k2", "k3", "k4")},
        "half": p["k_d"],
        "keep": _kept(p, p["k2"]),
        "keep_protein": _kept(p, p["k4"]),
    }
    return _with_boutons(p, made, "gaba_b", "gaba_b_bouton", bouton, "g_protein")


def _cleft(p: Values) -> dict[str, Numbers]:
    return {"transmitter": p["transmitter"], "lasting": p["duration"]}


def _kept(p: Values, rate: Numbers) -> Numbers:
    """What is left after half a step of what goes at a rate, in 1/ms."""
    return np.asarray(np.exp(-0.5 * p.settings.dt * rate))


def _with_boutons(
    p: Values, made: Made, receptor: str, bouton: str, rows: dict[str, Numbers], *more: str
) -> Made:
    """The receptor with its boutons, each with a cleft of its own.

    What is open adds up over a cell's boutons; of the rest, ``more`` included, the cell shows the
    mean.
    """
    boutons = p.boutons
    if not len(boutons):
        return made
    values = {name: each[boutons.cell] for name, each in rows.items()}
    under = unit(p, bouton, values, Clock.STEP, size=len(boutons))
    pairs = np.arange(len(boutons)), boutons.cell
    gains = {"opened": boutons.weight, **dict.fromkeys(("bound", "filled", *more), boutons.share())}
    feeds = [
        Feed(Row(p.element.id, bouton, row), Row(p.element.id, receptor, row), gain, pairs)
        for row, gain in gains.items()
    ]
    return Made((*made.cells, under), made.docked, (*made.feeds, *feeds))
