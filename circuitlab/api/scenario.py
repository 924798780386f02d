"""The walk through a circuit, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from circuitlab.api.asking import ids_of
from circuitlab.api.entries import Ids, Settings, fitting_entries, left_unsaid
from circuitlab.api.errors import CircuitError
from circuitlab.api.listed import Listed
from circuitlab.files.scenario import read_scenario
from circuitlab.files.step_text import fitting
from circuitlab.model.counterparts import counterparts
from circuitlab.model.scenario_edits import carried_over, inserted, moved, named_in


class Scenario(Listed):
    """The steps of a walk through a circuit, asked for by number or by id.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> heat = c.add("heat")
    >>> c.scenario.add("hot", title="It burns", set={"heat1.temperature": 47}, watch=[heat])
    >>> c.scenario.ids
    ('hot',)
    """

    _field = "scenario"

    def add(
        self,
        id: str,
        *,
        title: str = "",
        text: str = "",
        set: Settings | None = None,
        mute: Ids = (),
        unmute: Ids = (),
        speed: float | None = None,
        camera: Mapping[str, object] | None = None,
        watch: Ids = (),
        traces: Ids = (),
        starts: Mapping[str, float | str] | None = None,
        wait: Mapping[str, object] | None = None,
        question: Mapping[str, object] | None = None,
        note: str = "",
    ) -> None:
        """Add a step to the end of the walk.

        Parameters
        ----------
        title, text, note : what its card says, and what only the one who lectures reads
        set, mute, unmute : what it lays over the circuit while it holds
        speed : model seconds per second on the wall from here on
        camera : ``{"fit": True}``, ``{"fit": [ids]}``, or ``{"x": 0, "y": 0, "scale": 1}``
            with the ``width`` and ``height`` in pixels of the view that it was taken in
        watch : ids of the elements that are lit
        traces : the only strips that are open, ``"cell1.v"``; by the id alone, of its spikes
        starts : stimuli that start with it, ``{"heat1": "0.5 s"}`` after it has begun
        wait : ``{"seconds": 2}``, ``{"state": "cell1.v", "above": 0}``,
            ``{"spikes": "cell1", "count": 3}``
        question : ``{"text": …, "choices": [...], "answer": 0}``, or ``draw`` for a trace

        Raises
        ------
        CircuitError
            When something in it does not fit, or the id is taken; nothing is added then.
        """
        given: dict[str, Any] = {"id": id, "title": title, "text": text, "set": set}
        given |= {"mute": ids_of(mute), "unmute": ids_of(unmute), "watch": ids_of(watch)}
        given |= {"speed": speed, "camera": camera}
        given |= {"traces": traces, "starts": starts, "wait": wait}
        given |= {"question": question, "note": note}
        self._put(left_unsaid(given, id=id))

    def move(self, which: int | str, to: int) -> None:
        """Move a step, by number or id, before the one that has the number `to` now."""
        step = self._entries[self._number(which)]
        self._keep(moved(self._entries, {step.id}, to % (len(self) + 1)))

    def copy_from(self, other: Scenario, *ids: str) -> tuple[str, ...]:
        """Add steps of another circuit's walk to the end of this one, all of them without `ids`.

        They speak of this circuit's elements of the same id and kind, or else of the only one of
        that kind with that name, or of that kind.

        Returns
        -------
        tuple of str
            Ids of the elements that this circuit lacks; the steps say so as ``lost``.
        """
        wanted = [other._entries[other._number(id)] for id in ids] or other._entries
        theirs, mine = other._circuit.model.elements, self._circuit.model.elements
        named = named_in(wanted)
        same = counterparts((theirs[id] for id in named if id in theirs), mine)
        model, catalog = self._circuit.model, self._circuit.catalog
        steps, wrong = fitting(model, catalog, carried_over(wanted, same))
        if wrong:
            raise CircuitError(wrong)
        self._keep(inserted(self._entries, len(self), steps))
        return tuple(id for id in named if id not in same)

    def _put(self, entry: Mapping[str, Any]) -> None:
        model, catalog = self._circuit.model, self._circuit.catalog
        with fitting_entries(model, self._field, entry) as (content, arrays, report):
            steps = read_scenario(model, catalog, content, arrays, report)
        self._keep(steps)
