"""The numbers that hold for a whole run: what they are, their ranges, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Parameter
from circuitlab.catalog.words import Problem, convert, format_number
from circuitlab.model.element import DOCUMENT
from circuitlab.model.frozen import Value
from circuitlab.resources import _


@dataclass(frozen=True, slots=True)
class RunSetting(Parameter):
    """A parameter of the run itself.

    Attributes
    ----------
    slider
        The usual part of the range, over which the window's slider goes; any value of the range
        may be typed. None where the circuit's page has no row for the setting.
    """

    slider: tuple[float, float] | None = None


RUN_SETTINGS: Mapping[str, RunSetting] = MappingProxyType(
    {
        each.name: each
        for each in (
            RunSetting(
                "seed", "", "1", 1, 0, 2**63 - 1, "linear", "",
                type="integer", live=False, slider=(0, 999_999),
            ),
            RunSetting("dt_ms", "dt", "ms", 0.025, 0.001, 1.0, "log", ""),
            RunSetting("body_clock", "", "1", 1.0, 1e-3, 1e7, "log", "", slider=(1.0, 1e6)),
            RunSetting("speed", "", "1", 1.0, 1e-3, 1.0, "log", ""),
        )
    }
)  # fmt: skip
"""What the document says in numbers, by field; window, files, commands, scripts and engine hold to
these. `body_clock` is in body seconds per model second, `speed` in model seconds per second on the
wall."""

DURATION = Parameter("for", "", "ms", 1000.0, 0.001, 1e12, "log", "")
"""How long a run is, of an experiment or a command; a circuit itself says nothing of it."""

_WORDS: Mapping[str, Callable[[], tuple[str, str]]] = MappingProxyType(
    {
        "seed": lambda: (
            _("Seed of chance"),
            _("Chance of a run: the same seed gives the same spikes."),
        ),
        "dt_ms": lambda: (
            _("Step"),
            _("Model time between two states of a cell; numbers hold up to 0.05 ms."),
        ),
        "body_clock": lambda: (
            _("Slow processes, times faster"),
            _(
                "How much faster slow biology (kinases, receptor traffic, drugs in the body) "
                "passes than neural time."
            ),
        ),
        "speed": lambda: (_("Speed"), _("Model time that passes per second of your time")),
    }
)
"""Title and explanation, in the reader's language when they are asked for."""

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
        return Problem(where, what, meant(name, RUN_SETTINGS))
    value = convert(parameter, given)
    return Problem(where, value.what, value.remedy) if isinstance(value, Problem) else value


def read_duration(given: object) -> float | Problem:
    """Return how long a run is, in ms, from a number in ms or a text with a unit."""
    duration = convert(DURATION, given)
    if isinstance(duration, Problem):
        return Problem("", duration.what, duration.remedy)
    return float(str(duration))


def described(name: str) -> RunSetting:
    """Return a setting with the words that people read beside it."""
    title, doc = _WORDS[name]()
    return replace(RUN_SETTINGS[name], title=title, doc=doc)
