"""Files of earlier versions, brought up to date one version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.schema import FORMAT, VERSION
from circuitlab.resources import _

Migration = Callable[[dict[str, Any]], dict[str, Any]]

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
    params = element.get("params")
    if not isinstance(params, dict) or "window" not in params:
        return element
    left = {name: value for name, value in params.items() if name != "window"}
    rest = {name: value for name, value in element.items() if name != "params"}
    return {**rest, "params": left} if left else rest


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _without_windows_of_meters})
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
