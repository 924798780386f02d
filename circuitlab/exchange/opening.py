"""Files that can be opened as circuits: our own, and those of other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.order import Told, unheard
from circuitlab.files import store
from circuitlab.files.protocol import Judge
from circuitlab.files.store import Loaded
from circuitlab.model.circuit import Circuit

Opened = tuple[Circuit, tuple[LeftOut, ...]] | Problem
Open = Callable[[Path, Told], Opened]


def _neuronify() -> Open:
    from circuitlab.exchange.neuronify.opening import open_file

    return open_file


def _neuroml() -> Open:
    from circuitlab.exchange.neuroml.opening import open_file

    return open_file


OPENERS: Mapping[str, Callable[[], Open]] = MappingProxyType({".nml": _neuroml, ".nfy": _neuronify})
"""How a file's name ends, in small letters → imports what opens it."""


def is_foreign(path: Path | str) -> bool:
    """Whether a file is another program's, by its name."""
    return Path(path).suffix.lower() in OPENERS


def load(
    path: Path | str,
    catalog: Catalog | None = None,
    judge: Judge | None = None,
    told: Told = unheard,
) -> Loaded:
    """Return the circuit of a file, ours or another program's, as :func:`store.load` does.

    What could not be taken of another program's file is among the problems, and stands in a note in
    the circuit, too.

    Parameters
    ----------
    told : how far the reading is
    """
    if not is_foreign(path):
        return store.load(path, catalog, judge, told)
    opened = OPENERS[Path(path).suffix.lower()]()(Path(path), told)
    if isinstance(opened, Problem):
        return Loaded(None, (opened,), is_whole=False)
    circuit, left_out = opened
    return Loaded(
        circuit, tuple(dict.fromkeys(Problem(one.where, one.why, "") for one in left_out))
    )
