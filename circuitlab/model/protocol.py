"""What a document says of its circuit's elements: timeline, experiments, claims and walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circuitlab.model.scenario import without

if TYPE_CHECKING:
    from circuitlab.model.claims import Claim, Experiment
    from circuitlab.model.step import Step

_NAME_NO_ELEMENT = frozenset({"state", "other_state", "of", "way", "base"})
"""The arguments of measures that are texts and yet no elements' ids."""


def protocol_without(document: Mapping[str, Any], gone: set[str]) -> dict[str, object]:
    """Return timeline, experiments, claims and walk as they are once some elements are gone.

    A step keeps what it sets of other elements. An experiment that sets anything of one that is
    gone means nothing any more, nor does a claim on such an experiment or element. A step of the
    walk stays, and says what it has lost.
    """
    every: Mapping[str, Experiment] = document["experiments"]
    lost = {name for name in every if any(id in gone for id, _name in every[name].sets())}
    return {
        "timeline": tuple(_steps_without(document["timeline"], gone)),
        "experiments": {name: every[name] for name in every if name not in lost},
        "claims": tuple(each for each in document["claims"] if not _is_void(each, lost, gone)),
        "scenario": without(document["scenario"], gone),
    }


def _steps_without(steps: Iterable[Step], gone: set[str]) -> Iterator[Step]:
    for step in steps:
        left = {at: value for at, value in step.values.items() if at[0] not in gone}
        if len(left) == len(step.values):
            yield step
        elif left:
            yield replace(step, values=left)


def _is_void(claim: Claim, lost: set[str], gone: set[str]) -> bool:
    named = (value for name, value in claim.args.items() if name not in _NAME_NO_ELEMENT)
    ids = (id for value in named for id in (value if isinstance(value, tuple) else (value,)))
    return not lost.isdisjoint(claim.experiments) or any(id in gone for id in ids)
