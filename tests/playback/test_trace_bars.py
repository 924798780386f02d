"""When a drug was on is told by bars."""

from circuitlab.playback.trace_bars import Bar, BarCourse


def test_a_bar_lasts_while_there_is_some_and_says_how_much_lastly():
    course = BarCourse("drug", "Ketamine")
    course.take(10.0, 0.0, "", 10.0)
    course.take(20.0, 1.0, "1 µM", 14.0)
    course.take(30.0, 2.0, "2 µM", 30.0)
    course.take(40.0, 0.0, "", 33.0)
    course.take(50.0, 0.0, "", 50.0)
    course.take(60.0, 1.0, "1 µM", 60.0)
    assert course.bars == [Bar(14.0, 33.0, "2 µM"), Bar(60.0, 60.0, "1 µM")]
    assert course.between(35.0, 59.0) == []
    assert course.between(30.0, 40.0) == [Bar(14.0, 33.0, "2 µM")]


def test_what_is_later_than_a_time_is_forgotten():
    course = BarCourse("drug", "Ketamine")
    course.take(20.0, 1.0, "1 µM", 20.0)
    course.take(90.0, 1.0, "1 µM", 90.0)
    course.forget_after(50.0)
    assert course.bars == [Bar(20.0, 50.0, "1 µM")]
    course.take(55.0, 1.0, "1 µM", 55.0)
    assert course.bars == [Bar(20.0, 55.0, "1 µM")]
    course.forget_after(0.0)
    assert course.bars == []
