"""From a table of TOML to a frozen value, with a problem for every key that does not fit."""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, get_args

from circuitlab.catalog.evidence import Evidence, Finding, certainties
from circuitlab.catalog.families import NEURON, NOTE, families
from circuitlab.catalog.spec import (
    Citation,
    Constraint,
    Effect,
    Family,
    Input,
    Kind,
    Landmark,
    Parameter,
    ParameterType,
    Scale,
    State,
    Value,
    did_you_mean,
)
from circuitlab.catalog.words import Problem
from circuitlab.catalog.written_grades import grades_of
from circuitlab.resources import _

Table = dict[str, Any]

SPOKEN = (
    *("title", "group", "doc", "article", "caveats", "opens", "why"),
    *("here", "found", "debated", "disclaimer"),
)
"""The keys whose texts people read, in any table; they are translated as they are loaded."""

_TEXTS = (
    *("title", "family", "group", "mechanism", "glyph", "shape", "colour", "lane"),
    *("doc", "article", "onset", "through", "opens", "disclaimer"),
)
_LISTS = (
    *("search", "main"),
    *("transmitters", "ligands"),
    "receptors",
    "docks",
    "comes_with",
    "caveats",
    "sources",
    "ions",
)
_TABLES = (
    *("effects", "constraints", "parameters", "inputs", "states"),
    *("made_for", "reversal", "parts"),
)
_KIND_KEYS = (
    *(*_TEXTS, *_LISTS, *_TABLES, "outline", "reach"),
    *("blocked_above", "shared", "evidence", "graded"),
)
_PARAMETER_KEYS: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "symbol": str,
        "title": str,
        "unit": str,
        "default": (float, int, bool, str, list),
        "min": (float, int),
        "max": (float, int),
        "scale": str,
        "doc": str,
        "source": str,
        "after": str,
        "landmarks": list,
        "tag": str,
        "type": str,
        "choices": list,
        "live": bool,
        "per_cell": bool,
        "spread": bool,
        "beside": str,
        "whole": bool,
        "group": str,
    }
)
_TAGS = ("", "assumed", "unverified")


def merged(table: Table, shared: Mapping[str, Table], where: str, problems: list[Problem]) -> Table:
    """Return `table` with the shared blocks it takes put after its own entries."""
    whole = dict(table)
    for name in _words(table, "shared", where, problems):
        if name not in shared:
            problems.append(_unknown(where, _("shared block"), name, shared))
            continue
        for key, content in shared[name].items():
            if isinstance(content, dict):
                whole[key] = _joined(whole.get(key, {}), content)
            elif isinstance(content, list):
                whole[key] = [*whole.get(key, []), *content]
            else:
                whole.setdefault(key, content)
    return whole


def kind(name: str, table: Table, where: str, problems: list[Problem]) -> Kind:
    """Return the kind that `table` describes; what it lacks follows from its family."""
    _check_keys(table, _KIND_KEYS, where, problems)
    family = _family(table, where, problems)
    text: Table = {key: _text(table, key, where, problems) for key in _TEXTS}
    lists: Table = {key: _words(table, key, where, problems) for key in _LISTS}
    for key in ("title", "doc", "mechanism"):
        if not text[key]:
            problems.append(Problem(f"{where} {key}", _("this is missing")))
    text |= {key: text[key] or getattr(family, key) for key in ("group", "glyph", "colour")}
    text |= {key: said(text[key]) for key in SPOKEN if key in text}
    lists["caveats"] = tuple(said(caveat) for caveat in lists["caveats"])
    parameters = {
        key: parameter(key, {"per_cell": _differs(entry, family)} | entry, at, problems)
        for key, entry, at in _entries(table, "parameters", where, problems)
    }
    return Kind(
        name=name,
        parameters=MappingProxyType(parameters),
        inputs=MappingProxyType(_inputs(table, where, problems)),
        states=MappingProxyType(_states(table, where, problems)),
        effects=_effects(table, where, problems),
        made_for=MappingProxyType(_values_for("made_for", table, where, problems)),
        reversal=_numbers(table.get("reversal", {}), f"{where} reversal", problems),
        parts=MappingProxyType(_values_for("parts", table, where, problems)),
        constraints=_constraints(table, where, problems),
        evidence=_evidence(table.get("evidence"), f"{where} evidence", problems),
        graded=grades_of(table.get("graded"), f"{where} graded", problems),
        outline=_whole_number(table, "outline", where, problems),
        reach=_whole_number(table, "reach", where, problems),
        blocked_above=_number(table, "blocked_above", where, problems),
        **text,
        **lists,
    )


def said(text: str) -> str:
    """Return `text` in the reader's language."""
    return _(text) if text else ""


