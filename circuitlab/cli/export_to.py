"""Formats that `export --to` knows: each is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.cli.console import say_line
from circuitlab.cli.errors import CannotDo
from circuitlab.exchange.left_out import told
from circuitlab.exchange.order import Order, Target, Write
from circuitlab.resources import _

RUN_ENDINGS = (".csv", ".npz", ".nwb", ".nix", ".sonata")
"""How the names of files end that hold a run."""


def _run_written_as(ending: str) -> Target:
    """Return a format that holds a run."""

    def load() -> Write:
        from circuitlab.cli.run_export import run_written_as

        return run_written_as(ending)

    return Target(load, frozenset({"duration", "seed"}))


def _neuron() -> Write:
    from circuitlab.exchange.neuron.export import export

    return export


def _neuroml() -> Write:
    from circuitlab.exchange.neuroml.export import export

    return export


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "neuroml": Target(_neuroml, frozenset({"duration", "seed"})),
        "neuron": Target(_neuron, frozenset({"duration", "seed", "core"})),
        **{ending.lstrip("."): _run_written_as(ending) for ending in RUN_ENDINGS},
    }
)
"""Name of a format, as it is typed → what writes it."""
OPTIONS: Mapping[str, str] = MappingProxyType(
    {"duration": "--for", "seed": "--seed", "core": "--core"}
)


def target_called(name: str, given: Mapping[str, bool]) -> Target:
    """Return the format called `name`.

    Parameters
    ----------
    given
        Option of an order → whether it was given.

    Raises
    ------
    CannotDo
        If there is no such format, or it has no use for an option.
    """
    if name not in TARGETS:
        what = _("there is no format called “{name}”").format(name=name)
        raise CannotDo(Problem("--to", what, meant(name, sorted(TARGETS))))
    target = TARGETS[name]
    for option, is_given in given.items():
        if is_given and option not in target.takes:
            what = _("means nothing to “{name}”").format(name=name)
            raise CannotDo(Problem(OPTIONS[option], what, _("leave it out")))
    return target


def export_to(target: Target, order: Order) -> None:
    """Write what is ordered, and say what was left out."""
    for line in told(target.load()(order)):
        say_line(line)
