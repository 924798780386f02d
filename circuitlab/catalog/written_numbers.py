"""Numbers as people write them: ``1e-3``, ``1×10⁻³``, ``1 000``, ``−5``, ``10,5``.

What may be read in more than one way is not guessed at.
"""

import math
import re
from dataclasses import dataclass
from enum import Enum, auto

from circuitlab.catalog.characters import GROUPING, plain, with_dots
from circuitlab.resources import in_digits

_CHUNK = re.compile(
    rf"\s*([+-]?)\s*((?:[0-9]|[.,'_](?=[0-9])|[ {GROUPING}](?=[0-9]{{3}}(?![0-9])))+(?:\.(?!\.))?)"
)
_RAISED = r"\^\s*[({]?\s*([+-]?[0-9]{1,6})(?![0-9.])\s*[)}]?"
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]{1,6})(?![0-9.])")
_TIMES_TEN = re.compile(rf"\s*[·x×]\s*10\s*(?:{_RAISED}|([+-][0-9]{{1,6}})(?![0-9.]))")
_POWER_OF_TEN = re.compile(_RAISED)
_TIMES_UNIT = re.compile(r"^\s*·\s*(?=[^\W\d_]|[(\[°%])")
_SPREAD = re.compile(r"±|\+\s*/?\s*-|\\pm\b")
_RANGE = re.compile(r"\s*(?:-|\.\.+|…|:|to\b|~)\s*[+-]?[0-9.]|.*\s(?:-|to)\s+[+-]?[0-9.]")
_SEVERAL = re.compile(r"\s*[+-]?[0-9]")
_NOT_FINITE = re.compile(r"\s*[+-]?(nan|inf|infinity|∞)(?![a-z])", re.IGNORECASE)
_IN_GROUPS = re.compile(rf"[0-9]{{1,3}}(?:[ {GROUPING}][0-9]{{3}})+(?![0-9])")
_UNDERSCORED = re.compile(r"(?<=[0-9])_(?=[0-9])")
_THOUSANDS = r"[0-9]{1,3}(?:%s[0-9]{3})+"
_BY_COMMA, _BY_DOT = re.compile(_THOUSANDS % ","), re.compile(_THOUSANDS % r"\.")


class Misread(Enum):
    """Why a text is not one number."""

    NOT_A_NUMBER = auto()
    NOT_FINITE = auto()
    SPREAD = auto()
    RANGE = auto()
    SEVERAL = auto()


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A text that means one thing to one reader, and another to another: "1,000"."""

    text: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Written:
    """A number, and what is written after it."""

    number: float
    rest: str


def read_number(text: str) -> Written | TwoReadings | Misread:
    """Return the number that `text` begins with, or why there is none."""
    spelt = with_dots(plain(text))
    chunk = _CHUNK.match(spelt)
    if chunk is None:
        return Misread.NOT_FINITE if _NOT_FINITE.match(spelt) else Misread.NOT_A_NUMBER
    power, end = _exponent(spelt, chunk)
    mantissa = _mantissa(chunk[2], scientific=power is not None)
    if isinstance(mantissa, TwoReadings):
        return mantissa
    rest = spelt[end:]
    wrong = _wrong_with(rest)
    if mantissa is None or wrong is not None:
        return wrong or Misread.NOT_A_NUMBER
    number = float(f"{chunk[1]}{mantissa}e{power or 0}")
    unit = _TIMES_UNIT.sub("", rest).strip()
    return Written(number, unit) if math.isfinite(number) else Misread.NOT_FINITE


def _wrong_with(rest: str) -> Misread | None:
    """Return what keeps a number from being one, by what is written after it."""
    if _SPREAD.search(rest):
        return Misread.SPREAD
    if _RANGE.match(rest):
        return Misread.RANGE
    return Misread.SEVERAL if _SEVERAL.match(rest) and not _reciprocal(rest) else None


def _reciprocal(rest: str) -> bool:
    """Return whether a unit such as "1/ms" follows."""
    return re.match(r"\s*1\s*/", rest) is not None


def _exponent(spelt: str, chunk: re.Match[str]) -> tuple[str | None, int]:
    """Return the power of ten after the digits, and where what follows begins."""
    if chunk[2] == "10" and (match := _POWER_OF_TEN.match(spelt, chunk.end())):
        return str(int(match[1]) - 1), match.end()
    if match := _EXPONENT.match(spelt, chunk.end()):
        return match[1], match.end()
    if match := _TIMES_TEN.match(spelt, chunk.end()):
        return match[1] or match[2], match.end()
    return None, chunk.end()


def _mantissa(chunk: str, *, scientific: bool) -> str | TwoReadings | None:
    """Return the digits before a power of ten as Python writes them."""
    digits = _UNDERSCORED.sub("", chunk)
    grouped = _IN_GROUPS.match(digits)
    if grouped:
        whole = re.sub(rf"[ {GROUPING}]", "", grouped[0])
        digits = whole + digits[grouped.end() :]
    if re.search(rf"[ {GROUPING}_]", digits):
        return None
    return _with_point(digits, surely=scientific or grouped is not None)


def _with_point(digits: str, *, surely: bool) -> str | TwoReadings | None:
    """Return digits with a decimal point where they have a decimal comma, and no thousands.

    Parameters
    ----------
    surely
        Whether a single comma can only be a decimal one, as it is where the reader's language
        has it.
    """
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        return _mixed(digits)
    if commas > 1:
        return digits.replace(",", "") if _BY_COMMA.fullmatch(digits) else None
    if dots > 1:
        return digits.replace(".", "") if _BY_DOT.fullmatch(digits) else None
    surely = surely or in_digits(".") == ","
    if commas and not surely and not digits.startswith("0") and _BY_COMMA.fullmatch(digits):
        return TwoReadings(digits, digits.replace(",", "."), digits.replace(",", ""))
    return digits.replace(",", ".")


def _mixed(digits: str) -> str | None:
    """Return digits with both signs: the last is the decimal one, the other parts thousands."""
    point = max(digits.rfind(","), digits.rfind("."))
    whole, decimals = digits[:point], digits[point + 1 :]
    thousands = _BY_DOT if digits[point] == "," else _BY_COMMA
    if not thousands.fullmatch(whole) or not decimals.isdigit():
        return None
    return f"{whole.replace(',', '').replace('.', '')}.{decimals}"
