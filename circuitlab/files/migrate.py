"""Files of earlier versions, brought up to date one version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.schema import FORMAT, VERSION
from circuitlab.resources import _

Migration = Callable[[dict[str, Any]], dict[str, Any]]

_GABAPENTINOIDS = frozenset({"gabapentin", "pregabalin"})
_METERS = frozenset({"voltmeter", "raster"})


def _without_windows_of_meters(content: dict[str, Any]) -> dict[str, Any]:
    """How much time the traces show is kept in the view, once for all meters."""
    elements = content.get("elements")
    if not isinstance(elements, list):
        return content
    return {**content, "elements": [_without_window(element) for element in elements]}


def _without_window(element: Any) -> Any:
    if not isinstance(element, dict) or element.get("kind") not in _METERS:
        return element
    return _with_params(element, lambda name: "" if name == "window" else name)


def _with_measured_medicine(content: dict[str, Any]) -> dict[str, Any]:
    """The potency of gabapentinoids has its own name; lidocaine asks channels for their state."""
    elements = content.get("elements")
    if not isinstance(elements, list):
        return content
    return {**content, "elements": [_medicine(element) for element in elements]}


def _medicine(element: Any) -> Any:
    kind = element.get("kind") if isinstance(element, dict) else None
    if kind in _GABAPENTINOIDS:
        return _with_params(element, lambda name: "ec50" if name == "ic50" else name)
    if kind == "lidocaine":
        return _with_params(element, lambda name: "" if name == "inactivated" else name)
    return element


def _with_params(element: dict[str, Any], renamed: Callable[[str], str]) -> dict[str, Any]:
    """An element whose parameters have other names; one with none is left out."""
    params = element.get("params")
    if not isinstance(params, dict):
        return element
    left = {renamed(name): value for name, value in params.items() if renamed(name)}
    rest = {name: value for name, value in element.items() if name != "params"}
    return {**rest, "params": left} if left else rest


MIGRATIONS: Mapping[int, Migration] = MappingProxyType(
    {1: _without_windows_of_meters, 2: _with_measured_medicine}
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
