"""Recordings from elsewhere that lie beside a circuit's traces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.api.asking import element_of, path_of
from circuitlab.api.errors import CircuitError, NotThere, fitting
from circuitlab.api.listed import Listed
from circuitlab.api.making import make
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem, parse_quantity
from circuitlab.exchange.errors import CannotExchange
from circuitlab.model.recording_edits import firing_like
from circuitlab.model.recordings import Recording, free_id, likely_threshold
from circuitlab.resources import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

    Floats = NDArray[np.float64]


class Recordings(Listed):
    """What was measured elsewhere, asked for by number or by id.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> cell = c.add("hh_squid")
    >>> len(c.recordings)
    0
    """

    _field = "recordings"

    def add(
        self,
        path: str | Path,
        beside: str,
        state: str = "v",
        *,
        signal: str = "",
        unit: str = "",
        rate: float | str = 0.0,
        stimulus: str = "",
        shift: float | str = 0.0,
        scale: float = 1.0,
        offset: float = 0.0,
        id: str = "",
    ) -> str:
        """Lay a signal of a file beside a trace; return its id.

        Parameters
        ----------
        path : a table as text, or a file of NWB, ABF, NIX or what else Neo reads
        beside, state : the element, and its quantity
        signal : by its name; by default the first that was measured
        unit : of the values, where the file does not say it
        rate : samples a second ("20 kHz" or a number of Hz), where the file has no times
        stimulus : the signal that was given, whose beginning the recording can be aligned by
        shift, scale, offset : as of :meth:`set`

        Raises
        ------
        CircuitError
            When the file cannot be read, or does not fit; nothing is added then.
        MissingExtra
            When a library that the format needs is not installed; it says what brings it.
        """
        from circuitlab.exchange.recordings.opening import Reading, opened, signal_of
        from circuitlab.exchange.recordings.taking_in import taken_in

        model, file = self._circuit.model, path_of(path)
        wanted = _unit_of(model, self._circuit.catalog, beside, state)
        hertz = _quantity(rate, "Hz", "rate")
        shift_ms = _quantity(shift, "ms", "shift")
        empty = Recording(id or free_id(self._entries), beside, state, shift_ms=shift_ms)
        with _refused():
            source = opened(file)
            try:
                chosen = signal_of(source, signal, file)
                reading = Reading(wanted, 1000.0 / hertz if hertz > 0.0 else 0.0, unit)
                made = taken_in(file, source, chosen, reading, empty, stimulus=stimulus)
            finally:
                source.close()
        self._keep_fitting([*self._entries, replace(made, scale=scale, offset=offset)])
        return made.id

    def set(
        self,
        which: int | str,
        *,
        shift: float | str | None = None,
        scale: float | None = None,
        offset: float | None = None,
    ) -> None:
        """Shift a recording in time ("10 ms" or a number of ms), or scale its values.

        Raises
        ------
        CircuitError
            When there is no such recording, or a number does not fit.
        """
        place = self._number(which)
        moved = {} if shift is None else {"shift_ms": _quantity(shift, "ms", "shift")}
        scaled = {"scale": scale, "offset": offset}
        given: dict[str, Any] = {n: float(v) for n, v in scaled.items() if v is not None}
        self._replace(place, replace(self._entries[place], **moved, **given))

    def align(self, which: int | str, to: str | float) -> float:
        """Shift a recording so that its own stimulus begins with one of the circuit.

        Parameters
        ----------
        to : id of a stimulus, or a model time ("500 ms" or a number of ms)

        Returns
        -------
        the shift, ms

        Raises
        ------
        CircuitError
            When the recording has no stimulus of its own, or there is none such here.
        """
        place = self._number(which)
        at = self._start_of(to) if to in self._circuit.model.elements else _quantity(to, "ms", "to")
        moved = self._entries[place].moved_to(at)
        if moved is None:
            what = _("“{id}” has no stimulus of its own").format(id=self._entries[place].id)
            remedy = _("name one with “stimulus” when adding it, or set its shift")
            raise CircuitError([Problem("", what, remedy)])
        self._replace(place, moved)
        return float(moved.shift_ms)

    def samples(self, which: int | str) -> tuple[Floats, Floats]:
        """(t in ms, values) of a recording, shifted and scaled as it lies beside its trace.

        All samples where its file is still there as it was; else those that the circuit keeps.
        """
        from circuitlab.exchange.recordings.taking_in import pieces_again, why_not_read

        found = self._entries[self._number(which)]
        if found.is_whole or why_not_read(found) is not None:
            times, values = found.aligned()
            return times, values
        with _refused():
            pieces = list(pieces_again(found, self._unit(found)))
        times = np.concatenate([at for at, _values in pieces])
        values = np.concatenate([each for _at, each in pieces])
        return times + found.shift_ms, values * found.scale + found.offset

    def spikes(self, which: int | str, threshold: float | None = None) -> Floats:
        """(spikes,) model times in ms at which a recording rises through a threshold.

        Parameters
        ----------
        threshold : in the unit of its trace, as it is scaled; by default half way between what is
            usual and the highest. A list of events has no use for it.
        """
        found = self._entries[self._number(which)]
        if len(found.spikes):
            return np.asarray(np.add(found.spikes.values, found.shift_ms), float)
        from circuitlab.model.recordings import crossings

        times, values = self.samples(which)
        level = likely_threshold(values) if threshold is None else threshold
        return crossings(times, values, level)

    def drive(self, which: int | str, target: str, threshold: float | None = None) -> str:
        """Have a recording's spikes drive a cell; return the id of the stimulus that was added.

        Spikes before model time 0 are left out.

        Raises
        ------
        CircuitError
            When there are no spikes, or the cell cannot be driven; nothing is added then.
        """
        element_of(self._circuit.model, target)
        times = self.spikes(which, threshold)
        model, catalog = self._circuit.model, self._circuit.catalog
        id, delta = fitting(firing_like(model, catalog, times, target))
        make(self._circuit, delta)
        return id

    def missing(self) -> tuple[str, ...]:
        """Return what is said of recordings whose files are not there, or have changed."""
        from circuitlab.exchange.recordings.taking_in import why_not_read

        return tuple(str(why) for each in self._entries if (why := why_not_read(each)) is not None)

    def _unit(self, recording: Recording) -> str:
        return _unit_of(
            self._circuit.model, self._circuit.catalog, recording.element, recording.state
        )

    def _start_of(self, to: str | float) -> float:
        model, catalog = self._circuit.model, self._circuit.catalog
        kind = catalog.kinds.get(model.elements[str(to)].kind)
        if kind is None or "start" not in kind.parameters:
            what = _("“{id}” does not begin at a time").format(id=to)
            raise NotThere([Problem("to", what, _("name a stimulus, or give a time"))])
        return float(str(model.value(str(to), "start", catalog)))

    def _replace(self, place: int, recording: Recording) -> None:
        entries = list(self._entries)
        entries[place] = recording
        self._keep_fitting(entries)

    def _keep_fitting(self, entries: list[Recording]) -> None:
        """Keep recordings that a file may hold.

        Raises
        ------
        CircuitError
        """
        from circuitlab.files.recordings import unfit

        if wrong := unfit(self._circuit.model, self._circuit.catalog, entries):
            raise CircuitError(wrong)
        self._keep(entries)


def _unit_of(model: Circuit, catalog: Catalog, id: str, state: str) -> str:
    kind = catalog.kinds.get(element_of(model, id).kind)
    states = kind.states if kind is not None else {}
    if state not in states:
        what = _("“{id}” has no quantity called “{state}”").format(id=id, state=state)
        listed = _("choose from {names}").format(names=", ".join(states)) if states else ""
        raise NotThere([Problem("", what, did_you_mean(str(state), states) or listed)])
    return states[state].unit


def _quantity(given: float | str, unit: str, name: str) -> float:
    read = parse_quantity(str(given), unit)
    if isinstance(read, Problem):
        raise CircuitError([Problem(name, read.what, read.remedy)])
    return read


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except CannotExchange as refusal:
        raise CircuitError([refusal.problem]) from refusal
