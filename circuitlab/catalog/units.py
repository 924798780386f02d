"""Units that people type, and what they measure.

A unit's text is read into its dimension and its size in SI units: ``"mS/cm²"`` is a conductance
per area, 10 S/m². The table holds only what the fields of physiology and pharmacology write.
"""

import math
import re
from dataclasses import dataclass
from functools import cache

from circuitlab.resources import _

Dimension = tuple[int, int, int, int, int, int]
"""Powers of metre, kilogram, second, ampere, kelvin and mole."""

PLAIN: Dimension = (0, 0, 0, 0, 0, 0)
_TIME: Dimension = (0, 0, 1, 0, 0, 0)
_KELVIN: Dimension = (0, 0, 0, 0, 1, 0)

_PREFIXES = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "k": 1e3, "M": 1e6, "G": 1e9}

# symbol: (allowed prefixes, size in SI units, dimension)
_SYMBOLS: dict[str, tuple[str, float, Dimension]] = {
    "m": ("nµmck", 1.0, (1, 0, 0, 0, 0, 0)),
    "s": ("nµm", 1.0, _TIME),
    "min": ("", 60.0, _TIME),
    "h": ("", 3600.0, _TIME),
    "d": ("", 86400.0, _TIME),
    "week": ("", 604800.0, _TIME),
    "g": ("µmk", 1e-3, (0, 1, 0, 0, 0, 0)),
    "A": ("pnµm", 1.0, (0, 0, 0, 1, 0, 0)),
    "K": ("", 1.0, _KELVIN),
    "°C": ("", 1.0, _KELVIN),
    "°F": ("", 5 / 9, _KELVIN),
    "mol": ("nµmk", 1.0, (0, 0, 0, 0, 0, 1)),
    "M": ("pnµm", 1e3, (-3, 0, 0, 0, 0, 1)),
    "V": ("µm", 1.0, (2, 1, -3, -1, 0, 0)),
    "S": ("pnµm", 1.0, (-2, -1, 3, 2, 0, 0)),
    "Ω": ("kMG", 1.0, (2, 1, -3, -2, 0, 0)),
    "F": ("pnµm", 1.0, (-2, -1, 4, 2, 0, 0)),
    "Hz": ("kM", 1.0, (0, 0, -1, 0, 0, 0)),
    "N": ("µmk", 1.0, (1, 1, -2, 0, 0, 0)),
    "J": ("mk", 1.0, (2, 1, -2, 0, 0, 0)),
    "L": ("µm", 1e-3, (3, 0, 0, 0, 0, 0)),
    "%": ("", 0.01, PLAIN),
    "°": ("", math.pi / 180.0, PLAIN),
    "1": ("", 1.0, PLAIN),
}

_ALIASES = {
    "\u03bc": "µ",
    "\u2126": "Ω",
    "\u2103": "°C",
    "\u2109": "°F",
    "degC": "°C",
    "degF": "°F",
    "deg C": "°C",
    "deg F": "°F",
    "° C": "°C",
    "° F": "°F",
    "ohm": "Ω",
    "Ohm": "Ω",
    "celsius": "°C",
    "Celsius": "°C",
    "²": "^2",
    "³": "^3",
    "⁻¹": "^-1",
    "⁻²": "^-2",
    "−": "-",
    "**": "^",
    "*": "·",
    "⋅": "·",
}

_WORDS = {
    "sec": "s",
    "second": "s",
    "seconds": "s",
    "msec": "ms",
    "millisecond": "ms",
    "milliseconds": "ms",
    "minute": "min",
    "minutes": "min",
    "hour": "h",
    "hours": "h",
    "hr": "h",
    "day": "d",
    "days": "d",
    "weeks": "week",
    "C": "°C",
    "l": "L",
    "percent": "%",
    "deg": "°",
    "degree": "°",
    "degrees": "°",
    "kelvin": "K",
    "hz": "Hz",
}

