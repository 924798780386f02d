"""The states in which a circuit is compared with itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circuitlab.api.built import Built
from circuitlab.api.entries import Ids, Settings, fitting_entries, left_unsaid, shown
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.api.making import make
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.states import read_states
from circuitlab.model import comparing
from circuitlab.model.states import MOST_STATES, STATES, ComparedState
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.model.delta import Delta


class States(Mapping[str, dict[str, Any]]):
    """The states of a circuit by name: named differences from the circuit as drawn.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> cell = c.add("lif_current")
    >>> c.states.add("driven", set={"lif_current1.i_e": "0.9 nA"})
    >>> list(c.states), c.states["driven"]["set"]
    (['As drawn', 'driven'], {'lif_current1.i_e': 900.0})
    """

    def __init__(self, circuit: Built) -> None:
        self._circuit = circuit

    def add(
        self,
        name: str,
        set: Settings | None = None,
        *,
        mute: Ids = (),
        unmute: Ids = (),
        experiment: str | None = None,
        note: str = "",
    ) -> None:
        """Add a state, by what it sets and mutes or as an experiment has it.

        Raises
        ------
        CircuitError
            When something does not fit, the name is taken or there is no room; nothing is added.
        """
        self._free(name)
        if len(self) >= MOST_STATES:
            what = _("more states than can be compared")
            remedy = _("at most {limit}, with the circuit as drawn").format(limit=MOST_STATES)
            raise CircuitError([Problem(name, what, remedy)])
        made = ComparedState("state", name, note=note)
        if experiment is not None:
            made = self._of_experiment(made, experiment)
        if set or mute or unmute:
            said = self._read(left_unsaid({"set": set, "mute": mute, "unmute": unmute}))
            made = replace(made, values={**made.values, **said.values})
        self._apply(comparing.added(self._circuit.model, made))

    def rename(self, name: str, to: str) -> None:
        """Call a state otherwise."""
        id = self.of(name).id
        self._free(to)
        self._apply(comparing.renamed(self._circuit.model, id, to))

    def remove(self, name: str) -> None:
        """Take a state out; the circuit as drawn stays."""
        state = self.of(name)
        if state.is_as_drawn:
            what = _("“{name}” is the circuit itself").format(name=name)
            raise CircuitError([Problem("", what, _("remove another state"))])
        self._apply(comparing.removed(self._circuit.model, state.id))

    def of(self, name: str) -> ComparedState:
        """Return a state by its name.

        Raises
        ------
        CircuitError
            When there is none.
        """
        found = next((each for each in self._states if each.name == name), None)
        if found is None:
            what = _("There is no state called “{name}”").format(name=name)
            listed = _("there are: {all}").format(all=", ".join(self))
            raise NotThere([Problem("", what, did_you_mean(str(name), tuple(self)) or listed)])
        return found

    def __getitem__(self, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = shown(self.of(name))
        return entry

    def __delitem__(self, name: str) -> None:
        self.remove(name)

    def __iter__(self) -> Iterator[str]:
        return (state.name for state in self._states)

    def __len__(self) -> int:
        return len(self._states)

    def __repr__(self) -> str:
        return f"<States: {', '.join(self)}>"

    @property
    def _states(self) -> tuple[ComparedState, ...]:
        return comparing.states_of(self._circuit.model)

    def _free(self, name: object) -> None:
        if not isinstance(name, str) or not name.strip():
            what = _("{given} is no name of a state").format(given=repr(name))
            raise CircuitError([Problem("name", what, _("write a text in quotes"))])
        if name in self:
            what = _("There is a state called “{name}” already").format(name=name)
            raise CircuitError([Problem("name", what, _("give it another name"))])

    def _of_experiment(self, state: ComparedState, experiment: str) -> ComparedState:
        model, catalog = self._circuit.model, self._circuit.catalog
        known = model.document["experiments"]
        if experiment not in known:
            what = _("There is no experiment called “{name}”").format(name=experiment)
            raise NotThere([Problem("experiment", what, meant(str(experiment), known))])
        values, timeline = comparing.of_experiment(model, catalog, known[experiment])
        return replace(state, values=values, timeline=timeline)

    def _read(self, entry: Mapping[str, object]) -> ComparedState:
        """Return what a state sets, judged by the file's rules."""
        model, catalog = self._circuit.model.copy(), self._circuit.catalog
        model.apply(model.with_document({STATES: ()}))
        with fitting_entries(model, STATES, {"id": "state", **entry}) as (content, arrays, report):
            read = read_states(model, catalog, content, arrays, report)
        return read[0]

    def _apply(self, delta: Delta) -> None:
        make(self._circuit, delta)
