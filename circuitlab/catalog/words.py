"""Between what people write and what the program holds: problems, quantities with units.

Units are checked here, once, at the edge; inside the program every value is in the catalog's
unit.
"""

import math
import re
import reprlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, TypeGuard

from circuitlab.catalog.powers import readable
from circuitlab.catalog.spec import Parameter, Value, did_you_mean
from circuitlab.catalog.units import Unit, between, meant, measured, unit_in_heading, unit_of
from circuitlab.catalog.written_lists import read_sheet
from circuitlab.catalog.written_numbers import Misread, TwoReadings, Written, read_number
from circuitlab.resources import _

_MOST_WHOLE = 10**21
_WHOLE = re.compile(r"^\s*[+-]?\d{1,30}\s*$")
_SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a user did that cannot be done: where, what is wrong, and what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for where the place is plain to see."""
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


def parse_quantity(text: str, unit: str) -> float | Problem:
    """Return the number that `text` stands for, in `unit`.

    A text without a unit is taken to be in `unit`. ``"0.5 s"`` is 500 where the unit is ms.

    Raises
    ------
    ValueError
        If `unit` itself is none: a mistake in the catalog and not of the user.
    """
    written = read_number(text)
    if not isinstance(written, Written):
        return _misread(text, written, unit)
    return _in_unit(written, unit, _shortened(text)) if written.rest else written.number


def convert(parameter: Parameter, given: object) -> Value | Problem:
    """Return `given` as a value of `parameter`, in the catalog's unit and within its range.

    Parameters
    ----------
    given
        A number, or a text such as ``"46 °C"``; a sequence of numbers where the parameter is a
        list, or may differ from cell to cell.
    """
    result = _converted(parameter, given)
    if isinstance(result, Problem) and not result.where:
        return Problem(parameter.name, result.what, result.remedy)
    return result


def format_value(parameter: Parameter, value: Value) -> str:
    """Return `value` as people read it: ``"46 °C"``, ``"1.5 µM"``, ``"on"``."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, str):
        return choice_words(parameter, value) if parameter.type == "choice" else value
    if isinstance(value, tuple):
        return _with_unit(_format_numbers(value), parameter.unit)
    return _with_unit(*_readable(value, parameter.unit))


def choice_words(parameter: Parameter, choice: str) -> str:
    """Return a choice as people read it: ``"out degree"``, ``"Membrane potential"``."""
    return dict(parameter.choice_names).get(choice, choice.replace("_", " "))


def format_number(number: float) -> str:
    """Return `number` with four significant digits, or all of a whole number's."""
    if isinstance(number, int) and abs(number) < _MOST_WHOLE:
        return str(number).replace("-", "−")
    if number == 0 or not math.isfinite(number):
        return "0" if number == 0 else str(number)
    exponent = math.floor(math.log10(abs(number)))
    if exponent < -4 or exponent > 9:
        mantissa, power = f"{number:.3e}".split("e")
        return readable(f"{_trimmed(mantissa)}e{int(power)}")
    return readable(_trimmed(f"{number:.{max(0, 3 - exponent)}f}"))


def allowed(parameter: Parameter) -> str:
    """Return the range of `parameter` in words: ``"allowed: 0 to 100 µM"``."""
    if parameter.type == "choice":
        return _("allowed: {choices}").format(choices=", ".join(parameter.choices))
    if parameter.type == "switch":
        return _("allowed: on, off")
    if parameter.type == "text":
        return _("allowed: any text")
    low, unit_of_low = _readable(parameter.minimum, parameter.unit)
    high, unit = _readable(parameter.maximum, parameter.unit)
    start = _with_unit(low, unit_of_low) if unit_of_low != unit and low != "0" else low
    return _("allowed: {low} to {high}").format(low=start, high=_with_unit(high, unit))


def _converted(parameter: Parameter, given: object) -> Value | Problem:
    match parameter.type:
        case "switch":
            return _to_switch(parameter, given)
        case "choice":
            return _to_choice(parameter, given)
        case "text":
            return given if isinstance(given, str) else _wrong(given, _("write a text"))
        case "numbers":
            return _to_numbers(parameter, given)
        case _:
            several = isinstance(given, Iterable) and not isinstance(given, str)
            if parameter.per_cell and several:
                return _to_numbers(parameter, given)
            return _to_number(parameter, given)


def _to_switch(parameter: Parameter, given: object) -> bool | Problem:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.strip().casefold() in _SWITCH:
        return _SWITCH[given.strip().casefold()]
    return _wrong(given, allowed(parameter))


