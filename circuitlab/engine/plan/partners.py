"""Different partners for many cells at once: what numpy's ``choice`` draws cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.building import PIECE, passed

Short = NDArray[np.int32]

_MOST_AT_ONCE = 128
"""Partners of a cell up to which many cells are drawn at once: each is held to those before it."""
_SHUFFLED = 10_000
"""Cells beyond which `choice` may shuffle them instead."""
_WORD = 1 << 32


def partners(
    rng: np.random.Generator, cells: int, others: int, degree: int, draw: float
) -> Iterator[Short]:
    """For some cells after others, (some cells, degree) partners of each in rising order.

    The numbers are those of ``rng.choice(others, degree, replace=False)`` for each cell.

    Parameters
    ----------
    draw : what drawing a number takes, beside what passing a connection on does
    """
    if degree > _MOST_AT_ONCE or (others > _SHUFFLED and degree > others // 50):
        for _cell in range(cells):
            yield _of_one(rng, others, degree)
            passed(2.0 * draw * degree)
        return
    done, most = 0, max(1, PIECE // (2 * degree))
    while done < cells:
        found = _of_some(rng, min(most, cells - done), others, degree)
        done += len(found)
        yield found
        passed(2.0 * draw * found.size)


def _of_one(rng: np.random.Generator, others: int, degree: int) -> Short:
    chosen = rng.choice(others, degree, replace=False)
    return np.sort(chosen).astype(np.int32).reshape(1, -1)


def _of_some(rng: np.random.Generator, cells: int, others: int, degree: int) -> Short:
    """Partners of up to so many cells; of the first alone where a number of its is drawn anew."""
    state = rng.bit_generator.state
    below = _below(others, degree)
    scaled = rng.integers(0, _WORD, (cells, len(below)), np.uint32) * below
    again = ((scaled & np.uint64(_WORD - 1)) < _WORD % below).any(axis=1)
    good = int(np.argmax(again)) if again.any() else cells
    if good < cells:
        rng.bit_generator.state = state
        rng.integers(0, _WORD, (good, len(below)), np.uint32)
    if not good:
        return _of_one(rng, others, degree)
    return _different((scaled[:good] >> np.uint64(32)).astype(np.int32), others, degree)


def _below(others: int, degree: int) -> NDArray[np.uint64]:
    """Below what each number of a cell is drawn: by Floyd's method, then to shuffle them."""
    chosen = np.arange(others - degree + 1, others + 1)
    return np.concatenate([chosen[chosen > 1], np.arange(degree, 1, -1)]).astype(np.uint64)


def _different(drawn: Short, others: int, degree: int) -> Short:
    """Floyd's method: what was drawn before gives way to the largest number that may be drawn."""
    chosen = np.empty((degree, len(drawn)), np.int32)
    for place in range(degree):
        largest, column = others - degree + place, place - (degree == others)
        one = drawn[:, column] if largest else np.zeros(len(drawn), np.int32)
        taken = (chosen[:place] == one).any(axis=0)
        chosen[place] = np.where(taken, largest, one)
    return np.sort(chosen.T, axis=1)
