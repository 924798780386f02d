"""Opening a file of recordings, and reading one signal of it in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.units import between, measured, unit_of
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings.signals import MOST_SAMPLES, FileSignal, RecordingFile
from circuitlab.exchange.recordings.text_file import TextFile
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import Floats

TEXT = (".csv", ".txt", ".tsv", ".dat", ".asc", ".atf")
NWB = (".nwb",)
BY_NEO = (".abf", ".nix", ".h5", ".smr", ".wcp", ".axgd", ".axgx", ".edf", ".ibw", ".pxp")
"""Endings of the names of files with recordings."""

Told = Callable[[float], None]
"""Called with the part that is done, 0 to 1; what it raises ends the reading."""
_HASHED = 1 << 22


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """What was read of a signal.

    Attributes
    ----------
    times : (samples,) ms, or of events their times
    values : (samples,) in the unit that was wanted; empty of events
    """

    times: Floats
    values: Floats


def opened(path: Path) -> RecordingFile:
    """Look into a file of recordings.

    Raises
    ------
    CannotExchange, MissingExtra
        When it cannot be read, or there is nothing in it.
    """
    try:
        source = _source(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not source.signals:
        what = _("there is no signal in it")
        raise CannotExchange(str(path), what, _("choose another file"))
    return source


def signal_of(source: RecordingFile, name: str, path: Path) -> FileSignal:
    """Return a signal by its name; the first that was measured where none is named.

    Raises
    ------
    CannotExchange
        When there is none of that name.
    """
    found = next((each for each in source.signals if each.name == name or not name), None)
    if found is None:
        what = _("there is no signal called “{name}” in it").format(name=name)
        known = ", ".join(each.name for each in source.signals[:12])
        raise CannotExchange(str(path), what, _("choose from {names}").format(names=known))
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """How a signal is to be read.

    Attributes
    ----------
    unit : that values are wanted in
    step_ms : time from sample to sample, where the file does not know it
    given_unit : that the file's values are in, where it does not say so
    """

    unit: str
    step_ms: float = 0.0
    given_unit: str = ""


def pieces_of(
    source: RecordingFile, signal: FileSignal, reading: Reading, told: Told = lambda _part: None
) -> Iterator[tuple[Floats, Floats]]:
    """Yield times (ms) and values of a signal piece by piece; of events times alone.

    Raises
    ------
    CannotExchange
        When the units do not fit, times are not known or go back, or it is too long.
    """
    factor, offset = (1.0, 0.0) if signal.is_events else _conversion(signal, reading)
    if not signal.has_times and reading.step_ms <= 0.0:
        what = _("it does not say when its samples were taken")
        raise CannotExchange(signal.name, what, _("say how many there are in a second"))
    count, reached = 0, -np.inf
    try:
        for at, found, part in source.pieces(signal, reading.step_ms):
            known = np.isfinite(at)
            times, values = (at, found) if known.all() else (at[known], found[known])
            if not signal.is_events and len(times):
                _refuse_going_back(signal, reached, times)
                reached = times[-1]
            count += len(times)
            if count > MOST_SAMPLES:
                what = _("it has more than {most} samples").format(most=MOST_SAMPLES)
                raise CannotExchange(signal.name, what, _("export a part of it"))
            told(part)
            yield times, values if (factor, offset) == (1.0, 0.0) else values * factor + offset
    except OSError as error:
        raise _unreadable(Path(signal.name), error) from error
    if not count and not signal.is_events:
        raise CannotExchange(signal.name, _("it has no samples"), _("choose another signal"))


def read_signal(
    source: RecordingFile, signal: FileSignal, reading: Reading, told: Told = lambda _part: None
) -> Samples:
    """Read a signal whole.

    Raises
    ------
    CannotExchange
    """
    pieces = list(pieces_of(source, signal, reading, told))
    times = np.concatenate([np.zeros(0), *(at for at, _values in pieces)])
    if signal.is_events:
        return Samples(np.sort(times), np.zeros(0))
    return Samples(times, np.concatenate([values for _at, values in pieces]))


def _refuse_going_back(signal: FileSignal, reached: float, times: Floats) -> None:
    if times[0] < reached or np.any(np.diff(times) < 0):
        what = _("its times go back")
        raise CannotExchange(signal.name, what, _("export the sweeps one by one"))


def content_hash(path: Path, told: Told = lambda _part: None) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    found, done = hashlib.sha256(), 0
    try:
        size = max(1, path.stat().st_size)
        with path.open("rb") as file:
            while piece := file.read(_HASHED):
                found.update(piece)
                done += len(piece)
                told(done / size)
    except OSError:
        return ""
    return found.hexdigest()


def onset_of(samples: Samples) -> float | None:
    """Return when a stimulus begins, ms: where it first leaves what it is at the beginning.

    It has left when it is a tenth of its largest change away.
    """
    values = np.asarray(samples.values, float)
    finite = np.flatnonzero(np.isfinite(values))
    if not len(finite):
        return None
    change = np.abs(values[finite] - values[finite[0]])
    if change.max() <= 0.0:
        return None
    return float(samples.times[finite[np.argmax(change > 0.1 * change.max())]])


def stimulus_in(source: RecordingFile, beside: FileSignal) -> FileSignal | None:
    """Return the signal of a file that is what was given, where it tells."""
    given = [each for each in source.signals if each.is_stimulus and each.name != beside.name]
    return given[0] if given else None


def _source(path: Path) -> RecordingFile:
    ending = path.suffix.casefold()
    if not path.is_file():
        raise CannotExchange(str(path), _("There is no such file"), _("choose another one"))
    if ending in NWB:
        from circuitlab.exchange.recordings.nwb_recording import NwbRecording

        return NwbRecording(path)
    if ending in BY_NEO:
        from circuitlab.exchange.recordings.neo_recording import NeoRecording

        return NeoRecording(path)
    return TextFile(path)


def _unreadable(path: Path, error: OSError) -> CannotExchange:
    what = _("it cannot be read ({reason})").format(reason=error.strerror or str(error)[:120])
    return CannotExchange(str(path), what, _("choose another file"))


def _conversion(signal: FileSignal, reading: Reading) -> tuple[float, float]:
    """Return factor and offset from a file's unit to the one that is wanted.

    Raises
    ------
    CannotExchange
    """
    unit = reading.unit
    written = reading.given_unit or signal.unit or unit
    given, wanted = unit_of(written), unit_of(unit)
    if given is None or wanted is None:
        what = _("“{unit}” is no unit known here").format(unit=written)
        raise CannotExchange(signal.name, what, _("say in which unit it is"))
    if given.dimension != wanted.dimension:
        what = _("it is in {given}, and the trace is {quantity} in {wanted}").format(
            given=written, wanted=unit, quantity=measured(wanted.dimension)
        )
        raise CannotExchange(signal.name, what, _("lay it beside another trace"))
    zero = between(0.0, given, wanted)
    return between(1.0, given, wanted) - zero, zero
