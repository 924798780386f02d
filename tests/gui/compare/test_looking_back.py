"""Looking back while comparing: all states show one moment, and go on from it together."""

from typing import Any

import pytest

from circuitlab.engine.running.messages import Resume
from circuitlab.model.states import AS_DRAWN


@pytest.fixture
def three(window: Any, qtbot: Any) -> Any:
    """A window in which three states are compared, each with its runner."""
    window.session.start()
    qtbot.waitUntil(lambda: window.session.engine.ready)
    window.session._timer.stop()
    window.actions_by_key["compare"].trigger()
    window.compare_desk.add_copy()
    window.compare_desk.add_copy()
    qtbot.waitUntil(lambda: _are_ready(window))
    yield window
    window.comparison.end()


def _are_ready(window: Any) -> bool:
    window.session.tick()
    return all(session.engine.ready for session in window.comparison.runs.values())


def run_unevenly(window: Any, frames: int = 60) -> None:
    """Play; each state's frames come from another step, as under load, but every third time."""
    window.session.play()
    sessions = list(window.comparison.runs.values())
    for frame in range(frames):
        for number, session in enumerate(sessions):
            runner = session.engine._runner
            late = 2.0 * number if frame % 3 else 0.0
            runner.time_ms = max(0.0, 16.0 * frame - late)
        window.session.tick()


def shown(window: Any) -> set[float]:
    return {session.shown_tick for session in window.comparison.runs.values()}


def test_all_states_show_one_moment_wherever_the_knob_stands(three: Any) -> None:
    run_unevenly(three)
    for ago_ms in range(40, 700, 60):
        three.session.look_back(float(ago_ms))
        assert len(shown(three)) == 1
        times = {session.live.time_ms for session in three.comparison.runs.values()}
        assert max(times) - min(times) < 40.0
    assert three.session.ago_ms > 0.0


def test_going_on_from_there_begins_at_one_step_in_all_states(three: Any) -> None:
    run_unevenly(three)
    three.session.look_back(400.0)
    (tick,) = shown(three)
    three.session.play()
    for session in three.comparison.runs.values():
        resumed = [m for m in session.engine._runner.messages if isinstance(m, Resume)]
        assert [(m.moment.tick, m.until) for m in resumed] == [(tick, 0)]
        assert session.ago_ms == 0.0
        assert session.playing
    three.session.tick()
    assert len(shown(three)) == 1


def test_a_state_without_that_moment_says_which_one_it_shows(three: Any) -> None:
    run_unevenly(three)
    id = next(id for id in three.comparison.runs if id != AS_DRAWN)
    late = three.comparison.session_of(id)
    kept, theirs = late._shown._past._kept, three.session._shown.ticks
    kept[:] = [each for each in kept if each.tick not in theirs]
    three.session.look_back(400.0)
    three.compare_desk._told.now()
    heads = three.compare_desk.columns
    assert heads[id].head.tag.text() == f"shows {round(late.live.time_ms)} ms"
    assert "shows" not in heads[AS_DRAWN].head.tag.text()
