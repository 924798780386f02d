"""What must be reached, and whether the newest measurements reach it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from benchmarks import shapes
from benchmarks.rounds import AGAINST, Pairs, pairs_of
from benchmarks.scale import IN_TURN, OURS, row

Results = Mapping[str, Mapping[str, Any]]
"""By part: what it found."""
TIMES, FPS, MS = "×", " frames/s", " ms"
PHASES = ("still", "panning", "zooming", "dragging", "editing", "scrubbing")
USED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"fig4": PHASES, "crowd": PHASES, "traces": ("still",)}
)
"""By scene: the phases of use that must be fluent."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "fig4": "Figure 4",
        "crowd": "500 neurons, 1,000 connections",
        "traces": "12 traces of 20,000 samples, W4 running",
    }
)


@dataclass(frozen=True, slots=True)
class Reached:
    """What was measured of a target; `why` says what kept it from being measured."""

    value: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A number that must hold.

    Attributes
    ----------
    required, goal : the least that must hold and what is hoped for; the most if `most`
    unit : what follows the number
    """

    work: str
    against: str
    required: float
    measure: Callable[[Results], Reached]
    goal: float | None = None
    unit: str = TIMES
    most: bool = False
    exact: bool = False

    def holds(self, value: float, limit: float) -> bool:
        """Whether a value is on the right side of a limit."""
        if self.exact:
            return value == limit
        return value <= limit if self.most else value >= limit

    def row(self, results: Results) -> tuple[str, ...]:
        """Return work, against, required, goal, measured and whether it holds, as text."""
        found = self.measure(results)
        return (
            self.work,
            self.against,
            self._limit(self.required),
            "" if self.goal is None else self._limit(self.goal),
            found.why if found.value is None else self._text(found.value),
            self._verdict(found.value),
        )

    def _limit(self, value: float) -> str:
        sign = "=" if self.exact else "≤" if self.most else "≥"
        return f"{sign} {self._text(value)}"

    def _text(self, value: float) -> str:
        number = f"{value:,.0f}" if self.exact else f"{value:.3g}"
        return f"{number}{self.unit}"

    def _verdict(self, value: float | None) -> str:
        if value is None:
            return "not measured"
        if not self.holds(value, self.required):
            return "NO"
        reached = self.goal is not None and self.holds(value, self.goal)
        return "yes, and the goal" if reached else "yes"


def targets() -> tuple[Target, ...]:
    """Return every target, in the order of the table."""
    return (*_same_work(), *_peers(), *_own_ratios(), *_scale(), *_use())


def _same_work() -> Iterator[Target]:
    for workload, peer, spikes in (
        ("W1", "NEURON", 3_204),
        ("W2", "Brian2 C++", 38_858),
        ("W2", "NEST", 38_858),
        ("COBA", "Brian2 C++", 138_920),
    ):
        for who in ("CircuitLab", peer):
            yield Target(
                f"{workload}, spikes of {who}" if who == peer else f"{workload}, spikes of ours",
                peer,
                spikes,
                _spikes(workload, peer, ours=who != peer),
                unit="",
                exact=True,
            )


def _peers() -> Iterator[Target]:
    for workload, peer, required, goal in (
        ("W1", "Arbor", 1.2, 2.0),
        ("W1", "NEURON", 5.0, 9.0),
        ("W1", "Brian2 C++", 5.0, 8.0),
        ("W2", "Brian2 C++", 2.0, 3.0),
        ("W2", "NEST", 12.0, 20.0),
        ("COBA", "Brian2 C++", 5.0, 8.0),
        ("COBA", "NEST", 70.0, 140.0),
        ("W4", "Brian2 C++", 12.0, 18.0),
        ("W4", "NEURON", 25.0, 35.0),
        ("W4", "NEST", 70.0, 140.0),
    ):
        yield Target(f"{workload}, speed", peer, required, _faster(workload, peer), goal)


def _own_ratios() -> Iterator[Target]:
    yield Target("silence, 100,000 cells", "100 driven instead of 10", 5.0, _silence)
    yield Target("adaptive stepping, all active", "dense stepping", 1.10, _adaptive, most=True)
    for workload in AGAINST:
        name = f"{workload}, different trains"
        yield Target(name, "dense and adaptive", 1, _trains(workload), unit="", exact=True)


def _scale() -> Iterator[Target]:
    pairs = f"{IN_TURN:,} pairs"
    yield Target(f"{pairs} to the first step", "NEST", 3.5, _at_scale("NEST", "ratio"))
    taken = _at_scale(OURS, "bytes_a_connection")
    yield Target(f"{pairs}, bytes a connection", "", 40.0, taken, unit="", most=True)
    pairs = f"{pairs}, {shapes.EACH_DELAYED}"
    slower = _of_shape("NEST", "ratio")
    yield Target(f"{pairs}, to the first step", "NEST", 1.5, slower, goal=2.0)
    taken = _of_shape(OURS, "bytes_a_connection")
    yield Target(f"{pairs}, bytes a connection", "", 65.0, taken, 60.0, unit="", most=True)


def _use() -> Iterator[Target]:
    yield Target("Figure 4, noise on, dt 0.025 ms", "real time", 10.0, _figure_4, goal=24.0)
    for scene, phases in USED.items():
        for phase in phases:
            name = f"window, {WORDS[scene]}, {phase}"
            yield Target(name, "", 58.0, _frames(scene, phase, "fps"), unit=FPS)
            if scene != "crowd":
                slow = _frames(scene, phase, "p95_ms")
                yield Target(name, "95 % of frames", 20.0, slow, unit=MS, most=True)
    edited = _frames("fig4", "editing", "edit_ms")
    yield Target("edit to effect, 95 %", "next chunk", 16.0, edited, unit=MS, most=True)
    yield Target("start, kernels compiled", "window painted", 1.5, _start, unit=" s", most=True)


def _pairs(results: Results, part: str, name: str) -> Pairs:
    found = results.get(part, {}).get("pairs", {}).get(name)
    return pairs_of(found) if found else Pairs((), (), "")


def _ratio(pairs: Pairs) -> Reached:
    return Reached(pairs.ratio, pairs.failure)


def _faster(workload: str, peer: str) -> Callable[[Results], Reached]:
    return lambda results: _ratio(_pairs(results, workload, peer))


def _spikes(workload: str, peer: str, *, ours: bool) -> Callable[[Results], Reached]:
    def counted(results: Results) -> Reached:
        pairs = _pairs(results, workload, peer)
        runs = pairs.first if ours else pairs.second
        return Reached(runs[-1].spikes) if runs else Reached(None, pairs.failure)

    return counted


def _silence(results: Results) -> Reached:
    found = results.get("silence")
    return _ratio(pairs_of(found)) if found else Reached(None)


def _adaptive(results: Results) -> Reached:
    """The dearest of the workloads."""
    found = [pairs_of(pairs) for pairs in results.get("adaptive", {}).values()]
    ratios = [ratio for pairs in found if (ratio := pairs.ratio) is not None]
    if ratios:
        return Reached(max(ratios))
    return Reached(None, found[0].failure if found else "")


def _trains(workload: str) -> Callable[[Results], Reached]:
    """How many trains differ among all runs of a workload, stepped densely and adaptively."""

    def counted(results: Results) -> Reached:
        found = results.get("adaptive", {}).get(workload)
        pairs = pairs_of(found) if found else Pairs((), (), "")
        if not pairs.first or not pairs.second:
            return Reached(None, pairs.failure)
        runs = (*pairs.first, *pairs.second)
        return Reached(len({(run.arrays, run.spikes, run.trains) for run in runs}))

    return counted


def _at_scale(simulator: str, measure: str) -> Callable[[Results], Reached]:
    return lambda results: Reached(
        results.get("scale", {}).get(row(simulator, IN_TURN), {}).get(measure)
    )


def _of_shape(simulator: str, measure: str) -> Callable[[Results], Reached]:
    name = shapes.row(simulator, shapes.EACH_DELAYED)
    return lambda results: Reached(results.get("scale", {}).get(name, {}).get(measure))


def _figure_4(results: Results) -> Reached:
    return Reached(results.get("engine", {}).get("fig4", {}).get("realtime_factor"))


def _frames(scene: str, phase: str, measure: str) -> Callable[[Results], Reached]:
    return lambda results: Reached(
        results.get("window", {}).get(scene, {}).get(phase, {}).get(measure)
    )


def _start(results: Results) -> Reached:
    return Reached(results.get("start", {}).get("painted_s"))
