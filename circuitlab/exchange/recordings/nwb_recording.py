"""Recordings of an NWB file, read piece by piece as the HDF5 file that it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import library
from circuitlab.exchange.recordings.damaged import damage_told
from circuitlab.exchange.recordings.hdf5_trial import refuse_endless
from circuitlab.exchange.recordings.signals import PIECE, FileSignal, refuse_too_many
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import Floats

EXTRA = "nwb"
_READER = "HDF5"
_MEASURED, _GIVEN = ("acquisition", "processing"), ("stimulus/presentation",)
_UNITS = {"volts": "V", "volt": "V", "amperes": "A", "ampere": "A", "siemens": "S"}


class NwbRecording:
    """The series and the units of an NWB file.

    Raises
    ------
    MissingExtra, CannotExchange, OSError
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, tuple[str, int]] = {}
        h5py = library("h5py", EXTRA)
        refuse_endless(path)
        with damage_told(path, _READER), ExitStack() as opened:
            self._file = opened.enter_context(h5py.File(path, "r"))
            self.signals = (*self._series(_MEASURED), *self._series(_GIVEN), *self._units())
            opened.pop_all()  # it stays open

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def pieces(self, signal: FileSignal, step_ms: float) -> Iterator[tuple[Floats, Floats, float]]:
        """Yield times (ms), values in SI units, and the part read so far, as of a RecordingFile."""
        with damage_told(self._path, _READER):
            yield from self._pieces(signal)

    def _pieces(self, signal: FileSignal) -> Iterator[tuple[Floats, Floats, float]]:
        place, column = self._places[signal.name]
        if signal.is_events:
            yield self._spikes(column) * 1000.0, np.zeros(signal.count), 1.0
            return
        series = self._file[place]
        data = series["data"]
        factor, offset = _scaling(series, column)
        for first in range(0, len(data), PIECE):
            here = slice(first, min(first + PIECE, len(data)))
            raw = np.asarray(data[here] if data.ndim == 1 else data[here, column], float)
            yield self._times(series, here), raw * factor + offset, here.stop / len(data)

    def _times(self, series: Any, here: slice) -> Floats:
        if "timestamps" in series:
            return np.asarray(series["timestamps"][here], float) * 1000.0
        begin, rate = _begin_and_rate(series)
        return begin * 1000.0 + np.arange(here.start, here.stop) * (1000.0 / rate)

    def _series(self, groups: tuple[str, ...]) -> Iterator[FileSignal]:
        for group in groups:
            for place in _series_in(self._file, group):
                data = self._file[place]["data"]
                refuse_too_many(data.size // len(data), place)
                for column in range(1 if data.ndim == 1 else data.shape[1]):
                    yield self._signal(place, column, is_stimulus=group in _GIVEN)

    def _signal(self, place: str, column: int, *, is_stimulus: bool) -> FileSignal:
        series = self._file[place]
        data = series["data"]
        name = (
            place.rpartition("/")[2] if data.ndim == 1 else f"{place.rpartition('/')[2]}[{column}]"
        )
        self._places[name] = (place, column)
        unit = _text(data.attrs.get("unit", ""))
        step_ms = 0.0 if "timestamps" in series else 1000.0 / _begin_and_rate(series)[1]
        return FileSignal(
            name, _UNITS.get(unit, unit), len(data), round(step_ms, 9), is_stimulus=is_stimulus
        )

    def _units(self) -> Iterator[FileSignal]:
        index = self._file.get("units/spike_times_index")
        refuse_too_many(0 if index is None else len(index), "units")
        for unit in range(len(index) if index is not None else 0):
            name = _("spikes of unit {number}").format(number=unit)
            self._places[name] = ("units", unit)
            yield FileSignal(name, "s", len(self._spikes(unit)), is_events=True)

    def _spikes(self, unit: int) -> Floats:
        ends = self._file["units/spike_times_index"]
        first = int(ends[unit - 1]) if unit else 0
        return np.asarray(self._file["units/spike_times"][first : int(ends[unit])], float)


def _series_in(file: Any, group: str) -> list[str]:
    """Return the places of all series in a group that have numbers and times."""
    found: list[str] = []

    def look(name: str, item: Any) -> None:
        data = item.get("data") if hasattr(item, "keys") else None
        if data is None or not ("timestamps" in item or "starting_time" in item):
            return
        if getattr(data, "ndim", 0) in (1, 2) and data.dtype.kind in "iuf" and len(data):
            found.append(f"{group}/{name}")

    if group in file:
        file[group].visititems(look)
    return found


def _begin_and_rate(series: Any) -> tuple[float, float]:
    """Return when a series begins (s), and its samples a second.

    Raises
    ------
    CannotExchange
    """
    start = series["starting_time"]
    rate = float(start.attrs.get("rate", 0.0))
    if rate <= 0.0:
        what = _("it does not say how many samples there are in a second")
        raise CannotExchange(str(series.name), what, _("choose another signal"))
    return float(start[()]), rate


def _scaling(series: Any, column: int) -> tuple[float, float]:
    """Return what a channel's stored numbers are multiplied by, and what is then added."""
    about = series["data"].attrs
    own = series.get("channel_conversion")
    of_channel = 1.0 if own is None else float(own[column])
    return float(about.get("conversion", 1.0)) * of_channel, float(about.get("offset", 0.0))


def _text(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)
