"""Days as people call them."""

from __future__ import annotations

import datetime

from circuitlab.resources import _


def said_of(day: datetime.date, today: datetime.date | None = None) -> str:
    """Return a day in words, as near days are called."""
    ago = ((today or datetime.date.today()) - day).days
    if ago in (0, 1):
        return _("today") if ago == 0 else _("yesterday")
    named = f"{day.day} {day:%B}"
    return named if 0 < ago < 300 else f"{named} {day.year}"