def parameter(name: str, table: Table, where: str, problems: list[Problem]) -> Parameter:
    """Return the parameter that `table` describes."""
    _check_keys(table, _PARAMETER_KEYS, where, problems)
    fitting = {key: table[key] for key in _fitting(table, where, problems)}
    default = fitting.get("default", 0.0)
    sort = _one_of(_type_of(default, fitting), get_args(ParameterType), where, problems)
    numeric = sort in ("number", "integer", "numbers")
    for key in ("default", "doc", "symbol", *(("unit", "min", "max") if numeric else ())):
        if key not in table:
            problems.append(Problem(f"{where} {key}", _("this is missing")))
    return Parameter(
        name=name,
        symbol=fitting.get("symbol", name),
        unit=fitting.get("unit", "1"),
        default=_value(default, sort),
        minimum=float(fitting.get("min", -math.inf if numeric else 0.0)),
        maximum=float(fitting.get("max", math.inf if numeric else 1.0)),
        scale=_one_of(fitting.get("scale", "linear"), get_args(Scale), where, problems),
        doc=said(fitting.get("doc", "")),
        source=fitting.get("source", ""),
        after=fitting.get("after", ""),
        landmarks=tuple(_landmarks(fitting.get("landmarks", []), where, problems)),
        tag=_one_of(fitting.get("tag", ""), _TAGS, where, problems),
        type=sort,
        choices=tuple(str(choice) for choice in fitting.get("choices", ())),
        live=fitting.get("live", sort != "text"),
        per_cell=fitting.get("per_cell", False),
        spread=fitting.get("spread", False),
        beside=fitting.get("beside", ""),
        whole=fitting.get("whole", False),
        group=fitting.get("group", ""),
        title=said(fitting.get("title", name.replace("_", " ").capitalize())),
    )


def _landmarks(entries: list[Any], where: str, problems: list[Problem]) -> Iterable[Landmark]:
    for number, entry in enumerate(entries, start=1):
        at = f"{where} landmarks {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("at"), float | int):
            problems.append(Problem(at, _("this is not a table with a number “at”")))
            continue
        _check_keys(entry, ("at", "title", "source"), at, problems)
        title, source = (_text(entry, word, at, problems) for word in ("title", "source"))
        yield Landmark(float(entry["at"]), said(title), source)


def citation(key: str, table: Table, where: str, problems: list[Problem]) -> Citation:
    """Return the source that `table` describes."""
    _check_keys(table, ("text", "doi"), where, problems)
    text = _text(table, "text", where, problems)
    if not text:
        problems.append(Problem(f"{where} text", _("this is missing")))
    return Citation(key, text, _text(table, "doi", where, problems))


def _inputs(table: Table, where: str, problems: list[Problem]) -> dict[str, Input]:
    inputs = {}
    for key, entry, at in _entries(table, "inputs", where, problems):
        _check_keys(entry, ("unit", "doc", "site"), at, problems)
        unit, doc, site = (_text(entry, word, at, problems) for word in ("unit", "doc", "site"))
        inputs[key] = Input(key, unit, said(doc), site)
    return inputs


def _states(table: Table, where: str, problems: list[Problem]) -> dict[str, State]:
    states = {}
    for key, entry, at in _entries(table, "states", where, problems):
        _check_keys(entry, ("symbol", "title", "unit", "doc", "by", "full"), at, problems)
        symbol, unit, doc = (_text(entry, word, at, problems) for word in ("symbol", "unit", "doc"))
        title = _text(entry, "title", at, problems) or key.replace("_", " ").capitalize()
        by = _text(entry, "by", at, problems)
        full = _numbers({"full": entry.get("full", 0.0)}, at, problems).get("full", 0.0)
        states[key] = State(key, symbol, unit, said(doc), said(title), by, full)
    return states


def _effects(table: Table, where: str, problems: list[Problem]) -> tuple[Effect, ...]:
    effects = []
    for number, entry in enumerate(table.get("effects", ()), start=1):
        at = f"{where} effects {number}"
        words = ("target", "input", "output", "rest")
        _check_keys(entry, words, at, problems)
        effects.append(Effect(*(_text(entry, word, at, problems) for word in words)))
    return tuple(effects)


def _values_for(
    key: str, table: Table, where: str, problems: list[Problem]
) -> dict[str, Mapping[str, float]]:
    """Return values by the transmitter, or the kind of part, that they are for."""
    return {
        name: _numbers(values, at, problems)
        for name, values, at in _entries(table, key, where, problems)
    }


