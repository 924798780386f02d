"""The test of what hurts, as the inspector shows it."""

import pytest

from circuitlab.analysis.sensitivity import Answers, Sensitivity
from circuitlab.gui.pain.answer_curve import AnswerCurve, place_of
from circuitlab.gui.pain.pain_section import PainSection
from circuitlab.gui.pain.testing import PainTesting
from circuitlab.playback.spontaneous_pain import SpontaneousPain
from circuitlab.render.theme import theme


class Moment:
    """Of a run that is at some time."""

    def __init__(self, time_ms, days=None):
        self.time_ms, self.days = time_ms, days


def state(spontaneous, *evoked):
    levels = tuple(float(40 + n) for n in range(len(evoked)))
    answers = Answers("heat", "Heat", "temperature", "°C", levels, evoked)
    return Sensitivity("pain", spontaneous, (answers,))


@pytest.fixture
def moments():
    return [Moment(5000.0)]


@pytest.fixture
def testing(document, moments):
    asked = []

    def test(circuit, readout, moment, told):
        asked.append((readout, moment))
        told(0.5)
        return state(0.0, 0.0, 2.0) if moment is None else state(2.0, 1.5, 4.0)

    made = PainTesting(document, lambda: moments[0] if moments else None, test)
    made.asked = asked
    return made


def test_both_words_light_up_only_when_they_are_found(testing, qtbot):
    section = PainSection(testing, "pain", theme("light"))
    qtbot.addWidget(section)
    section.button.click()
    assert testing.is_on
    qtbot.waitUntil(lambda: not testing.is_on)
    assert [moment for _readout, moment in testing.asked] == [None, testing._moment()]
    (curve,) = section.findChildren(AnswerCurve)
    assert curve.accessibleName() == "Heat: hurts from 40 °C on, before from 40.5 °C on"
    pills = {p.text(): p.property("lit") for p in section.findChildren(object, "painPill")}
    assert pills == {"hyperalgesia": True, "allodynia": True}
    section.resize(260, 500)
    section.grab()


def test_a_moment_may_be_taken_as_healthy(testing, moments, qtbot):
    section = PainSection(testing, "pain", theme("dark"))
    qtbot.addWidget(section)
    assert not section.drop.isVisibleTo(section)
    section.take.click()
    assert testing.reference_ms == 5000.0
    moments[0] = Moment(9000.0)
    testing.start("pain")
    qtbot.waitUntil(lambda: not testing.is_on)
    assert [moment.time_ms for _readout, moment in testing.asked] == [5000.0, 9000.0]
    pills = {p.text(): p.property("lit") for p in section.findChildren(object, "painPill")}
    assert pills == {"hyperalgesia": False, "allodynia": False}
    section.drop.click()
    assert testing.reference_ms is None


def test_an_edit_makes_a_result_old_and_another_circuit_forgets_it(document, testing, qtbot):
    testing.start("pain")
    qtbot.waitUntil(lambda: not testing.is_on)
    document.push(document.circuit.with_document({"title": "x"}, "Rename"))
    assert not testing.is_past
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.muting({id: True}))
    assert testing.is_past
    document.new()
    assert testing.found == {}


def test_a_test_that_fails_says_why(document, moments, qtbot):
    def fails(*_given):
        raise ValueError("no engine")

    testing = PainTesting(document, lambda: moments[0], fails)
    section = PainSection(testing, "pain", theme("light"))
    qtbot.addWidget(section)
    section.button.click()
    qtbot.waitUntil(lambda: not testing.is_on)
    assert section.state.text() == "no engine"


def test_places_among_levels_are_found_rising_and_falling():
    assert place_of((30.0, 20.0, 10.0), 15.0) == 1.5
    assert place_of((1.0, 3.0), 2.0) == 0.5
    assert place_of((1.0, 3.0), float("nan")) is None


def test_the_spontaneous_part_is_measured_now_and_then():
    now, measured = [0.0], []

    def measure(circuit, catalog, readout, moment):
        measured.append(moment.time_ms)
        return 2.5

    following = SpontaneousPain(None, measure, lambda: now[0])

    def follow(time_ms):
        found = following.follow(None, ("pain",), Moment(time_ms))
        following._busy.join()
        return found

    assert follow(100.0) == {}
    assert follow(200.0) == {("pain", "spontaneous"): 2.5}
    now[0] = 10.0
    follow(200.0)
    assert follow(300.0)
    assert measured == [100.0, 200.0]


def test_what_was_measured_before_a_run_began_anew_is_not_told_of_it():
    values = iter((2.5, 3.5, 0.5))
    following = SpontaneousPain(None, lambda *_given: next(values), lambda: 0.0)

    def follow(time_ms):
        found = following.follow(None, ("pain",), Moment(time_ms))
        following._busy.join()
        return found

    follow(5000.0)
    assert follow(6000.0) == {("pain", "spontaneous"): 2.5}
    following._next_s = 0.0
    follow(7000.0)  # measured, and not yet told, when the run begins anew
    assert follow(10.0) == {}
    assert follow(20.0) == {("pain", "spontaneous"): 0.5}


def test_the_spontaneous_part_is_measured_by_days_too():
    following = SpontaneousPain(None, lambda *_given: 1.5, lambda: 0.0)
    following.follow(None, ("pain",), Moment(100.0, days="the third window"))
    following._busy.join()
    assert following.follow(None, ("pain",), None) == {("pain", "spontaneous"): 1.5}
