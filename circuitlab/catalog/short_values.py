"""A value as it stands on the picture: as short as it can be."""

from __future__ import annotations

from circuitlab.catalog.live_words import live_number, live_text
from circuitlab.catalog.spec import Parameter, State
from circuitlab.catalog.words import format_value


def short_value(parameter: Parameter, value: object) -> str:
    """Return a parameter's value: ``×2.4`` where 1 is the usual number of something."""
    if not isinstance(value, bool | int | float | str | tuple):
        return ""
    text = format_value(parameter, value)
    return f"×{text}" if is_factor(parameter) else text


def short_state(state: State, value: float) -> str:
    """Return a state's value now: ``38 %`` of a share, else with its unit."""
    if state.full == 1.0 and state.unit in ("", "1"):
        percent = 100.0 * value
        return f"{live_number(percent)} %" if value < 0.0995 else f"{percent:.0f} %"
    return live_text(value, state.unit)


def is_same_quantity(parameter: Parameter, state: State | None) -> bool:
    """Return whether a state is what a parameter of its name becomes while a run goes on.

    Some only share the name, as the weight of a receptor (nS) and how learning has changed it (1).
    """
    return state is not None and (state.title, state.unit) == (parameter.title, parameter.unit)


def is_factor(parameter: Parameter) -> bool:
    """Return whether a parameter says how many times something is what it usually is."""
    is_plain = parameter.type == "number" and parameter.unit == "1"
    return is_plain and parameter.default == 1 and parameter.maximum > 1
