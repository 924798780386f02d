"""Taking a signal of a file into a circuit: an overview of it, its spikes, and where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.words import Problem
from circuitlab.exchange.recordings.opening import (
    Reading,
    Told,
    content_hash,
    onset_of,
    opened,
    pieces_of,
    read_signal,
    signal_of,
    stimulus_in,
)
from circuitlab.exchange.recordings.signals import FileSignal, RecordingFile
from circuitlab.model.frozen import Array
from circuitlab.model.recordings import MOST_POINTS, Recording, crossings, extremes
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import Floats

    Pieces = Iterable[tuple[Floats, Floats]]

_OF_HASH = 0.1
"""Part of the work that is to hash a file."""


def taken_in(
    path: Path,
    source: RecordingFile,
    signal: FileSignal,
    reading: Reading,
    empty: Recording,
    told: Told = lambda _part: None,
    stimulus: str = "",
) -> Recording:
    """Return a recording of a signal.

    Parameters
    ----------
    empty : what it is called, beside which trace it lies, how it is shifted and scaled
    stimulus : the signal that was given; by default that which the file says was

    Raises
    ------
    CannotExchange
    """
    digest = content_hash(path, lambda part: told(_OF_HASH * part))
    given = signal_of(source, stimulus, path) if stimulus else stimulus_in(source, signal)
    onset = None
    if given is not None:
        whole = Reading(given.unit or "1", reading.step_ms)
        onset = onset_of(read_signal(source, given, whole))
    pieces = pieces_of(source, signal, reading, lambda part: told(_OF_HASH + 0.9 * part))
    about = replace(
        empty,
        path=path.expanduser().absolute().as_posix(),
        digest=digest,
        signal=signal.name,
        unit=reading.given_unit,
        step_ms=0.0 if signal.has_times else reading.step_ms,
        onset_ms=onset,
    )
    if signal.is_events:
        times = np.sort(np.concatenate([np.zeros(0), *(at for at, _none in pieces)]))
        return replace(about, spikes=Array(times))
    times, values, is_whole = overview(pieces, _block_of(signal))
    if not is_whole:  # single precision packs well
        values = values.astype(np.float32).astype(np.float64)
    kept = Array(np.asarray(times, float)), Array(np.asarray(values, float))
    return replace(about, times=kept[0], values=kept[1], is_whole=is_whole)


def overview(pieces: Pieces, block: int) -> tuple[Floats, Floats, bool]:
    """Return points of a signal, and whether they are all that there are.

    Parameters
    ----------
    block : samples of which the lowest and the highest are kept; with 1 each is, until there are
        too many
    """
    at, found, count = np.zeros(0), np.zeros(0), 0
    for times, values in pieces:
        count += len(times)
        if block > 1:
            times, values = extremes(times, values, max(2, 2 * (len(times) // block)))
        at, found = np.concatenate([at, times]), np.concatenate([found, values])
        if len(at) > 8 * MOST_POINTS:  # the file did not tell how many there are
            block = max(2, 2 * block)
            at, found = extremes(at, found, 4 * MOST_POINTS)
    at, found = extremes(at, found)
    return at, found, len(at) == count


def spike_times(recording: Recording, pieces: Pieces | None, threshold: float) -> Floats:
    """Return when a recording fires, ms in its own time: its events, or where it rises through.

    Parameters
    ----------
    pieces : its samples; those that the circuit keeps by default
    threshold : in the unit of the state, before scaling
    """
    if len(recording.spikes):
        return np.asarray(recording.spikes.values, float)
    if pieces is None:
        kept = np.asarray(recording.times.values, float), np.asarray(recording.values.values, float)
        pieces = [kept]
    found = [crossings(times, values, threshold) for times, values in _overlapping(pieces)]
    return np.concatenate([np.zeros(0), *found])


def why_not_read(recording: Recording, told: Told = lambda _part: None) -> Problem | None:
    """Return why only what the circuit keeps of a recording can be shown; None where all can."""
    path = Path(recording.path)
    if not recording.path or not path.is_file():
        what = _("the file of the recording is not there; what the circuit keeps of it is shown")
        return Problem(recording.path or recording.id, what, _("put it back, or add it anew"))
    if content_hash(path, told) != recording.digest:
        what = _("the file has changed since it was added; what the circuit keeps of it is shown")
        return Problem(recording.path, what, _("add it anew"))
    return None


def pieces_again(
    recording: Recording, unit: str, told: Told = lambda _part: None
) -> Iterator[tuple[Floats, Floats]]:
    """Yield all samples of a recording from its file.

    Raises
    ------
    CannotExchange, MissingExtra
    """
    path = Path(recording.path)
    source = opened(path)
    try:
        signal = signal_of(source, recording.signal, path)
        yield from pieces_of(source, signal, Reading(unit, recording.step_ms, recording.unit), told)
    finally:
        source.close()


def _block_of(signal: FileSignal) -> int:
    return max(1, signal.count // (2 * MOST_POINTS))


def _overlapping(pieces: Pieces) -> Iterator[tuple[Floats, Floats]]:
    """Yield pieces that begin with the last sample of the one before."""
    last_time, last_value = np.zeros(0), np.zeros(0)
    for times, values in pieces:
        yield np.concatenate([last_time, times]), np.concatenate([last_value, values])
        last_time, last_value = times[-1:], values[-1:]
