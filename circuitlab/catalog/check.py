"""What must hold across the whole catalog, beyond each table being well formed."""

from collections.abc import Iterable, Iterator, Mapping

from circuitlab.catalog.constraints import problems_of
from circuitlab.catalog.evidence import Evidence
from circuitlab.catalog.families import CHANNEL, NEURON, RECEPTOR, SPIKES
from circuitlab.catalog.parameter_groups import main_problems
from circuitlab.catalog.spec import (
    EVERY,
    Catalog,
    Effect,
    Input,
    Kind,
    Parameter,
    State,
    Value,
    did_you_mean,
)
from circuitlab.catalog.units import is_time, unit_of
from circuitlab.catalog.words import Problem, convert
from circuitlab.resources import _

_PARTS = ("receptors", "docks", "comes_with")


def check_catalog(catalog: Catalog) -> list[Problem]:
    """Return every contradiction in `catalog`."""
    return [problem for kind in catalog.kinds.values() for problem in _kind(kind, catalog)]


def _kind(kind: Kind, catalog: Catalog) -> Iterator[Problem]:
    yield from _parts(kind, catalog)
    yield from _units(kind)
    yield from _onset(kind)
    yield from _cited(kind.sources, f"{kind.name}.sources", catalog)
    yield from _made_for(kind, catalog)
    yield from _values_of_parts(kind, catalog)
    if kind.evidence is not None:
        yield from _evidence(kind.evidence, f"{kind.name}.evidence", catalog)
    yield from _reversal(kind, catalog)
    yield from _graded(kind)
    yield from main_problems(kind, catalog.parameter_groups)
    for effect in kind.effects:
        yield from _effect(kind, effect, catalog)
    for parameter in kind.parameters.values():
        where = f"{kind.name}.{parameter.name}"
        yield from _source(parameter, where, catalog)
        yield from _range(parameter, where)
    for what in problems_of(kind):
        yield Problem(f"{kind.name}.constraints", what)


def _parts(kind: Kind, catalog: Catalog) -> Iterator[Problem]:
    for key in _PARTS:
        for name in getattr(kind, key):
            part = catalog.kinds.get(name)
            if part is None:
                what = _("there is no kind called “{name}”").format(name=name)
                yield Problem(f"{kind.name}.{key}", what, did_you_mean(name, catalog.kinds))
            elif part.family not in (RECEPTOR, CHANNEL):
                what = _("“{name}” is neither a receptor nor a channel").format(name=name)
                yield Problem(f"{kind.name}.{key}", what)


def _units(kind: Kind) -> Iterator[Problem]:
    things: tuple[Parameter | Input | State, ...] = (
        *kind.parameters.values(),
        *kind.inputs.values(),
        *kind.states.values(),
    )
    for thing in things:
        if unit_of(thing.unit) is None or not thing.unit:
            what = _("unknown unit “{unit}”").format(unit=thing.unit)
            yield Problem(f"{kind.name}.{thing.name}", what, _("write “1” for a plain number"))


def _graded(kind: Kind) -> Iterator[Problem]:
    if kind.graded is None:
        return
    where, parameter = f"{kind.name}.graded", kind.parameters.get(kind.graded.by)
    if parameter is None:
        what = _("there is no parameter called “{name}”").format(name=kind.graded.by)
        yield Problem(where, what, did_you_mean(kind.graded.by, kind.parameters))
        return
    for level in kind.graded.levels:
        if not parameter.minimum <= level <= parameter.maximum:
            yield Problem(where, _("{level} lies out of range").format(level=level))


def _onset(kind: Kind) -> Iterator[Problem]:
    parameter = kind.parameters.get(kind.onset)
    if kind.onset and (parameter is None or not is_time(parameter.unit)):
        what = _("“{name}” is no parameter that is a time").format(name=kind.onset)
        yield Problem(f"{kind.name}.onset", what)


def _made_for(kind: Kind, catalog: Catalog) -> Iterator[Problem]:
    """What a wire makes of a receptor must be values that it has, for what is released."""
    released = {word for other in catalog.kinds.values() for word in other.transmitters}
    for transmitter, values in kind.made_for.items():
        where = f"{kind.name}.made_for.{transmitter}"
        if transmitter not in released:
            what = _("nothing releases “{transmitter}”").format(transmitter=transmitter)
            yield Problem(where, what, did_you_mean(transmitter, released))
        yield from _values(kind, values, where)


