"""The receptors of one kind at one synapse: how many are drawn, and in which state each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.live_words import live_text
from circuitlab.model.effects import effects_of
from circuitlab.model.element import Role
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.geometry import Geometry
from circuitlab.render.live_frame import LiveFrame
from circuitlab.resources import _

RECEPTORS = 10
"""Receptors of each kind that a healthy synapse is drawn with."""

STILL_MV = 0.5
"""So near its reversal potential no ion moves on the whole."""


@dataclass(frozen=True, slots=True)
class Pool:
    """All receptors of one kind at one synapse.

    Parameters
    ----------
    id, name, colour : str
    total : int
        How many are drawn.
    opened, plugged, drugged : int
        Of these, how many are open (or active), held by magnesium, held by a drug; the rest are
        shut.
    number : float
        Receptors against the healthy number.
    conductance : float
        All of them together now, in nS; NaN where nothing runs, or is not theirs.
    blockable : bool
        Whether magnesium and drugs can sit in the pore.
    through : str
        The messenger by which they act; empty for those that have a pore.
    ions : tuple of str
        What passes the pore.
    force : float
        V − E, in mV; NaN where one of them is not known.
    is_told : bool
        Whether the run tells how many are open.
    drugs : str
        What sits in the pores of those that are drugged, by name.
    coming : int
        How many are on their way to the surface; negative: on their way from it.
    slowed_by : str
        What slows those that come, by name; empty where nothing does.
    shape : str
        The words of the catalog for its gate.
    """

    id: str
    name: str
    colour: str
    total: int
    opened: int
    plugged: int = 0
    drugged: int = 0
    number: float = 1.0
    conductance: float = math.nan
    blockable: bool = False
    through: str = ""
    ions: tuple[str, ...] = ()
    force: float = math.nan
    is_told: bool = True
    drugs: str = ""
    coming: int = 0
    slowed_by: str = ""
    shape: str = ""

    @property
    def shut(self) -> int:
        """How many are neither open nor blocked."""
        return self.total - self.opened - self.plugged - self.drugged

    @property
    def opened_words(self) -> str:
        """What the open ones are said to be."""
        return _("active") if self.through else _("open")

    @property
    def flow(self) -> str:
        """Which ions move through open pores, and which way, by charge and V − E."""
        if not self.ions or math.isnan(self.force):
            return ""
        if abs(self.force) < STILL_MV:
            return _("no net flow")
        is_anion = self.ions[0].endswith("⁻")
        if (self.force > 0.0) is is_anion:
            return _("{ions} in").format(ions=_(" and ").join(self.ions))
        is_own = is_anion or "K⁺" in self.ions
        return _("{ions} out").format(ions=self.ions[0] if is_own else _("cations"))


def pools_of(geometry: Geometry, id: str, frame: LiveFrame, potential: float) -> list[Pool]:
    """Read a receptor from a run's frame: it, and where it opens another's pore, that as well.

    Parameters
    ----------
    potential : float
        Of the cell it sits in, mV.
    """
    place = geometry.places[id]
    number = frame.value(id, "number", place.number("number", 1.0))
    total = max(1, round(RECEPTORS * min(3.0, number)))
    kind = place.kind
    states = kind.states if kind is not None else {}
    through, opens = (kind.through, kind.opens) if kind is not None else ("", "")
    opened, plugged, drugged, _shut = counts(fractions(place, frame), total)
    force = potential - frame.value(id, "e_cl", place.number("e_rev"))
    conductance = frame.value(id, "g")
    goal = frame.value(id, "number_goal", number)
    pool = Pool(
        id=id,
        name=place.short_name,
        colour=place.colour,
        total=total,
        opened=opened,
        plugged=plugged,
        drugged=drugged,
        number=number,
        conductance=conductance,
        blockable="blocked_mg" in states,
        through=through,
        ions=kind.ions if kind is not None else (),
        force=force,
        is_told="open" in states,
        drugs=", ".join(acting_on(geometry, id, states["drugged"].by))
        if "drugged" in states
        else "",
        coming=round(RECEPTORS * (goal - number)),
        slowed_by=", ".join(_slowing(geometry, id, frame)),
        shape=place.shape,
    )
    return [pool] if not opens else _apart(pool, place, opens, frame)


def _apart(pool: Pool, place: DrawnElement, opens: str, frame: LiveFrame) -> list[Pool]:
    """A receptor and the channels that its messenger opens: each with its own simulated share."""
    bound = round(pool.total * _share(frame.value(place.id, "bound")))
    receptor = Pool(
        pool.id, pool.name, pool.colour, pool.total, bound, through=pool.through, is_told=True
    )
    channel = Pool(
        pool.id,
        opens,
        pool.colour,
        pool.total,
        pool.opened,
        conductance=pool.conductance,
        ions=pool.ions,
        force=pool.force,
        is_told=pool.is_told,
    )
    return [receptor, channel]


def acting_on(geometry: Geometry, id: str, given: str) -> list[str]:
    """Return the names of what acts on an input of an element."""
    sources = dict.fromkeys(source for source, _output in _acting(geometry, id, given))
    return [geometry.places[source].name for source in sources]


def occupancy(geometry: Geometry, id: str, given: str, frame: LiveFrame) -> float:
    """Return the share of sites that is taken, x/(1 + x) for what acts there; 0 if not known."""
    ratio = sum(frame.value(*acting, 0.0) for acting in _acting(geometry, id, given))
    return ratio / (1.0 + ratio)


def _acting(geometry: Geometry, id: str, given: str) -> list[tuple[str, str]]:
    """What acts on an input of an element, directly or through its host or synapse, by state."""
    circuit, catalog = geometry.circuit, geometry.catalog
    ends = [id, *circuit.targets(id, Role.SITS_IN), *circuit.sources(id, Role.BINDS)]
    links = [
        circuit.links[source, end]
        for end in ends
        for role in (Role.DRIVES, Role.MODULATES)
        for source in circuit.sources(end, role)
    ]
    found = [
        (source, effect.output)
        for link in links
        for effect, source, target in effects_of(circuit, catalog, link)
        if target == id and effect.input == given
    ]
    return list(dict.fromkeys(found))


def _slowing(geometry: Geometry, id: str, frame: LiveFrame) -> list[str]:
    kind = geometry.places[id].kind
    by = kind.states["number_goal"].by if kind and "number_goal" in kind.states else ""
    share = occupancy(geometry, id, by, frame) if by else 0.0
    return acting_on(geometry, id, by) if share > 0.0 else []


def fractions(place: DrawnElement, frame: LiveFrame) -> tuple[float, float, float, float]:
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


def summary(pool: Pool) -> str:
    """What is said of a pool below its name."""
    parts = []
    if pool.is_told:
        words = _("{count} of {total} {open}")
        parts.append(words.format(count=pool.opened, total=pool.total, open=pool.opened_words))
    if pool.plugged:
        parts.append(_("{count} plugged by Mg²⁺").format(count=pool.plugged))
    if pool.drugged:
        words = _("{count} with {drug} in the pore")
        parts.append(words.format(count=pool.drugged, drug=pool.drugs or _("a drug")))
    if not math.isnan(pool.conductance):
        parts.append(live_text(pool.conductance, "nS"))
    return " · ".join(parts)


def _share(value: float) -> float:
    return 0.0 if math.isnan(value) else min(1.0, max(0.0, value))
