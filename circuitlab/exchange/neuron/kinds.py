"""Kinds of cells and units: those with the same mechanisms are stepped by the same C++ function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import CARRIED, SCALARS, SUMS, Mechanism
from circuitlab.engine.plan.plan import Bank
from circuitlab.engine.plan.row_layout import COMMON, Layout, Place
from circuitlab.exchange.neuron.translate import PREFIX, Translation


@dataclass(frozen=True)
class CellKind:
    """What is stepped alike.

    Attributes
    ----------
    name : in NEURON, of cells with a membrane; of others a number
    layout : mechanisms in the order of the step, and which rows all cells share
    """

    name: str
    layout: Layout

    @cached_property
    def is_cell(self) -> bool:
        """Whether it has a membrane: what has none is no cell of NEURON's."""
        return has_membrane(self.layout)

    @property
    def step(self) -> str:
        """Name of the function that steps it."""
        return f"{PREFIX}step_{self.name}"

    def step_text(self, translation: Translation) -> str:
        """The function that advances all cells of a bank by one step."""
        return "\n".join(_step(self, translation))


def has_membrane(layout: Layout) -> bool:
    """Whether cells of a layout have a voltage that moves."""
    return layout.has("vn")


def kinds_of(banks: Iterable[Bank]) -> dict[Layout, CellKind]:
    """The kinds of these banks: ``Cell1``, ``Cell2`` … with a membrane, ``Unit1`` … without."""
    found: dict[Layout, CellKind] = {}
    counts = {True: 0, False: 0}
    for bank in banks:
        layout = Layout(bank.layout.mechanisms, frozenset(bank.layout.varying))
        if layout not in found:
            is_cell = has_membrane(layout)
            counts[is_cell] += 1
            word = "Cell" if is_cell else "Unit"
            found[layout] = CellKind(f"{word}{counts[is_cell]}", layout)
    return found


def _step(kind: CellKind, translation: Translation) -> Iterator[str]:
    layout = kind.layout
    yield (
        f"static void {kind.step}(const double* shared, double* own, std::int64_t size,"
        " double dt_, double t_, std::uint64_t tick_, unsigned char* hit) {"
    )
    yield "  (void)shared; (void)dt_; (void)t_; (void)tick_; (void)hit;"
    for number, place in enumerate(layout.shared):
        yield f"  const double {_local(place)} = shared[{number}]; (void){_local(place)};"
    for number, place in enumerate(layout.own):
        yield f"  double* const at_{_local(place)} = own + {number} * size;"
    yield "#pragma GCC ivdep"
    yield "  for (std::int64_t k = 0; k < size; ++k) {"
    for line in _of_one_cell(layout, translation):
        yield f"    {line}"
    yield "  }"
    yield "}"


def _of_one_cell(layout: Layout, translation: Translation) -> Iterator[str]:
    own = set(layout.own)
    common = [name for name in layout.common if name in own]
    begun = {*common, *(name for name in layout.common if name in layout.shared)}
    for name in common:
        yield f"double {name}_ = at_{name}_[k];"
    for name in layout.common:
        if name not in begun:
            yield f"double {name}_ = 0.0;"
    for position, name in enumerate(layout.mechanisms):
        yield from _mechanism(position, MECHANISMS[name], layout, translation)
    if "vn" in layout.common:
        yield "v_ = vn_;"
    yield from (f"{row}_ = {name}_;" for name, row in CARRIED.items() if name in layout.common)
    yield from (f"at_{name}_[k] = {name}_;" for name in common if name != "current")
    if "spike" in layout.common:
        yield "hit[k] = spike_ != 0.0;"


def _mechanism(
    position: int, mechanism: Mechanism, layout: Layout, translation: Translation
) -> Iterator[str]:
    """Advance one mechanism: what it adds goes to the cell's sums, its states to their rows."""
    own, scope = set(layout.own), {*COMMON, *SCALARS}
    given = []
    for name in mechanism.arguments:
        place: Place = name if name in scope else (position, name)
        is_own = not isinstance(place, str) and place in own
        given.append(f"at_{_local(place)}[k]" if is_own else _local(place))
    call = f"{translation.mechanism(mechanism.name)}({', '.join(given)})"
    results = (*mechanism.states, *mechanism.outputs)
    if len(results) == 1:
        yield _kept(results[0], position, mechanism, call)
        return
    yield "{"
    yield f"  const auto results = {call};"
    for number, name in enumerate(results):
        yield "  " + _kept(name, position, mechanism, f"std::get<{number}>(results)")
    yield "}"


def _kept(name: str, position: int, mechanism: Mechanism, value: str) -> str:
    if name in mechanism.states:
        return f"at_{_local((position, name))}[k] = {value};"
    operator = "+=" if name in SUMS and not mechanism.sets(name) else "="
    return f"{name}_ {operator} {value};"


def _local(place: Place) -> str:
    return f"{place}_" if isinstance(place, str) else f"{place[1]}_{place[0]}_"


def mechanisms_named(kinds: Iterable[CellKind]) -> Mapping[str, Sequence[str]]:
    """CellKind of cell → its mechanisms, in the order of the step."""
    return {kind.name: kind.layout.mechanisms for kind in kinds if kind.is_cell}
