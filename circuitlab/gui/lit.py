"""What of a circuit is lit to show its pathways: which links, which elements, with what beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from circuitlab.gui.inspector.pathway_words import milliseconds
from circuitlab.model.element import Role
from circuitlab.model.signs import Sign, product
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circuitlab.model.pathways import Reach, Route, Routes
    from circuitlab.model.signal_graph import SignalGraph, Way

MOST_BADGES = 14

Tone = Literal["chosen", "route", "upstream", "downstream"]
LinkKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands beside a wire: the sign of the signal, and how long it is under way."""

    link: LinkKey
    sign: Sign
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside an element."""

    element: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True, eq=False)
class Lit:
    """What is lit.

    Parameters
    ----------
    links : mapping of link to Tone
        The links that a signal runs along; an axon is lit by any of its links.
    elements : mapping of id to Tone
    badges, notes
        What is written on the canvas, the most important first.
    """

    links: Mapping[LinkKey, Tone]
    elements: Mapping[str, Tone]
    badges: tuple[Badge, ...] = ()
    notes: tuple[Note, ...] = field(default=())


def lit_routes(found: Routes, chosen: int) -> Lit:
    """Return the light on all routes between two elements, strongest on the chosen one."""
    first = found.found[chosen]
    ordered = [first, *(route for route in found.found if route is not first)]
    links: dict[LinkKey, Tone] = {}
    elements: dict[str, Tone] = {}
    badges: dict[LinkKey, Badge] = {}
    for route in ordered:
        tone: Tone = "chosen" if route is first else "route"
        for step in route.steps:
            links.setdefault(step.link, tone)
        for id in route.stations[1:-1]:
            elements.setdefault(id, tone)
        for badge in _badges(route, route is first):
            badges.setdefault(badge.link, badge)
    total = _("Σ {delay} by route {number}").format(
        delay=milliseconds(first.delay_ms), number=chosen + 1
    )
    notes = (Note(found.target, total, "chosen"),)
    return Lit(links, elements, tuple(badges.values())[:MOST_BADGES], notes)


def lit_reach(signals: SignalGraph, reach: Reach) -> Lit:
    """Return the light on what reaches an element and on what it reaches, in two tones."""
    links: dict[LinkKey, Tone] = {}
    elements: dict[str, Tone] = {}
    sides: tuple[tuple[Tone, tuple[str, ...]], ...] = (
        ("upstream", reach.upstream),
        ("downstream", reach.downstream),
    )
    for tone, ids in sides:
        elements.update((id, tone) for id in ids if id not in elements)
        inside = {reach.id, *ids}
        for source, target, step in signals.steps.edges(data="step"):
            leads = target != reach.id if tone == "downstream" else source != reach.id
            if source in inside and target in inside and leads:
                links.setdefault(step.link, tone)
    counts = [len(stations(signals, ids)) for _tone, ids in sides]
    by, to = counts
    before = ngettext("← reached by {count}", "← reached by {count}", by)
    before = before if by else _("reached by nothing")
    after = ngettext("reaches {count} →", "reaches {count} →", to)
    after = after if to else _("reaches nothing")
    notes = (
        Note(reach.id, before.format(count=counts[0]), "upstream"),
        Note(reach.id, after.format(count=counts[1]), "downstream"),
    )
    return Lit(links, elements, notes=notes)


def lit_elements(ids: Iterable[str]) -> Lit:
    """Return the light on some elements alone."""
    return Lit({}, dict.fromkeys(ids, "chosen"))


def stations(signals: SignalGraph, ids: Iterable[str]) -> list[str]:
    """Return those at which signals stop: synapses and parts left out."""
    return [id for id in ids if signals.is_station(id)]


def _badges(route: Route, is_chosen: bool) -> list[Badge]:
    """One for each wire with a sign; a meter's wire has none."""
    return [
        Badge(
            _wire(way),
            product(step.sign for step in way.steps),
            milliseconds(way.delay_ms) if way.delay_ms else "",
            is_chosen,
        )
        for way in route.ways
        if way.steps[-1].role not in (Role.RECORDS, Role.SITS_IN)
    ]


def _wire(way: Way) -> LinkKey:
    return way.steps[0].link