def _numbers(table: object, where: str, problems: list[Problem]) -> Mapping[str, float]:
    entries = table if isinstance(table, dict) else {"": table}
    numbers = {
        name: float(value)
        for name, value in entries.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    problems += [
        Problem(f"{where} {name}".rstrip(), _("this is not a number"))
        for name in entries.keys() - numbers.keys()
    ]
    return MappingProxyType(numbers)


def _constraints(table: Table, where: str, problems: list[Problem]) -> tuple[Constraint, ...]:
    constraints = []
    for number, entry in enumerate(table.get("constraints", ()), start=1):
        at = f"{where} constraints {number}"
        _check_keys(entry, ("must", "why", "where"), at, problems)
        must, why, only = (_text(entry, word, at, problems) for word in ("must", "why", "where"))
        constraints.append(Constraint(must, said(why), only))
    return tuple(constraints)


def _evidence(table: object, where: str, problems: list[Problem]) -> Evidence | None:
    if table is None:
        return None
    if not isinstance(table, dict):
        problems.append(Problem(where, _("this is not a table")))
        return None
    _check_keys(table, ("here", "findings", "debated", "checked"), where, problems)
    here, debated = (said(_text(table, key, where, problems)) for key in ("here", "debated"))
    findings = tuple(
        _finding(entry, f"{where} findings {number}", problems)
        for number, entry in enumerate(table.get("findings", ()), start=1)
    )
    return Evidence(here, findings, debated, _text(table, "checked", where, problems))


def _finding(table: Table, where: str, problems: list[Problem]) -> Finding:
    _check_keys(table, ("found", "certainty", "year", "source", "tag"), where, problems)
    found, source = (_text(table, key, where, problems) for key in ("found", "source"))
    given = _text(table, "certainty", where, problems)
    certainty = _one_of(given, certainties(), where, problems)
    year = _whole_number(table, "year", where, problems)
    tag = _one_of(_text(table, "tag", where, problems), _TAGS, where, problems)
    return Finding(said(found), certainty, year, source, tag)


def _differs(entry: Table, family: Family) -> bool:
    """Return whether a parameter may differ from cell to cell when its table does not say."""
    return family.name == NEURON and _type_of(entry.get("default"), entry) == "number"


def _family(table: Table, where: str, problems: list[Problem]) -> Family:
    name = _text(table, "family", where, problems)
    if name not in families():
        problems.append(_unknown(f"{where} family", _("family"), name, families()))
    return families().get(name, families()[NOTE])


def _entries(
    table: Table, key: str, where: str, problems: list[Problem]
) -> Iterable[tuple[str, Table, str]]:
    tables = table.get(key, {})
    for name, entry in tables.items() if isinstance(tables, dict) else ((key, tables),):
        at = f"{where} {key}.{name}"
        if isinstance(entry, dict):
            yield name, entry, at
        else:
            problems.append(Problem(at, _("this is not a table")))


def _joined(own: Mapping[str, Any], given: Mapping[str, Any]) -> Table:
    """Return `own` entries, completed key by key with the `given`, then the rest of the given."""
    joined = {
        key: {**given[key], **entry} if isinstance(entry, dict) and key in given else entry
        for key, entry in own.items()
    }
    return joined | {key: entry for key, entry in given.items() if key not in joined}


def _check_keys(table: Table, known: Iterable[str], where: str, problems: list[Problem]) -> None:
    for key in table.keys() - set(known):
        problems.append(_unknown(f"{where} {key}", _("key"), key, known))


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> Problem:
    sentence = _("unknown {what} “{name}”").format(what=what, name=name)
    return Problem(where, sentence, did_you_mean(name, known))


def _fitting(table: Table, where: str, problems: list[Problem]) -> Iterable[str]:
    for key in table.keys() & _PARAMETER_KEYS.keys():
        wanted = _PARAMETER_KEYS[key]
        truth = isinstance(table[key], bool) and wanted == (float, int)
        if isinstance(table[key], wanted) and not truth:
            yield key
        else:
            problems.append(Problem(f"{where} {key}", _("this has the wrong type")))


def _text(table: Table, key: str, where: str, problems: list[Problem]) -> str:
    text = table.get(key, "")
    if isinstance(text, str):
        return text
    problems.append(Problem(f"{where} {key}", _("this is not a text")))
    return ""


def _words(table: Table, key: str, where: str, problems: list[Problem]) -> tuple[str, ...]:
    words = table.get(key, [])
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        return tuple(words)
    problems.append(Problem(f"{where} {key}", _("this is not a list of texts")))
    return ()


def _whole_number(table: Table, key: str, where: str, problems: list[Problem]) -> int:
    number = table.get(key, 0)
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    problems.append(Problem(f"{where} {key}", _("this is not a whole number")))
    return 0


def _number(table: Table, key: str, where: str, problems: list[Problem]) -> float:
    given = {key: table[key]} if key in table else {}
    return _numbers(given, where, problems).get(key, math.inf)


def _one_of(word: str, known: tuple[str, ...], where: str, problems: list[Problem]) -> Any:
    if word in known:
        return word
    problems.append(_unknown(where, _("word"), word, known))
    return known[0]


def _type_of(default: object, table: Table) -> str:
    if isinstance(table.get("type"), str):
        return str(table["type"])
    if isinstance(default, bool):
        return "number" if "min" in table else "switch"
    if isinstance(default, str):
        return "number" if "min" in table else "text"
    return "numbers" if isinstance(default, list) else "number"


def _value(default: Any, sort: str) -> Value:
    if sort == "numbers" and isinstance(default, list):
        return tuple(float(entry) for entry in default if isinstance(entry, (int, float)))
    whole = isinstance(default, int) and not isinstance(default, bool)
    return float(default) if sort == "number" and whole else default
