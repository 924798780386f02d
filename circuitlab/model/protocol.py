"""What a document says of its circuit's elements: its timeline, its experiments and its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_NAMES_NO_ELEMENT = "state"
"""The argument of measures that is a text and yet no element's id."""


def protocol_without(document: Mapping[str, Any], gone: set[str]) -> dict[str, object]:
    """Return timeline, experiments and claims as they are once some elements are gone.

    A step keeps what it sets of other elements. An experiment that sets anything of one that is
    gone means nothing any more, nor does a claim on such an experiment or element.
    """
    every = document["experiments"]
    lost = {name for name in every if gone.intersection(_concerned(every[name]))}
    return {
        "timeline": list(_steps_without(document["timeline"], gone)),
        "experiments": {name: every[name] for name in every if name not in lost},
        "claims": [claim for claim in document["claims"] if not _is_void(claim, lost, gone)],
    }


def _steps_without(
    steps: Iterable[Mapping[str, Any]], gone: set[str]
) -> Iterator[Mapping[str, Any]]:
    for step in steps:
        left = {at: value for at, value in step["set"].items() if _element(at) not in gone}
        if len(left) == len(step["set"]):
            yield step
        elif left:
            yield {**step, "set": left}


def _concerned(experiment: Mapping[str, Any]) -> Iterator[str]:
    """Yield the elements that an experiment sets anything of."""
    for settings in (experiment, *(experiment.get("timeline") or ())):
        yield from map(_element, settings.get("set", ()))


def _is_void(claim: Mapping[str, Any], lost: set[str], gone: set[str]) -> bool:
    on_lost = any(claim.get(field) in lost for field in ("experiment", "against"))
    args = claim.get("args")
    named = args.items() if isinstance(args, Mapping) else ()
    return on_lost or any(value in gone for name, value in named if name != _NAMES_NO_ELEMENT)


def _element(address: str) -> str:
    return address.partition(".")[0]
