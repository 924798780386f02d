"""What is said of routes, their steps and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.short_names import short_name
from circuitlab.model.element import Role
from circuitlab.model.names import name_of
from circuitlab.model.signs import Sign
from circuitlab.resources import _, in_digits, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.pathways import Route, Routes
    from circuitlab.model.signal_graph import PathwayStep

SIGNS = {
    Sign.EXCITES: "+",
    Sign.INHIBITS: "−",
    Sign.BOTH: "±",
    Sign.MODULATES: "~",
    Sign.PASSES: "→",
}
"""How a sign is written in a badge."""

COLOURS = {
    Sign.EXCITES: "nociceptor",
    Sign.INHIBITS: "inhibitory",
    Sign.BOTH: "projection",
    Sign.MODULATES: "drug",
    Sign.PASSES: "muted",
}
"""Theme token of a sign."""

_MOST_NAMED = 3

NO_BREAK = "\N{NO-BREAK SPACE}"


def milliseconds(time: float) -> str:
    """Return a delay with as many decimals as it needs, two at most."""
    return _("{time} ms").format(time=in_digits(f"{time:.2f}".rstrip("0").rstrip(".")))


def sign_word(sign: Sign) -> str:
    """Return what a signal does, in one word or two."""
    return {
        Sign.EXCITES: _("excites"),
        Sign.INHIBITS: _("inhibits"),
        Sign.BOTH: _("excites and inhibits"),
        Sign.MODULATES: _("modulates"),
        Sign.PASSES: _("reaches"),
    }[sign]


def summary(found: Routes) -> str:
    """Return how many routes there are and how long the quickest takes."""
    if not found.found:
        return _("two parts selected · no route")
    count = len(found.found)
    said = ngettext("{count} route", "{count} routes", count)
    if found.is_cut:
        said = ngettext("more than {count} route", "more than {count} routes", count)
    quickest = milliseconds(found.found[0].delay_ms).replace(" ", NO_BREAK)
    return _("two parts selected · {routes} · shortest {delay}").format(
        routes=said.format(count=count), delay=quickest
    )


def route_title(number: int, route: Route) -> str:
    """Return a route's number and what it does at its end."""
    return _("Route {number} · {sign}").format(number=number, sign=sign_word(route.sign))


def via(circuit: Circuit, catalog: Catalog, route: Route) -> str:
    """Return what lies between the ends of a route."""
    between = [name_of(circuit, catalog, id) for id in route.stations[1:-1]]
    return " · ".join(between) if between else _("directly")


def step_rows(circuit: Circuit, catalog: Catalog, route: Route) -> list[tuple[str, str]]:
    """Return the steps of a route in words, each with its delay, without axons of no length."""
    return [
        (step_words(circuit, catalog, step), f"+ {milliseconds(step.delay_ms)}")
        if step.delay_ms
        else (step_words(circuit, catalog, step), _("at once"))
        for step in route.steps
        if step.delay_ms or not _is_silent(step)
    ]


def _is_silent(step: PathwayStep) -> bool:
    """Whether the next step says all: an axon of no length, the way into a junction."""
    into = step.role is Role.COUPLES and step.sign is Sign.PASSES
    return into or step.role is Role.RELEASES_ONTO


def step_words(circuit: Circuit, catalog: Catalog, step: PathwayStep) -> str:
    """Return one step in words."""
    source, target = (name_of(circuit, catalog, id) for id in (step.source, step.target))
    through = ", ".join(_short(circuit, catalog, id) for id in step.through)
    if step.role is Role.RELEASES_ONTO:
        return _("Conduction along {source}").format(source=source)
    if step.role is Role.BINDS:
        return _("Synapse: {receptors} · {sign}").format(
            receptors=through or _short(circuit, catalog, step.target), sign=sign_word(step.sign)
        )
    if step.role is Role.COUPLES:
        return _("Junction: straight into {cell}").format(cell=target)
    if step.role is Role.RECORDS:
        return _("Read by {meter}").format(meter=target)
    said = _("{source} {sign} {target}").format(
        source=source, sign=sign_word(step.sign), target=target
    )
    return _("{what} by {parts}").format(what=said, parts=through) if through else said


def loop_sentences(circuit: Circuit, catalog: Catalog, found: Iterable[Route]) -> list[str]:
    """Return a sentence for each loop; one that says so where there is none."""
    said = [_loop(circuit, catalog, loop) for loop in found]
    return said or [_("No loop: nothing returns to its start.")]


def _loop(circuit: Circuit, catalog: Catalog, loop: Route) -> str:
    members = [name_of(circuit, catalog, id) for id in loop.stations[:-1]]
    delay = milliseconds(loop.delay_ms)
    sort = {
        Sign.EXCITES: _("Excitation"),
        Sign.INHIBITS: _("Inhibition"),
        Sign.BOTH: _("Excitation and inhibition"),
    }.get(loop.sign)
    if sort is None:
        return _("{names} act on each other in a loop.").format(names=", ".join(members))
    if len(members) == 1:
        return _("{name} {sign} itself after {delay}.").format(
            name=members[0], sign=sign_word(loop.sign), delay=delay
        )
    if len(members) <= _MOST_NAMED:
        return _("{sort} through {names} returns after {delay}.").format(
            sort=sort, names=", ".join(members), delay=delay
        )
    return _("{sort} through {count} cells returns after {delay}.").format(
        sort=sort, count=len(members), delay=delay
    )


def _short(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return a part's own name, or the first word of its kind's."""
    return circuit.elements[id].label or short_name(name_of(circuit, catalog, id))
