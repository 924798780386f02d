"""Runs are shared, judged as they come in, stopped, and held to what is known of their misses."""

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from known_runs import KnownRun

from circuitlab.analysis import claim_runs
from circuitlab.analysis.claim_results import ClaimResult, Verdict
from circuitlab.analysis.claim_words import known_miss_words, measured_words
from circuitlab.analysis.claims import Stopped, judged, verify
from circuitlab.analysis.judging import Judging
from circuitlab.analysis.tables import claims_json
from circuitlab.engine.errors import CannotRun
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.element import Element
from circuitlab.model.step import Step

DRIVE = ("cell", "i_e")


def circuit(*claims: Claim, **experiments: Experiment) -> Circuit:
    made = Circuit([Element("cell", "hh_squid", params={"i_e": 3.0})], document={"seed": 7})
    made.apply(made.with_document({"experiments": experiments, "claims": claims}))
    return made


def count(id: str, experiment: str, expected: float = 7.0, **more: Any) -> Claim:
    given = {"tolerance": 0.5, "args": {"element": "cell"}, **more}
    return Claim(id, id, experiment, "spike_count", expected=expected, **given)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The runs that were made: the first experiment's name, and the seed, which the cell fires."""
    made: list[tuple[str, int]] = []

    def run_circuit(
        _circuit: Circuit,
        duration_ms: float,
        *,
        seed: int,
        overlays: Any,
        progress: Any = None,
        **_more: Any,
    ) -> KnownRun:
        made.append((overlays[0].name, seed))
        if overlays[0].name == "broken":
            raise CannotRun("cell.v", "the voltage ran away", "use a smaller step")
        for reached in np.linspace(0.0, duration_ms, 5):
            (progress or abs)(float(reached))
        return KnownRun({"cell": np.arange(float(seed))}, duration_ms=duration_ms)

    monkeypatch.setattr(claim_runs, "run_circuit", run_circuit)
    return made


def test_experiments_that_are_alike_share_their_runs(ran: list[tuple[str, int]]) -> None:
    alike = {
        "one": Experiment(500.0, seeds=(7, 8)),
        "two": Experiment(500.0, {DRIVE: 3.0}, seeds=(8,)),  # as the circuit has it anyway
        "longer": Experiment(600.0),
        "driven": Experiment(500.0, {DRIVE: 4.0}),
        "stepped": Experiment(500.0, timeline=(Step(1.0, {DRIVE: 4.0}),)),
        "alone": Experiment(500.0, without=("cell",)),
    }
    claims = [count(name, name) for name in alike if name != "alone"]
    results = {r.claim.id: r.measured for r in verify(circuit(*claims, **alike))}
    assert sorted(ran) == [("driven", 7), ("longer", 7), ("one", 7), ("one", 8), ("stepped", 7)]
    assert results == {"one": 7.5, "two": 8.0, "longer": 7.0, "driven": 7.0, "stepped": 7.0}


def test_experiments_that_leave_something_out_share_no_run_with_those_that_do_not() -> None:
    experiments = {"one": Experiment(500.0), "alone": Experiment(500.0, without=("other",))}
    made = circuit(count("one", "one"), count("alone", "alone"), **experiments)
    assert [job.names for job in Judging(made).jobs] == [("one",), ("alone",)]


def test_seeds_that_are_given_take_the_place_of_the_files(ran: list[tuple[str, int]]) -> None:
    made = circuit(count("one", "one"), one=Experiment(500.0, seeds=(1, 2)))
    (result,) = verify(made, seeds=[11, 12])
    assert sorted(seed for _name, seed in ran) == [11, 12]
    assert (result.seeds, result.used, result.measured) == ((11.0, 12.0), (11, 12), 11.5)


def test_a_claim_is_judged_as_soon_as_its_runs_are_made(ran: list[tuple[str, int]]) -> None:
    experiments = {"one": Experiment(500.0, seeds=(1, 2)), "two": Experiment(600.0)}
    judging = Judging(
        circuit(count("both", "one", against="two"), count("one", "one"), **experiments)
    )
    order = [[r.claim.id for r in judging.perform(job)] for job in judging.jobs]
    assert order == [[], ["one"], ["both"]]


def test_several_circuits_are_judged_together(ran: list[tuple[str, int]]) -> None:
    several = [Judging(circuit(count(id, "one"), one=Experiment())) for id in ("a", "b")]
    found = {(several.index(which), result.claim.id) for which, result in judged(several)}
    assert found == {(0, "a"), (1, "b")}


