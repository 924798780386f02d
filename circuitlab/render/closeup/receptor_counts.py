"""The live state of one synapse in numbers: what its close view draws and says."""

from __future__ import annotations

import math
from dataclasses import dataclass

from circuitlab.catalog.live_words import live_text
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.pools import Pool, acting_on, occupancy, pools_of
from circuitlab.resources import _

VESICLES = 12
SITES = 5
"""Calcium channels of the terminal that are drawn."""
CLEFT_MM = 1.0
"""Transmitter in the cleft just after a release, in mM for 1 ms: declared, not simulated."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a drug binds at the terminal.

    Parameters
    ----------
    name : str
        Of the part of the molecule.
    taken : int
        Of `SITES` that are drawn, how many hold the drug.
    drugs : str
        What binds there, by name; empty where nothing does.
    """

    name: str
    taken: int = 0
    drugs: str = ""


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
    id, source_id, host_id : str
        Ids of the synapse and of the two cells.
    sites : tuple of Site
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
    id: str = ""
    source_id: str = ""
    host_id: str = ""
    sites: tuple[Site, ...] = ()

    @property
    def transmitter(self) -> str:
        """Theme token of what is released: in vesicles, in the cleft, and where it is bound."""
        return "inhibitory" if self.inhibitory else "transmitter"


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
        pools=tuple(
            pool
            for id in chain.receptors
            for pool in pools_of(geometry, id, frame, frame.potential.get(host.id, math.nan))
        ),
        id=synapse,
        source_id=source.id,
        host_id=host.id,
        sites=_sites(geometry, synapse, frame),
    )


def _sites(geometry: Geometry, synapse: str, frame: LiveFrame) -> tuple[Site, ...]:
    """Where drugs bind at the terminal, as the catalog names it."""
    kind = geometry.places[synapse].kind
    found = []
    for name, given in kind.inputs.items() if kind is not None else ():
        if given.site:
            share = occupancy(geometry, synapse, name, frame)
            drugs = acting_on(geometry, synapse, name)
            found.append(Site(given.site, round(SITES * share), ", ".join(drugs)))
    return tuple(found)


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
        rows += _lines_of(pool)
    for site in state.sites:
        if site.drugs:
            words = _("{site} with {drug}").format(site=site.name, drug=site.drugs)
            rows.append((words, _of(site.taken, SITES)))
    return rows


def _lines_of(pool: Pool) -> list[tuple[str, str]]:
    rows = []
    if pool.is_told:
        words = _("{name} {open}").format(name=pool.name, open=pool.opened_words)
        rows.append((words, _of(pool.opened, pool.total)))
    if pool.plugged:
        rows.append((_("blocked by Mg²⁺"), _of(pool.plugged, pool.total)))
    if pool.drugged:
        words = _("blocked by {drug}").format(drug=pool.drugs or _("a drug"))
        rows.append((words, _of(pool.drugged, pool.total)))
    if pool.coming:
        words = _("{name} to come") if pool.coming > 0 else _("{name} to go")
        rows.append((words.format(name=pool.name), str(abs(pool.coming))))
    return rows


def _of(count: int, total: int) -> str:
    return _("{count} of {total}").format(count=count, total=total)
