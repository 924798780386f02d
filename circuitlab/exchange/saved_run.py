"""Saving a run: as one table, as arrays, as a folder of tables, or in another tool's format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from circuitlab.analysis import run_tables
from circuitlab.analysis.run_files import (
    OF_ITS_STEP,
    THE_HIGHEST,
    about,
    about_days,
    arrays_file,
    table_lines,
    with_conventions,
    write_days,
    write_run,
)
from circuitlab.analysis.run_tables import Columns
from circuitlab.catalog.meant import meant
from circuitlab.engine.running.days_run import DaysRun
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.run_formats import RUN_FORMATS
from circuitlab.files.atomic_write import write
from circuitlab.files.whole_folder import whole_or_nothing
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

Tables = Mapping[str, Callable[[Any], Columns]]

OF_A_RUN: Tables = MappingProxyType(
    {
        "spikes": run_tables.spike_columns,
        "traces": run_tables.trace_columns,
        "rates": run_tables.rate_columns,
    }
)
OVER_DAYS: Tables = MappingProxyType(
    {
        "spikes": run_tables.spikes_over_days,
        "traces": run_tables.traces_over_days,
        "rates": run_tables.window_columns,
    }
)


def save_as(
    found: Run | DaysRun, path: Path, ending: str, *, exact: bool = True
) -> tuple[LeftOut, ...]:
    """Write a run in a format, whatever its name ends in; return what the format cannot hold.

    Parameters
    ----------
    ending : of the format's files; empty for a folder of tables
    exact : whether there is a sample for each step

    Raises
    ------
    CannotExchange, MissingExtra, OSError
    """
    sample_time = OF_ITS_STEP if exact else THE_HIGHEST
    if ending in RUN_FORMATS:
        return RUN_FORMATS[ending].write(found, path, sample_time)
    return save_run(found, path, sample_time=sample_time)


def table_of(found: Run | DaysRun, which: str) -> Columns:
    """Return one of the tables of a run.

    Raises
    ------
    CannotExchange
        When there is no such table.
    """
    tables = _tables(found)
    if which not in tables:
        what = _("there is no table called “{name}”").format(name=which)
        raise CannotExchange("", what, meant(which, tables))
    return tables[which](found)


def save_run(
    found: Run | DaysRun, path: Path, which: str = "spikes", sample_time: str = OF_ITS_STEP
) -> tuple[LeftOut, ...]:
    """Write a run, wholly or not at all; return what the format cannot hold.

    Parameters
    ----------
    path : its ending says as what; without one it is a folder of tables
    which : the table, of a .csv
    sample_time : what the time of a sample means

    Raises
    ------
    CannotExchange, MissingExtra, OSError
    """
    ending = path.suffix.casefold()
    if ending in RUN_FORMATS:
        return RUN_FORMATS[ending].write(found, path, sample_time)
    if ending and ending not in _ONE_FILE and not path.is_dir():
        what = _("a run cannot be written as “{ending}”").format(ending=path.suffix)
        known = ", ".join((*_ONE_FILE, *RUN_FORMATS))
        remedy = _("end the name in one of {endings}, or name a folder").format(endings=known)
        raise CannotExchange(str(path), what, remedy)
    if ending not in _ONE_FILE:
        _save_folder(found, path, sample_time)
        return ()
    said = with_conventions(_about(found), sample_time)
    if (problem := write(path, _ONE_FILE[ending](found, said, which))) is not None:
        raise CannotExchange(problem.where, problem.what, problem.remedy)
    why = _("a table holds what it did; which it was can be told by the hash alone")
    return (LeftOut(_("the circuit"), why),)


def _tables(found: Run | DaysRun) -> Tables:
    return OVER_DAYS if isinstance(found, DaysRun) else OF_A_RUN


def _about(found: Any) -> dict[str, Any]:
    return about_days(found) if isinstance(found, DaysRun) else about(found)


def _csv(found: Run | DaysRun, said: Mapping[str, object], which: str) -> bytes:
    return "".join(table_lines(said, table_of(found, which))).encode("utf-8")


def _npz(found: Run | DaysRun, said: Mapping[str, object], _which: str) -> bytes:
    return arrays_file(said, {name: table(found) for name, table in _tables(found).items()})


_ONE_FILE = MappingProxyType({".csv": _csv, ".npz": _npz})


def _save_folder(found: Any, path: Path, sample_time: str) -> None:
    write_all = write_days if isinstance(found, DaysRun) else write_run
    try:
        with whole_or_nothing(path) as folder:
            write_all(found, folder, sample_time)
    except OSError as error:
        what = _("the folder cannot be written ({reason})").format(reason=error.strerror or error)
        raise CannotExchange(str(path), what, _("choose another place")) from error
