"""What the units known here are called: in papers, spreadsheets and other simulators.

Signs are as in SI, words as in English and as NMODL, NeuroML and Brian2 have them.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache

from circuitlab.catalog.dimensions import CELSIUS, FAHRENHEIT, PLAIN, Dimension, Unit

_PREFIXES = {
    "": ("", 1.0),
    "a": ("atto", 1e-18), "f": ("femto", 1e-15), "p": ("pico", 1e-12), "n": ("nano", 1e-9),
    "µ": ("micro", 1e-6), "m": ("milli", 1e-3), "c": ("centi", 1e-2), "d": ("deci", 1e-1),
    "k": ("kilo", 1e3), "M": ("mega", 1e6), "G": ("giga", 1e9),
}  # fmt: skip

_TIME: Dimension = (0, 0, 1, 0, 0, 0)
_KELVIN: Dimension = (0, 0, 0, 0, 1, 0)
_RATE: Dimension = (0, 0, -1, 0, 0, 0)

# sign: (prefixes, size in SI units, dimension, words)
_UNITS: dict[str, tuple[str, float, Dimension, str]] = {
    "m": ("pnµmcdk", 1.0, (1, 0, 0, 0, 0, 0), "metre meter"),
    "s": ("pnµm", 1.0, _TIME, "sec second"),
    "min": ("", 60.0, _TIME, "min minute"),
    "h": ("", 3600.0, _TIME, "hour hr"),
    "d": ("", 86400.0, _TIME, "day"),
    "week": ("", 604800.0, _TIME, "wk week"),
    "g": ("pnµmk", 1e-3, (0, 1, 0, 0, 0, 0), "gram gramme"),
    "A": ("afpnµmk", 1.0, (0, 0, 0, 1, 0, 0), "ampere amp"),
    "K": ("m", 1.0, _KELVIN, "kelvin"),
    CELSIUS: ("", 1.0, _KELVIN, "degc celsius centigrade"),
    FAHRENHEIT: ("", 5 / 9, _KELVIN, "degf fahrenheit"),
    "mol": ("afpnµmk", 1.0, (0, 0, 0, 0, 0, 1), "mol mole"),
    "M": ("afpnµm", 1e3, (-3, 0, 0, 0, 0, 1), "molar"),
    "V": ("nµmk", 1.0, (2, 1, -3, -1, 0, 0), "volt"),
    "S": ("afpnµmk", 1.0, (-2, -1, 3, 2, 0, 0), "siemens mho"),
    "Ω": ("µmkMG", 1.0, (2, 1, -3, -2, 0, 0), "ohm"),
    "F": ("afpnµm", 1.0, (-2, -1, 4, 2, 0, 0), "farad"),
    "Hz": ("mkMG", 1.0, _RATE, "hertz"),
    "N": ("pnµmk", 1.0, (1, 1, -2, 0, 0, 0), "newton"),
    "J": ("fpnµmkM", 1.0, (2, 1, -2, 0, 0, 0), "joule"),
    "kcal": ("", 4184.0, (2, 1, -2, 0, 0, 0), "kilocalorie"),
    "L": ("fpnµmcd", 1e-3, (3, 0, 0, 0, 0, 0), "l litre liter"),
    "Da": ("k", 1e-3, (0, 1, 0, 0, 0, -1), "dalton"),
    "Å": ("", 1e-10, (1, 0, 0, 0, 0, 0), "angstrom"),
    "micron": ("", 1e-6, (1, 0, 0, 0, 0, 0), "micron"),
    "pps": ("", 1.0, _RATE, ""),
    "%": ("", 0.01, PLAIN, "percent"),
    "‰": ("", 0.001, PLAIN, "permille"),
    "1": ("", 1.0, PLAIN, "dimensionless unitless none"),
}  # fmt: skip

_ZERO = {CELSIUS: 273.15, FAHRENHEIT: 273.15 - 32 * 5 / 9}
_COUNTED = "spike sp impulse imp event pulse cycle cell count"
"""What is counted by plain numbers: spikes/s."""

_SPELT_BY_THEMSELVES = {"C": CELSIUS, "megohm": "MΩ", "gigohm": "GΩ", "kilohm": "kΩ", "mcg": "µg"}

ALONE = {
    "°": math.pi / 180.0, "deg": math.pi / 180.0, "degree": math.pi / 180.0,
    "degrees": math.pi / 180.0, "rad": 1.0, "radian": 1.0, "radians": 1.0,
    "x": 1.0, "×": 1.0, "·": 1.0, "fold": 1.0, "-fold": 1.0, "times": 1.0, "-": 1.0,
}  # fmt: skip
"""Plain numbers that stand by themselves: a degree a second is no plain rate."""


@cache
def signs() -> dict[str, Unit]:
    """Return every sign, with each prefix that it takes."""
    made: dict[str, Unit] = {}
    for sign, (prefixes, _size, _dimension, _words) in _UNITS.items():
        for prefix in ("", *prefixes):
            made |= dict.fromkeys(_micro(prefix + sign), _unit(sign, prefix))
    return made | {"l": made["L"]} | {f"{p}l": made[f"{p}L"] for p in _UNITS["L"][0]}


@cache
def words() -> dict[str, Unit]:
    """Return every word in small letters, with each prefix, as one and as several."""
    made = dict(_in_number(_COUNTED.split(), Unit(PLAIN, 1.0)))
    for sign, (prefixes, _size, _dimension, names) in _UNITS.items():
        for prefix in ("", *prefixes):
            word = _PREFIXES[prefix][0]
            made |= _in_number([word + name for name in names.split()], _unit(sign, prefix))
    return made


@cache
def mixed() -> dict[str, Unit]:
    """Return words with the sign of a prefix, as Brian2 has them: "nsiemens", "Mohm"."""
    made: dict[str, Unit] = {}
    for sign, (prefixes, _size, _dimension, names) in _UNITS.items():
        for prefix in prefixes:
            both = [form for name in names.split() for form in (name, name.capitalize())]
            spelt = [spelling for form in both for spelling in _micro(prefix + form)]
            made |= _in_number(spelt, _unit(sign, prefix))
    for word, sign in _SPELT_BY_THEMSELVES.items():
        made |= _in_number([word], signs()[sign])
    return made


@cache
def in_small_letters() -> dict[str, Unit | None]:
    """Return signs that are all in small letters; ``None`` where they could be several units."""
    made: dict[str, Unit | None] = {}
    for sign, unit in signs().items():
        small = sign.lower()
        made[small] = unit if made.get(small, unit) == unit else None
    return made


def variants(name: str) -> dict[str, Unit]:
    """Return the signs that differ from `name` in large and small letters only."""
    return {sign: unit for sign, unit in signs().items() if sign.lower() == name.lower()}


def _unit(sign: str, prefix: str = "") -> Unit:
    _prefixes, size, dimension, _words = _UNITS[sign]
    return Unit(dimension, size * _PREFIXES[prefix][1], _ZERO.get(sign, 0.0))


def _micro(sign: str) -> Iterator[str]:
    yield sign
    if sign.startswith("µ"):
        yield f"u{sign[1:]}"


def _in_number(words: Iterable[str], unit: Unit) -> dict[str, Unit]:
    """Return words as one and as several."""
    return {form: unit for word in words for form in (word, f"{word}s")}
