"""What pain tests of the compared states have found, in words; nothing of states not tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.analysis.sensitivity import Compared
    from circuitlab.gui.pain.testing import Found
    from circuitlab.gui.session import Session


def pain_words(names: Mapping[str, str], runs: Mapping[str, Session]) -> str:
    """Return a sentence for each state whose pain has been tested as it is now.

    A state is compared with the first one if that has been tested too, else with how it began.

    Parameters
    ----------
    names, runs
        What each state is called, and its run, the first state first.
    """
    tested = {id: found for id, run in runs.items() if (found := _found(run)) is not None}
    first = next(iter(runs), "")
    said = []
    for id, found in tested.items():
        base = tested.get(first) if id != first else None
        said.append(_sentence(names[id], found, names[first] if base is not None else "", base))
    return " ".join(said)


def _found(run: Session) -> Found | None:
    testing = run.pain_testing
    return None if testing.is_past else next(iter(testing.found.values()), None)


def _sentence(name: str, found: Found, beside: str, base: Found | None) -> str:
    from circuitlab.analysis.sensitivity import changes

    compared = changes(base.now if base is not None else found.before, found.now)
    words = ", ".join(_lit(compared)) or _("neither hyperalgesia nor allodynia")
    if base is not None:
        return _("{state} beside {other}, by pain test: {words}.").format(
            state=name, other=beside, words=words
        )
    return _("{state} beside what it was before, by pain test: {words}.").format(
        state=name, words=words
    )


def _lit(compared: list[Compared]) -> list[str]:
    lit = {
        _("hyperalgesia"): any(change.hyperalgesia for change in compared),
        _("allodynia"): any(change.allodynia for change in compared),
    }
    return [word for word, is_lit in lit.items() if is_lit]
