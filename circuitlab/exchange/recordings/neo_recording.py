"""Recordings that Neo reads: Axon's ABF, NIX, and what else it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.exchange.extras import library
from circuitlab.exchange.recordings.damaged import damage_told
from circuitlab.exchange.recordings.signals import PIECE, FileSignal
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import Floats

EXTRA = "neo"
_READER = "Neo"


class NeoRecording:
    """The signals and the trains of a file, sweep by sweep.

    Raises
    ------
    MissingExtra
        When Neo, or a library that it needs for the file, is not installed.
    CannotExchange
        When Neo cannot read the file.
    """

    def __init__(self, path: Path) -> None:
        neo = library("neo", EXTRA)
        if path.suffix.casefold() in (".nix", ".h5"):
            library("nixio", EXTRA)
        self._path = path
        self._parts: dict[str, tuple[Any, int]] = {}
        with damage_told(path, _READER):
            block, self._is_lazy = _block(neo, path)
            self.signals = (*self._analog(block), *self._events(block))

    def close(self) -> None:
        """Let go of the file."""
        self._parts.clear()

    def pieces(self, signal: FileSignal, step_ms: float) -> Iterator[tuple[Floats, Floats, float]]:
        """Yield times (ms), values, and the part read so far, as of a RecordingFile."""
        with damage_told(self._path, _READER):
            yield from self._pieces(signal)

    def _pieces(self, signal: FileSignal) -> Iterator[tuple[Floats, Floats, float]]:
        part, channel = self._parts[signal.name]
        if signal.is_events:
            times = np.asarray(part.rescale("ms").magnitude, float).reshape(-1)
            yield times, np.zeros(len(times)), 1.0
            return
        begin_ms, count = float(part.t_start.rescale("ms")), part.shape[0]
        for first in range(0, count, PIECE):
            last = min(first + PIECE, count)
            rows = np.asarray(_samples(part, first, last, self._is_lazy), float)
            times = begin_ms + np.arange(first, last) * signal.step_ms
            yield times, rows[:, channel], last / count

    def _analog(self, block: Any) -> Iterator[FileSignal]:
        sweeps = block.segments
        for sweep, segment in enumerate(sweeps):
            for part in segment.analogsignals:
                for channel in range(part.shape[1]):
                    name = _named(part, channel)
                    if len(sweeps) > 1:
                        name = _("{name}, sweep {number}").format(name=name, number=sweep + 1)
                    while name in self._parts:
                        name += "′"
                    self._parts[name] = (part, channel)
                    step_ms = 1000.0 / float(part.sampling_rate.rescale("Hz"))
                    unit = str(part.units.dimensionality)
                    yield FileSignal(name, unit, int(part.shape[0]), round(step_ms, 9))

    def _events(self, block: Any) -> Iterator[FileSignal]:
        for segment in block.segments:
            for train in segment.spiketrains:
                train = train.load() if hasattr(train, "load") else train
                name = str(train.name or _("spikes"))
                while name in self._parts:
                    name += "′"
                self._parts[name] = (train, 0)
                yield FileSignal(name, "ms", len(train), is_events=True)


def _block(neo: Any, path: Path) -> tuple[Any, bool]:
    """Return what is in a file, its samples left there where its reader can do that."""
    reader = neo.io.get_io(str(path))
    if getattr(reader, "support_lazy", False):
        return reader.read_block(lazy=True), True
    return reader.read_block(), False


def _samples(part: Any, first: int, last: int, is_lazy: bool) -> Any:
    if not is_lazy:
        return part.magnitude[first:last]
    period = 1.0 / part.sampling_rate
    start = part.t_start + first * period
    cut = part.load(time_slice=(start, start + (last - first) * period))
    return cut.magnitude[: last - first]


def _named(part: Any, channel: int) -> str:
    """Return what a channel is called."""
    names = getattr(part, "array_annotations", {}).get("channel_names")
    if names is not None and channel < len(names):
        return str(names[channel])
    name = str(part.name or _("signal"))
    return name if part.shape[1] == 1 else f"{name}[{channel}]"
