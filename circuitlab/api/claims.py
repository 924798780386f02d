"""The claims of a circuit: what its experiments must show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from circuitlab.analysis.read_claims import claim_problems
from circuitlab.api.entries import fitting_entries, left_unsaid
from circuitlab.api.errors import CircuitError
from circuitlab.api.listed import Listed
from circuitlab.catalog.words import Problem
from circuitlab.files.protocol import read_claims
from circuitlab.resources import _


class Claims(Listed):
    """What a circuit says of itself, each a measure of an experiment and what is expected of it.

    They are asked for by number or by id; :meth:`Circuit.verify` runs and judges them.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> cell = c.add("lif_current")
    >>> c.experiments.add("rest", duration="50 ms")
    >>> c.claims.add("silent", experiment="rest", measure="spike_count",
    ...              args={"element": cell}, at_most=0)
    >>> c.claims["silent"]["expected"]
    {'at_most': 0.0}
    """

    _field = "claims"

    def add(
        self,
        id: str,
        *,
        measure: str,
        experiment: str = "",
        args: Mapping[str, object] | None = None,
        expected: float | None = None,
        tolerance: float | None = None,
        relative: float | None = None,
        at_least: float | None = None,
        at_most: float | None = None,
        series: Mapping[str, object] | None = None,
        against: str = "",
        compare: str = "",
        text: str = "",
        literature: str = "",
        source: str = "",
        known_miss: Mapping[str, object] | None = None,
    ) -> None:
        """Add a claim.

        Parameters
        ----------
        measure, args : a measure by its name, and its arguments (``{"element": "cell1"}``)
        experiment : the name of the experiment that it is measured in
        expected, tolerance, relative : a value, how far off it may be, and what part of it that is
        at_least, at_most : bounds in place of a value, both included
        series : in place of one experiment several, as a file has it
        against, compare : another experiment that it is compared with, by ratio or difference
        text, literature, source : what people read, what tissue allows, and where that is from
        known_miss : what is measured in place of it (``measured``), and why (``reason``)

        Raises
        ------
        CircuitError
            When something in it does not fit, or the id is taken; nothing is added then.
        """
        bounds = left_unsaid({"at_least": at_least, "at_most": at_most})
        if bounds and expected is not None:
            what = _("a value and bounds are expected at once")
            raise CircuitError([Problem("expected", what, _("give one of the two"))])
        given: dict[str, Any] = {
            "id": id,
            "text": text,
            "experiment": experiment,
            "measure": measure,
        }
        given |= {"args": args, "series": series, "against": against, "compare": compare}
        given |= {"expected": bounds or expected, "tolerance": tolerance, "relative": relative}
        given |= {"literature": literature, "source": source, "known_miss": known_miss}
        self._put(left_unsaid(given, id=id, measure=measure))

    def _put(self, entry: Mapping[str, Any]) -> None:
        model = self._circuit.model
        experiments = model.document["experiments"]
        with fitting_entries(model, self._field, entry) as (content, _arrays, report):
            claims = read_claims(model, experiments, content, report, claim_problems)
        self._keep(claims)