def test_progress_is_told_in_model_time_up_to_all_of_it(ran: list[tuple[str, int]]) -> None:
    told: list[tuple[float, float]] = []
    made = circuit(count("one", "one"), one=Experiment(500.0, seeds=(1, 2, 3)))
    verify(made, progress=lambda done, total: told.append((done, total)), workers=1)
    assert told[-1] == (1500.0, 1500.0)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_what_is_stopped_makes_no_further_run(ran: list[tuple[str, int]]) -> None:
    stop = threading.Event()
    made = circuit(count("one", "one"), one=Experiment(500.0, seeds=tuple(range(1, 30))))
    with pytest.raises(Stopped):
        for _each in judged(
            [Judging(made)], workers=1, stop=stop, progress=lambda *_told: stop.set()
        ):
            pass
    assert len(ran) <= 1


def test_whoever_goes_away_ends_the_runs(ran: list[tuple[str, int]]) -> None:
    experiments = {f"e{n}": Experiment(500.0 + n) for n in range(40)}
    results = judged(
        [Judging(circuit(*(count(name, name) for name in experiments), **experiments))]
    )
    next(results)
    results.close()
    assert len(ran) < 40


def test_a_run_that_cannot_be_made_fails_its_claims_and_no_others(
    ran: list[tuple[str, int]],
) -> None:
    both = {"broken": Experiment(500.0), "one": Experiment(600.0)}
    broken, other = verify(circuit(count("broken", "broken"), count("one", "one"), **both))
    assert broken.is_failure
    assert "the voltage ran away" in measured_words(broken)
    assert other.holds
    assert claims_json([broken])[0]["trouble"].startswith("cell.v: ")


@pytest.mark.parametrize(
    ("measured", "miss", "verdict"),
    [
        (7.0, {}, Verdict.HOLDS),
        (9.0, {}, Verdict.FAILS),
        (9.0, {"measured": 9.4, "reason": "why"}, Verdict.KNOWN_MISS),
        (9.0, {"measured": 9.6, "reason": "why"}, Verdict.FAILS),
        (9.0, {"measured": 9.6, "reason": "why", "tolerance": 1.0}, Verdict.KNOWN_MISS),
        (9.0, {"measured": 9.4, "reason": "why", "tolerance": 0.1}, Verdict.FAILS),
        (7.2, {"measured": 9.4, "reason": "why"}, Verdict.HOLDS_AGAIN),
        (float("nan"), {"measured": 9.4, "reason": "why"}, Verdict.FAILS),
    ],
)
def test_a_miss_is_known_while_it_misses_as_told(
    measured: float, miss: dict[str, Any], verdict: Verdict
) -> None:
    result = ClaimResult(count("one", "one", known_miss=miss), measured)
    assert result.verdict is verdict
    assert result.is_failure is (verdict is Verdict.FAILS)
    assert claims_json([result])[0]["verdict"] == verdict.value


def test_of_a_bound_a_known_miss_may_be_off_by_a_twentieth() -> None:
    miss = {"measured": 40.0, "reason": "too weak"}
    claim = replace(count("one", "one"), expected=None, tolerance=None, at_least=50.0)
    claim = replace(claim, known_miss=miss)
    assert [ClaimResult(claim, m).is_failure for m in (38.1, 37.9, 41.9, 42.1)] == [
        False,
        True,
        False,
        True,
    ]
    assert known_miss_words(ClaimResult(claim, 39.0, "Hz")) == "known to give 40 Hz: too weak"


def test_what_a_claim_measured_is_told_in_full_to_other_programs(
    ran: list[tuple[str, int]],
) -> None:
    measured = Claim(
        "rate", "It fires", "one", "rate_hz", {"element": "cell"}, expected=16.0, relative=0.25
    )
    (entry,) = claims_json(verify(circuit(measured, one=Experiment(500.0, seeds=(6, 8)))))
    assert entry["unit"] == "Hz"
    assert (entry["measured"], entry["by_seed"]) == (14.0, [12.0, 16.0])
    assert (entry["expected"], entry["tolerance"]) == (16.0, 4.0)
    assert (entry["seeds"], entry["dt_ms"], entry["duration_ms"]) == ([6, 8], 0.025, 500.0)
    assert entry["version"]
