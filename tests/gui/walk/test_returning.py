"""Going back shows the run as it was; a walk left half done is offered again."""

from __future__ import annotations

from typing import Any

from circuitlab.engine.running.messages import Reset, Resume
from circuitlab.gui.walk import half_done
from circuitlab.model.element import MUTED
from circuitlab.model.scenario import ScenarioStep


def let_run(window: Any, ticks: int = 8) -> None:
    """Let the run go on, and what is shown come up with it."""
    for _tick in range(ticks):
        window.session.tick()
    window.session._show(0.0)


def test_back_goes_on_from_how_the_run_was_when_the_step_began(walking: Any, cell: str) -> None:
    guide, session = walking.guide, walking.session
    let_run(walking)
    guide.go_on()
    began = session.now_ms
    assert began > 0.0
    let_run(walking)
    guide.go_to(3)
    let_run(walking)
    guide.go_to(1)
    resumed = [m for m in session.engine._runner.messages if isinstance(m, Resume)]
    assert resumed[-1].moment.time_ms >= began
    assert session.now_ms < began + 50.0
    assert session.engine._runner.circuit.elements[cell].muted
    assert session.playing


def test_back_to_the_first_step_begins_the_run_anew(walking: Any) -> None:
    let_run(walking)
    walking.guide.go_on()
    let_run(walking)
    walking.guide.go_back()
    assert isinstance(
        [m for m in walking.session.engine._runner.messages if isinstance(m, Reset | Resume)][-1],
        Reset,
    )
    assert walking.session.now_ms == 0.0


def test_a_step_that_was_not_shown_is_laid_over_the_run_as_it_is_and_says_so(walking: Any) -> None:
    let_run(walking)
    walking.guide.go_to(3)
    now = walking.session.now_ms
    walking.guide.go_back()
    assert walking.session.now_ms >= now
    walking.guide.go_back()
    assert walking.guide.walk.at == 1
    assert "has not been shown" in walking.guide.card.wait.text()


def test_a_run_that_was_begun_anew_knows_nothing_of_the_steps_before(walking: Any) -> None:
    let_run(walking)
    walking.guide.go_on()
    walking.session.reset()
    walking.guide.go_back()
    assert "has not been shown" in walking.guide.card.wait.text()


def test_what_was_kept_of_a_run_goes_with_it_when_the_first_step_begins_anew(walking: Any) -> None:
    """A moment of another run counts the spikes of other elements."""
    let_run(walking)
    walking.guide.go_on()
    let_run(walking)
    walking.guide.go_to(0)
    let_run(walking)
    walking.guide.go_to(3)
    now = walking.session.now_ms
    walking.guide.go_to(1)
    assert walking.session.now_ms >= now
    assert "has not been shown" in walking.guide.card.wait.text()


def test_a_step_leaves_the_mark_that_a_change_by_hand_leaves(walking: Any, cell: str) -> None:
    let_run(walking)
    walking.guide.go_on()
    (event,) = walking.traces.events()[-1:]
    assert "muted" in event.text
    let_run(walking)
    walking.guide.go_to(2)
    walking.guide.go_on()
    walking.guide.go_on()
    assert "acts again" in walking.traces.events()[-1].text
    walking.guide.go_to(1)
    assert [each.text for each in walking.traces.events()] == [event.text]


def test_a_walk_left_half_done_goes_on_where_it_stopped(walking: Any, qtbot: Any) -> None:
    guide, bar, document = walking.guide, walking.walk_bar, walking.document
    document._apply(document.circuit.with_document({"title": ""}))
    guide.go_to(1)
    guide.end()
    assert guide.left_at is None, "a circuit without a file and a title is not known again"
    document._apply(document.circuit.with_document({"title": "My lecture"}))
    guide.begin()
    guide.go_to(1)
    guide.end()
    assert guide.left_at == 1
    assert bar.resume.isVisible()
    assert bar.resume.toolTip().startswith("Go on at step 2 of 4")
    bar.resume.click()
    assert guide.walk.at == 1
    guide.go_to(3)
    guide.go_on()
    guide.go_on()
    guide.go_on()
    assert not guide.is_on
    assert guide.left_at is None, "it was finished"


def test_a_walk_of_a_preset_is_known_again_in_another_language(walking: Any) -> None:
    guide, document = walking.guide, walking.document
    document._apply(document.circuit.with_document({"title": "Figure 4", "origin": "fig4"}))
    guide.go_to(1)
    guide.end()
    document._apply(document.circuit.with_document({"title": "Abbildung 4"}))
    assert guide.left_at == 1
    document._apply(document.circuit.with_document({"origin": "fig3"}))
    assert guide.left_at is None


def test_a_step_that_is_gone_is_not_offered(walking: Any) -> None:
    document = walking.document
    document._apply(document.circuit.with_document({"title": "My lecture"}))
    walking.guide.begin()
    walking.guide.go_to(1)
    walking.guide.end()
    document.push(document.circuit.with_document({"scenario": (ScenarioStep("a"),)}))
    assert half_done.left_at(document) is None
    assert not walking.walk_bar.resume.isVisible()


def test_a_walk_that_is_only_tried_is_not_remembered(walking: Any) -> None:
    document = walking.document
    document._apply(document.circuit.with_document({"title": "My lecture"}))
    walking.guide.end()
    walking.guide.try_at(2)
    assert walking.guide.walk.at == 2
    assert walking.guide.left_at is None


def test_steps_that_are_edited_while_one_walks_show_at_once_what_is_new(
    walking: Any, cell: str, steps: tuple[ScenarioStep, ...]
) -> None:
    walking.guide.go_to(1)
    walking.session.pause()
    document = walking.document
    told = ScenarioStep("b", "Other words", values={(cell, MUTED): False})
    document.push(document.circuit.with_document({"scenario": (steps[0], told, steps[2])}))
    assert walking.guide.card.title.text() == "Other words"
    assert not walking.session.playing, "an edit lets no held run go"
    assert not walking.session.engine._runner.circuit.elements[cell].muted
