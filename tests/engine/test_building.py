"""Plans are made piece by piece, told, and given up without a trace."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from engine.lab import Circuit

from circuitlab.catalog.load import default_catalog
from circuitlab.engine import building
from circuitlab.engine.building import BuildStopped, followed
from circuitlab.engine.plan import feeds, grouping, pairs
from circuitlab.engine.plan.build_estimate import BuildRate, estimated, work_of
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.junctions import joined
from circuitlab.engine.plan.plan import Feeds
from circuitlab.engine.running.messages import (
    CancelBuild,
    Edit,
    Play,
    RunnerFrame,
    Status,
    StepOnce,
)
from circuitlab.engine.running.outlet import Outlet
from circuitlab.engine.running.runner import Runner
from circuitlab.model.circuit import Circuit as Model

CATALOG = default_catalog()
SETTINGS = settings_of(Model())


def two_populations(**rule: object) -> tuple[Circuit, str]:
    c = Circuit()
    cells = [c.add("lif_current", size=size) for size in (300, 200)]
    synapse = c.wire(*cells)
    c.set(synapse, **rule)
    return c, synapse


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small plans are told as large ones are."""
    monkeypatch.setattr(building, "_FIRST_S", 0.0)
    monkeypatch.setattr(building, "_TOLD_EVERY_S", 0.0)
    monkeypatch.setattr(building, "FEW", 0.0)


