"""What runs gave, as Python is given it: with tables, voltages and files."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from circuitlab.analysis.run_tables import Columns
from circuitlab.api.asking import element_of, path_of
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.api.figure_file import asked_file
from circuitlab.api.painting import painting
from circuitlab.api.thinning import samples_apart
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.running import days_run, run
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.saved_run import save_run, table_of
from circuitlab.model.element import Element
from circuitlab.resources import _


class Run(run.Run):
    """What a run gave.

    Attributes
    ----------
    circuit : the circuit as it was run
    duration_ms, dt, seed : model time and step in ms, and the seed
    wall_s : seconds spent stepping
    recorded : (id, state) → (t, values) of what was recorded
    """

    def trace(self, id: str, state: str = "v") -> tuple[Reals, Reals]:
        """(t in ms, values) of a recorded state; (samples, cells) for a population.

        Raises
        ------
        CircuitError
            When there is no such element, it has no such state, or that was not recorded.
        """
        self._has(id, state)
        if (id, state) not in self.recorded:
            what = _("“{state}” of “{id}” was not recorded").format(state=state, id=id)
            remedy = _('name it: record=[("{id}", "{state}")]').format(state=state, id=id)
            raise NotThere([Problem("", what, remedy)])
        return self.recorded[id, state]

    def value(self, id: str, state: str = "v") -> Reals:
        """(size,) values of a state at the end.

        Raises
        ------
        CircuitError
            When there is no such element, it has no such state, or took no part in the run.
        """
        self._has(id, state)
        try:
            return super().value(id, state)
        except KeyError:
            what = _("“{id}” takes no part in the run").format(id=id)
            raise NotThere([Problem("", what, _("join it to what it acts on"))]) from None

    def voltage(self, id: str) -> Reals:
        """Return the recorded membrane potential in mV, sample by sample.

        The times belong to it that ``run.trace(id)[0]`` has, in ms.

        Returns
        -------
        (samples,) array; (samples, cells) of a population

        Raises
        ------
        CircuitError
            When there is no such element, it has no voltage, or that was not recorded.
        """
        if "v" not in _states_of(element_of(self.circuit, id)):
            what = _("“{id}” has no membrane potential").format(id=id)
            raise NotThere([Problem("", what, _("“trace” gives its other quantities"))])
        if (id, "v") not in self.recorded:
            what = _("the voltage of “{id}” was not recorded").format(id=id)
            raise NotThere([Problem("", what, _("name it in “record”"))])
        return self.recorded[id, "v"][1]

    def table(self, which: str = "spikes") -> Columns:
        """Return columns of what the run gave; ``pandas.DataFrame(run.table())`` is a frame.

        Parameters
        ----------
        which : one of

            - ``"spikes"``, a row for each: ``element``, ``cell``, ``time_ms``;
            - ``"traces"``, a row for each sample: ``time_ms``, ``cell1.v_mV``, and for each cell of
              a population ``cells1.v[0]_mV``;
            - ``"rates"``, a row for each element that fires: ``element``, ``cells``, ``spikes``,
              ``rate_Hz``, of one cell on average.

        Returns
        -------
        dict of str to (rows,) array, the unit in each name

        Raises
        ------
        CircuitError
            When there is no such table.
        """
        return _table(self, which)

    def save(
        self,
        path: str | Path,
        which: str = "spikes",
        *,
        every: int | None = None,
        dt: float | str | None = None,
    ) -> None:
        """Write what the run gave, wholly or not at all.

        Parameters
        ----------
        path : a name that ends in .csv for one table, after lines with # that say of what run; in
            .npz for all of them as arrays called ``spikes/time_ms`` and so on; in .nwb or .nix for
            a file in these formats, in .sonata for a folder in that; without an ending a folder,
            which gets the files that ``circuitlab run --out`` writes
        which : of a .csv, the table, as of :meth:`table`
        every, dt : of traces only each so many samples, or one for so much time ("0.1 ms", as of
            ``circuitlab run --out``); all of them by default

        Raises
        ------
        CircuitError
            When there is no such table, nothing can be written there, or traces have no such
            samples.
        MissingExtra
            When a library that the format needs is not installed; it says what brings it.
        """
        _save(self.thinned(every, dt), path_of(path), which)

    def figure(
        self,
        path: str | Path,
        *,
        width: float | str = 180.0,
        dpi: float = 300.0,
        theme: str = "print",
    ) -> None:
        """Write a figure of the end of the run: .svg, .pdf or .png, as ``circuitlab figure`` does.

        It shows the circuit, below it what its meters read as far as that was recorded, a key and
        the title; what each element is like is drawn as it is at the end.

        Parameters
        ----------
        width : on paper, mm or a text with a unit ("85 mm")
        dpi : pixels per inch of a .png
        theme : "print", "light" or "dark"

        Raises
        ------
        CircuitError
            When the file cannot be written, or cannot be such a one.
        """
        from circuitlab.api.run_figure import figure_of

        file = asked_file(path, width, dpi, theme)
        _painting = painting()
        title = str(self.circuit.document["title"])
        problem = file.save(figure_of(self, title, file.width_mm, file.theme))
        if problem is not None:
            raise CircuitError([problem])

    def to_neo(self) -> Any:
        """Return the run as a ``neo.Block``: a train for each cell, a signal for each state.

        Raises
        ------
        MissingExtra
            When Neo is not installed.
        """
        return _block_of(self)

    def thinned(self, every: int | None = None, dt: float | str | None = None) -> Run:
        """Return the run with each so many samples of its traces, or one for so much time.

        Raises
        ------
        CircuitError
            When there are no such samples.
        """
        count = samples_apart(every, dt, self.dt)
        taken = slice(count - 1, None, count)
        kept = {key: (t[taken], values[taken]) for key, (t, values) in self.recorded.items()}
        return Run(**{**_parts(self), "recorded": kept})

    def __repr__(self) -> str:
        count, spikes = len(self.circuit.elements), len(self.raw_spikes)
        return f"<Run of {self.duration_ms:g} ms: {count} elements, {spikes} spikes>"

    def _sources(self, id: str) -> tuple[int, int]:
        if id not in self.sources:  # what fired and was removed since is known there alone
            element_of(self.circuit, id)
        if id not in self.sources:
            what = _("“{id}” has no cells that fire").format(id=id)
            listed = _("choose from {names}").format(names=", ".join(self.sources))
            raise NotThere([Problem("", what, listed if self.sources else "")])
        return self.sources[id]

    def _has(self, id: str, state: str) -> None:
        """Refuse a state that an element has not."""
        states = _states_of(element_of(self.circuit, id))
        if state not in states:
            what = _("“{id}” has no quantity called “{state}”").format(id=id, state=state)
            listed = _("choose from {names}").format(names=", ".join(states)) if states else ""
            raise NotThere([Problem("", what, did_you_mean(str(state), states) or listed)])


class DaysRun(days_run.DaysRun):
    """What a run over days gave: its windows, each a run by itself.

    Attributes
    ----------
    circuit : the circuit as it was run
    days : how long, and how it was looked at
    windows : one run for each; times in it count from the window's beginning
    body_s, body_days : (windows,) body time at which each begins, in s and in days
    wall_s : seconds spent stepping and jumping
    """

    def table(self, which: str = "spikes") -> Columns:
        """Return columns of what the run gave, as of :meth:`Run.table`.

        Rows of ``"spikes"`` and ``"traces"`` begin with ``window`` and ``body_time_s``; those of
        ``"rates"`` are windows, with a column ``cell1_Hz`` for each neuron.

        Raises
        ------
        CircuitError
            When there is no such table.
        """
        return _table(self, which)

    def save(
        self,
        path: str | Path,
        which: str = "spikes",
        *,
        every: int | None = None,
        dt: float | str | None = None,
    ) -> None:
        """Write what the run gave, wholly or not at all, as :meth:`Run.save` does.

        Raises
        ------
        CircuitError
            When there is no such table, nothing can be written there, or traces have no such
            samples.
        """
        windows = tuple(Run(**_parts(window)).thinned(every, dt) for window in self.windows)
        thin = DaysRun(**{**_parts(self), "windows": windows})
        _save(thin, path_of(path), which)

    def to_neo(self) -> Any:
        """Return the run as a ``neo.Block`` with a segment for each window, as :meth:`Run.to_neo`.

        Raises
        ------
        MissingExtra
            When Neo is not installed.
        """
        return _block_of(self)

    def window(self, which: int | str) -> run.Run:
        """The window of a number (−1 is the last) or a body time: ``"day 7"``, ``"36 h"``.

        Raises
        ------
        CircuitError
            When no window begins then; it says which is the nearest.
        """
        try:
            return super().window(which)
        except KeyError as error:
            raise NotThere([Problem("", str(error.args[0]))]) from None

    def __repr__(self) -> str:
        count, windows = len(self.circuit.elements), len(self.windows)
        return f"<DaysRun of {windows} windows: {count} elements>"


def result_of(found: run.Run | days_run.DaysRun) -> Run | DaysRun:
    """Return what the engine gave with what Python is given beside it."""
    if isinstance(found, days_run.DaysRun):
        windows = tuple(result_of(window) for window in found.windows)
        return DaysRun(**{**_parts(found), "windows": windows})
    return Run(**_parts(found))


def _states_of(element: Element) -> tuple[str, ...]:
    """Return the quantities of an element that may be recorded; none of an unknown kind."""
    kind = default_catalog().kinds.get(element.kind)
    return tuple(recipe_of(kind.mechanism).states) if kind is not None else ()


def _parts(found: run.Run | days_run.DaysRun) -> dict[str, Any]:
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _block_of(found: Run | DaysRun) -> Any:
    from circuitlab.exchange.neo_block import block_of  # only who asks for it has Neo

    return block_of(found)


def _table(found: Run | DaysRun, which: str) -> Columns:
    try:
        return table_of(found, which)
    except CannotExchange as refusal:
        raise CircuitError([refusal.problem]) from refusal


def _save(found: Run | DaysRun, path: Path, which: str) -> None:
    try:
        save_run(found, path, which)
    except CannotExchange as refusal:
        raise CircuitError([refusal.problem]) from refusal
    except OSError as error:
        what = _("it cannot be written ({reason})").format(reason=error.strerror or error)
        raise CircuitError([Problem(str(path), what, _("choose another place"))]) from error
