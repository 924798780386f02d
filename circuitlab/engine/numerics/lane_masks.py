"""Which lanes of a block fired, told by one comparison of whole vectors.

A loop over lanes that gathers one bit from each is vectorised into a long chain of halvings, which
took as long as all the equations of an integrate-and-fire cell.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite.ir import ArrayType, Constant, DoubleType, IntType, VectorType
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from circuitlab.engine.numerics.arrays import Numbers
from circuitlab.engine.numerics.jit import LANES, inlined

_NONE, _ONE, _EIGHT, _REST, _ALL = (np.uint64(each) for each in (0, 1, 3, 7, 255))
"""The third says how far to shift by eight."""


@intrinsic  # type: ignore[untyped-decorator]
def lane_room(_context: Any) -> Any:
    """Room on a function's stack for one number of each lane of a block: all 0 at first."""

    def generate(context: Any, builder: Any, _signature: Any, _arguments: Any) -> Any:
        place = cgutils.alloca_once(builder, ArrayType(DoubleType(), LANES), zfill=True)
        place.align = 64
        return builder.bitcast(place, DoubleType().as_pointer())

    return types.CPointer(types.float64)(), generate


def _lanes_above_half(lanes: int) -> Any:
    """A function that tells by one bit each which of so many numbers are above a half."""

    def mask(_context: Any, _address: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            kind = VectorType(DoubleType(), lanes)
            place = builder.bitcast(arguments[0], kind.as_pointer())
            found = builder.load(place, align=64)
            above = builder.fcmp_ordered(">", found, Constant(kind, [0.5] * lanes))
            return builder.zext(builder.bitcast(above, IntType(lanes)), IntType(64))

        return types.uint64(types.CPointer(types.float64)), generate

    return intrinsic(mask)


mask_of_lanes = _lanes_above_half(LANES)
mask_of_half = _lanes_above_half(LANES // 2)


@intrinsic  # type: ignore[untyped-decorator]
def lowest_bit(_context: Any, _mask: Any) -> Any:
    """Number of the lowest bit that is set, of one at least."""

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], Constant(IntType(1), 1))

    return types.uint64(types.uint64), generate


@inlined
def first_word(count: np.uint64) -> np.uint64:
    """Where the words begin, at the end of a list of blocks, that hold the lanes of eight each."""
    return count - ((count + _REST) >> _EIGHT)


@inlined
def blocks_that_fired(fired: Numbers, listed: Numbers, count: np.uint64) -> int:
    """Write the blocks down in which a lane fired, and return how many they are.

    Parameters
    ----------
    fired : (count,) where to write them; its last words hold a byte for each of the ``listed``
        blocks, in the last word from the top on. What is written overtakes none that is unread.
    """
    first, hits = first_word(count), _NONE
    for number in range((count + _REST) >> _EIGHT):
        word = fired[first + number]
        here = min(count - (number << _EIGHT), _REST + _ONE)
        word >>= (_REST + _ONE - here) << _EIGHT
        while word != _NONE:
            at = np.uint64(lowest_bit(word)) >> _EIGHT
            mask = (word >> (at << _EIGHT)) & _ALL
            fired[hits] = (listed[(number << _EIGHT) + at] << np.uint64(8)) | mask
            word ^= mask << (at << _EIGHT)
            hits += _ONE
    return int(hits)
