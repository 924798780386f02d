"""Units that people type, and what they measure.

A unit's text is read into its dimension and its size in SI units: ``"mS/cm²"`` is a conductance
per area, 10 S/m². ``S/cm2``, ``S cm-2``, ``S_per_cm2``, ``(S/cm**2)`` and ``siemens per cm^2`` are
one unit. What stands after a stroke is below it, up to the end: ``J/mol K`` is ``J/(mol K)``.
"""

import re
from functools import cache, lru_cache

from circuitlab.catalog.characters import plain, with_dots
from circuitlab.catalog.dimensions import PLAIN, Dimension, Unit
from circuitlab.catalog.unit_names import ALONE, in_small_letters, mixed, signs, variants, words
from circuitlab.resources import _

__all__ = ["PLAIN", "Dimension", "Unit", "between", "in_ms", "is_time", "measured", "unit_of"]

_DEGREES = re.compile(r"(?:°|\bdeg(?:ree)?s?)[\s_]*(C(?:elsius)?|celsius|F(?:ahrenheit)?)\b", re.I)
_PER = re.compile(r"(?:^|[\s_]+)per[\s_]+", re.IGNORECASE)
_JOINT = re.compile(r"\s*([/·×._\s]|-(?=[^\W\d_]|°))\s*")
_POWER = re.compile(r"\s*(?:\^\s*)?(?:([+-]?[1-9])|[({]\s*([+-]?[1-9])\s*[)}])(?![0-9])")
_NAME = re.compile(r"[^\W\d_]+|°[CF]?|[%‰]|1(?![0-9])")
_IN_HEADING = (
    re.compile(r"[(\[{]\s*([^)\]}]*?)\s*[)\]}]\s*$"),
    re.compile(r"[_/,]\s*([^_/\s]+)\s*$"),
    re.compile(r"\bin\s+(\S+)\s*$"),
)
_OPENING, _CLOSING = "([{", ")]}"
_LONGEST = 60
_DEEPEST = 4


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """Return the unit that `text` writes, or ``None`` when it writes none.

    An empty text is a plain number.
    """
    spelt = _spelt(text)
    if spelt in ALONE:
        return Unit(PLAIN, ALONE[spelt])
    return _Reader(spelt).whole() if len(spelt) <= _LONGEST else None


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
    return unit is not None and unit.dimension == signs()["s"].dimension


def in_ms(value: float, text: str) -> float:
    """Return a time in the unit that `text` writes in milliseconds.

    Raises
    ------
    ValueError
        If it writes none of time.
    """
    unit = unit_of(text)
    if unit is None or not is_time(text):
        raise ValueError(f"{text!r} is no unit of time")
    return 1e3 * unit.size * value


def measured(dimension: Dimension) -> str:
    """Return what a dimension measures, with its article: ``"a temperature"``."""
    return _quantities().get(dimension) or _("a quantity of that sort")


def meant(name: str, wanted: Unit) -> str:
    """Return the unit of the wanted dimension that `name` is but for large letters, or nothing."""
    fitting = (
        s for s, unit in variants(_spelt(name)).items() if unit.dimension == wanted.dimension
    )
    return next(fitting, "")


def unit_in_heading(heading: str) -> str:
    """Return the unit that a column's heading names: "ms" of "time_ms", "t (ms)" and "t/ms"."""
    found = (match[1] for pattern in _IN_HEADING if (match := pattern.search(heading)))
    return next((text for text in found if (unit := unit_of(text)) and unit.dimension != PLAIN), "")


def _spelt(text: str) -> str:
    """Return a unit's text with one spelling of degrees, strokes and powers."""
    spelt = with_dots(plain(text)).strip()
    while len(spelt) > 2 and spelt[0] in _OPENING and _closing(spelt) == len(spelt) - 1:
        spelt = spelt[1:-1].strip()
    spelt = _DEGREES.sub(lambda match: f"°{match[1][0].upper()}", spelt)
    return re.sub(r"^\s*/", "1/", _PER.sub("/", spelt))


def _closing(text: str) -> int:
    """Return where the bracket closes that `text` opens with, or −1."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0:
            return place
    return -1


class _Reader:
    """Reads a product of powers of units from left to right."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self._text, self._at, self._depth = text, 0, depth

    def whole(self) -> Unit | None:
        """Return the unit that the whole text writes; none where something is left over."""
        if not self._text:
            return Unit(PLAIN, 1.0)
        unit, sign, first = Unit(PLAIN, 1.0), 1, True
        while True:
            factor = self._factor(sign)
            if factor is None:
                return None
            unit, first = (factor if first else unit * factor), False
            if self._at == len(self._text):
                return unit
            joint = _JOINT.match(self._text, self._at)
            if joint is None:
                return None
            self._at = joint.end()
            sign = -1 if joint[1] == "/" else sign

    def _factor(self, sign: int) -> Unit | None:
        unit = self._base()
        power = _POWER.match(self._text, self._at)
        if unit is None or power is None:
            return unit and unit**sign
        self._at = power.end()
        return unit ** (sign * int(power[1] or power[2]))

    def _base(self) -> Unit | None:
        """Return the unit of a name, or of what stands in brackets."""
        rest = self._text[self._at :]
        if rest[:1] and rest[0] in _OPENING and self._depth < _DEEPEST:
            end = _closing(rest)
            self._at += end + 1
            return _Reader(rest[1:end].strip(), self._depth + 1).whole() if end > 1 else None
        name = _NAME.match(rest)
        if name is None:
            return None
        self._at += name.end()
        return _named(name[0])


def _named(name: str) -> Unit | None:
    for known in (signs(), mixed()):
        if name in known:
            return known[name]
    small = in_small_letters().get(name) if name == name.lower() else None
    return words().get(name.lower()) or small


@cache
def _quantities() -> dict[Dimension, str]:
    kinds = {
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
        "mV/ms": _("a voltage per time"),
        "mN/s": _("a force per time"),
        "mg/h": _("a mass per time"),
        "g/mol": _("a mass per mole"),
        "L/kg": _("a volume per mass"),
        "µm²/s": _("an area per time"),
    }
    return {unit.dimension: word for text, word in kinds.items() if (unit := unit_of(text))}
