"""What measures take by name, and which traces they read for it."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

from circuitlab.analysis.measures import AT_EVERY_STEP, MEASURES, OF_A_TRACE, OF_ONE, OF_TWO


class Argument(NamedTuple):
    """What a measure takes by a name.

    Attributes
    ----------
    required
        Whether it must be given.
    unit
        The unit of a number, if it has one.
    type
        float, int, str, or tuple for several ids.
    least
        The smallest number that it may be, if there is one.
    choices
        What it may be, where there are only so many.
    """

    required: bool
    unit: str
    type: type
    least: float | None = None
    choices: tuple[str, ...] = ()


def arguments(name: str, of: str = "") -> Mapping[str, Argument]:
    """Return the arguments that the measure `name` takes.

    Parameters
    ----------
    of
        The measure of each element, where `name` sets two beside each other: it takes those too.
    """
    parameters = list(inspect.signature(MEASURES[name]).parameters.values())[1:]
    own = {
        parameter.name: _argument(parameter.annotation, parameter.default is parameter.empty)
        for parameter in parameters
        if parameter.kind is not parameter.VAR_KEYWORD
    }
    if name not in OF_TWO:
        return own
    own["of"] = own["of"]._replace(choices=tuple(OF_ONE))
    return {**arguments(of), **own} if of in OF_ONE else own


def _argument(annotation: Any, required: bool) -> Argument:
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        return Argument(required, "", str, choices=parts)
    if get_origin(annotation) is tuple:
        return Argument(required, "", tuple)
    return Argument(required, "", annotation)._replace(
        **dict(zip(("type", "unit", "least"), parts, strict=False))
    )


def traces_read(measure: str, args: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (element, state) of every trace that a measure reads with these arguments."""
    if args.get("of", measure) not in OF_A_TRACE:
        return
    state = str(args.get("state", "v"))
    yield str(args["element"]), state
    if measure in OF_TWO:
        yield str(args["other"]), str(args.get("other_state") or state)


def reads_every_step(measure: str, args: Mapping[str, Any]) -> bool:
    """Whether a measure needs each step of the traces that it reads."""
    of = args.get("of", measure)
    return of in AT_EVERY_STEP or (of in OF_A_TRACE and "cell" in args)
