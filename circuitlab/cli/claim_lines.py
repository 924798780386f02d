"""Judged claims as lines of a terminal: each when it is known, and at the end what matters."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import typer

from circuitlab.analysis.claim_results import ClaimResult, Verdict
from circuitlab.analysis.claim_words import expected_words, known_miss_words, measured_words
from circuitlab.catalog.printable import printable
from circuitlab.resources import _, ngettext

_MARKS: Mapping[Verdict, tuple[str, str]] = MappingProxyType(
    {
        Verdict.HOLDS: ("✓", "green"),
        Verdict.FAILS: ("✗", "red"),
        Verdict.KNOWN_MISS: ("~", "yellow"),
        Verdict.HOLDS_AGAIN: ("✓", "cyan"),
    }
)


class ClaimLines:
    """Prints the claims of circuits, those of one circuit together.

    Parameters
    ----------
    titles
        Of each circuit by its name, in the order in which they are shown.
    counts
        How many claims each has.
    """

    def __init__(self, titles: Mapping[str, str], counts: Mapping[str, int]) -> None:
        self._titles, self._left = titles, dict(counts)
        self._waiting: dict[str, list[ClaimResult]] = {name: [] for name in titles}
        self._turn = iter(titles)
        self._current = ""
        self._take_turn()

    def add(self, name: str, result: ClaimResult) -> None:
        """Print a claim, now or when it is its circuit's turn."""
        self._left[name] -= 1
        if name != self._current:
            self._waiting[name].append(result)
            return
        _print(result)
        if not self._left[name]:
            self._take_turn()

    def _take_turn(self) -> None:
        for name in self._turn:
            self._current = name
            if self._left[name] or self._waiting[name]:
                print(_styled(self._titles[name], bold=True))
            for result in self._waiting[name]:
                _print(result)
            if self._left[name]:
                return


def print_end(results: Mapping[str, Sequence[ClaimResult]], seconds: float) -> None:
    """Print what misses, what is known to, what holds again, and how many hold."""
    _print_group(_("Missed:"), results, Verdict.FAILS)
    _print_group(_("Known to miss:"), results, Verdict.KNOWN_MISS)
    _print_group(_("Holds again, though it was known to miss:"), results, Verdict.HOLDS_AGAIN)
    every = [result for several in results.values() for result in several]
    held = sum(result.holds for result in every)
    said = ngettext(
        "{held} of {count} claim holds, in {seconds:.0f} s",
        "{held} of {count} claims hold, in {seconds:.0f} s",
        len(every),
    )
    print(said.format(held=held, count=len(every), seconds=seconds))


def _print_group(
    heading: str, results: Mapping[str, Iterable[ClaimResult]], verdict: Verdict
) -> None:
    found = [
        (name, result)
        for name, several in results.items()
        for result in several
        if result.verdict is verdict
    ]
    if found:
        print(_styled(heading, bold=True))
    for name, result in found:
        print(f"  {name}: {result.claim.id}: {_told(result)}")


def _print(result: ClaimResult) -> None:
    mark, colour = _MARKS[result.verdict]
    print(f"  {_styled(mark, fg=colour)} {printable(result.claim.title)}")
    literature = result.claim.literature
    beside = _("literature: {range}").format(range=literature) if literature else ""
    more = " · ".join(filter(None, (_told(result), result.claim.source, beside)))
    print(f"      {printable(more)}")


def _told(result: ClaimResult) -> str:
    said = _("{measured}, expected {expected}").format(
        measured=measured_words(result), expected=expected_words(result.claim, result.unit)
    )
    known = known_miss_words(result) if result.claim.known_miss else ""
    return "; ".join(filter(None, (said, known)))


def _styled(text: str, **style: Any) -> str:
    """Return a text as a terminal shows it; plain where what is printed goes into a file.

    It is printed by `print`, which goes above a progress bar: `typer.echo` writes past it.
    """
    return typer.style(text, **style) if sys.stdout.isatty() else text
