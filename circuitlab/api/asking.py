"""What is asked for by its id or its number: one thing, or several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.resources import _

T = TypeVar("T")


def id_of(given: object) -> str:
    """Return an id that was given.

    Raises
    ------
    CircuitError
        When it is no text.
    """
    if isinstance(given, str):
        return str(given)
    what = _("{given} is not the id of an element").format(given=_short(given))
    raise CircuitError([Problem("", what, _("write a text, for example “heat1”"))])


def ids_of(*given: object) -> tuple[str, ...]:
    """Return ids that were given one by one, or together in a list.

    Raises
    ------
    CircuitError
        When any of them is no text.
    """
    found: list[str] = []
    for each in given:
        if isinstance(each, Iterable) and not isinstance(each, str):
            found += [id_of(one) for one in each]
        else:
            found.append(id_of(each))
    return tuple(found)


def model_of(given: object) -> Circuit:
    """Return a circuit that was given.

    Raises
    ------
    CircuitError
        When it is none.
    """
    if isinstance(given, Circuit):
        return given
    what = _("{given} is no circuit").format(given=_short(given))
    remedy = _("“load” opens a file, and “preset” one that comes with the program")
    raise CircuitError([Problem("", what, remedy)])


def element_of(model: Circuit, id: object) -> Element:
    """Return an element by its id.

    Raises
    ------
    CircuitError
        When there is none.
    """
    element = model.elements.get(id_of(id))
    if element is None:
        what = _("There is no element called “{id}”").format(id=id)
        raise NotThere([Problem("", what, meant(str(id), model.elements))])
    return element


def entry_of(entries: Sequence[T], number: object) -> int:
    """Return the place of an entry in a list, by its number from 0 or from the end.

    Raises
    ------
    CircuitError
        When there is none, or what is given is no number.
    """
    if isinstance(number, int) and -len(entries) <= number < len(entries):
        return number % len(entries)
    what = _("There is no entry {number} here").format(number=_short(number))
    count = len(entries)
    numbered = _("number them from 0 to {last}").format(last=count - 1)
    remedy = numbered if count else _("there is none")
    raise NotThere([Problem("", what, remedy)])


def path_of(given: object) -> Path:
    """Return the path of a file that was given.

    Raises
    ------
    CircuitError
        When it is none.
    """
    if isinstance(given, str | os.PathLike) and os.fspath(given) and "\0" not in str(given):
        return Path(given)
    what = _("{given} is not the name of a file").format(given=_short(given))
    raise CircuitError([Problem("", what, _("write a text, for example “mine.circuit”"))])


def _short(given: object) -> str:
    text = repr(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
