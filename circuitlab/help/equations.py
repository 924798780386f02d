"""The equations behind a kind, as the functions of the engine that compute them say it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.engine.recipes.populations import Made
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.model.element import Element
from circuitlab.model.link_checks import membrane

_SETTINGS = Settings(dt=0.025, seed=1, body_clock=1.0)
_REFERENCE = re.compile(r":(?:func|mod|class):`([^`]*)`")
_CODE = re.compile(r"``([^`]*)``")


def equations(kind: Kind, catalog: Catalog) -> Mapping[str, str]:
    """Return the equations of `kind`, by the function that computes them, in Markdown.

    They stand in the order in which they are run, are in English, and name their source.
    """
    told: dict[str, str] = {}
    for name in mechanisms_of(kind, catalog):
        told.update(_told(name, MECHANISMS[name].function))
    return told


@cache
def mechanisms_of(kind: Kind, catalog: Catalog) -> tuple[str, ...]:
    """Return the mechanisms that an element of `kind` with the catalog's values is made of."""
    recipe = recipe_of(kind.mechanism)
    made = _made(kind, catalog)
    uses = [*made.docked, *(use for cells in made.cells for use in cells.uses)]
    found = dict.fromkeys(use.mechanism for use in uses)
    return (*found, *([recipe.bouton] if recipe.bouton and recipe.bouton not in found else ()))


def _made(kind: Kind, catalog: Catalog) -> Made:
    recipe, own = recipe_of(kind.mechanism), _values(kind)
    if recipe.sort is Sort.CELL:
        return recipe.make(own, ())
    if recipe.sort is Sort.UNIT:
        return recipe.make(own)
    host = _values(_host(kind, catalog))
    if recipe.sort is Sort.JUNCTION:
        pair = np.zeros(1, np.int64)
        return recipe.make(own, host, host, (pair, pair))
    return recipe.make(own, host)


def _host(kind: Kind, catalog: Catalog) -> Kind:
    """Return a kind of neuron that takes `kind` into its membrane, or else any."""
    cells = [k for k in catalog.ordered() if recipe_of(k.mechanism).sort is Sort.CELL]
    return next((cell for cell in cells if kind.name in membrane(cell)), cells[0])


def _values(kind: Kind) -> Values:
    return Values(Element(kind.name, kind.name), kind, _SETTINGS)


def _told(name: str, function: Any) -> Iterator[tuple[str, str]]:
    """Return what a function says of itself, and after it those that it refers to."""
    written = getattr(function, "py_func", function)
    text = inspect.getdoc(written) or ""
    yield name, _as_markdown(text)
    for other in (_own_name(each) for each in _REFERENCE.findall(text)):
        if other in MECHANISMS:
            yield from _told(other, MECHANISMS[other].function)
        elif callable(referred := written.__globals__.get(other)):
            yield from _told(other, referred)


def _own_name(reference: str) -> str:
    return reference.rsplit(".", 1)[-1]


def _as_markdown(text: str) -> str:
    words = _REFERENCE.sub(lambda found: f"`{_own_name(found[1])}`", text)
    return _CODE.sub(r"`\1`", words)
