"""Files of earlier versions, brought up to date one version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.schema import FORMAT, VERSION
from circuitlab.model.backdrops import ON_LANES, ON_PAPER
from circuitlab.resources import _

Migration = Callable[[dict[str, Any]], dict[str, Any]]

Names = Mapping[str, str]
"""Parameters of a kind by their earlier name, with their later one; "" for one that is no more."""

_WITHOUT_WINDOW: Mapping[str, Names] = MappingProxyType(
    {"voltmeter": {"window": ""}, "raster": {"window": ""}}
)
"""How much time the traces show is kept in the view, once for all meters."""

_MEASURED_MEDICINE: Mapping[str, Names] = MappingProxyType(
    {
        "gabapentin": {"ic50": "ec50"},
        "pregabalin": {"ic50": "ec50"},
        "lidocaine": {"inactivated": ""},
    }
)
"""The potency of gabapentinoids has its own name; lidocaine asks channels for their state."""


def _renaming(kinds: Mapping[str, Names]) -> Migration:
    """Return what gives the parameters of some kinds other names."""

    def migrated(content: dict[str, Any]) -> dict[str, Any]:
        elements = content.get("elements")
        if not isinstance(elements, list):
            return content
        return {**content, "elements": [_renamed(element, kinds) for element in elements]}

    return migrated


def _renamed(element: Any, kinds: Mapping[str, Names]) -> Any:
    kind = element.get("kind") if isinstance(element, dict) else None
    names = kinds.get(kind) if isinstance(kind, str) else None
    return element if names is None else _with_params(element, names)


def _with_params(element: dict[str, Any], names: Names) -> dict[str, Any]:
    """An element whose parameters have other names; one with none is left out."""
    params = element.get("params")
    if not isinstance(params, dict):
        return element
    later = {names.get(name, name): value for name, value in params.items()}
    left = {name: value for name, value in later.items() if name}
    rest = {name: value for name, value in element.items() if name != "params"}
    return {**rest, "params": left} if left else rest


def _lanes_as_backdrop(content: dict[str, Any]) -> dict[str, Any]:
    """A file whose lanes, there or not, are one backdrop of several."""
    lanes = content.get("lanes", ON_LANES)
    rest = {name: value for name, value in content.items() if name != "lanes"}
    return rest if lanes or "backdrop" in rest else {**rest, "backdrop": ON_PAPER}


MIGRATIONS: Mapping[int, Migration] = MappingProxyType(
    {1: _renaming(_WITHOUT_WINDOW), 2: _renaming(_MEASURED_MEDICINE), 3: _lanes_as_backdrop}
)
"""For each earlier version, the function that makes the next one of it.

Version 1 is the first; a change of the format adds one entry here and raises `VERSION`.
"""


def up_to_date(
    content: dict[str, Any],
    migrations: Mapping[int, Migration] = MIGRATIONS,
    version: int = VERSION,
) -> dict[str, Any] | Problem:
    """Return the content of a file as the present version writes it, or why it cannot be."""
    if content.get("format") != FORMAT:
        what = _("This is not a circuit: “format” is not “{format}”").format(format=FORMAT)
        return Problem("/format", what, _("choose a circuit file"))
    given = content.get("version")
    if isinstance(given, bool) or not isinstance(given, int):
        what = _("“version” is not a whole number")
        return Problem("/version", what, _("write {version}").format(version=version))
    if given > version:
        what = _("The file has version {given}; this program reads up to {version}")
        remedy = _("update CircuitLab to open it")
        return Problem("/version", what.format(given=given, version=version), remedy)
    for old in range(given, version):
        if old not in migrations:
            what = _("There has never been a version {given}").format(given=given)
            return Problem("/version", what, _("write {version}").format(version=version))
        content = {**migrations[old](content), "version": old + 1}
    return content
