"""Claims in words: what is expected, what was measured, and in which unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.analysis.measures import unit_of
from circuitlab.catalog.words import format_number
from circuitlab.model.claims import Claim
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.analysis.claim_results import ClaimResult
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

_OF_X = ("threshold", "ec50")
"""How a series is read where the number is one of its x."""


def unit_of_claim(claim: Claim, circuit: Circuit, catalog: Catalog) -> str:
    """Return the unit of what a claim measures; a ratio has none."""
    if claim.series:
        is_x = claim.series.get("read") in _OF_X
        return str(claim.series.get("unit", "")) if is_x else ""
    if claim.against and claim.compare == "ratio":
        return ""
    element = circuit.elements.get(str(claim.args.get("element")))
    kind = catalog.kinds.get(element.kind) if element is not None else None
    state = kind.states.get(str(claim.args.get("state"))) if kind is not None else None
    unit = state.unit if state is not None and state.unit != "1" else ""
    return unit_of(claim.measure, unit, str(claim.args.get("of", "")))


def expected_words(claim: Claim, unit: str = "") -> str:
    """Return what a claim expects: ``"43.2 ± 0.3 °C"``, ``"≥ 1.8"``."""
    return _with_unit(_expected(claim), unit)


def _expected(claim: Claim) -> str:
    if claim.expected is not None and not claim.margin:
        return short_number(claim.expected)
    if claim.expected is not None:
        return f"{short_number(claim.expected)} ± {short_number(float(f'{claim.margin:.3g}'))}"
    if math.isinf(claim.low):
        return f"≤ {short_number(claim.high)}"
    if math.isinf(claim.high):
        return f"≥ {short_number(claim.low)}"
    return f"{short_number(claim.low)} … {short_number(claim.high)}"


def measured_words(result: ClaimResult) -> str:
    """Return what was measured, with its unit; why nothing was."""
    if result.trouble is not None:
        return result.trouble.sentence
    if math.isnan(result.measured):
        return _("nothing to measure")
    return _with_unit(short_number(result.measured), result.unit)


def known_miss_words(result: ClaimResult) -> str:
    """Return by how much a claim is known to miss, and why."""
    told = _with_unit(short_number(float(result.claim.known_miss["measured"])), result.unit)
    reason = str(result.claim.known_miss.get("reason", ""))
    return _("known to give {number}: {reason}").format(number=told, reason=reason)


def short_number(value: float) -> str:
    """Return a number in four digits; a dash where there is none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return _("none")
    return format_number(float(f"{value:.4g}"))


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}".strip()
