"""The timeline of a circuit: what changes by itself while it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from circuitlab.api.asking import entry_of, ids_of
from circuitlab.api.built import Built
from circuitlab.api.entries import Ids, Settings, fitting_entries, left_unsaid, shown
from circuitlab.api.making import make
from circuitlab.files.protocol import read_timeline
from circuitlab.model.timeline import with_steps


class Timeline(Sequence[dict[str, Any]]):
    """The steps that change a circuit while it runs, the earliest first.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> heat = c.add("heat", temperature=30)
    >>> c.timeline.add("1 s", set={"heat1.temperature": "47 °C"}, label="hot")
    >>> c.timeline[0]
    {'at': 1000.0, 'set': {'heat1.temperature': 47.0}, 'label': 'hot'}
    """

    def __init__(self, circuit: Built) -> None:
        self._circuit = circuit

    def add(
        self,
        at: float | str,
        *,
        set: Settings | None = None,
        mute: Ids = (),
        unmute: Ids = (),
        label: str = "",
    ) -> None:
        """Add a step.

        Parameters
        ----------
        at : model time in ms or with a unit; hours and days (``"day 2"``) are body time
        set : values from then on
        mute, unmute : ids of elements that act on nothing from then on, or act again

        Raises
        ------
        CircuitError
            When something in it does not fit; no step is added then.
        """
        given: dict[str, Any] = {
            "at": at,
            "set": set,
            "mute": ids_of(mute),
            "unmute": ids_of(unmute),
            "label": label,
        }
        self._put(left_unsaid(given, at=at))

    def clear(self) -> None:
        """Take all steps out."""
        make(self._circuit, with_steps(self._circuit.model, ()))

    def __len__(self) -> int:
        return len(self._circuit.model.document["timeline"])

    def __getitem__(self, number: Any) -> Any:
        steps = self._circuit.model.document["timeline"]
        if isinstance(number, slice):
            return [shown(step) for step in steps[number]]
        return shown(steps[entry_of(steps, number)])

    def __delitem__(self, number: int) -> None:
        steps = list(self._circuit.model.document["timeline"])
        del steps[entry_of(steps, number)]
        make(self._circuit, with_steps(self._circuit.model, tuple(steps)))

    def __repr__(self) -> str:
        return f"<Timeline of {len(self)} steps>"

    def _put(self, entry: Mapping[str, Any]) -> None:
        model, catalog = self._circuit.model, self._circuit.catalog
        with fitting_entries(model, "timeline", entry) as (content, arrays, report):
            steps = read_timeline(model, catalog, content, arrays, report)
        make(self._circuit, with_steps(model, steps))
