"""The live state of one synapse in numbers: what its close view draws and says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.live_words import live_text
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.place import Place
from circuitlab.resources import _

RECEPTORS = 10
"""Receptors of each kind that a healthy synapse is drawn with."""
VESICLES = 12
CLEFT_MM = 1.0
"""Transmitter in the cleft just after a release, in mM for 1 ms: declared, not simulated."""


@dataclass(frozen=True, slots=True)
class Pool:
    """All receptors of one kind at one synapse.

    Parameters
    ----------
    id, name, colour : str
    total : int
        How many are drawn.
    opened, plugged, drugged : int
        Of these, how many are open, held by magnesium, held by a drug; the rest are shut.
    number : float
        Receptors against the healthy number.
    conductance : float
        All of them together now, in nS; NaN where nothing runs.
    blockable : bool
        Whether magnesium and drugs can sit in the pore.
    """

    id: str
    name: str
    colour: str
    total: int
    opened: int
    plugged: int
    drugged: int
    number: float
    conductance: float
    blockable: bool = False

    @property
    def shut(self) -> int:
        """How many are neither open nor blocked."""
        return self.total - self.opened - self.plugged - self.drugged


@dataclass(frozen=True, slots=True)
class Membrane:
    """One synapse at one time.

    Parameters
    ----------
    source, host : str
        Names of the two cells.
    source_colour, host_colour : str
        Theme tokens.
    potential : float
        Of the receiving cell, in mV; NaN where nothing runs.
    ready : float
        Share of vesicles ready to be released.
    release : float
        Transmitter set free per spike against the healthy amount.
    puff : float
        Transmitter in the cleft, 1 just after a release.
    inhibitory : bool
    pools : tuple of Pool
    """

    source: str
    host: str
    source_colour: str
    host_colour: str
    potential: float
    ready: float
    release: float
    puff: float
    inhibitory: bool
    pools: tuple[Pool, ...]


def membrane(geometry: Geometry, synapse: str, frame: LiveFrame) -> Membrane:
    """Read the state of a synapse from a run's frame.

    Parameters
    ----------
    geometry : Geometry
    synapse : str
        Id of the synapse.
    frame : LiveFrame
    """
    chain, place = geometry.chains[synapse], geometry.places[synapse]
    source, host = geometry.places[chain.source], geometry.places[chain.host]
    return Membrane(
        source=source.name,
        host=host.name,
        source_colour=source.colour,
        host_colour=host.colour,
        potential=frame.potential.get(host.id, math.nan),
        ready=frame.value(synapse, "vesicles", 1.0),
        release=frame.value(synapse, "release", place.number("release", 1.0)),
        puff=frame.puff.get(synapse, 0.0),
        inhibitory=place.inhibitory,
        pools=tuple(_pool(geometry.places[id], frame) for id in chain.receptors),
    )


def fractions(place: Place, frame: LiveFrame) -> tuple[float, float, float, float]:
    """Shares of receptors that are open, plugged, drugged and shut; they add up to 1."""
    drugged = _share(frame.value(place.id, "drugged"))
    opened = _share(frame.value(place.id, "open"))
    plugged = _share(frame.value(place.id, "blocked_mg"))
    free = 1.0 - drugged
    busy = opened + plugged
    if busy > free:
        opened, plugged = (opened * free / busy, plugged * free / busy)
    return opened, plugged, drugged, max(0.0, 1.0 - drugged - opened - plugged)


def counts(shares: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers near `shares` of a total that add up to it, by largest remainder."""
    exact = np.asarray(shares, dtype=float) * total
    whole = np.floor(exact + 1e-9).astype(int)
    left = total - int(whole.sum())
    for index in np.argsort(-(exact - whole), kind="stable")[:left]:
        whole[index] += 1
    return tuple(int(count) for count in whole)


def lines(state: Membrane) -> list[tuple[str, str]]:
    """What is said about a synapse: pairs of words and a number."""
    transmitter = _("transmitter in the cleft")
    rows = [
        (transmitter, live_text(CLEFT_MM * state.puff, "mM")),
        (_("vesicles ready"), _("{percent} %").format(percent=f"{100 * state.ready:.0f}")),
    ]
    if abs(state.release - 1.0) > 0.005:
        rows.append((_("release"), f"×{live_text(state.release)}"))
    for pool in state.pools:
        rows.append((_("{name} open").format(name=pool.name), _of(pool.opened, pool.total)))
        if pool.plugged:
            rows.append((_("blocked by Mg²⁺"), _of(pool.plugged, pool.total)))
        if pool.drugged:
            rows.append((_("blocked by drug"), _of(pool.drugged, pool.total)))
    return rows


def _of(count: int, total: int) -> str:
    return _("{count} of {total}").format(count=count, total=total)


def _pool(place: Place, frame: LiveFrame) -> Pool:
    number = frame.value(place.id, "number", place.number("number", 1.0))
    total = max(1, round(RECEPTORS * min(3.0, number)))
    opened, plugged, drugged, _shut = counts(fractions(place, frame), total)
    return Pool(
        id=place.id,
        name=place.short_name,
        colour=place.colour,
        total=total,
        opened=opened,
        plugged=plugged,
        drugged=drugged,
        number=number,
        conductance=frame.value(place.id, "g"),
        blockable=place.kind is not None and "blocked_mg" in place.kind.states,
    )


def _share(value: float) -> float:
    return 0.0 if math.isnan(value) else min(1.0, max(0.0, value))
