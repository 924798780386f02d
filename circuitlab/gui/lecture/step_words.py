"""What a step of a walk does, in a few words: for lists, and for those who hear them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.catalog.origin import tagged_value
from circuitlab.gui.transport.speed_words import speed_words
from circuitlab.model.element import DOCUMENT, MUTED
from circuitlab.model.names import name_of
from circuitlab.model.run_settings import RUN_SETTINGS, described
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value
    from circuitlab.model.scenario import Address, ScenarioStep

_MOST = 2
"""Changes that are named; of more, the number is told."""


def parameter_at(circuit: Circuit, catalog: Catalog, address: Address) -> Parameter | None:
    """Return the parameter at an address; None where it is none, or of an unknown kind."""
    id, name = address
    if id == DOCUMENT:
        return described(name) if name in RUN_SETTINGS else None
    element = circuit.elements.get(id)
    kind = catalog.kinds.get(element.kind) if element is not None else None
    return kind.parameters.get(name) if kind is not None else None


def title_of(parameter: Parameter) -> str:
    """Return what people read for a parameter."""
    return parameter.title or parameter.name.replace("_", " ").capitalize()


def value_words(parameter: Parameter | None, value: Value) -> str:
    """Return a value as people read it; a list is not written out."""
    if isinstance(value, bool | int | float | str) and parameter is not None:
        return tagged_value(parameter, value)
    return str(value) if isinstance(value, str | int | float) else _("per cell")


def change_title(circuit: Circuit, catalog: Catalog, address: Address) -> str:
    """Return what a change is of: ``Heat · temperature``."""
    id, name = address
    parameter = parameter_at(circuit, catalog, address)
    title = title_of(parameter) if parameter is not None else name
    if id == DOCUMENT:
        return title
    who = name_of(circuit, catalog, id)
    return who if name == MUTED else f"{who} · {in_sentence(title)}"


def change_words(circuit: Circuit, catalog: Catalog, address: Address, value: Value) -> str:
    """Return a change in words: ``Heat · temperature 47 °C``."""
    title = change_title(circuit, catalog, address)
    if address[1] == MUTED:
        return (_("{name} muted") if value else _("{name} acts again")).format(name=title)
    return f"{title} {value_words(parameter_at(circuit, catalog, address), value)}"


def heading(circuit: Circuit, catalog: Catalog, step: ScenarioStep) -> str:
    """Return a step's title; of one that says nothing, as it was recorded, what it sets."""
    if step.title or step.text:
        return step.title
    changes = step.values.items()
    return " · ".join(
        change_words(circuit, catalog, address, value).replace(" · ", ", ")
        for address, value in list(changes)[:_MOST]
    )


def summary(circuit: Circuit, catalog: Catalog, step: ScenarioStep) -> str:
    """Return what a step does, in a line."""
    return " · ".join(_parts(circuit, catalog, step)) or _("changes nothing")


def _parts(circuit: Circuit, catalog: Catalog, step: ScenarioStep) -> Iterator[str]:
    if len(step.values) > _MOST:
        count = len(step.values)
        yield ngettext("{count} change", "{count} changes", count).format(count=count)
    else:
        for address, value in step.values.items():
            yield change_words(circuit, catalog, address, value).replace(" · ", ", ")
    for id in step.starts:
        yield _("{name} starts").format(name=name_of(circuit, catalog, id))
    if step.speed is not None:
        yield speed_words(step.speed)
    if step.camera is not None:
        yield _("camera")
    if step.question is not None:
        yield _("question")
    if step.wait is not None:
        yield _("waits")
