"""One field of a file as it is given by Python, judged by the file's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from circuitlab.api.errors import CircuitError
from circuitlab.catalog.words import Problem
from circuitlab.files.parse import cleaned
from circuitlab.files.schema import fitted


def judged(
    kind: type[BaseModel], bare: Mapping[str, object], name: str, given: object, where: str
) -> Any:
    """Return what the file's rules make of a field.

    Parameters
    ----------
    bare : what beside it has to be there
    where : what is said of where it stands

    Raises
    ------
    CircuitError
        When it does not fit, or holds what no file may.
    """
    model, wrong = fitted(kind, {**bare, name: given})
    unfit: list[Problem] = []
    cleaned(given, "", unfit)
    if wrong := wrong or unfit:
        raise CircuitError([Problem(where, each.what, each.remedy) for each in wrong])
    return getattr(model, name)