@pytest.mark.parametrize(
    "rule", [{"rule": "probability", "probability": 0.3}, {"rule": "in_degree", "degree": 20}]
)
def test_pieces_make_the_same_plan(rule: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    c, _synapse = two_populations(**rule)
    whole = compile_circuit(c.model, CATALOG).terminals
    for module in (building, pairs):
        monkeypatch.setattr(module, "PIECE", 999)
    parts = compile_circuit(c.model, CATALOG).terminals
    assert np.array_equal(whole.target_a, parts.target_a)
    assert np.array_equal(whole.target_first, parts.target_first)


@pytest.mark.parametrize("most", [50, 70_000, 2**31 - 1])
def test_numbers_are_put_in_order_piece_by_piece(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "PIECE", 1000)
    numbers = np.random.default_rng(1).integers(0, most, 5_500).astype(np.int32)
    assert np.array_equal(grouping.by_number(numbers), np.argsort(numbers, kind="stable"))
    assert np.array_equal(grouping.by_number(np.sort(numbers)), np.arange(5_500))


def test_it_is_told_from_nothing_to_nearly_all(at_once: None) -> None:
    c, _synapse = two_populations(rule="probability", probability=0.3)
    told: list[float] = []
    with followed(told.append, lambda: work_of(c.model, CATALOG)):
        compile_circuit(c.model, CATALOG)
    assert told == sorted(told)
    assert 0.5 < told[-1] < 1.0


def test_who_listens_may_stop_it(at_once: None) -> None:
    c, _synapse = two_populations()

    def stop(_part: float) -> None:
        raise BuildStopped

    with pytest.raises(BuildStopped), followed(stop, lambda: 1.0):
        compile_circuit(c.model, CATALOG)
    assert len(compile_circuit(c.model, CATALOG).terminals.weight) == 300 * 200


def test_an_estimate_comes_from_rule_sizes_and_a_measured_rate() -> None:
    c, synapse = two_populations(rule="probability", probability=0.3)
    small = estimated(c.model, CATALOG)
    c.set(synapse, probability=0.6)
    large = estimated(c.model, CATALOG)
    assert (small.connections, large.connections) == pytest.approx((18_000, 36_000))
    assert 0.0 < small.seconds < large.seconds
    assert large.memory > small.memory > 18_000 * 16
    assert large.fits


RULES: list[dict[str, object]] = [
    {"rule": "all_to_all"},
    {"rule": "one_to_one"},
    {"rule": "probability", "probability": 0.3},
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
@pytest.mark.parametrize("within", [False, True])
def test_gap_junctions_count_in_the_estimate(rule: dict[str, object], within: bool) -> None:
    c = Circuit()
    first = c.add("lif_current", size=100)
    bare = estimated(c.model, CATALOG)
    if within:
        junction = c.add("gap_junction", on=first)
    else:
        junction = c.couple(first, c.add("lif_current", size=100))
    c.set(junction, **rule, g=1e-6)
    found = joined(c.model, {id: CATALOG.kinds[c[id].kind] for id in c.ids}, SETTINGS, junction)
    assert found is not None
    count = estimated(c.model, CATALOG)
    assert count.connections == pytest.approx(len(found.pairs.pre), rel=0.1)
    assert count.seconds > 0.0
    assert count.memory - bare.memory > 200 * count.connections


def test_how_far_a_plan_of_junctions_is_told_is_about_how_far_it_is(at_once: None) -> None:
    c, told = Circuit(), list[float]()
    c.couple(c.add("lif_current", size=500), c.add("lif_current", size=500), rule="all_to_all")
    c.set("gap_junction1", g=1e-6)
    with followed(told.append, lambda: work_of(c.model, CATALOG)):
        compile_circuit(c.model, CATALOG)
    assert told == sorted(told)
    assert len(told) > 5
    assert 0.5 < told[-1] <= 0.99


def test_many_feeds_are_put_in_order_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    c = Circuit()
    c.couple(c.add("lif_current", size=40), c.add("hh_squid", size=30), probability=0.3)
    c.set("gap_junction1", rule="probability", g=1e-6)
    few = compile_circuit(c.model, CATALOG)
    monkeypatch.setattr(feeds, "_MANY", 1)
    many = compile_circuit(c.model, CATALOG)
    for name in ("fast", "always", "slow", "sensed"):
        for field, *pair in zip(
            Feeds._fields, getattr(few, name), getattr(many, name), strict=True
        ):
            assert np.array_equal(*pair), (name, field)


class Watched:
    """A runner told something as soon as it makes connections, and the frames that it sends."""

    def __init__(self, c: Circuit, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[object] = []
        self.parts: list[float] = []
        self.last = None
        told = Outlet.tell_built

        def answered(outlet: Outlet, part: float) -> None:
            told(outlet, part)
            self.parts.append(part)
            for message in self.answers:
                self.runner.post(message)
            self.answers.clear()

        monkeypatch.setattr(Outlet, "tell_built", answered)
        self.runner = Runner(c.model, CATALOG)

    def until(self, wanted: Callable[[RunnerFrame], object]) -> RunnerFrame:
        end = time.monotonic() + 60.0
        while time.monotonic() < end:
            frame = self.runner.poll()
            if frame is not None:
                self.last = frame
                if wanted(frame):
                    return frame
            time.sleep(0.001)
        raise AssertionError("the frame that was waited for has not come")


@pytest.fixture
def watched(at_once: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    c, synapse = two_populations()
    made = Watched(c, monkeypatch)
    made.circuit, made.synapse = c, synapse
    yield made
    made.runner.stop()


def is_ready(frame: object) -> bool:
    return frame.status is Status.READY


def test_an_edit_taken_back_leaves_the_run_as_it_was(watched: Watched) -> None:
    watched.runner.start()
    watched.until(lambda f: is_ready(f) and f.moment is not None)
    plan = watched.runner._worker.moment.plan
    delta = watched.circuit.model.with_param(watched.synapse, "rule", "one_to_one")
    watched.answers = [Edit(delta.inverse())]
    watched.runner.post(Edit(delta))
    frame = watched.until(lambda f: is_ready(f) and f.edits == 2)
    assert frame.problem is None
    assert watched.runner._worker.moment.plan.terminals is plan.terminals
    assert len(watched.runner.log) == 2


def test_what_is_cancelled_is_made_at_the_next_play(watched: Watched) -> None:
    watched.answers = [CancelBuild()]
    watched.runner.start()
    frame = watched.until(lambda f: f.problem is not None)
    assert "cancelled" in frame.problem.what
    assert len(watched.runner._worker.moment.plan.terminals.weight) == 0
    watched.runner.post(Play())
    watched.until(lambda f: is_ready(f) and f.tick > 0)
    assert len(watched.runner._worker.moment.plan.terminals.weight) == 300 * 200


@pytest.fixture
def timed(at_once: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """A runner whose timeline makes many connections of few, after 1 ms."""
    c, synapse = two_populations(rule="one_to_one")
    c.timeline.add("1 ms", set={f"{synapse}.rule": "all_to_all"}, label="all")
    made = Watched(c, monkeypatch)
    made.circuit, made.synapse = c, synapse
    made.runner.start()
    made.until(lambda f: is_ready(f) and f.moment is not None)
    yield made
    made.runner.stop()


def terminals(watched: Watched) -> int:
    return len(watched.runner._worker.moment.plan.terminals.weight)


def test_a_step_of_the_timeline_is_told_while_it_is_made(timed: Watched) -> None:
    timed.parts.clear()
    timed.runner.post(StepOnce(100))
    frame = timed.until(lambda f: f.tick == 100)
    assert timed.parts
    assert timed.parts == sorted(timed.parts)
    assert frame.problem is None
    assert terminals(timed) == 300 * 200


def test_a_step_of_the_timeline_that_is_cancelled_waits_for_play(timed: Watched) -> None:
    timed.answers = [CancelBuild()]
    timed.runner.post(StepOnce(100))
    frame = timed.until(lambda f: f.problem is not None)
    assert "cancelled" in frame.problem.what
    assert is_ready(frame)
    assert frame.set_by_timeline == {}
    assert not frame.running
    assert frame.tick * frame_dt(timed) == pytest.approx(1.0)
    timed.runner.post(Play())
    timed.until(lambda f: f.tick > frame.tick)
    assert terminals(timed) == 300 * 200


def frame_dt(timed: Watched) -> float:
    return timed.runner._worker.moment.plan.settings.dt


def test_an_edit_ends_what_a_step_of_the_timeline_makes_and_it_is_made_then(
    timed: Watched,
) -> None:
    timed.answers = [Edit(timed.circuit.model.with_param(timed.synapse, "delay", 2.0))]
    timed.runner.post(Play())
    frame = timed.until(lambda f: is_ready(f) and f.edits == 1 and f.tick > 60)
    assert frame.problem is None
    assert terminals(timed) == 300 * 200
    assert frame.set_by_timeline == {(timed.synapse, "rule"): "all_to_all"}


def test_a_real_making_corrects_the_estimate_and_a_short_one_does_not() -> None:
    rate = BuildRate()
    measured = rate.per_second()
    rate.note(1e5, 1e-3)
    assert rate.per_second() == measured
    rate.note(3e8, 6.0)
    assert rate.per_second() == 5e7


def test_what_follows_a_making_counts_what_was_worked_through() -> None:
    c, _synapse = two_populations(rule="probability", probability=0.3)
    with followed(lambda _part: None, lambda: 1.0) as making:
        compile_circuit(c.model, CATALOG)
    assert making.done == pytest.approx(work_of(c.model, CATALOG), rel=0.5)
