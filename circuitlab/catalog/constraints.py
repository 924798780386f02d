"""What a kind's values must be to each other: read from a line of the catalog, judged, said.

A rule compares two sides, ``"stop - start <= period"``; conditions are joined by ``and``. A side is
a sum of parameters and numbers; ``3*jitter`` is three times one, ``1/frequency`` the time between
two pulses, which at a frequency of 0 is endless.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.spec import Constraint, Kind, Parameter
from circuitlab.catalog.units import unit_of
from circuitlab.catalog.words import Problem, format_number, format_value
from circuitlab.resources import _

Numbers = Mapping[str, Any]
"""Values by parameter, in the catalog's units: one each, or an array with one for each cell."""

_ROUNDING = 1e-9
"""Part by which a side may exceed the other where both are meant to be equal."""

_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "<": operator.lt,
        "<=": lambda left, right: left <= right + _ROUNDING * abs(right),
        "=": operator.eq,
    }
)
_RULE = re.compile(r"(?P<left>[^<=]+?)\s*(?P<sign><=|<|=)\s*(?P<right>[^<=]+)")
_TERM = re.compile(
    r"\s*(?P<sign>[+-]?)\s*(?:(?P<times>\d+)\*|(?P<over>1/))?(?:(?P<name>[a-z]\w*)|(?P<number>[\d.]+))"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter times a factor, or one over it; or a plain number where there is no name."""

    factor: float
    name: str = ""
    inverse: bool = False


Side = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint, read: what is compared how, and on what conditions."""

    left: Side
    sign: str
    right: Side
    conditions: tuple[Rule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every parameter that it speaks of, in the order of the text."""
        sides = (*self.left, *self.right)
        own = [term.name for term in sides if term.name]
        more = [name for condition in self.conditions for name in condition.names]
        return tuple(dict.fromkeys([*own, *more]))


@cache
def rule_of(constraint: Constraint) -> Rule:
    """Return a constraint's text as what is compared.

    Raises
    ------
    ValueError
        If it is not written so: a mistake in the catalog and not of the user.
    """
    asked = constraint.where.split(" and ") if constraint.where else []
    plain = _compared(constraint.must)
    return Rule(plain.left, plain.sign, plain.right, tuple(_compared(each) for each in asked))


def related(kind: Kind) -> frozenset[str]:
    """Return the parameters of a kind that any of its constraints speaks of."""
    return frozenset(name for constraint in kind.constraints for name in rule_of(constraint).names)


def holds(kind: Kind, rule: Rule, numbers: Numbers) -> Any:
    """Return whether a rule holds: True or False, or an array of it where numbers are arrays."""
    unit = _unit_of_rule(kind, rule)
    left, right = (_sum(kind, side, numbers, unit) for side in (rule.left, rule.right))
    kept = _SIGNS[rule.sign](left, right)
    for condition in rule.conditions:
        kept = kept | (holds(kind, condition, numbers) == False)  # noqa: E712 - of arrays too
    return kept


def broken(kind: Kind, numbers: Numbers) -> Iterator[Constraint]:
    """Yield the constraints that do not hold between numbers, one each."""
    for constraint in kind.constraints:
        if not holds(kind, rule_of(constraint), numbers):
            yield constraint


def refusal(kind: Kind, constraint: Constraint, numbers: Numbers) -> Problem:
    """Return what is wrong where a constraint does not hold, and what to do."""
    rule = rule_of(constraint)
    unit = _unit_of_rule(kind, rule)
    sides = {
        name: _side_words(kind, side, numbers, unit)
        for name, side in (("left", rule.left), ("right", rule.right))
    }
    what = _sentence(rule).format(why=constraint.why, **sides)
    return Problem(rule.names[0], what, _remedy(kind, rule))


def problems_of(kind: Kind) -> Iterator[str]:
    """Yield what is wrong with a kind's constraints themselves, for the catalog's check."""
    for constraint in kind.constraints:
        try:
            rule = rule_of(constraint)
        except ValueError as error:
            yield str(error)
        else:
            yield from [*_misnamed(kind, rule)] or _misfitting(kind, constraint, rule)


# ---- reading


def _compared(text: str) -> Rule:
    match = _RULE.fullmatch(text.strip())
    if match is None:
        raise ValueError(_("“{text}” compares nothing").format(text=text))
    return Rule(_side(match["left"]), match["sign"], _side(match["right"]))


def _side(text: str) -> Side:
    terms, place = [], 0
    while place < len(text.rstrip()):
        match = _TERM.match(text, place)
        if match is None:
            raise ValueError(_("“{text}” is no sum of parameters").format(text=text))
        factor = float(match["times"] or match["number"] or 1.0)
        signed = -factor if match["sign"] == "-" else factor
        terms.append(Term(signed, match["name"] or "", bool(match["over"])))
        place = match.end()
    return tuple(terms)


# ---- judging


def _unit_of_rule(kind: Kind, rule: Rule) -> str:
    """Return the unit that both sides are compared in: that of the first plain parameter."""
    plain = (t.name for t in (*rule.left, *rule.right) if t.name and not t.inverse)
    return next((kind.parameters[name].unit for name in plain), "1")


def _sum(kind: Kind, side: Side, numbers: Numbers, unit: str) -> Any:
    total: Any = 0.0
    for term in side:
        total = total + _value(kind, term, numbers, unit)
    return total


def _value(kind: Kind, term: Term, numbers: Numbers, unit: str) -> Any:
    if not term.name:
        return term.factor
    number = numbers[term.name]
    given, wanted = unit_of(kind.parameters[term.name].unit), unit_of(unit)
    assert given is not None
    assert wanted is not None
    if term.inverse:
        return term.factor / (number * given.size * wanted.size) if number else math.inf
    return term.factor * number * (given.size / wanted.size)


def _misnamed(kind: Kind, rule: Rule) -> Iterator[str]:
    for name in rule.names:
        parameter = kind.parameters.get(name)
        if parameter is None:
            yield _("a constraint names “{name}”, which is no parameter").format(name=name)
        elif parameter.type not in ("number", "integer") or unit_of(parameter.unit) is None:
            yield _("a constraint names “{name}”, which is no number").format(name=name)
        elif parameter.spread:
            yield _("a constraint names “{name}”, whose spread is drawn later").format(name=name)


def _misfitting(kind: Kind, constraint: Constraint, rule: Rule) -> Iterator[str]:
    if not constraint.why or rule.sign == "=":
        yield _("the constraint “{must}” cannot be told to anybody").format(must=constraint.must)
    if len({_dimension(kind, t) for t in (*rule.left, *rule.right) if t.name}) > 1:
        yield _("the constraint “{must}” compares different quantities").format(
            must=constraint.must
        )
        return
    if any(t.inverse and kind.parameters[t.name].per_cell for t in (*rule.left, *rule.right)):
        yield _("the constraint “{must}” divides by what differs between cells").format(
            must=constraint.must
        )
        return
    if not holds(kind, rule, {name: kind.parameters[name].default for name in rule.names}):
        yield _("the defaults do not keep the constraint “{must}”").format(must=constraint.must)


def _dimension(kind: Kind, term: Term) -> tuple[tuple[int, ...], float]:
    """Return what a term measures, and where the zero of its unit lies."""
    unit = unit_of(kind.parameters[term.name].unit)
    assert unit is not None
    powers = tuple(-power if term.inverse else power for power in unit.dimension)
    return powers, unit.zero


# ---- words


def _sentence(rule: Rule) -> str:
    if not any(term.name for term in rule.left):
        above, at_least = (
            _("{right} must be above {left}: {why}"),
            _("{right} must be at least {left}: {why}"),
        )
        return above if rule.sign == "<" else at_least
    if rule.sign == "<":
        return _("{left} must lie below {right}: {why}")
    return _("{left} must not exceed {right}: {why}")


def _side_words(kind: Kind, side: Side, numbers: Numbers, unit: str) -> str:
    named = [term for term in side if term.name]
    shown = _shown(kind, side, unit)
    if not named:
        return format_value(shown, side[0].factor)
    return f"{_formula(kind, side)} ({format_value(shown, _sum(kind, side, numbers, unit))})"


def _shown(kind: Kind, side: Side, unit: str) -> Parameter:
    """Return a parameter in the unit of the rule, to write a value as."""
    same = (p for p in kind.parameters.values() if p.unit == unit and p.type != "numbers")
    own = (kind.parameters[term.name] for term in side if term.name and not term.inverse)
    return next((p for p in own if p.unit == unit), next(same))


def _formula(kind: Kind, side: Side) -> str:
    words = ""
    for term in side:
        title = _title(kind, term.name) if term.name else format_number(abs(term.factor))
        size = f"{format_number(abs(term.factor))} × " if abs(term.factor) != 1.0 else ""
        part = f"1 / {title}" if term.inverse else f"{size}{title}"
        joint = (" − " if words else "−") if term.factor < 0 else (" + " if words else "")
        words += joint + part
    return words


def _title(kind: Kind, name: str) -> str:
    return _("“{title}”").format(title=kind.parameters[name].title)


def _remedy(kind: Kind, rule: Rule) -> str:
    lower, higher = (list(dict.fromkeys(names)) for names in _levers(rule))
    down, up = (_either(_title(kind, name) for name in names) for names in (lower, higher))
    said = [_("lower {names}").format(names=down)] if down else []
    said += [_("raise {names}").format(names=up)] if up else []
    said += [_way_out(kind, condition) for condition in rule.conditions]
    return _either(filter(None, said))


def _way_out(kind: Kind, condition: Rule) -> str:
    """Return how a condition is no longer met; an empty text where it cannot be said."""
    name = _title(kind, condition.names[0])
    if not condition.left[0].name:
        least = condition.left[0].factor if condition.sign == "<" else 0.0
        return _("set {name} to {value}").format(name=name, value=format_number(least))
    return _("raise {names}").format(names=name) if condition.sign == "=" else ""


def _levers(rule: Rule) -> tuple[list[str], list[str]]:
    """Return the parameters that may be lowered, and those that may be raised, to mend a rule."""
    lower: list[str] = []
    higher: list[str] = []
    for side, wanted in ((rule.left, -1.0), (rule.right, 1.0)):
        for term in side:
            rises = (term.factor > 0.0) != term.inverse
            if term.name:
                (higher if rises == (wanted > 0.0) else lower).append(term.name)
    return lower, higher


def _either(words: Iterable[str]) -> str:
    return _(" or ").join(words)
