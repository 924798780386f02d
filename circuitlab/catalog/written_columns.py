"""Two columns as people paste them and files hold them: cell and time, time and current.

Tables of ``circuitlab run --out`` have a third, of the element that each spike is of.
"""

from collections.abc import Iterable

from circuitlab.catalog.spec import Parameter, did_you_mean
from circuitlab.catalog.words import Problem, numbers_under, refuse_two_readings
from circuitlab.catalog.written_lists import Sheet, read_sheet
from circuitlab.catalog.written_numbers import TwoReadings
from circuitlab.resources import _

Numbers = tuple[float, ...]

_OWNER = "element"


def read_columns(
    first: Parameter, second: Parameter, text: str
) -> tuple[Numbers, Numbers] | Problem | None:
    """Return the numbers of two columns, or None where a text holds a plain list."""
    sheet = read_sheet(text, columns=True)
    if isinstance(sheet, TwoReadings):
        return refuse_two_readings(sheet)
    narrowed = _of_owner(sheet, "")
    if isinstance(narrowed, Problem):
        return narrowed
    if narrowed.width < 2 and not any(len(row) > 1 for row in narrowed.rows[1:]):
        return None
    if len(narrowed.rows) < 2 and not narrowed.headings:
        return None
    if narrowed.width != 2:
        return _not_two(narrowed)
    headings = narrowed.headings if len(narrowed.headings) == 2 else ("", "")
    ones, others = zip(*narrowed.rows, strict=True)
    read = [
        numbers_under(parameter, heading, entries)
        for parameter, heading, entries in zip(
            (first, second), headings, (ones, others), strict=True
        )
    ]
    wrong = next((column for column in read if isinstance(column, Problem)), None)
    return wrong or (read[0], read[1])  # type: ignore[return-value]


def owners_in(text: str) -> list[str]:
    """Return the elements that a table of a run has rows of, in order; none where it is another."""
    sheet = read_sheet(text, columns=True)
    at = _owner_column(sheet) if isinstance(sheet, Sheet) else None
    if at is None or isinstance(sheet, TwoReadings):
        return []
    return list(dict.fromkeys(row[at] for row in sheet.rows))


def rows_of(text: str, owner: str) -> str | Problem:
    """Return the rows of one element in a table of a run, as a text of the other columns."""
    sheet = read_sheet(text, columns=True)
    if isinstance(sheet, TwoReadings):
        return refuse_two_readings(sheet)
    found = _of_owner(sheet, owner)
    if isinstance(found, Problem):
        return found
    return "\n".join("\t".join(row) for row in (found.headings, *found.rows))


def _of_owner(sheet: Sheet, owner: str) -> Sheet | Problem:
    """Return the rows of one element, without the column that says so."""
    at = _owner_column(sheet)
    if at is None:
        return sheet
    found = list(dict.fromkeys(row[at] for row in sheet.rows))
    if not owner and len(found) > 1:
        what = _("these are spikes of {names}").format(names=_some(found))
        return Problem("", what, _("say whose are wanted"))
    if owner and owner not in found:
        what = _("there are no spikes of “{name}”").format(name=owner)
        choice = _("choose from {names}").format(names=_some(found))
        return Problem("", what, did_you_mean(owner, found) or choice)
    rows = [row for row in sheet.rows if row[at] == (owner or found[0])]
    headings = sheet.headings
    return Sheet(_without(headings, at), tuple(_without(row, at) for row in rows))


def _owner_column(sheet: Sheet) -> int | None:
    words = [heading.casefold() for heading in sheet.headings]
    fits = _OWNER in words and sheet.width == len(words) > 2
    return words.index(_OWNER) if fits else None


def _without(row: tuple[str, ...], at: int) -> tuple[str, ...]:
    return (*row[:at], *row[at + 1 :])


def _not_two(sheet: Sheet) -> Problem:
    if not sheet.width:
        place = next(n for n, row in enumerate(sheet.rows, 1) if len(row) != len(sheet.rows[0]))
        what = _("line {place} has {count} entries, the first line {first}").format(
            place=place, count=len(sheet.rows[place - 1]), first=len(sheet.rows[0])
        )
        return Problem("", what, _("give two columns, or one"))
    what = _("there are {count} columns").format(count=sheet.width)
    return Problem("", what, _("give two columns, or one"))


def _some(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in list(names)[:6])
