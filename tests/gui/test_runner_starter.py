"""Runners that are made on threads: the one ordered last is the one that is handed out."""

from __future__ import annotations

import threading

from fake_engine import Runner

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.runner_starter import RunnerMaker
from circuitlab.model.circuit import Circuit


def test_a_runner_that_comes_late_takes_the_one_ordered_last_not_with_it() -> None:
    first_may_come, made = threading.Event(), []

    class Slow(Runner):
        def start(self) -> None:
            super().start()
            made.append(self)
            if len(made) == 1:
                assert first_may_come.wait(10.0)

    maker = RunnerMaker(lambda: Slow)
    before = set(threading.enumerate())
    maker.order(Circuit(), default_catalog(), None)
    (late,) = set(threading.enumerate()) - before
    while not made:
        pass
    maker.order(Circuit(), default_catalog(), None)
    while maker._ready.empty():
        pass
    first_may_come.set()
    late.join(10.0)
    assert maker.take() is made[1]
    assert not made[1].stopped
    maker.stop()
