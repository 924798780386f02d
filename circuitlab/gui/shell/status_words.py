"""Why a run cannot go on, in words."""

from __future__ import annotations

from circuitlab.engine.running.messages import Status
from circuitlab.resources import _


def status_words(status: Status) -> str:
    """Return what is in the way of a run; empty if nothing is."""
    words = {
        Status.READY: "",
        Status.COMPILING: _("compiling"),
        Status.BUILDING: _("connecting the cells"),
        Status.STOPPED: _("stopped"),
        Status.MISSING: _("the engine could not be started"),
    }
    return words[status]
