"""What a circuit says of itself as a whole, as attributes that are read and set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from circuitlab.api.built import Built
from circuitlab.api.entries import as_written, shown
from circuitlab.api.errors import CircuitError
from circuitlab.api.judged import judged
from circuitlab.api.making import make
from circuitlab.catalog.words import Problem
from circuitlab.files.schema import DocumentModel
from circuitlab.model.run_settings import RUN_SETTINGS, read_run_setting


class DocumentField:
    """An attribute that is a field of the document: judged when it is set, by the file's rules.

    Parameters
    ----------
    name : the field
    doc : what it is, in what unit
    """

    def __init__(self, name: str, doc: str) -> None:
        self._name, self.__doc__ = name, doc
        self._said = name

    def __set_name__(self, _owner: object, name: str) -> None:
        self._said = name

    def __get__(self, holder: Built | None, _owner: object = None) -> Any:
        return self if holder is None else shown(holder.model.document[self._name])

    def __set__(self, holder: Built, given: object) -> None:
        value = _read(self._name, given)
        if isinstance(value, Problem):
            raise CircuitError([replace(value, where=self._said)])
        make(holder, holder.model.with_document({self._name: value}))


def _read(name: str, given: object) -> object:
    """Return what a field is given, checked; numbers may be texts with a unit.

    Raises
    ------
    CircuitError
    """
    if name in RUN_SETTINGS:
        return read_run_setting(name, given)
    return judged(DocumentModel, {}, name, as_written(given), name)
