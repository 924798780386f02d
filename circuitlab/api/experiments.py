"""The experiments of a circuit: protocols that claims are measured in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from circuitlab.api.asking import ids_of
from circuitlab.api.built import Built
from circuitlab.api.entries import Ids, Settings, fitting_entries, left_unsaid, shown
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.api.listed import printed
from circuitlab.api.making import make
from circuitlab.catalog.spec import did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.files.protocol import read_experiments
from circuitlab.resources import _


class Experiments(Mapping[str, dict[str, Any]]):
    """The experiments of a circuit by name: protocols that claims are measured in.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> cell = c.add("lif_current")
    >>> c.experiments.add("driven", duration="300 ms", set={"lif_current1.i_e": 300})
    >>> list(c.experiments), c.experiments["driven"]["for"]
    (['driven'], 300.0)
    """

    def __init__(self, circuit: Built) -> None:
        self._circuit = circuit

    def add(
        self,
        name: str,
        *,
        duration: float | str | None = None,
        days: float | str | None = None,
        probe: float | str | None = None,
        every: float | str | None = None,
        set: Settings | None = None,
        mute: Ids = (),
        unmute: Ids = (),
        without: Ids = (),
        timeline: Sequence[Mapping[str, object]] = (),
        seeds: Sequence[int] = (),
    ) -> None:
        """Add an experiment; it has a timeline of its own, and not the circuit's.

        Parameters
        ----------
        duration : model time in ms or with a unit; 1 s where nothing is said
        days, probe, every : body time seen through windows instead, as of ``simulate``
        set : values from the start on
        mute, unmute : ids of elements that act on nothing, or act again
        without : ids of elements that are left out, with what needs them
        timeline : steps, with the names of :meth:`Timeline.add`
        seeds : one run for each; the circuit's own where there are none

        Raises
        ------
        CircuitError
            When something does not fit, or the name is taken; nothing is added then.
        """
        if not isinstance(name, str):
            what = _("{given} is no name of an experiment").format(given=repr(name))
            raise CircuitError([Problem("name", what, _("write a text in quotes"))])
        if name in self:
            what = _("There is an experiment called “{name}” already").format(name=name)
            raise CircuitError([Problem("name", what, _("give it another name"))])
        given: dict[str, Any] = {
            "for": duration,
            "days": days,
            "probe": probe,
            "every": every,
            "set": set,
        }
        given |= {"mute": ids_of(mute), "unmute": ids_of(unmute), "without": ids_of(without)}
        self._put(name, left_unsaid({**given, "timeline": timeline, "seeds": seeds}))

    def clear(self) -> None:
        """Take all experiments out.

        Raises
        ------
        CircuitError
            When there are claims, which need them.
        """
        self._keep({})

    def __getitem__(self, name: str) -> dict[str, Any]:
        entry: dict[str, Any] = shown(self._known(name)[name])
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._circuit.model.document["experiments"])

    def __len__(self) -> int:
        return len(self._circuit.model.document["experiments"])

    def __delitem__(self, name: str) -> None:
        known = self._known(name)
        self._keep({each: known[each] for each in known if each != name})

    def __repr__(self) -> str:
        return printed(self, self)

    def _known(self, name: str) -> Mapping[str, Any]:
        """Return all experiments, of which one has this name.

        Raises
        ------
        CircuitError
            When there is none.
        """
        known: Mapping[str, Any] = self._circuit.model.document["experiments"]
        if name not in known:
            what = _("There is no experiment called “{name}”").format(name=name)
            listed = _("there are: {all}").format(all=", ".join(known)) if known else ""
            raise NotThere([Problem("", what, did_you_mean(name, known) or listed)])
        return known

    def _put(self, name: str, entry: Mapping[str, Any]) -> None:
        model, catalog = self._circuit.model, self._circuit.catalog
        with fitting_entries(model, "experiments", entry, name) as (content, arrays, report):
            experiments = read_experiments(model, catalog, content, arrays, report)
        make(self._circuit, model.with_document({"experiments": experiments}))

    def _keep(self, experiments: Mapping[str, Any]) -> None:
        model = self._circuit.model
        for claim in model.document["claims"]:
            for name in claim.experiments:
                if name not in experiments:
                    what = _("the claim “{id}” is measured in “{name}”")
                    what = what.format(id=claim.id, name=name)
                    raise CircuitError([Problem(name, what, _("remove the claim first"))])
        make(self._circuit, model.with_document({"experiments": experiments}))
