"""How commands tell hints."""

from collections.abc import Iterable

from circuitlab.model.hints import Hint
from circuitlab.resources import _


def hint_lines(hints: Iterable[Hint]) -> list[str]:
    """Return a line for each hint."""
    said = (f"{hint.element}: {hint.sentence}" for hint in hints)
    return [_("hint: {what}").format(what=what) for what in said]


def hints_json(hints: Iterable[Hint]) -> list[dict[str, str]]:
    """Return hints as JSON tells them."""
    return [{"where": h.element, "what": h.what, "remedy": h.remedy} for h in hints]
