"""What every picture says that shows a drug, a treatment, or a reading of pain."""

from __future__ import annotations

from collections.abc import Iterable

from circuitlab.catalog.families import DRUG, TREATMENT
from circuitlab.catalog.spec import Kind
from circuitlab.resources import _


def caution(kinds: Iterable[Kind]) -> str:
    """Return the sentence for a picture in which these kinds are shown; empty where none asks."""
    shown = tuple(kinds)
    said = dict.fromkeys(kind.disclaimer for kind in shown if kind.disclaimer)
    if said or any(kind.family in (DRUG, TREATMENT) for kind in shown):
        return " · ".join((_("Model, not advice"), *said))
    return ""