def _values_of_parts(kind: Kind, catalog: Catalog) -> Iterator[Problem]:
    """What a part is worth in a neuron must be values that the part has."""
    for name, values in kind.parts.items():
        where = f"{kind.name}.parts.{name}"
        if name in catalog.kinds:
            yield from _values(catalog.kinds[name], values, where)
        else:
            what = _("there is no kind called “{name}”").format(name=name)
            yield Problem(where, what, did_you_mean(name, catalog.kinds))


def _values(kind: Kind, values: Mapping[str, float], where: str) -> Iterator[Problem]:
    for name, value in values.items():
        parameter = kind.parameters.get(name)
        if parameter is None:
            what = _("{kind} has no parameter “{name}”").format(kind=kind.title, name=name)
            yield Problem(where, what, did_you_mean(name, kind.parameters))
        elif not parameter.minimum <= value <= parameter.maximum:
            yield Problem(f"{where}.{name}", _("it lies outside of its range"))


def _reversal(kind: Kind, catalog: Catalog) -> Iterator[Problem]:
    ions = {ion for part in catalog.kinds.values() for ion in part.ions}
    for ion in kind.reversal.keys() - ions:
        what = _("nothing lets “{ion}” through").format(ion=ion)
        yield Problem(f"{kind.name}.reversal", what, did_you_mean(ion, ions))


def _effect(kind: Kind, effect: Effect, catalog: Catalog) -> Iterator[Problem]:
    where = f"{kind.name}.effects"
    spikes = kind.family == NEURON and effect.output == SPIKES
    if not spikes and effect.output not in {*kind.states, *kind.parameters}:
        what = _("it has neither state nor parameter “{name}”").format(name=effect.output)
        hint = did_you_mean(effect.output, [*kind.states, *kind.parameters])
        yield Problem(where, what, hint)
    named = [
        other
        for other in catalog.kinds.values()
        if effect.target in (other.name, other.family, EVERY)
    ]
    if not any(effect.reaches(other) for other in named):
        what = _("nothing called “{target}” has an input “{name}”")
        inputs = [name for other in named for name in other.inputs]
        hint = did_you_mean(effect.input, inputs) if named else ""
        yield Problem(where, what.format(target=effect.target, name=effect.input), hint)


def _source(parameter: Parameter, where: str, catalog: Catalog) -> Iterator[Problem]:
    told = (parameter.source, parameter.after, *(mark.source for mark in parameter.landmarks))
    yield from _cited(filter(None, told), where, catalog)
    for mark in parameter.landmarks:
        if not parameter.minimum <= mark.at <= parameter.maximum or not mark.title:
            what = _("the landmark at {at} is out of range or has no title").format(at=mark.at)
            yield Problem(where, what)
    if not parameter.source and not parameter.tag:
        what = _("it says neither where its value comes from nor that it is assumed")
        yield Problem(where, what, _("give a source, or the tag “assumed”"))
    if parameter.source and parameter.tag == "assumed":
        what = _("its value is assumed and yet said to be from “{key}”").format(
            key=parameter.source
        )
        yield Problem(where, what, _("name what the idea follows in “after”"))


def _evidence(evidence: Evidence, where: str, catalog: Catalog) -> Iterator[Problem]:
    if not (evidence.here and evidence.findings and evidence.debated):
        what = _("it does not say what it does here, what trials found and what is debated")
        yield Problem(where, what, _("give “here”, “findings” and “debated”"))
    if not evidence.is_dated:
        what = _("“{given}” is no year and month").format(given=evidence.checked)
        yield Problem(where, what, _("write “checked” as 2026-11"))
    yield from _cited((finding.source for finding in evidence.findings), where, catalog)


def _cited(keys: Iterable[str], where: str, catalog: Catalog) -> Iterator[Problem]:
    for key in keys:
        if key not in catalog.citations:
            what = _("there is no citation “{key}”").format(key=key)
            yield Problem(where, what, did_you_mean(key, catalog.citations))


def _range(parameter: Parameter, where: str) -> Iterator[Problem]:
    if not parameter.minimum <= parameter.maximum:
        yield Problem(where, _("its range is upside down"))
    elif parameter.scale == "log" and (parameter.minimum < 0 or parameter.maximum <= 0):
        yield Problem(where, _("a logarithmic scale needs a range above 0"))
    default: Value | Problem = parameter.default
    if unit_of(parameter.unit):
        default = convert(parameter, parameter.default)
    if isinstance(default, Problem):
        what = _("its default does not fit: {what}").format(what=default.what)
        yield Problem(where, what, default.remedy)
    elif default != parameter.default:
        yield Problem(where, _("its default does not fit: it is a text"), _("leave out the quotes"))
