"""Writing what was measured: a table with units, or a figure with what was kept behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.analysis.bench.measured import Measured, table_of
from circuitlab.files.atomic_write import write
from circuitlab.gui.bench.plot_view import plot_of
from circuitlab.render.figure.figure import suffixes
from circuitlab.render.figure.plot import encoded_plot
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circuitlab.gui.shell.dialogs import Questions

Kept = tuple[str, Measured]
"""What a kept measurement is called, and what it is."""


def export_table(
    questions: Questions, folder: Path, measured: Measured, kept: Sequence[Kept]
) -> None:
    """Ask where to, and write the curves as a table; what was kept is not in it."""
    path = questions.table_to_save(_proposal(folder, measured, ".csv"))
    if path is not None:
        content = table_of(measured).encode("utf-8")
        _write(questions, path if path.suffix else path.with_suffix(".csv"), content)


def export_figure(
    questions: Questions, folder: Path, measured: Measured, kept: Sequence[Kept]
) -> None:
    """Ask where to, and write the plot as its ending says."""
    path = questions.figure_to_save(_proposal(folder, measured, suffixes()[0]))
    if path is None:
        return
    path = path if path.suffix else path.with_suffix(suffixes()[0])
    kind = path.suffix.casefold()
    if kind in suffixes():
        _write(questions, path, encoded_plot(plot_of(measured, kept, stamped=True), kind))
    else:
        told = _("A figure is written as .svg, .pdf or .png; give the name such an ending.")
        questions.tell(_("The figure could not be saved"), told)


def _proposal(folder: Path, measured: Measured, suffix: str) -> Path:
    return folder / f"{measured.id}-{measured.protocol}{suffix}"


def _write(questions: Questions, path: Path, content: bytes) -> None:
    problem = write(path, content)
    if problem is not None:
        questions.show_problems(_("The file could not be saved"), [problem])
