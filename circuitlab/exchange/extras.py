"""Libraries that only some exchanges need, and what to install when one is missing."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.resources import _


class MissingExtra(ImportError):
    """A library that an exchange needs is not installed.

    Attributes
    ----------
    problem : what is missing and the command that brings it
    """

    def __init__(self, library: str, extra: str) -> None:
        self.problem = Problem(
            library,
            _("is needed for this, and is not installed"),
            _remedy().format(extra=extra),
        )
        super().__init__(str(self.problem), name=library)
        self._extra = extra

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem.where, self._extra)


def _remedy() -> str:
    """Return the command that brings an extra; nothing can be put into a portable folder."""
    if getattr(sys, "frozen", False):
        return _("install CircuitLab with Python for this: pip install 'circuitlab[{extra}]'")
    return _("pip install 'circuitlab[{extra}]'")


def library(name: str, extra: str) -> ModuleType:
    """Return the library `name`, imported now.

    Parameters
    ----------
    name
        As it is imported: ``"pynwb"``.
    extra
        The optional part of CircuitLab that brings it: ``"nwb"``.

    Raises
    ------
    MissingExtra
        When the library itself is not installed; what fails within it is raised as it is.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
            raise
        raise MissingExtra(name.partition(".")[0], extra) from error
