"""The numbers of the document, which hold for a whole run: their ranges, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from circuitlab.catalog.spec import Parameter, did_you_mean
from circuitlab.catalog.words import Problem, convert, format_number
from circuitlab.model.element import DOCUMENT
from circuitlab.model.frozen import Value
from circuitlab.resources import _

RUN_SETTINGS: Mapping[str, Parameter] = MappingProxyType(
    {
        each.name: each
        for each in (
            Parameter("seed", "", "1", 1, 0, 2**63 - 1, "linear", "", type="integer"),
            Parameter("dt_ms", "dt", "ms", 0.025, 0.001, 1.0, "log", ""),
            Parameter("body_clock", "", "1", 1.0, 1e-3, 1e7, "log", ""),
            Parameter("speed", "", "1", 1.0, 1e-6, 1e3, "log", ""),
        )
    }
)
"""What the document says in numbers, by field; files, commands and the engine hold to these."""

COARSEST_MS = 0.05
"""The largest step at which the numbers of conductance cells are still right (measured)."""


def is_coarse(document: Mapping[str, Value]) -> bool:
    """Whether the step is good for a preview only."""
    return float(str(document["dt_ms"])) > COARSEST_MS


def coarse_step(document: Mapping[str, Value]) -> list[Problem]:
    """Return what is to be said of a step that is good for a preview only."""
    if not is_coarse(document):
        return []
    step = float(str(document["dt_ms"]))
    what = _("a step of {step} ms is for a preview: thresholds and counts of spikes shift")
    remedy = _("take {coarsest} ms or less where numbers matter")
    return [
        Problem(
            "dt_ms",
            what.format(step=format_number(step)),
            remedy.format(coarsest=format_number(COARSEST_MS)),
        )
    ]


def read_run_setting(name: str, given: object) -> Value | Problem:
    """Return a number of the document from what somebody wrote, or what is wrong with it."""
    where = f"{DOCUMENT}.{name}"
    parameter = RUN_SETTINGS.get(name)
    if parameter is None:
        what = _("The document has no number called “{name}”").format(name=name)
        return Problem(where, what, did_you_mean(name, RUN_SETTINGS))
    value = convert(parameter, given)
    return Problem(where, value.what, value.remedy) if isinstance(value, Problem) else value