def _to_choice(parameter: Parameter, given: object) -> str | Problem:
    if isinstance(given, str) and given.strip() in parameter.choices:
        return given.strip()
    words = {choice_words(parameter, each).casefold(): each for each in parameter.choices}
    if isinstance(given, str) and given.strip().casefold() in words:
        return words[given.strip().casefold()]
    hint = did_you_mean(given, parameter.choices) if isinstance(given, str) else ""
    return _wrong(given, f"{hint} {allowed(parameter)}".strip())


def _to_number(parameter: Parameter, given: object) -> float | int | Problem:
    number = _read_number(parameter, given)
    if isinstance(number, Problem):
        return number
    if not parameter.minimum <= number <= parameter.maximum:
        return _out_of_range(parameter, number)
    if parameter.type != "integer" and not parameter.whole:
        return number
    if number != int(number):
        what = _("{given} is not a whole number").format(given=given)
        return Problem("", what, allowed(parameter))
    return number if parameter.whole else int(number)


def _read_number(parameter: Parameter, given: object) -> float | Problem:
    if isinstance(given, str):
        if parameter.type == "integer" and _WHOLE.match(given):
            return int(given)  # as a float it would lose what is beyond sixteen digits
        return parse_quantity(given, parameter.unit)
    if isinstance(given, bool) or not isinstance(given, Real):
        return _wrong(
            given, _("write a number, for example {example}").format(example=_example(parameter))
        )
    try:
        number = float(given)
    except OverflowError:
        number = math.inf
    if math.isfinite(number):
        return int(given) if isinstance(given, Integral) and parameter.type == "integer" else number
    return _misread(str(number), Misread.NOT_FINITE, parameter.unit)


def numbers_under(
    parameter: Parameter, heading: str, entries: Sequence[str]
) -> tuple[float, ...] | Problem:
    """Return the entries of a column as numbers in the parameter's unit and within its range.

    Entries without a unit have that which the heading names, or else the parameter's.
    """
    read = _read_entries(entries, heading, parameter.unit)
    return read if isinstance(read, Problem) else _to_numbers(parameter, read)


def refuse_two_readings(readings: TwoReadings) -> Problem:
    """Return what is said of a text that may be read in two ways."""
    what = _("“{text}” can be read in two ways").format(text=_shortened(readings.text))
    remedy = _("write “{first}” or “{second}”")
    shown = {"first": _shortened(readings.first), "second": _shortened(readings.second)}
    return Problem("", what, remedy.format(**shown))


def _to_numbers(parameter: Parameter, given: object) -> tuple[float, ...] | Problem:
    entries = _numbers_of_text(parameter, given) if isinstance(given, str) else given
    if isinstance(entries, Problem):
        return entries
    if isinstance(entries, bytes | dict) or not isinstance(entries, Iterable):
        entries = (entries,)
    if isinstance(entries, list) and _are_within(parameter, entries):
        return tuple(entries)
    numbers: list[float] = []
    for place, entry in enumerate(entries, start=1):
        number = _to_number(parameter, entry)
        if isinstance(number, Problem):
            what = _("entry {place}: {what}").format(place=place, what=number.what)
            return Problem(number.where, what, number.remedy)
        numbers.append(number)
    return tuple(numbers)


def _are_within(parameter: Parameter, entries: list[object]) -> TypeGuard[list[float]]:
    """Return whether all entries are numbers that may stay as they are: lists may be long."""
    if (
        parameter.type == "integer"
        or parameter.whole
        or not all(type(entry) is float for entry in entries)
    ):
        return False
    low, high = parameter.minimum, parameter.maximum
    return all(low <= entry <= high for entry in entries)  # type: ignore[operator]


def _numbers_of_text(parameter: Parameter, text: str) -> Iterable[object] | Problem:
    """Return the entries of a list; a unit above them, or after the last, holds for all."""
    sheet = read_sheet(text)
    if isinstance(sheet, TwoReadings):
        return _misread(text, sheet, parameter.unit)
    heading = sheet.headings[0] if len(sheet.headings) == 1 else ""
    return _read_entries(list(sheet.entries), heading, parameter.unit)


def _read_entries(entries: Sequence[str], heading: str, wanted: str) -> list[Any] | Problem:
    """Return entries as numbers in the wanted unit where they are plain, else as they are.

    Parameters
    ----------
    heading
        What stands above them, perhaps with a unit.
    """
    unit = unit_in_heading(heading)
    given, target = unit_of(unit or wanted), unit_of(wanted)
    if given is None or target is None or given.dimension != target.dimension:
        quantity = measured(target.dimension) if target else wanted
        what = _("the column “{heading}” is not {quantity}")
        what = what.format(heading=_shortened(heading), quantity=quantity)
        return Problem("", what, _give_it_in(wanted))
    numbers = _plain_numbers(entries)
    if numbers is None:
        return _with_unit_of_last(list(entries))
    return numbers if given == target else [_between(n, given, target) for n in numbers]


