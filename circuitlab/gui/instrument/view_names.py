"""The views of the traces, and what they are called."""

from circuitlab.resources import _

TIME, PHASE = "time", "phase"
VIEWS = (TIME, PHASE, "frequency", "intervals", "autocorrelogram")


def view_words(view: str) -> str:
    """Return the name of a view."""
    return {
        "time": _("Time"),
        "phase": _("Phase plane"),
        "frequency": _("Frequency"),
        "intervals": _("Intervals"),
        "autocorrelogram": _("Autocorrelogram"),
    }[view]
