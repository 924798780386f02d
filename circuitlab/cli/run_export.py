"""`export --to` a format that holds a run: the circuit is run for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.cli.out_place import out_place
from circuitlab.cli.run_with_progress import run_shown
from circuitlab.exchange.errors import CannotExchange
from circuitlab.model.overlay import resolve
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.left_out import LeftOut
    from circuitlab.exchange.order import Order, Write

_FOLDERS = (".csv", ".sonata")
"""Formats that may be written into a folder of any name."""


def run_written_as(ending: str) -> Write:
    """Return what runs a circuit as ordered and writes the run.

    Parameters
    ----------
    ending
        Of the format's files.
    """

    def write(order: Order) -> Iterable[LeftOut]:
        path = _place(order.place, ending)
        written_as = "" if ending == ".csv" and path.suffix != ending else ending
        resolved = resolve(order.circuit, (order.overlay,))
        place = out_place(path, resolved, order.duration_ms, written_as)
        return place.save(
            run_shown(
                order.circuit,
                order.duration_ms,
                _("Running for {name}").format(name=path.name),
                seed=order.seed,
                overlays=(order.overlay,),
                record=place.record,
                every_ms=place.every_ms,
            )
        )

    return write


def _place(path: Path, ending: str) -> Path:
    """Return where to write, with the format's ending.

    Raises
    ------
    CannotExchange
        When the name ends in another.
    """
    if path.suffix.casefold() == ending or (ending in _FOLDERS and not path.suffix):
        return path
    if not path.suffix:
        return path.with_name(path.name + ending)
    what = _("the name does not end in {ending}").format(ending=ending)
    raise CannotExchange(str(path), what, _("end it so, or leave the ending out"))
