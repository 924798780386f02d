"""Which part of a file's form belongs to a place in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import did_you_mean
from circuitlab.resources import _

_FEW = 8
"""Names that may be told one by one."""


def instead_of(word: str, kind: type[BaseModel], place: Sequence[int | str]) -> str:
    """Return what to do about a name that nothing has at a place: the nearest, or what there is.

    Parameters
    ----------
    kind
        The form of the whole.
    place
        Names and numbers on the way to what holds the name.
    """
    known = list(_fields_of(_form_at(kind, place)))
    if len(known) <= _FEW:
        return meant(word, known)
    return did_you_mean(word, known) or _("leave it out")


def _form_at(kind: type[BaseModel], place: Sequence[int | str]) -> type[BaseModel]:
    for step in place:
        annotation = _fields_of(kind).get(str(step))
        kind = next(_forms_in(annotation), kind)
    return kind


def _fields_of(kind: type[BaseModel]) -> dict[str, Any]:
    """Return what each field may hold, by the word that a file has for it."""
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _forms_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield every form that a field may hold, in lists and choices too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _forms_in(inner)
