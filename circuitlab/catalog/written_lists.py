"""Lists and tables as people write and paste them: rows of entries, and what heads the columns.

Entries are parted by semicolons, tabs, line ends, blanks, or commas. A comma may also be a decimal
one. Which it is follows from what else is there; where nothing tells, it is not guessed at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from circuitlab.catalog.characters import GROUPING, plain
from circuitlab.catalog.written_numbers import TwoReadings, Written, read_number

_WRAPPED = re.compile(r"\s*(?:(?:np\.|numpy\.)?array\s*\(\s*)?[(\[{](.*)[)\]}]\s*", re.DOTALL)
_BETWEEN_ROWS = re.compile(r"[)\]}]\s*,?\s*[(\[{]")
_GROUPED = re.compile(rf"(?<=[0-9])[{GROUPING}](?=[0-9]{{3}}(?![0-9]))")
_COMMENT = re.compile(r"\s*[#%]\s?")
_NUMERIC = re.compile(r"\s*[\"']?[+-]?(?:[.,]?[0-9]|nan\b|inf)", re.IGNORECASE)
_LOOSE = r",(?=\s|$)|(?<=\s),|,(?=[^0-9.])|(?<=[^0-9.]),"
_DIGITS = re.compile(r"[0-9](?:[.,]?[0-9])*")
_BLANKS = re.compile(r"(?<![±\s-])(?<!to)\s+(?=[+-]?[.,]?[0-9])")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+(?:\.[0-9]*)?|(?:\.[0-9]{3})+,[0-9]+)")
_FRACTION = re.compile(r"[0-9]+,0[0-9]+|0[0-9]+,[0-9]+")
_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_SURELY_SPACED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2} 0[0-9]{2}(?![0-9])")


class _Comma(Enum):
    """What commas do in a text, as the pattern of what parts its entries."""

    PARTS = r"[;\t,]"
    PARTS_WHERE_LOOSE = rf"[;\t]|{_LOOSE}"
    IS_DECIMAL = r"[;\t]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of entries, and the words above their columns where there are any."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def entries(self) -> Iterator[str]:
        """All entries, row by row."""
        return (entry for row in self.rows for entry in row)

    @property
    def width(self) -> int:
        """How many entries each row has; 0 where rows differ or there are none."""
        widths = {len(row) for row in self.rows}
        return widths.pop() if len(widths) == 1 else 0


def read_sheet(text: str, *, columns: bool = False) -> Sheet | TwoReadings:
    """Return the entries of a text that somebody wrote or pasted.

    Parameters
    ----------
    columns
        Whether two columns would be understood too, so that a comma may also part these.
    """
    written = _GROUPED.sub("", _unwrapped(plain(text)))
    heading, lines = _headed([line for line in re.split(r"[\r\n]+", written) if line.strip()])
    comma = _role_of_commas(lines, heading, columns=columns)
    if isinstance(comma, TwoReadings):
        return comma
    if (spaced := _spaced("\n".join(lines))) is not None:
        return spaced
    parting = re.compile(comma.value)
    rows = (_entries(line, parting) for line in _rows(lines, parting))
    headings = tuple(_bare(word) for word in parting.split(heading)) if heading else ()
    return Sheet(headings, tuple(row for row in rows if row))


def _unwrapped(text: str) -> str:
    """Return what stands in brackets, with rows that have brackets of their own on lines."""
    match = _WRAPPED.fullmatch(text)
    return _BETWEEN_ROWS.sub("\n", match[1]).strip("()[]{} \t") if match else text


def _headed(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return the line above the first numbers, and the lines with numbers."""
    heading = ""
    numbers: list[str] = []
    for line in lines:
        comment = _COMMENT.match(line)
        if comment or not (numbers or any(map(_NUMERIC.match, re.split(r"[;\t,]", line)))):
            heading = heading if numbers else line[comment.end() if comment else 0 :]
        else:
            numbers.append(line)
    return (heading, numbers) if numbers else ("", list(lines))


def _role_of_commas(lines: Sequence[str], heading: str, *, columns: bool) -> _Comma | TwoReadings:
    text = "\n".join(lines)
    if text.startswith(","):
        return _two_readings(_DIGITS.findall(f"0{text}")[0])
    runs = [digits for digits in _DIGITS.findall(text) if "," in digits]
    if not runs or ("," in heading and not re.search(r"[;\t]", heading)):
        return _Comma.PARTS
    if any("." in run or run.count(",") > 1 for run in runs):
        return _role_of_many(runs, alone=not _BLANKS.search(text) and not re.search(r"[;\t]", text))
    loose = [piece for piece in re.split(rf"[;\t\n]|{_LOOSE}", text) if piece.strip()]
    if re.search(_LOOSE, text) and len(loose) != len(runs):
        return _two_readings(runs[0])
    if re.search(_LOOSE, text) or any(map(_FRACTION.fullmatch, runs)) or re.search(r"[;\t]", text):
        return _Comma.PARTS_WHERE_LOOSE
    on_one_line = any(_BLANKS.search(line) for line in lines)
    if on_one_line or (len(lines) > 1 and not columns):
        return _Comma.IS_DECIMAL
    return _two_readings(runs[0])


def _role_of_many(runs: Sequence[str], *, alone: bool) -> _Comma | TwoReadings:
    """Return what commas do where some stand beside points, or beside each other.

    Parameters
    ----------
    alone
        Whether nothing else parts the entries.
    """
    thousands = [match for run in runs if (match := _THOUSANDS.fullmatch(run))]
    if len(thousands) < len(runs):
        return _Comma.PARTS
    clear = alone and all("." not in run and ",0" not in run for run in runs)
    return _Comma.PARTS if clear else _two_readings(runs[0])


def _rows(lines: Sequence[str], parting: re.Pattern[str]) -> Sequence[str]:
    """Return lines, or what semicolons make of a single one: rows of more than one entry."""
    pieces = [piece for piece in lines[0].split(";") if piece.strip()] if len(lines) == 1 else []
    widths = {len(_entries(piece, parting)) for piece in pieces}
    return pieces if len(widths) == 1 and widths.pop() > 1 else lines


def _entries(line: str, parting: re.Pattern[str]) -> tuple[str, ...]:
    """Return the entries of a line; blanks before a number part them too."""
    pieces = [bare for piece in parting.split(line) if (bare := _bare(piece))]
    if " " not in line and "\t" not in line:
        return tuple(pieces)
    return tuple(entry for piece in pieces for entry in _BLANKS.split(piece))


def _bare(piece: str) -> str:
    return piece.strip(" \t\"'")


def _spaced(text: str) -> TwoReadings | None:
    """Return digits in groups with blanks between, where they may also be several numbers."""
    parted = re.search(r"[;\t,]", text) is not None
    match = (_SPACED if parted else _SURELY_SPACED).search(text)
    return _two_readings(match[0], " ") if match else None


def _two_readings(run: str, mark: str = ",") -> TwoReadings:
    """Return a number, and the numbers that it would be where a mark parts them."""
    several = (each if "." in each else str(int(each or 0)) for each in run.split(mark))
    whole = read_number(run)
    first = f"{whole.number:.15g}" if isinstance(whole, Written) else run.replace(mark, ".")
    return TwoReadings(run, first, "; ".join(several))
