"""What trials found of a drug or a treatment, apart from what the model computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from circuitlab.resources import _

OLDEST_MONTHS = 18
"""Months after which a card has to be checked again."""

_MONTHS_A_YEAR = 12
_CERTAINTIES: Mapping[str, tuple[int, Callable[[], str]]] = MappingProxyType(
    {
        "high": (4, lambda: _("high certainty")),
        "moderate": (3, lambda: _("moderate certainty")),
        "low": (2, lambda: _("low certainty")),
        "very low": (1, lambda: _("very low certainty")),
        "single trial": (1, lambda: _("a single trial")),
        "not graded": (0, lambda: _("certainty not graded")),
    }
)
"""How sure a finding is: of four steps, and in words."""
MOST_CERTAIN = 4


class Cited(Protocol):
    """What is cited, as far as a card says it."""

    @property
    def text(self) -> str:
        """The citation in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one trial, or one review of trials, found.

    Attributes
    ----------
    found
        The effect, with its size.
    certainty
        One of `certainties`.
    year
        In which it was published.
    source
        The key of the citation in which it stands.
    tag
        ``unverified`` where it is quoted from memory.
    """

    found: str
    certainty: str
    year: int
    source: str
    tag: str = ""

    @property
    def steps(self) -> int:
        """How certain it is, from 0 to `MOST_CERTAIN`."""
        return _CERTAINTIES[self.certainty][0]

    @property
    def certainty_words(self) -> str:
        """How certain it is, in words."""
        return _CERTAINTIES[self.certainty][1]()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The card of a drug or a treatment.

    Attributes
    ----------
    here
        What it does in this model.
    findings
        What trials found.
    debated
        What is disputed or open.
    checked
        Year and month in which somebody looked whether this still holds: ``2026-11``.
    """

    here: str
    findings: tuple[Finding, ...]
    debated: str
    checked: str

    @property
    def checked_words(self) -> str:
        """When it was checked, as people write it."""
        year, month = _year_and_month(self.checked)
        return _("checked {month} {year}").format(month=_month_names()[month - 1], year=year)

    @property
    def is_dated(self) -> bool:
        """Whether `checked` is a year and a month."""
        try:
            return bool(_year_and_month(self.checked))
        except ValueError:
            return False

    def age_months(self, today: date) -> int:
        """Return how many months ago it was checked."""
        year, month = _year_and_month(self.checked)
        return (today.year - year) * _MONTHS_A_YEAR + today.month - month


def certainties() -> tuple[str, ...]:
    """Return the words for how sure a finding is, as tables write them."""
    return tuple(_CERTAINTIES)


def evidence_lines(evidence: Evidence, sources: Mapping[str, Cited]) -> tuple[str, ...]:
    """Return a card as lines of text: what it does here, each finding, what is debated, when."""
    return (
        _("here: {what}").format(what=evidence.here),
        *(_finding_line(finding, sources) for finding in evidence.findings),
        _("debated: {what}").format(what=evidence.debated),
        _("{checked} · a model, not advice").format(checked=evidence.checked_words),
    )


def finding_note(finding: Finding) -> str:
    """Return how certain a finding is, and from when."""
    parts = (finding.certainty_words, str(finding.year))
    said = _("quoted from memory") if finding.tag else ""
    return " · ".join(filter(None, (*parts, said)))


def _finding_line(finding: Finding, sources: Mapping[str, Cited]) -> str:
    cited = sources[finding.source].text if finding.source in sources else finding.source
    line = _("trials: {found} ({note}; {source})")
    return line.format(found=finding.found.rstrip("."), note=finding_note(finding), source=cited)


def _year_and_month(text: str) -> tuple[int, int]:
    day = date.fromisoformat(f"{text}-01")
    return day.year, day.month


def _month_names() -> tuple[str, ...]:
    return (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
