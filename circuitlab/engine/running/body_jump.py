"""Body time that passes between two windows, with the steps of the timeline that fall in it."""

from __future__ import annotations

from circuitlab.engine.running.timeline import Timeline
from circuitlab.engine.stroboscope.stroboscope import Stroboscope
from circuitlab.model.step import Step

_CLOSE_S = 1e-6


def jump_to(strobe: Stroboscope, timeline: Timeline, body_s: float) -> list[Step]:
    """Let slow biology jump to a body time and the neurons begin anew; return the steps on the way.

    What steps of model time have set is lifted: it belongs to the window that has ended.
    """
    simulation, passed = strobe.simulation, []
    if timeline.rewind(simulation, strobe.body_s):
        strobe.follow()
    while body_s - strobe.body_s > _CLOSE_S:
        strobe.pass_over(min(body_s, timeline.next_body_s()) - strobe.body_s)
        due = timeline.pass_to(simulation, strobe.body_s)
        if due:
            strobe.follow()
        passed += due
    strobe.rewind()
    return passed
