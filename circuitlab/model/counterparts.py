"""Which elements of one circuit are which of another: what steps that are carried over speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circuitlab.model.element import Element


def counterparts(given: Iterable[Element], there: Mapping[str, Element]) -> dict[str, str]:
    """Return, for elements of another circuit, the ids of those that they are here.

    One of the same id and kind is the same; else the only one of its kind with its name, or the
    only one of its kind. Elements that have none are left out.
    """
    found: dict[str, str] = {}
    for element in given:
        same = there.get(element.id)
        if same is not None and same.kind == element.kind:
            found[element.id] = element.id
            continue
        alike = [each for each in there.values() if each.kind == element.kind]
        named = [each for each in alike if each.label == element.label]
        for several in (named, alike):
            if len(several) == 1:
                found.setdefault(element.id, several[0].id)
    return found
