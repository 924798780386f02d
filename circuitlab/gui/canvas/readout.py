"""What the corner of the canvas says about the element under the pointer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.catalog.words import format_number, format_value
from circuitlab.gui.session import speed_words
from circuitlab.model.run_settings import coarse_step
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.live_frame import LiveFrame

MOST_ROWS = 5
LEAST = 1e-3
"""What is smaller than this reads as 0."""

Rows = list[tuple[str, str]]


def rows_of(circuit: Circuit, catalog: Catalog, id: str, frame: LiveFrame) -> Rows:
    """Return names and values, in units, of what matters now about an element."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    if kind is None:
        return [(_("kind"), circuit.elements[id].kind)]
    rows = [*_rate(id, frame), *_states(id, kind, frame)]
    said = {title for title, _text in rows}
    for name, parameter in kind.parameters.items():
        if len(rows) >= MOST_ROWS or (kind.states and len(rows) >= 3):
            break
        value = frame.set_now.get((id, name), circuit.value(id, name, catalog))
        if isinstance(value, bool | int | float | str) and parameter.title not in said:
            rows.append((parameter.title or parameter.symbol, format_value(parameter, value)))
    return rows[:MOST_ROWS]


def words_of_run(circuit: Circuit, frame: LiveFrame, speed: float) -> str:
    """Return what is said while the pointer is on nothing: model time, speed, a coarse step."""
    words = _("{seconds:.3f} s · {speed}").format(
        seconds=frame.time_ms / 1000.0, speed=speed_words(speed)
    )
    if coarse_step(circuit.document):
        step = format_number(float(str(circuit.document["dt_ms"])))
        words += _(" · preview, step {step} ms").format(step=step)
    return words


def number_text(value: float, unit: str) -> str:
    """Return a live number with three digits that matter and its unit."""
    seen = value if abs(value) >= LEAST else 0.0
    text = f"{seen:.3g}" if abs(seen) < 1000 else f"{seen:.0f}"
    return f"{text.replace('-', '−')} {unit if unit != '1' else ''}".strip()


def _rate(id: str, frame: LiveFrame) -> Rows:
    rate = frame.rate_hz.get(id)
    return [] if rate is None else [(_("Firing rate"), _("{rate:.1f} Hz").format(rate=rate))]


def _states(id: str, kind: Kind, frame: LiveFrame) -> Rows:
    ordered = sorted(kind.states.items(), key=lambda known: known[0] != "v")
    shown = ((state, frame.value(id, name)) for name, state in ordered)
    return [
        (state.title, number_text(value, state.unit))
        for state, value in shown
        if not math.isnan(value)
    ]
