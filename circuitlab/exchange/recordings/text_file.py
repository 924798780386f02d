"""Recordings as text: columns parted by commas, semicolons, tabs or blanks, in many dialects.

A comma may be the decimal one. What stands above the numbers is looked through for the names of the
columns and their units, which may stand in a line of their own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from circuitlab.catalog.units import in_ms, is_time, unit_in_heading, unit_of
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings.plain_columns import plain_columns
from circuitlab.exchange.recordings.signals import MOST_SAMPLES, FileSignal, refuse_too_many
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.exchange.recordings.signals import Floats

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_LOOKED_AT = 400
"""Lines that are looked at to find where numbers begin."""
_ALIKE = 3
"""Lines that must have as many columns as the first."""
_LINES = 1 << 13
"""Lines that are read at a time: while they are, nothing else moves."""
_BYTES, _AT_ONCE = 1 << 18, 16
"""Bytes that are read at a time, and how many times before they are handed on."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?|nan|NaN")
_SURELY = 1.1
"""So many times too many lines must the first ones tell of: others may be longer."""
_SEPARATORS = ("\t", ";", ",")
_TIME = re.compile(r"^(time|t|zeit|temps|tiempo|tempo|sample time)\b", re.IGNORECASE)
_EVENTS = re.compile(r"spike|event|peak|stamp", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is written.

    Attributes
    ----------
    separator : between columns; empty for blanks
    comma : whether a comma is the decimal one
    first : number of the first line with numbers, from 0
    headings, units : of the columns; empty where there are none
    """

    encoding: str
    separator: str
    comma: bool
    first: int
    headings: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether bytes tell where an entry ends: one is a character, and columns are parted."""
        return self.separator != "" and not self.encoding.startswith("utf-16")

    def fields(self, line: str) -> list[str]:
        """Return the entries of a line, with what is empty at its end."""
        return _entries(line, self.separator)

    def number(self, text: str) -> float:
        """Return the number that an entry writes; what is empty is none.

        Raises
        ------
        ValueError
        """
        bare = text.strip().strip("\"'")
        return float(bare.replace(",", ".") if self.comma else bare) if bare else float("nan")


class TextFile:
    """A text with columns.

    Raises
    ------
    CannotExchange
        When there are no numbers in it.
    OSError
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.dialect = _dialect(path)
        self._size = max(1, path.stat().st_size)
        self._time = _time_column(self.dialect, self._head())
        self.signals = self._signals()

    def close(self) -> None:
        """Nothing is held open."""

    def pieces(self, signal: FileSignal, step_ms: float) -> Iterator[tuple[Floats, Floats, float]]:
        """Yield times (ms), values, and the part read so far, as of a RecordingFile.

        Raises
        ------
        CannotExchange
            When a line holds no numbers; it says which.
        """
        self._refuse_too_long()
        wanted = self.dialect.headings.index(signal.name)
        columns = (wanted,) if signal.is_events or self._time is None else (self._time, wanted)
        done, to_ms = 0, self._to_ms(wanted if signal.is_events else self._time)
        for rows, part in self._rows(columns):
            values = rows[:, -1]
            if signal.is_events:
                yield values * to_ms, np.zeros(len(values)), part
                continue
            counted = np.arange(done, done + len(values)) * step_ms
            times = counted if self._time is None else rows[:, 0] * to_ms
            yield np.asarray(times, float), values, part
            done += len(values)

    def _refuse_too_long(self) -> None:
        """Refuse a text that has too many lines, as its first ones tell, before it is read."""
        with self._path.open("rb") as file:
            head = file.read(_BYTES)
        lines = head.count(b"\n") * self._size / max(1, len(head))
        if lines > _SURELY * MOST_SAMPLES:
            what = _("it has more than {most} samples").format(most=MOST_SAMPLES)
            raise CannotExchange(str(self._path), what, _("export a part of it"))

    def _signals(self) -> tuple[FileSignal, ...]:
        dialect, alone = self.dialect, len(self.dialect.headings) == 1
        if alone and (is_time(dialect.units[0]) or _EVENTS.search(dialect.headings[0])):
            return (FileSignal(dialect.headings[0], dialect.units[0] or "ms", is_events=True),)
        has_times, step_ms = self._time is not None, self._step()
        return tuple(
            FileSignal(name, unit, step_ms=step_ms, has_times=has_times)
            for place, (name, unit) in enumerate(zip(dialect.headings, dialect.units, strict=True))
            if place != self._time
        )

    def _step(self) -> float:
        if self._time is None:
            return 0.0
        steps = np.diff(self._head()[:, self._time]) * self._to_ms(self._time)
        even = len(steps) and np.allclose(steps, steps[0], rtol=1e-3)
        return float(np.median(steps)) if even else 0.0

    def _to_ms(self, column: int | None) -> float:
        """Return by what a time is multiplied; one without a unit is in seconds, or in ms."""
        if column is None:
            return 1.0
        unit = self.dialect.units[column]
        return in_ms(1.0, unit) if is_time(unit) else 1.0

    def _head(self) -> Floats:
        """Return the first lines with numbers."""
        columns = tuple(range(len(self.dialect.headings)))
        with self._opened() as file:
            lines = list(islice(file, self.dialect.first, self.dialect.first + _LOOKED_AT))
        return self._parsed(lines, columns, self.dialect.first)

    def _rows(self, columns: tuple[int, ...]) -> Iterator[tuple[Floats, float]]:
        """Yield the rows of some columns, many at a time, and the part read so far."""
        found, is_plain = [], self.dialect.is_plain and _ends_lines(self._path)
        for rows, part in (self._rows_of_bytes if is_plain else self._rows_of_lines)(columns):
            found.append(rows)
            if len(found) == _AT_ONCE:
                yield np.concatenate(found), part
                found = []
        if found:
            yield np.concatenate(found), 1.0

    def _rows_of_bytes(self, columns: tuple[int, ...]) -> Iterator[tuple[Floats, float]]:
        at = self.dialect.first
        with self._path.open("rb") as file:
            for _line in islice(file, at):
                pass
            while data := file.read(_BYTES):
                data += file.readline()  # whole lines
                yield self._numbers_in(data, columns, at), min(1.0, file.tell() / self._size)
                at += data.count(b"\n")

    def _numbers_in(self, data: bytes, columns: tuple[int, ...], at: int) -> Floats:
        """Return the rows of whole lines: all at once where all is plain, else line by line."""
        dialect = self.dialect
        whole = data.replace(b"\r\n", b"\n")
        whole = whole if whole.endswith(b"\n") else whole + b"\n"
        decimal, width = "," if dialect.comma else ".", len(dialect.headings)
        found = plain_columns(whole, dialect.separator, decimal, width, columns)
        if found is not None:
            return found
        text = data.decode(dialect.encoding, errors="replace")
        return self._parsed(list(StringIO(text, newline=None)), columns, at)

    def _rows_of_lines(self, columns: tuple[int, ...]) -> Iterator[tuple[Floats, float]]:
        at = self.dialect.first
        with self._opened() as file:
            for _line in islice(file, at):
                pass
            while lines := list(islice(file, _LINES)):
                rows = self._parsed(lines, columns, at)
                at += len(lines)
                yield rows, min(1.0, file.buffer.tell() / self._size)  # type: ignore[attr-defined]

    def _opened(self) -> IO[str]:
        return self._path.open(encoding=self.dialect.encoding, newline=None, errors="replace")

    def _parsed(self, lines: list[str], columns: tuple[int, ...], at: int) -> Floats:
        dialect = self.dialect
        plain = [line.replace(",", ".") for line in lines] if dialect.comma else lines
        try:
            return np.loadtxt(
                plain, delimiter=dialect.separator or None, usecols=columns, ndmin=2, comments="#"
            )
        except (ValueError, IndexError):
            return self._one_by_one(lines, columns, at)

    def _one_by_one(self, lines: list[str], columns: tuple[int, ...], at: int) -> Floats:
        """Read lines in which an entry is empty, or wrong."""
        rows = []
        for place, line in enumerate(lines, at + 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            fields = self.dialect.fields(line)
            try:
                rows.append([self.dialect.number(fields[column]) for column in columns])
            except (ValueError, IndexError):
                what = _("line {place} is no row of numbers: “{line}”")
                what = what.format(place=place, line=line.strip()[:40])
                remedy = _("take the line out, or export the recording anew")
                raise CannotExchange(str(self._path), what, remedy) from None
        return np.array(rows, float).reshape(-1, len(columns))


def _dialect(path: Path) -> Dialect:
    """Find out how a text is written.

    Raises
    ------
    CannotExchange
        When there are no numbers in it, or too many columns.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace") as file:
        lines = list(islice(file, _LOOKED_AT))
    separator, comma, first = _layout(lines)
    if first < 0 or any("\0" in line for line in lines[: first + 1]):
        what = _("there are no columns of numbers in it")
        raise CannotExchange(str(path), what, _("export the recording as a table of text"))
    width = len(_fields(lines[first], separator))
    refuse_too_many(width, str(path))
    headings, units = _headings(lines[:first], separator, width)
    return Dialect(encoding, separator, comma, first, headings, units)


def _ends_lines(path: Path) -> bool:
    """Whether lines end as they do today; on an old Macintosh they ended by a return alone."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    return b"\r" not in head.replace(b"\r\n", b"").removesuffix(b"\r")


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(1 << 16)
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _layout(lines: list[str]) -> tuple[str, bool, int]:
    """Return the separator, whether commas are decimal, and the first line with numbers."""
    for number, line in enumerate(lines):
        found = _layout_at(lines, number) if _is_row(line) else None
        if found is not None and _goes_on(lines[number:], found[0]):
            return found
    return "", False, -1


def _layout_at(lines: list[str], number: int) -> tuple[str, bool, int] | None:
    line = lines[number]
    for separator in ("\t", ";"):
        if separator in line and _are_numbers(_fields(line, separator)):
            return separator, any("," in each for each in lines[number:]), number
    if "," in line and _are_numbers(_fields(line, ",")):
        return _by_commas(lines, number)
    return ("", "," in line, number) if _are_numbers(line.split()) else None


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("#", "%"))


def _goes_on(lines: list[str], separator: str) -> bool:
    """Whether the next lines have numbers too, and as many: above them may stand a few others."""
    rows = [_entries(line, separator) for line in lines if _is_row(line)][:_ALIKE]
    return all(len(row) == len(rows[0]) for row in rows) and _are_numbers(
        rows[min(1, len(rows) - 1)]
    )


def _by_commas(lines: list[str], number: int) -> tuple[str, bool, int]:
    """Tell “1,5” (one number) from “1,5” (two): by the headings, or by blanks and points."""
    line, above = lines[number], [each for each in lines[:number] if each.strip()]
    blanks = line.split()
    if len(blanks) > 1 and all(_NUMBER.fullmatch(each) and "," in each for each in blanks):
        return "", True, number
    width = len(_fields(line, ","))
    headings = len(_fields(above[-1], ",")) if above else 0
    if width == 2 and headings == 1 and "." not in line:
        return ";", True, number
    return ",", False, number


def _entries(line: str, separator: str) -> list[str]:
    return line.rstrip("\r\n").split(separator) if separator else line.split()


def _fields(line: str, separator: str) -> list[str]:
    parts = _entries(line, separator)
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # a separator ends the line, too
    return parts


def _are_numbers(fields: list[str]) -> bool:
    bare = [field.strip().strip("\"'") for field in fields]
    return any(bare) and all(not each or _NUMBER.fullmatch(each) for each in bare)


def _headings(
    above: list[str], separator: str, width: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names and units of columns, from the lines above them."""
    rows = []
    for line in above:
        whole = line.strip().strip("#% \"'")
        bare = (
            [whole]
            if width == 1
            else [each.strip().strip("\"'") for each in _fields(line.lstrip("#% "), separator)]
        )
        if len(bare) == width:
            rows.append(bare)
    rows = rows[-2:]
    own = [""] * width
    if len(rows) == 2 and all(not each or unit_of(each.strip("()[]")) for each in rows[1]):
        own = [each.strip("()[]") for each in rows.pop()]
    names = rows[-1] if rows else [""] * width
    units = [unit or unit_in_heading(name) for unit, name in zip(own, names, strict=True)]
    return _apart(names), tuple(units)


def _apart(names: list[str]) -> tuple[str, ...]:
    """Return names of columns, each another."""
    made: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        wanted = name or _("column {number}").format(number=number)
        while wanted in made:
            wanted += f" ({number})"
        made[wanted] = None
    return tuple(made)


def _time_column(dialect: Dialect, head: Floats) -> int | None:
    """Return which column holds the times: by its unit, by its name, or as the first that rises."""
    for place, unit in enumerate(dialect.units):
        if is_time(unit) and len(dialect.units) > 1:
            return place
    for place, name in enumerate(dialect.headings):
        if _TIME.match(name) and len(dialect.headings) > 1:
            return place
    rises = len(dialect.headings) > 1 and len(head) > 2 and np.all(np.diff(head[:, 0]) > 0)
    return 0 if rises else None
