"""Writing to the terminal: tables and JSON on stdout, progress on stderr."""

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from circuitlab.analysis.tables import Table

WIDTH_UNSEEN = 120


def show(table: Table) -> None:
    """Print a table, at full width where nobody's terminal limits it."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_UNSEEN)
    console.print(table.rich())


def show_json(value: object) -> None:
    """Print one JSON value; numbers that are not finite become null."""
    typer.echo(json.dumps(_finite(value), ensure_ascii=False, allow_nan=False))


@contextmanager
def progress(what: str, *, shown: bool = True) -> Iterator[Callable[[float, float], None]]:
    """Show a bar on stderr, if somebody watches it; yields what takes (done, in all)."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
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


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry) for entry in value]
    return value
