"""Writing to the terminal: tables and JSON on stdout, progress on stderr."""

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, zip_longest
from secrets import token_hex
from typing import Any

import typer

from circuitlab.analysis.tables import Table
from circuitlab.catalog.printable import printable

WIDTH_UNSEEN = 120


def say_line(text: str) -> None:
    """Print a text as one line, as a terminal may show it."""
    typer.echo(printable(" ".join(text.split())))


def show(table: Table) -> None:
    """Print a table, at full width where nobody's terminal limits it."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_UNSEEN)
    console.print(table.rich())


class Written(str):
    """A part of a JSON value that is its text already."""

    __slots__ = ()


def show_json(value: object) -> None:
    """Print one JSON value; numbers that are not finite become null."""
    typer.echo(json_text(value))


def json_text(value: object) -> str:
    """Return one JSON value as a text; numbers that are not finite become null."""
    written: list[str] = []
    mark = f"written {token_hex(8)}"
    text = json.dumps(_finite(value, written, mark), ensure_ascii=False, allow_nan=False)
    around = text.split(f'"{mark}"')
    return "".join(chain.from_iterable(zip_longest(around, written, fillvalue="")))


@contextmanager
def progress(what: str, *, shown: bool = True) -> Iterator[Callable[[float, float], None]]:
    """Show a bar on stderr, if somebody watches it; yields what takes (done, in all)."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not (shown and console.is_terminal),
        redirect_stdout=sys.stdout.isatty(),  # what is printed meanwhile goes above the bar
    ) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: float, total: float) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def _finite(value: Any, written: list[str], mark: str) -> Any:
    """Return a value as JSON can hold it; what is text already goes to `written`."""
    if isinstance(value, Written):
        written.append(value)
        return mark
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(entry, written, mark) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry, written, mark) for entry in value]
    return value
