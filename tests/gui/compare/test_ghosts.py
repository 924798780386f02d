"""Ghosts: kept by one click beside any run, listed, aligned, bounded, and drawn in figures."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from circuitlab.gui.compare.ghosts import MOST_GHOSTS
from circuitlab.playback.measured_states import first_onset


@pytest.fixture
def ran(window: Any, qtbot: Any) -> Any:
    window.session.start()
    qtbot.waitUntil(lambda: window.session.engine.ready)
    run_on(window)
    return window


def run_on(window: Any) -> None:
    window.session.play()
    for _frame in range(8):
        window.session.tick()


def potential(window: Any) -> Any:
    return next(row.key for row in window.traces.rows if row.is_potential)


def test_one_click_keeps_a_ghost_without_comparing_and_it_survives_a_new_start(ran: Any) -> None:
    button, courses = ran.below.ghost_button, ran.traces.recording.courses
    assert button.listed.isHidden()
    live = courses[potential(ran)][0].samples(0.0, 1e9)
    button.keep.click()
    ran.session.reset()
    (_live, ghost) = ran.traces.recording.courses[potential(ran)]
    assert not ran.comparison.is_on
    for then, now in zip(live, ghost.samples(0.0, 1e9), strict=True):
        assert np.array_equal(then, now)
    assert not button.listed.isHidden()


def test_ghosts_are_listed_hidden_and_removed_one_by_one(ran: Any) -> None:
    button, overlaid = ran.below.ghost_button, ran.below.overlaid
    for _time in range(MOST_GHOSTS + 2):
        button.keep.click()
    assert len(overlaid.ghosts) == MOST_GHOSTS
    assert [ghost.name for ghost in overlaid.ghosts] == ["Run 3", "Run 4", "Run 5"]
    assert len({ghost.dash for ghost in overlaid.ghosts}) == MOST_GHOSTS
    button.fill_menu()
    eyes = [each for each in button.menu.actions() if each.text().startswith("Run")]
    eyes[0].trigger()
    assert [ghost.is_shown for ghost in overlaid.ghosts] == [False, True, True]
    assert len(ran.traces.recording.courses[potential(ran)]) == MOST_GHOSTS
    button.fill_menu()
    remove = next(a for a in button.menu.actions() if a.text().startswith("Remove Run 4"))
    remove.trigger()
    assert [ghost.name for ghost in overlaid.ghosts] == ["Run 3", "Run 5"]


def test_ghosts_lie_by_the_start_of_the_run_or_by_the_first_stimulus(ran: Any) -> None:
    document, overlaid = ran.document, ran.below.overlaid
    ran.below.ghost_button.keep.click()
    stimulus = next(
        id
        for id in document.circuit.elements
        if "start" in ran.catalog.kind(document.circuit.elements[id].kind).parameters
    )
    before = first_onset(document.circuit, ran.catalog)
    document.push(document.circuit.with_param(stimulus, "start", before + 30.0, "Later"))
    then = overlaid.ghosts_of(potential(ran))[0].samples(0.0, 1e9)[0]
    overlaid.align(by_onset=True)
    now = overlaid.ghosts_of(potential(ran))[0].samples(0.0, 1e9)[0]
    assert now[0] - then[0] == pytest.approx(30.0)
    overlaid.align(by_onset=False)
    assert overlaid.ghosts_of(potential(ran))[0].samples(0.0, 1e9)[0][0] == then[0]


def test_ghosts_travel_into_the_figure(ran: Any) -> None:
    assert all(not shown.others for shown in ran.traces.for_figure())
    ran.below.ghost_button.keep.click()
    (ghost,) = ran.below.overlaid.ghosts
    shown = next(each for each in ran.traces.for_figure() if each.time_ms.size)
    assert [(each.colour, each.dash) for each in shown.others] == [("muted", ghost.dash)]
    assert np.array_equal(shown.others[0].values, shown.values)


def test_the_button_keeps_its_room_in_a_narrow_window_and_gives_way_to_the_bar_of_states(
    ran: Any,
) -> None:
    button, header = ran.below.ghost_button, ran.traces.header
    button.keep.click()
    for width in (960, 1440):
        ran.resize(width, 540)
        QApplication.processEvents()
        assert header.row.minimumSize().width() <= header.width()
        assert button.keep.isVisible()
    ran.actions_by_key["compare"].trigger()
    assert button.keep.isHidden()
    ran.comparison.end()
    assert not button.keep.isHidden()


def test_before_anything_has_run_no_ghost_is_kept_and_that_is_said(window: Any) -> None:
    window.below.ghost_button.keep.click()
    assert not window.below.overlaid.ghosts
    assert "Nothing has run yet" in window.status.currentMessage()
