"""The kinds of damaged files: what is spoiled, how, and what is tried with it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import broken_sources
from benchmarks.broken_trials import CircuitTrial, ForeignTrial, RecordingTrial, Trial
from benchmarks.mutations_of_circuits import spoiled_circuit
from benchmarks.mutations_of_texts import (
    spoiled_bytes,
    spoiled_markup,
    spoiled_nodes,
    spoiled_table,
)

Spoiled = tuple[bytes, str]
"""A file's content, and what was done to it."""


def _one_of(
    spoil: Callable[[bytes, random.Random], Spoiled],
) -> Callable[[Sequence[bytes], random.Random], Spoiled]:
    """Return what spoils one of several sources."""
    return lambda sources, chance: spoil(chance.choice(sources), chance)


@dataclass(frozen=True)
class Kind:
    """A kind of damaged files.

    Attributes
    ----------
    suffix : of the names of such files
    share : of a hundred files, how many are of the kind
    sources : makes what is spoiled; a folder is given in which it may write
    spoil : makes a damaged file from the sources
    trial : what is done with it
    """

    suffix: str
    share: int
    sources: Callable[[Path], Sequence[bytes]]
    spoil: Callable[[Sequence[bytes], random.Random], Spoiled]
    trial: type[Trial]


KINDS: Mapping[str, Kind] = {
    "circuit": Kind(
        "circuit", 70, lambda _folder: broken_sources.circuits(), spoiled_circuit, CircuitTrial
    ),
    "nml": Kind(
        "nml", 10, lambda _folder: broken_sources.neuroml(), _one_of(spoiled_markup), ForeignTrial
    ),
    "nfy": Kind(
        "nfy", 10, lambda _folder: broken_sources.neuronify(), _one_of(spoiled_nodes), ForeignTrial
    ),
    "table": Kind(
        "csv", 7, lambda _folder: broken_sources.tables(), _one_of(spoiled_table), RecordingTrial
    ),
    "nwb": Kind("nwb", 3, broken_sources.nwb, _one_of(spoiled_bytes), RecordingTrial),
}


class Files:
    """Damaged files of one seed, each the same for its number.

    Parameters
    ----------
    folder : where sources may be written
    names : of the kinds that are wanted
    """

    def __init__(self, folder: Path, names: Sequence[str], seed: int) -> None:
        self.seed = seed
        self._sources = {
            name: kind.sources(folder) for name, kind in KINDS.items() if name in names
        }

    def file(self, number: int) -> tuple[str, bytes, str]:
        """Return a file's kind, its content, and what was done to it."""
        chance = random.Random(f"{self.seed}.{number}")
        shares = [KINDS[name].share for name in self._sources]
        name = chance.choices(list(self._sources), shares)[0]
        return name, *KINDS[name].spoil(self._sources[name], chance)
