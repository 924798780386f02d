"""Formats of other tools that a run can be saved in, by how the file's name ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.exchange.extras import library
from circuitlab.exchange.left_out import LeftOut

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run

    Write = Callable[[Run | DaysRun, Path, str], tuple[LeftOut, ...]]


@dataclass(frozen=True, slots=True)
class RunFormat:
    """A format that a run can be saved in.

    Attributes
    ----------
    ending : of the file's name, with its point
    title : what people call it
    module, function : what writes it: it is imported when it is first used
    libraries, extra : what that needs, and the part of CircuitLab that brings it
    """

    ending: str
    title: str
    module: str
    function: str
    libraries: tuple[str, ...]
    extra: str

    def need(self) -> None:
        """Refuse to begin without what is needed.

        Raises
        ------
        MissingExtra
        """
        for each in self.libraries:
            library(each, self.extra)

    @property
    def write(self) -> Write:
        """What writes a run to a path; the text says what the time of a sample means."""
        found: Write = getattr(import_module(f"circuitlab.exchange.{self.module}"), self.function)
        return found


_NWB = RunFormat(
    ending=".nwb",
    title="Neurodata Without Borders",
    module="nwb_file",
    function="write_nwb",
    libraries=("pynwb",),
    extra="nwb",
)
_NIX = RunFormat(
    ending=".nix",
    title="NIX",
    module="neo_block",
    function="write_nix",
    libraries=("neo", "nixio"),
    extra="neo",
)
_SONATA = RunFormat(
    ending=".sonata",
    title="SONATA",
    module="sonata_files",
    function="write_sonata",
    libraries=("h5py", "libsonata"),
    extra="sonata",
)
RUN_FORMATS: Mapping[str, RunFormat] = MappingProxyType(
    {each.ending: each for each in (_NWB, _NIX, _SONATA)}
)
"""Ending of a name, in small letters → its format."""
