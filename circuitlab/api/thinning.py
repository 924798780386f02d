"""How far apart the samples of a trace are that are kept of it."""

from __future__ import annotations

from circuitlab.api.errors import CircuitError, fitting
from circuitlab.catalog.words import Problem
from circuitlab.model.run_settings import read_duration
from circuitlab.resources import _


def samples_apart(every: int | None, dt: float | str | None, step_ms: float) -> int:
    """Return how many samples it is from one that is kept to the next; 1 keeps all.

    Parameters
    ----------
    every, dt : so many samples, or so much time in ms or with a unit; not both
    step_ms : time between two samples

    Raises
    ------
    CircuitError
        When both are given, or what is given is less than one sample.
    """
    if every is not None and dt is not None:
        what = _("“every” and “dt” are given at once")
        raise CircuitError([Problem("every", what, _("give one of the two"))])
    if dt is not None:
        return _in_time(fitting(read_duration(dt)), step_ms)
    if every is None:
        return 1
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        what = _("{given} is no number of samples").format(given=repr(every))
        raise CircuitError([Problem("every", what, _("write a whole number from 1"))])
    return every


def _in_time(wanted_ms: float, step_ms: float) -> int:
    count = round(wanted_ms / step_ms)
    if count < 1 or abs(count * step_ms - wanted_ms) > 1e-6 * wanted_ms:
        what = _("samples are {step} ms apart; {wanted} ms is no multiple of it")
        what = what.format(step=f"{step_ms:g}", wanted=f"{wanted_ms:g}")
        raise CircuitError([Problem("dt", what, _("give a multiple, or “every”"))])
    return count
