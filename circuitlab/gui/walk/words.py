"""What a walk says by itself: what is waited for, how far off a drawing was, what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.words import format_number
from circuitlab.model.names import name_of
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.scenario import ScenarioStep, WaitFor
    from circuitlab.playback.prediction import Gap


def wait_words(circuit: Circuit, catalog: Catalog, wait: WaitFor) -> str:
    """Return what a step waits for, as a request to the viewer."""
    if wait.seconds is not None:
        said = _("Watch for {seconds} s of model time.")
        return said.format(seconds=format_number(wait.seconds))
    if wait.state is None:
        name = name_of(circuit, catalog, wait.spikes)
        said = ngettext(
            "Watch until a spike of “{name}” comes.",
            "Watch until {count} spikes of “{name}” have come.",
            wait.count,
        )
        return said.format(count=wait.count, name=name)
    id, state = wait.state
    kind = catalog.kinds.get(circuit.elements[id].kind)
    known = kind.states.get(state) if kind is not None else None
    quantity = (known.title or known.doc or state) if known is not None else state
    bound = wait.above if wait.above is not None else wait.below
    value = with_unit(float(bound or 0.0), known.unit if known is not None else "1")
    said = _("Watch until it is above {value}: {quantity} of “{name}”.")
    if wait.above is None:
        said = _("Watch until it is below {value}: {quantity} of “{name}”.")
    words = quantity[:1].lower() + quantity[1:].rstrip(".")
    return said.format(value=value, quantity=words, name=name_of(circuit, catalog, id))


def gap_words(gap: Gap, unit: str) -> str:
    """Return how far off a drawing was, with its unit."""
    away = with_unit(gap.away, unit)
    if unit in ("", "1"):
        away = _("{number} points of the scale").format(number=away)
    if gap.is_close:
        return _("Your curve was close: {away} off on average.").format(away=away)
    if gap.above > 0.5 * gap.away:
        return _("Your curve lies above the run: {away} off on average.").format(away=away)
    if gap.above < -0.5 * gap.away:
        return _("Your curve lies below the run: {away} off on average.").format(away=away)
    return _("Your curve has another shape than the run: {away} off on average.").format(away=away)


def lost_words(step: ScenarioStep) -> str:
    """Return which elements a step spoke of that are gone; empty for none."""
    if not step.lost:
        return ""
    names = ", ".join(f"“{name}”" for name in step.lost)
    said = _("This step also spoke of {names}, which is no longer in the circuit.")
    return said.format(names=names)


def with_unit(value: float, unit: str) -> str:
    """Return a number of two or three digits with its unit; one without any stands alone."""
    number = format_number(float(f"{value:.2g}" if abs(value) < 100 else f"{value:.0f}"))
    return number if unit in ("", "1") else f"{number} {unit}"
