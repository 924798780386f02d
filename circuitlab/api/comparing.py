"""Runs of a circuit in its states, under the same stimulus, seed and noise."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circuitlab.api.asking import ids_of
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.api.figure_file import asked_file
from circuitlab.api.painting import painting
from circuitlab.api.recorded_alone import recorded_alone
from circuitlab.api.results import Run
from circuitlab.api.simulating import simulate
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model.comparing import circuit_of, differing
from circuitlab.model.lasting import read_lasting
from circuitlab.model.named_states import named_states
from circuitlab.model.states import ComparedState
from circuitlab.playback.measured_states import (
    MeasuredRow,
    measured_of_runs,
    recorded_of,
    set_by_hand,
)
from circuitlab.playback.trace_rows import rows_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.api.described import Described

THREADS = min(2, os.cpu_count() or 1)


class Compared(Mapping[str, Run]):
    """The run of each state, by the state's name.

    Attributes
    ----------
    by_hand : (of what, which value, in words for each state) of what the states set
    measured : numbers of every run, each with ``title``, ``of``, ``unit`` and ``values``
    """

    def __init__(
        self,
        runs: Mapping[str, Run],
        by_hand: Sequence[tuple[str, str, list[str]]],
        catalog: Catalog,
        states: Sequence[ComparedState] = (),
        addresses: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._runs = dict(runs)
        self._states, self._addresses = tuple(states), tuple(addresses)
        self.by_hand = tuple(by_hand)
        self.measured: tuple[MeasuredRow, ...] = tuple(
            measured_of_runs(list(runs.values()), catalog)
        )

    def differences(self) -> list[dict[str, Any]]:
        """Return a row for each value set by hand, as words, and for each measured number.

        Each has ``of``, ``what``, ``unit`` (empty for words), ``measured`` (whether it is a
        measured number) and ``values`` by the state's name.
        """
        names = list(self)
        said = [_row(of, what, "", False, names, words) for of, what, words in self.by_hand]
        return said + [
            _row(each.of, each.title, each.unit, True, names, each.values) for each in self.measured
        ]

    def figure(
        self,
        path: str | Path,
        *,
        width: float | str = 180.0,
        dpi: float = 300.0,
        theme: str = "print",
    ) -> None:
        """Write the states beside each other, with what differs marked: .svg, .pdf or .png.

        Parameters
        ----------
        width, dpi, theme : as of :meth:`Run.figure`

        Raises
        ------
        CircuitError
            When the file cannot be written, or cannot be such a one.
        """
        from circuitlab.api.run_figure import figure_of_states

        file = asked_file(path, width, dpi, theme)
        _painting = painting()
        runs = list(self._runs.values())
        title = str(runs[0].circuit.document["title"])
        size = file.width_mm, file.theme
        drawn = figure_of_states(self._states, runs, self._addresses, title, *size)
        if (problem := file.save_states(drawn)) is not None:
            raise CircuitError([problem])

    def __getitem__(self, name: str) -> Run:
        if name not in self._runs:
            what = _("There is no state called “{name}”").format(name=name)
            raise NotThere([Problem("", what, meant(str(name), tuple(self._runs)))])
        return self._runs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)

    def __repr__(self) -> str:
        return f"<Compared: {', '.join(self)}>"


def compare(
    circuit: Described,
    duration: str | float,
    states: str | Sequence[str] | None,
    record: Sequence[tuple[str, str]] | None,
    seed: int | None,
    *,
    same_stimulus: bool,
    threads: int = THREADS,
) -> Compared:
    """Run a circuit in its states, two at a time."""
    catalog = circuit.catalog
    names = ids_of(*([states] if isinstance(states, str) else states or circuit.states))
    wanted = _wanted(circuit, names)
    models = [
        circuit_of(circuit.model, state, catalog, same_stimulus=same_stimulus) for state in wanted
    ]
    drawn = [type(circuit)(model, catalog) for model in models]
    asked = _asked(drawn[0], duration, record)
    shown = [row.key for row in rows_of(models[0], catalog) if row.state and not row.parts]
    pairs = list(dict.fromkeys([*asked, *recorded_of(models[0], catalog), *shown]))

    def run(each: Described) -> Run:
        return simulate(each, duration, seed=seed, record=pairs)

    with ThreadPoolExecutor(threads) as pool:
        runs = list(pool.map(run, drawn))
    addresses = differing(circuit.model, catalog, wanted, same_stimulus=same_stimulus)
    named = dict(zip(names, runs, strict=True))
    by_hand = set_by_hand(models, catalog, addresses)
    return Compared(named, by_hand, catalog, wanted, addresses)


def _wanted(circuit: Described, names: Sequence[str]) -> tuple[ComparedState, ...]:
    """Return the states of these names; an experiment's name is one, too."""
    found = named_states(circuit.model, circuit.catalog, names)
    if isinstance(found, list):
        raise NotThere(found)
    return found


def _asked(
    circuit: Described, duration: str | float, record: Sequence[tuple[str, str]] | None
) -> list[tuple[str, str]]:
    """Return what is to be recorded: what was asked for, or the voltages as of a single run."""
    if record is not None:
        return list(record)
    lasting = read_lasting(duration)
    if not isinstance(lasting, float):
        return []
    return recorded_alone(circuit.model, circuit.catalog, lasting, float(circuit.dt))


def _row(
    of: str, what: str, unit: str, measured: bool, names: Sequence[str], values: Sequence[object]
) -> dict[str, Any]:
    by_name = dict(zip(names, values, strict=True))
    return {"of": of, "what": what, "unit": unit, "measured": measured, "values": by_name}
