"""The command `compare`: a circuit in two or three states under the same stimulus and noise."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from circuitlab.analysis.run_files import THE_HIGHEST, write_run
from circuitlab.analysis.tables import Table
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.console import progress, say_line, show, show_json
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.options import Json, OutFolder, OwnStimuli, Seed, States, Target
from circuitlab.cli.out_place import TRACE_EVERY_MS, to_record
from circuitlab.cli.run_results import run_json
from circuitlab.cli.target import read_circuit, read_duration
from circuitlab.files.atomic_write import write
from circuitlab.files.whole_folder import try_folder, whole_or_nothing
from circuitlab.model.comparing import circuit_of, differing, states_of
from circuitlab.model.named_states import named_states, state_names
from circuitlab.playback.compared_words import verdict
from circuitlab.playback.measured_states import (
    MeasuredRow,
    measured_of_runs,
    recorded_of,
    set_by_hand,
)
from circuitlab.playback.number_words import number_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.states import ComparedState

THREADS = 2
USUAL = "2 s"


def compare(
    target: Target,
    states: States = None,
    duration: Annotated[
        str,
        typer.Option(
            "--for", metavar="TIME", help=_("Model time to run: “2 s” (the default), “500 ms”.")
        ),
    ] = USUAL,
    seed: Seed = None,
    own_stimuli: OwnStimuli = False,
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Run a circuit in several states and print in what they differ."""
    circuit = read_circuit(target)
    wanted = read_states(circuit, states)
    length = read_duration(duration)
    if out is not None:
        try_folder(out)
    same = not own_stimuli
    what = _("Running {name}").format(name=target)
    runs = runs_of(circuit, wanted, length, what, seed=seed, same_stimulus=same)
    found = Findings(circuit, wanted, runs, same_stimulus=same)
    if out is not None:
        _write(found, out)
    if as_json:
        show_json(found.as_json(target))
        return
    show(found.table(target))
    if words := verdict(found.names, found.measured):
        say_line(words)


def read_states(circuit: Circuit, listed: str | None) -> tuple[ComparedState, ...]:
    """Return the states that a list with commas names; all that the circuit keeps for None.

    Raises
    ------
    CannotDo
        With all that is wrong, or when there is nothing to compare.
    """
    names = [name.strip() for name in listed.split(",")] if listed is not None else []
    names = [name for name in names if name] or [state.name for state in states_of(circuit)]
    found = named_states(circuit, default_catalog(), names)
    if isinstance(found, list):
        raise CannotDo(*found)
    if len(found) < 2:
        what = _("one state alone compares with nothing")
        remedy = _("name two or three by --states, with commas; there are: {all}")
        raise CannotDo(Problem("", what, remedy.format(all=", ".join(state_names(circuit)))))
    return found


def runs_of(
    circuit: Circuit,
    states: Sequence[ComparedState],
    length_ms: float,
    what: str,
    *,
    seed: int | None,
    same_stimulus: bool,
    also: Sequence[tuple[str, str]] = (),
) -> tuple[Run, ...]:
    """Run a circuit in its states, two at a time, with a progress bar called `what`.

    Parameters
    ----------
    also
        What is recorded beside what the table of differences and the files need.
    """
    from circuitlab.engine.running.run import run_circuit

    catalog = default_catalog()
    models = [circuit_of(circuit, each, catalog, same_stimulus=same_stimulus) for each in states]
    record = [*to_record(models[0], length_ms), *recorded_of(models[0], catalog), *also]
    reached, stop = [0.0] * len(models), threading.Event()

    def run(number: int) -> Run:
        def told(reached_ms: float) -> None:
            if stop.is_set():
                raise InterruptedError
            reached[number] = reached_ms
            advance(sum(reached), length_ms * len(models))

        return run_circuit(
            models[number],
            length_ms,
            seed=seed,
            record=list(dict.fromkeys(record)),
            every_ms=TRACE_EVERY_MS,
            progress=told,
        )

    with progress(what) as advance, ThreadPoolExecutor(THREADS) as pool:
        try:
            return tuple(pool.map(run, range(len(models))))
        except BaseException:
            stop.set()
            raise


class Findings:
    """What states that were run differ in: as they are set, and as they are measured."""

    def __init__(
        self,
        circuit: Circuit,
        states: Sequence[ComparedState],
        runs: Sequence[Run],
        *,
        same_stimulus: bool,
    ) -> None:
        catalog = default_catalog()
        self.names = [state.name for state in states]
        self.runs = tuple(runs)
        addresses = differing(circuit, catalog, states, same_stimulus=same_stimulus)
        self.by_hand = set_by_hand([run.circuit for run in runs], catalog, addresses)
        self.measured: list[MeasuredRow] = measured_of_runs(runs, catalog)

    def table(self, name: str) -> Table:
        """Return a row for every value set and every number measured, with its differences."""
        first = self.runs[0]
        title = _("{name}: {count} states, {model} s, seed {seed}").format(
            name=name,
            count=len(self.names),
            model=number_words(first.duration_ms / 1000.0),
            seed=first.seed,
        )
        beside = [f"{each} − {self.names[0]}" for each in self.names[1:]]
        blank = ("",) * len(beside)
        rows = [(f"{of}: {what}", *words, *blank) for of, what, words in self.by_hand]
        rows += [
            (f"{row.of}: {row.title}", *row.words(), *map(_signed, _beside_first(row)))
            for row in self.measured
        ]
        return Table(title, ("", *self.names, *beside), tuple(rows))

    def as_json(self, name: str) -> dict[str, Any]:
        """Return the runs by the name of their state, and all differences."""
        first = self.runs[0]
        return {
            "preset": name,
            "seed": first.seed,
            "dt_ms": first.dt,
            "model_ms": first.duration_ms,
            "states": {
                each: run_json(run, name) for each, run in zip(self.names, self.runs, strict=True)
            },
            "set": [
                {"of": of, "what": what, "values": self._by_name(words)}
                for of, what, words in self.by_hand
            ],
            "measured": [self._row_json(row) for row in self.measured],
            "verdict": verdict(self.names, self.measured),
        }

    def _row_json(self, row: MeasuredRow) -> dict[str, Any]:
        beside = dict(zip(self.names[1:], _beside_first(row), strict=True))
        return {
            "of": row.of,
            "what": row.title,
            "unit": row.unit,
            "values": self._by_name(row.values),
            "minus_first": beside,
        }

    def _by_name(self, values: Sequence[object]) -> dict[str, object]:
        return dict(zip(self.names, values, strict=True))


def _beside_first(row: MeasuredRow) -> list[float]:
    return [value - row.values[0] for value in row.values[1:]]


def _signed(value: float) -> str:
    words = number_words(value)
    return f"+{words}" if value > 0.0 and words != "0" else words


def _write(found: Findings, out: Path) -> None:
    """Write each state's run into a folder of its own, and the table beside them."""
    for name, run in zip(found.names, found.runs, strict=True):
        folder = out / _folder_name(name)
        with whole_or_nothing(folder) as within:
            write_run(run, within, THE_HIGHEST)
    problem = write(out / "differences.csv", found.table(out.name).csv().encode())
    if problem is not None:
        raise CannotDo(problem)


def _folder_name(name: str) -> str:
    kept = "".join(each if each.isalnum() else "_" for each in name.strip())
    return kept.strip("_").lower() or "state"
