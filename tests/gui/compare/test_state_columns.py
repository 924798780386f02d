"""The traces of each state in a column of its own: one time, one scale, its own curves."""

from typing import Any

import pytest

from circuitlab.model.states import AS_DRAWN
from circuitlab.render.state_symbols import COLOURS


@pytest.fixture
def parted(window: Any, qtbot: Any) -> Any:
    """A window in which two states are compared, their traces in columns."""
    window.session.start()
    window.traces.host.make()
    window.actions_by_key["compare"].trigger()
    window.compare_desk.add_copy()
    sessions = window.comparison.runs.values()
    qtbot.waitUntil(lambda: all(session.engine.ready for session in sessions))
    window.below.columns.click()
    yield window
    window.comparison.end()


def test_each_state_has_a_plot_with_its_own_curves_alone(parted: Any) -> None:
    columns, comparison = parted.below.state_columns, parted.comparison
    assert list(columns.plots) == [state.id for state in comparison.states]
    parted.session.play()
    for _frame in range(5):
        parted.session.tick()
    for state in comparison.states:
        plot = columns.plots[state.id]
        strip = next(strip for strip in plot.strips if strip.row.is_potential)
        (course,) = strip.courses
        assert course.colour == COLOURS[state.symbol]
        assert course is parted.below.overlaid.courses_of(state.id)[strip.key][0]


def test_all_plots_show_one_time_on_one_scale(parted: Any) -> None:
    parted.session.play()
    for _frame in range(5):
        parted.session.tick()
    parted.traces.choose_window(200.0)
    first, second = parted.below.state_columns.plots.values()
    assert (first.right_ms, first.window_ms) == (second.right_ms, second.window_ms)
    assert second.window_ms == 200.0
    assert [each.bounds for each in first.strips] == [each.bounds for each in second.strips]
    second.time_zoomed.emit(2.0, 0.0)
    assert first.window_ms == second.window_ms == 400.0


def test_columns_stand_in_the_order_of_the_states_under_their_names(parted: Any) -> None:
    parted.compare_desk.bar.swap.click()
    columns, host = parted.below.state_columns, parted.traces.host
    other = next(id for id in parted.comparison.runs if id != AS_DRAWN)
    assert list(columns.plots) == [other, AS_DRAWN]
    assert [host._room.itemAt(n).widget() for n in range(2)] == list(columns.plots.values())
    assert not columns.heads.isHidden()
    assert columns._row.count() == 2


def test_they_are_one_plot_again_when_that_is_wanted_or_nothing_is_compared(parted: Any) -> None:
    columns, traces = parted.below.state_columns, parted.traces
    key = next(row.key for row in traces.rows if row.is_potential)
    parted.below.columns.click()
    assert not columns.plots
    assert columns.heads.isHidden()
    assert len(next(s for s in traces.plot.strips if s.key == key).courses) == 2
    parted.below.columns.click()
    assert len(columns.plots) == 2
    parted.comparison.end()
    assert not columns.plots
    assert len(next(s for s in traces.plot.strips if s.key == key).courses) == 1
    assert parted.below.columns.isHidden()


def test_a_ghost_lies_in_every_column(parted: Any) -> None:
    parted.session.play()
    for _frame in range(5):
        parted.session.tick()
    parted.compare_desk.bar.ghost.click()
    parted.traces._paced_values.now()
    for plot in parted.below.state_columns.plots.values():
        assert len(next(s for s in plot.strips if s.row.is_potential).courses) == 2
