"""Steps of a walk as they are edited: added, moved, taken out, named anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from circuitlab.model.element import DOCUMENT
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor, without

Steps = tuple[ScenarioStep, ...]


def fresh_step_id(steps: Iterable[ScenarioStep], stem: str = "step") -> str:
    """Return an id that no step has: the stem with the lowest number that is free."""
    taken = {step.id for step in steps}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def inserted(steps: Steps, at: int, added: Iterable[ScenarioStep]) -> Steps:
    """Return the steps with others before the one with a number; each gets an id of its own."""
    kept = list(steps)
    for number, step in enumerate(added, max(0, min(len(steps), at))):
        taken = {each.id for each in kept}
        own = step if step.id not in taken else replace(step, id=fresh_step_id(kept))
        kept.insert(number, own)
    return tuple(kept)


def moved(steps: Steps, which: Collection[str], to: int) -> Steps:
    """Return the steps with some of them, together, before the one that has a number now."""
    chosen = [step for step in steps if step.id in which]
    before = [step for step in steps[:to] if step.id not in which]
    after = [step for step in steps[to:] if step.id not in which]
    return (*before, *chosen, *after)


def shifted(steps: Steps, which: Collection[str], by: int) -> Steps:
    """Return the steps with some of them, together, so many places later, or earlier."""
    places = [number for number, step in enumerate(steps) if step.id in which]
    if not places:
        return steps
    to = places[0] - 1 if by < 0 else places[-1] + 2
    return moved(steps, which, max(0, min(len(steps), to)))


def removed(steps: Steps, which: Collection[str]) -> Steps:
    """Return the steps without some of them."""
    return tuple(step for step in steps if step.id not in which)


def replaced(steps: Steps, step: ScenarioStep) -> Steps:
    """Return the steps with another version of one of them."""
    return tuple(step if each.id == step.id else each for each in steps)


def named_in(steps: Iterable[ScenarioStep]) -> tuple[str, ...]:
    """Return every element that some steps speak of, each once."""
    found = dict.fromkeys(name for step in steps for name in step.names())
    return tuple(name for name in found if name != DOCUMENT)


def carried_over(steps: Iterable[ScenarioStep], ids: Mapping[str, str]) -> Steps:
    """Return steps as another circuit takes them.

    Parameters
    ----------
    ids
        For each element that they speak of, which one of the other circuit it is. Those that are
        not in it are lacking there: the steps say so.
    """
    given = tuple(steps)
    gone = [name for name in named_in(given) if name not in ids]
    return tuple(_renamed(step, ids) for step in without(given, gone))


def _renamed(step: ScenarioStep, ids: Mapping[str, str]) -> ScenarioStep:
    def of(id: str) -> str:
        return ids.get(id, id)

    return replace(
        step,
        values={(of(id), name): value for (id, name), value in step.values.items()},
        camera=_camera(step.camera, ids),
        watch=tuple(of(id) for id in step.watch),
        traces=step.traces and tuple((of(id), state) for id, state in step.traces),
        starts={of(id): ms for id, ms in step.starts.items()},
        wait=_wait(step.wait, ids),
        question=_question(step.question, ids),
    )


def _camera(camera: Camera | None, ids: Mapping[str, str]) -> Camera | None:
    return camera and replace(camera, fit=tuple(ids.get(id, id) for id in camera.fit))


def _wait(wait: WaitFor | None, ids: Mapping[str, str]) -> WaitFor | None:
    if wait is None or not wait.element:
        return wait
    id = ids.get(wait.element, wait.element)
    if wait.state is not None:
        return replace(wait, state=(id, wait.state[1]))
    return replace(wait, spikes=id)


def _question(question: Question | None, ids: Mapping[str, str]) -> Question | None:
    if question is None or question.draw is None:
        return question
    id, state = question.draw
    return replace(question, draw=(ids.get(id, id), state))
