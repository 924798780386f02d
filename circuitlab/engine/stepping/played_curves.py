"""Currents that follow a curve: straight from point to point, level before and after.

A function of time alone, so that a run can be cut, turned back and gone on with anywhere.
"""

from __future__ import annotations

from circuitlab.engine.numerics.arrays import Reals
from circuitlab.engine.numerics.jit import shared, spliced
from circuitlab.engine.plan.plan import Curves


@spliced
def follow_curves(curves: Curves, state: Reals) -> None:
    """Set each current to the height of its curve where its phase is; to 0 where it is nowhere."""
    for k in range(curves.phase.shape[0]):
        phase, height = state[curves.phase[k]], 0.0
        if phase >= 0.0:
            first, end = curves.first[k], curves.first[k + 1]
            height = height_at(phase, first, end, curves.time, curves.height)
        state[curves.output[k]] = state[curves.gain[k]] * height


@shared
def height_at(phase: float, first: int, end: int, time: Reals, height: Reals) -> float:
    """Return the height at a time on the curve of the points from ``first`` to before ``end``.

    Of points at the same time the last one counts from there on.
    """
    before, after = first - 1, end
    while after - before > 1:
        middle = (before + after) // 2
        if time[middle] <= phase:
            before = middle
        else:
            after = middle
    if before < first:
        return height[first]  # type: ignore[no-any-return]
    if after == end:
        return height[before]  # type: ignore[no-any-return]
    part = (phase - time[before]) / (time[after] - time[before])
    return height[before] + part * (height[after] - height[before])  # type: ignore[no-any-return]
