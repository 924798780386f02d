"""What a document says of its circuit's elements: timeline, experiments, claims, walk and pins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circuitlab.model.pins import pins_without
from circuitlab.model.recordings import recordings_without
from circuitlab.model.scenario import without
from circuitlab.model.shown_values import shown_without
from circuitlab.model.states import without as states_without

if TYPE_CHECKING:
    from circuitlab.model.claims import Claim, Experiment
    from circuitlab.model.step import Step


def protocol_without(
    document: Mapping[str, Any], gone: set[str], labels: Mapping[str, str]
) -> dict[str, object]:
    """Return what is said of elements as it is once some of them are gone.

    A step keeps what it sets of other elements. An experiment that sets anything of one that is
    gone, or that left out nothing else, means nothing any more, nor does a claim on such an
    experiment or element. A step of the walk stays, and says what it has lost. A pin stays as long
    as it sets anything.

    Parameters
    ----------
    labels
        How people knew those that are gone, by their ids.
    """
    every: Mapping[str, Experiment] = document["experiments"]
    kept = {name: _less(each, gone) for name, each in every.items() if not _is_lost(each, gone)}
    lost = every.keys() - kept.keys()
    return {
        "timeline": tuple(_steps_without(document["timeline"], gone)),
        "experiments": kept,
        "claims": tuple(each for each in document["claims"] if not _is_void(each, lost, gone)),
        "scenario": without(document["scenario"], gone, labels),
        "states": states_without(document["states"], gone),
        "pins": pins_without(document["pins"], gone),
        "shown": shown_without(document["shown"], gone),
        "recordings": recordings_without(document["recordings"], gone),
    }


def _is_lost(experiment: Experiment, gone: set[str]) -> bool:
    left_out = set(experiment.without)
    sets_one = any(id in gone for id, _name in experiment.sets())
    return sets_one or bool(left_out and left_out <= gone)


def _less(experiment: Experiment, gone: set[str]) -> Experiment:
    """An experiment that leaves out what is still there."""
    if gone.isdisjoint(experiment.without):
        return experiment
    return replace(experiment, without=tuple(id for id in experiment.without if id not in gone))


def _steps_without(steps: Iterable[Step], gone: set[str]) -> Iterator[Step]:
    for step in steps:
        left = {at: value for at, value in step.values.items() if at[0] not in gone}
        if len(left) == len(step.values):
            yield step
        elif left:
            yield replace(step, values=left)


def _is_void(claim: Claim, lost: set[str], gone: set[str]) -> bool:
    named = any(id in gone for _argument, id in claim.names())
    return named or not lost.isdisjoint(claim.experiments)
