"""States that are computed from several rows, at every step: the rows are watched for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.plan import Plan, Reals
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.recipe import Place
from circuitlab.engine.recipes.states_and_inputs import AFFERENTS, TERMINAL
from circuitlab.engine.stepping.simulation import Watch
from circuitlab.engine.stepping.state_view import StateView, place_of


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed state of one cell, with the rows it follows that may move while it runs."""

    element: str
    state: str
    index: int
    rows: tuple[Place, ...]
    cell: str

    def watches(self) -> list[Watch]:
        """What must be watched at every step."""
        return [
            Watch(
                self.element if mechanism else self.cell,
                self.state,
                self.index,
                1,
                (mechanism, row),
            )
            for mechanism, row in self.rows
        ]

    def values(self, columns: Sequence[Reals], plan: Plan, view: StateView) -> Reals:
        """(steps,) values, from (steps, 2) ranges of each row; parameters as they are now."""
        moving: Mapping[Place, Reals] = dict(
            zip(self.rows, (column[:, 1] for column in columns), strict=True)
        )
        steps = len(columns[0])

        def read(mechanism: str, row: str) -> Reals:
            if (mechanism, row) in moving:
                return moving[mechanism, row]
            cells = view.read(self.element, mechanism, row)
            return np.broadcast_to(cells[min(self.index, len(cells) - 1)], (steps,))

        place = recipe_of(plan.mechanisms_of[self.element]).states[self.state]
        assert callable(place)
        return np.asarray(place(read))


def derived(
    plan: Plan, view: StateView, element: str, state: str, index: int = 0
) -> Derived | None:
    """How a state is computed step by step; None for a row, or what is known between calls only."""
    if place_of(plan, element, state) is not None or (element, state) not in view:
        return None
    if not callable(recipe_of(plan.mechanisms_of[element]).states[state]):
        return None  # a row of terminals, which are brought up to date when they are looked at
    rows = dict.fromkeys(_rows_read(plan, view, element, state))
    moving = tuple(row for row in rows if _moves(row))
    if not moving or any(mechanism == TERMINAL for mechanism, _row in rows):
        return None
    return Derived(element, state, index, moving, plan.cell_of.get(element, element))


def _rows_read(plan: Plan, view: StateView, element: str, state: str) -> list[Place]:
    read: list[Place] = []

    def noted(mechanism: str, row: str) -> Reals:
        read.append((mechanism, row))
        return view.read(element, mechanism, row)

    place = recipe_of(plan.mechanisms_of[element]).states[state]
    assert callable(place)
    place(noted)
    return read


def _moves(place: Place) -> bool:
    mechanism, row = place
    if mechanism in (AFFERENTS, TERMINAL):
        return False
    return not mechanism or row not in MECHANISMS[mechanism].parameters
