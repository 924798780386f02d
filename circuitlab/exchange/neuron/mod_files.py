"""The .mod files of a circuit: one a kind of cell, and one for all that is no cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from circuitlab.engine.mechanisms.receptors import released
from circuitlab.engine.mechanisms.stimuli import random_count
from circuitlab.engine.numerics.noise import normal, random_bits
from circuitlab.exchange.neuron.kinds import CellKind
from circuitlab.exchange.neuron.translate import Translation

_HERE = Path(__file__).parent
_OF_A_RANK = (random_count, released, normal, random_bits)
"""What a process computes beside its cells."""


def mod_files(kinds: Iterable[CellKind], *, core: bool = False) -> dict[str, str]:
    """Name of each file → its text, for NEURON or for CoreNEURON."""
    kinds = list(kinds)
    cells = [kind for kind in kinds if kind.is_cell]
    files = {f"clab_{kind.name.lower()}.mod": _cell_file(kind, core=core) for kind in cells}
    files["clab_rank.mod"] = _rank_file([kind for kind in kinds if not kind.is_cell])
    return files


def _cell_file(kind: CellKind, *, core: bool) -> str:
    fill = {
        "@NAME@": kind.name,
        "@PARTS@": ", ".join(kind.layout.mechanisms),
        "@CODE@": _steps_of([kind]),
        "@EVENTS@": _text("core_events.mod.in" if core else "cell_events.mod.in"),
    }
    return _filled("cell.mod.in", fill)


def _rank_file(units: Iterable[CellKind]) -> str:
    return _filled("rank.mod.in", {"@CODE@": rank_code(units)})


def rank_code(kinds: Iterable[CellKind]) -> str:
    """What a process computes with, in C++: the steps of these kinds, and the order of a step."""
    return "\n".join([_steps_of(kinds, more=True), _text("rank.hpp"), _text("interface.hpp")])


def _steps_of(kinds: Iterable[CellKind], *, more: bool = False) -> str:
    """The functions that step kinds, with all that they call, listed under their names."""
    translation = Translation()
    for function in _OF_A_RANK if more else ():
        translation.function(function)
    kinds = list(kinds)
    steps = [kind.step_text(translation) for kind in kinds]
    listed = [_listing(kind) for kind in kinds]
    head = [_text("arithmetic.hpp"), _text("registry.hpp")]
    return "\n".join([*head, translation.text(), *steps, *listed])


def _listing(kind: CellKind) -> str:
    return f'static const bool {kind.step}_listed = clab_list("{kind.name}", {kind.step});'


def _filled(template: str, fill: Mapping[str, str]) -> str:
    text = _text(template)
    for mark, value in fill.items():
        text = text.replace(mark, value)
    return text


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
