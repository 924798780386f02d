"""States to be compared by their names: those that a circuit keeps, and its experiments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.model.comparing import free_symbol, of_experiment, states_of
from circuitlab.model.experiment_names import experiment_words
from circuitlab.model.states import MOST_STATES, ComparedState
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit


def named_states(
    circuit: Circuit, catalog: Catalog, names: Sequence[str]
) -> tuple[ComparedState, ...] | list[Problem]:
    """Return the states of these names, each with a symbol of its own, or all that is wrong.

    A name is that of a state, as it is written or in small letters, or an experiment's.
    """
    found: list[ComparedState] = []
    wrong: list[Problem] = []
    for name in names:
        state = _named(circuit, catalog, name)
        if state is None:
            wrong.append(_unknown(circuit, name))
        elif any(state.id == each.id for each in found):
            wrong.append(Problem(name, _("is named twice"), _("name each state once")))
        else:
            found.append(_with_free_symbol(state, found))
    if len(names) > MOST_STATES:
        what = _("more states than can be compared")
        wrong.append(Problem("", what, _("at most {limit} at a time").format(limit=MOST_STATES)))
    return wrong or tuple(found)


def state_names(circuit: Circuit) -> list[str]:
    """Return all names by which states can be named."""
    return [*(state.name for state in states_of(circuit)), *circuit.document["experiments"]]


def _named(circuit: Circuit, catalog: Catalog, name: str) -> ComparedState | None:
    states, wanted = states_of(circuit), name.strip()
    exact = next((each for each in states if wanted in (each.name, each.id)), None)
    if exact is not None:
        return exact
    alike = next((each for each in states if each.name.casefold() == wanted.casefold()), None)
    return alike or _of_experiment(circuit, catalog, wanted)


def _of_experiment(circuit: Circuit, catalog: Catalog, name: str) -> ComparedState | None:
    experiment = circuit.document["experiments"].get(name)
    if experiment is None:
        return None
    values, timeline = of_experiment(circuit, catalog, experiment)
    words = experiment_words(name)
    return ComparedState(f"experiment {name}", words, values=values, timeline=timeline)


def _with_free_symbol(state: ComparedState, others: Sequence[ComparedState]) -> ComparedState:
    is_new = state.id.startswith("experiment ")
    taken = {each.symbol for each in others}
    if is_new or state.symbol in taken:
        return replace(state, symbol=free_symbol(others))
    return state


def _unknown(circuit: Circuit, name: str) -> Problem:
    known = state_names(circuit)
    what = _("There is no state and no experiment called “{name}”").format(name=name)
    listed = _("there are: {all}").format(all=", ".join(known))
    return Problem("", what, did_you_mean(str(name), known) or listed)