_ZERO = {"°C": 273.15, "°F": 273.15 - 32 * 5 / 9}
_POWER = re.compile(r"^(.*?)(?:\^(-?[1-4]))?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, its size in SI units, and where its zero lies (kelvin)."""

    dimension: Dimension
    size: float
    zero: float = 0.0


@cache
def unit_of(text: str) -> Unit | None:
    """Return the unit that `text` writes, or ``None`` when it writes none.

    Spellings such as ``uM``, ``degC``, ``um^2``, ``MOhm`` are understood; an empty text is a
    plain number.
    """
    spelt = _spelt(text)
    if spelt in _ZERO:
        return Unit(_KELVIN, _SYMBOLS[spelt][1], _ZERO[spelt])
    size, powers = 1.0, PLAIN
    for sign, factor in _factors(spelt):
        unit = _power(factor, sign)
        if unit is None:
            return None
        size *= unit.size
        powers = _sum(powers, unit.dimension)
    return Unit(powers, size)


def between(value: float, given: Unit, wanted: Unit) -> float:
    """Return `value` of the unit `given` in the unit `wanted`.

    Both must have one dimension. A temperature wanted in kelvin is a difference in this program,
    so degrees given for it are degrees of difference.
    """
    if given == wanted:
        return value
    zero = given.zero if wanted.zero else 0.0
    return (value * given.size + zero - wanted.zero) / wanted.size


def is_time(text: str) -> bool:
    """Return whether `text` writes a unit of time."""
    unit = unit_of(text)
    return unit is not None and unit.dimension == _TIME


def in_ms(value: float, text: str) -> float:
    """Return a time in the unit that `text` writes in milliseconds.

    Raises
    ------
    ValueError
        If it writes none of time.
    """
    unit = unit_of(text)
    if unit is None or unit.dimension != _TIME:
        raise ValueError(f"{text!r} is no unit of time")
    return 1e3 * unit.size * value


def measured(dimension: Dimension) -> str:
    """Return what a dimension measures, with its article: ``"a temperature"``."""
    return _quantities().get(dimension) or _("a quantity of that sort")


def _spelt(text: str) -> str:
    spelt = re.sub("^/", "1/", text.strip())
    for alias, symbol in _ALIASES.items():
        spelt = spelt.replace(alias, symbol)
    return _WORDS.get(spelt, spelt)


def _factors(spelt: str) -> list[tuple[int, str]]:
    """Return the factors of a product: +1 with those above the line, −1 with those below."""
    pieces = re.split(r"([/·\s]+)", spelt or "1")
    factors, sign = [(1, pieces[0])], 1
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        sign = -1 if "/" in mark else sign
        factors.append((sign, piece))
    return factors


def _power(factor: str, sign: int) -> Unit | None:
    match = _POWER.match(factor)
    name, power = (match[1], sign * int(match[2] or 1)) if match else ("", 0)
    unit = _single(_WORDS.get(name, name))
    if unit is None:
        return None
    powers = _sum(*([unit.dimension] * abs(power)))
    return Unit(powers if power > 0 else _negative(powers), unit.size**power)


def _single(name: str) -> Unit | None:
    if name in _SYMBOLS:
        _prefixes, size, dimension = _SYMBOLS[name]
        return Unit(dimension, size)
    prefix, symbol = name[:1].replace("u", "µ"), name[1:]
    prefixes, size, dimension = _SYMBOLS.get(symbol, ("", 1.0, PLAIN))
    if prefix and prefix in prefixes:
        return Unit(dimension, _PREFIXES[prefix] * size)
    return None


def _sum(*dimensions: Dimension) -> Dimension:
    columns = zip(PLAIN, *dimensions, strict=True)
    length, mass, time, current, temperature, amount = (sum(powers) for powers in columns)
    return (length, mass, time, current, temperature, amount)


def _negative(dimension: Dimension) -> Dimension:
    length, mass, time, current, temperature, amount = (-power for power in dimension)
    return (length, mass, time, current, temperature, amount)


@cache
def _quantities() -> dict[Dimension, str]:
    words = {
        "1": _("a plain number"),
        "ms": _("a time"),
        "mV": _("a voltage"),
        "pA": _("a current"),
        "nS": _("a conductance"),
        "pF": _("a capacitance"),
        "µM": _("a concentration"),
        "K": _("a temperature"),
        "µm": _("a length"),
        "µm²": _("an area"),
        "Hz": _("a frequency"),
        "m/s": _("a speed"),
        "MΩ": _("a resistance"),
        "mN": _("a force"),
        "g": _("a mass"),
        "mS/cm²": _("a conductance per area"),
        "µF/cm²": _("a capacitance per area"),
        "pA/µm²": _("a current per area"),
        "kJ/mol": _("an energy per mole"),
        "nS/ms": _("a conductance per time"),
        "°C/s": _("a temperature per time"),
        "1/µM/s": _("a rate per concentration"),
        "µM/s": _("a concentration per time"),
    }
    return {unit.dimension: word for text, word in words.items() if (unit := unit_of(text))}
