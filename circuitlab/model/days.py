"""Body time: when something happens on the clock of slow biology, and days seen through windows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.catalog.characters import plain
from circuitlab.catalog.units import unit_of
from circuitlab.catalog.words import Problem, format_number, parse_quantity
from circuitlab.catalog.written_numbers import Written, read_number
from circuitlab.model.run_settings import DURATION
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY_S, HOUR_S = 86_400.0, 3600.0
PROBE_MS = 2000.0
"""How long a window is where nothing is said."""
MOST_DAYS, MOST_WINDOWS = 36_500.0, 10_000
_DAY = re.compile(r"\s*days?\s+([^,]+?)\s*(?:,\s*(.+?)\s*)?$", re.IGNORECASE)
_CLOSE_S = 1e-3
"""Body times that are no farther apart are the same."""
_SHORTEST_MS = DURATION.minimum


@dataclass(frozen=True, slots=True)
class Days:
    """Days of body time that are seen through windows of neural time.

    Attributes
    ----------
    body_s
        Body time from the beginning of the first window to that of the last.
    probe_ms
        How long a window is, neural time.
    every_s
        Body time from the beginning of one window to that of the next.
    """

    body_s: float
    probe_ms: float = PROBE_MS
    every_s: float = DAY_S

    @property
    def starts_s(self) -> tuple[float, ...]:
        """Body time at which each window begins; the last one ends the run."""
        whole = int((self.body_s + _CLOSE_S) // self.every_s)
        starts = [number * self.every_s for number in range(whole + 1)]
        is_over = self.body_s - starts[-1] < 1e-3 * self.probe_ms + _CLOSE_S
        return tuple(starts if is_over else [*starts, self.body_s])

    @property
    def neural_ms(self) -> float:
        """Neural time of all windows together."""
        return self.probe_ms * len(self.starts_s)


def read_days(days: object, probe: object = None, every: object = None) -> Days | list[Problem]:
    """Return the days that somebody asks for, or all that is wrong with them.

    Parameters
    ----------
    days, every
        A number of days, or a text with its unit: ``"12 h"``. `every` is a day by default.
    probe
        A number of ms, or a text with its unit; 2 s by default.
    """
    read = {
        "days": _time("days", days, "d", MOST_DAYS),
        "probe": PROBE_MS if probe is None else _time("probe", probe, "ms", 1e9),
        "every": 1.0 if every is None else _time("every", every, "d", MOST_DAYS),
    }
    wrong = [found for found in read.values() if isinstance(found, Problem)]
    if wrong:
        return wrong
    body, length, apart = (float(str(each)) for each in read.values())
    found = Days(round(body * DAY_S, 3), length, round(apart * DAY_S, 3))
    return list(_misfits(found)) or found


def _misfits(days: Days) -> Iterable[Problem]:
    """Yield what is wrong with days whose numbers are right, each by itself."""
    if 1e3 * days.every_s < days.probe_ms:
        what = _("windows of {probe} cannot begin every {every}")
        times = {"probe": seconds_words(1e-3 * days.probe_ms), "every": body_words(days.every_s)}
        yield Problem("every", what.format(**times), _("make them shorter, or set them apart"))
    elif days.body_s / days.every_s > MOST_WINDOWS:
        what = _("{count} windows are more than can be run")
        count = format_number(round(days.body_s / days.every_s))
        yield Problem("every", what.format(count=count), _("look less often"))


def _time(name: str, given: object, unit: str, most: float) -> float | Problem:
    """Read a time in a unit that is above 0, and not shorter than is told apart."""
    time = parse_quantity(given, unit) if isinstance(given, str) else given
    shortest = _SHORTEST_MS if unit == "ms" else _CLOSE_S / DAY_S
    longest = f"{1e-3 * most:.0f} s" if unit == "ms" else f"{most:.0f} d"
    remedy = _("give a time above 0 and up to {longest}, such as “{example}”").format(
        longest=longest, example={"days": "14 d", "probe": "2 s", "every": "12 h"}[name]
    )
    if isinstance(time, Problem):
        return Problem(name, time.what, time.remedy)
    if isinstance(time, bool) or not isinstance(time, int | float) or not shortest <= time <= most:
        return Problem(name, _("{given} does not fit here").format(given=given), remedy)
    return float(time)


def body_moment(given: object) -> float | Problem | None:
    """Return the body time (s) that a text names: ``"day 2"``, ``"day 2, 6 h"``, ``"36 h"``.

    Hours, days and weeks are body time; None where `given` is model time, a number or a text with
    a shorter unit.
    """
    if not isinstance(given, str):
        return None
    if (match := _DAY.match(plain(given))) is not None:
        parts = [parse_quantity(match[1], "d"), parse_quantity(match[2] or "0", "h")]
        wrong = next((part for part in parts if isinstance(part, Problem)), None)
        return wrong or _from_start(given, DAY_S * parts[0] + HOUR_S * parts[1])  # type: ignore[operator]
    written = read_number(given)
    unit = unit_of(written.rest) if isinstance(written, Written) and written.rest else None
    hour = unit_of("h")
    if unit is None or hour is None or unit.dimension != hour.dimension or unit.size < hour.size:
        return None
    hours = parse_quantity(given, "h")
    return hours if isinstance(hours, Problem) else _from_start(given, HOUR_S * hours)


def _from_start(given: str, seconds: float) -> float | Problem:
    if 0.0 <= seconds <= MOST_DAYS * DAY_S:
        return round(seconds, 3)
    what = _("{given} is not a time from the start").format(given=given)
    return Problem("", what, _("give a time from 0 on, such as “day 2” or “36 h”"))


def window_number(days: Days, given: object) -> int | Problem:
    """Return which window is meant: by its number from 0 (−1 is the last), or its body time."""
    starts = days.starts_s
    if isinstance(given, int) and not isinstance(given, bool):
        if -len(starts) <= given < len(starts):
            return given % len(starts)
        what = ngettext(
            "there is no window {given}, only {count} of them",
            "there is no window {given}, only {count} of them",
            len(starts),
        )
        remedy = _("give a number from 0 to {last}").format(last=len(starts) - 1)
        return Problem("window", what.format(given=given, count=len(starts)), remedy)
    at = body_moment(given)
    if isinstance(at, Problem):
        return Problem("window", at.what, at.remedy)
    if at is None:
        what = _("{given} names no window").format(given=given)
        return Problem("window", what, _("give its number from 0, or its time: “day 7”, “36 h”"))
    nearest = min(range(len(starts)), key=lambda number: abs(starts[number] - at))
    if abs(starts[nearest] - at) <= _CLOSE_S:
        return nearest
    what = _("no window begins at {given}; the nearest begins at {nearest}")
    what = what.format(given=given, nearest=body_words(starts[nearest]))
    return Problem("window", what, _("ask for that one, or set the windows otherwise apart"))


def body_words(seconds: float) -> str:
    """Return a body time as people read it: ``"day 3, 12 h"``; below a day ``"6 h"``."""
    if seconds < HOUR_S:
        return seconds_words(seconds)
    day, hours = divmod(round(seconds / HOUR_S, 2), 24.0)
    if day == 0.0:
        return _("{hours} h").format(hours=format_number(hours))
    if hours == 0.0:
        return _("day {day}").format(day=format_number(day))
    return _("day {day}, {hours} h").format(day=format_number(day), hours=format_number(hours))


def seconds_words(seconds: float) -> str:
    """Return a short time as people read it: ``"5 min"``, ``"2 s"``, ``"500 ms"``."""
    if seconds >= 60.0:
        return _("{time} min").format(time=format_number(round(seconds / 60.0, 1)))
    if seconds >= 1.0 or seconds == 0.0:
        return _("{time} s").format(time=format_number(round(seconds, 3)))
    return _("{time} ms").format(time=format_number(1e3 * seconds))


def written_moment(seconds: float) -> str:
    """Return a body time as a file says it; it is read back as it was."""
    if seconds % DAY_S == 0.0:
        return f"day {seconds / DAY_S:g}"
    return f"{seconds / HOUR_S!r} h"