def _plain_numbers(entries: Iterable[str]) -> list[float] | None:
    """Return the numbers of entries that are nothing else: lists may be long."""
    try:
        numbers = list(map(float, entries))
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def _with_unit_of_last(entries: list[str]) -> list[str]:
    written = [read_number(entry) for entry in entries]
    plain = all(isinstance(each, Written) and not each.rest for each in written[:-1])
    last = written[-1] if written else None
    if not plain or not isinstance(last, Written) or not last.rest:
        return entries
    return [*(f"{entry} {last.rest}" for entry in entries[:-1]), entries[-1]]


def _in_unit(written: Written, wanted: str, text: str) -> float | Problem:
    source, target = unit_of(written.rest), unit_of(wanted)
    if target is None:
        raise ValueError(f"The catalog has an unknown unit: {wanted!r}.")
    if source is None:
        what = _("“{unit}” is not a unit known here").format(unit=_shortened(written.rest))
        return Problem("", what, _give_it_in(wanted))
    if source.dimension != target.dimension:
        what = _("{text} is not {quantity}").format(text=text, quantity=measured(target.dimension))
        near = meant(written.rest, target)
        hint = _("did you mean “{unit}”?").format(unit=near) if near else _give_it_in(wanted)
        return Problem("", what, hint)
    return written.number if source == target else _between(written.number, source, target)


def _between(number: float, given: Unit, wanted: Unit) -> float:
    """Return a number in another unit, without what binary fractions add: 0.1 nA is 100 pA."""
    return float(f"{between(number, given, wanted):.15g}")


def _give_it_in(unit: str) -> str:
    """Return what to do about a unit; it names no number, so that none can be off."""
    return _("give it in {unit}").format(unit=unit) if unit != "1" else _("give a plain number")


def _misread(text: str, why: Misread | TwoReadings, unit: str) -> Problem:
    """Return why a text is not a number, and what to write instead."""
    if isinstance(why, TwoReadings):
        return refuse_two_readings(why)
    what, remedy = {
        Misread.NOT_A_NUMBER: (_("“{text}” is not a number"), _write_a_number(unit)),
        Misread.NOT_FINITE: (_("“{text}” is not a finite number"), _write_a_number(unit)),
        Misread.SPREAD: (_("“{text}” is a number with its spread"), _("write the number alone")),
        Misread.RANGE: (_("“{text}” is a range"), _("write one number")),
        Misread.SEVERAL: (_("“{text}” is more than one number"), _("write one number")),
    }[why]
    return Problem("", what.format(text=_shortened(text)), remedy)


def _write_a_number(unit: str) -> str:
    return _("write a number in {unit}").format(unit=unit) if unit != "1" else _("write a number")


def _out_of_range(parameter: Parameter, number: float) -> Problem:
    value = _with_unit(*_readable(number, parameter.unit))
    sentence = _("{value} is too low") if number < parameter.minimum else _("{value} is too high")
    return Problem("", sentence.format(value=value), allowed(parameter))


def _wrong(given: object, remedy: str) -> Problem:
    return Problem("", _("{given} does not fit here").format(given=reprlib.repr(given)), remedy)


def _example(parameter: Parameter) -> str:
    return f"“{format_value(parameter, parameter.default)}”"


def _format_numbers(numbers: tuple[float, ...]) -> str:
    if len(numbers) <= 6:
        return ", ".join(format_number(number) for number in numbers)
    low, high = format_number(min(numbers)), format_number(max(numbers))
    return _("{count} values, {low} to {high}").format(count=len(numbers), low=low, high=high)


def _readable(number: float, unit: str) -> tuple[str, str]:
    """Return a number and its unit, whole minutes and hours of milliseconds as such."""
    for name, size in (("h", 3_600_000), ("min", 60_000)) if unit == "ms" else ():
        if number and number % size == 0:
            return format_number(number / size), name
    return format_number(number), unit


def _with_unit(number: str, unit: str) -> str:
    """Return a number with its unit; ``1/s`` reads ``/s`` after one."""
    if unit in ("", "1") or not number:
        return number
    return f"{number} {unit.removeprefix('1') if unit.startswith('1/') else unit}"


def _shortened(text: str) -> str:
    plain = text.strip()
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
