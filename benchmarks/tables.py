"""The tables of results.md, made from what the parts found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.rounds import AGAINST, Pairs, pairs_of, seconds
from benchmarks.shares import Shares
from benchmarks.targets import WORDS, Results, targets
from circuitlab.analysis.tables import Table

TOO_SMALL = "too small to tell"
"""Said of a difference that is no larger than its spread."""


def all_tables(results: Results) -> Iterator[Table]:
    """Yield every table that there is something to say in."""
    headings = ("work", "against", "required", "goal", "measured", "holds")
    yield Table("What to reach", headings, tuple(t.row(results) for t in targets()))
    for workload in AGAINST:
        if workload in results:
            yield _versus(workload, results[workload]["pairs"])
    yield from _shares(results)
    yield from _own(results)
    if measured := {name: found for name, found in results.get("engine", {}).items() if found}:
        yield _measures("Engine", measured)
    if results.get("scale"):
        yield _scale(results["scale"])
    if results.get("compared"):
        yield _compared(results["compared"])
    if results.get("editing"):
        yield _editing(results["editing"])
    for target, found in results.get("window", {}).items():
        if found:
            yield _measures(f"Window on {WORDS[target]}", found)
    if results.get("start"):
        yield _start(results["start"])


def _versus(workload: str, found: Mapping[str, Any]) -> Table:
    """One workload: seconds, spikes and ratio of each pair."""
    headings = (
        "against",
        "ours, processor s",
        "theirs, processor s",
        "ratio",
        "our spikes",
        "their spikes",
        "trains",
    )
    rows = tuple(
        (_name(peer, pairs), *_numbers(pairs))
        for peer, pairs in ((peer, pairs_of(plain)) for peer, plain in found.items())
    )
    return Table(f"{workload}: medians of {_rounds(found)} rounds in turn", headings, rows)


def _rounds(found: Mapping[str, Any]) -> int:
    return max((len(plain["second"]) for plain in found.values()), default=0)


def _name(peer: str, pairs: Pairs) -> str:
    return f"{peer} {pairs.second[0].version}" if pairs.second else peer


def _numbers(pairs: Pairs) -> tuple[str, ...]:
    if not pairs.first or not pairs.second:
        return ("", f"could not be run: {pairs.failure}", "", "", "", "")
    ours, theirs = pairs.first[-1], pairs.second[-1]
    return (
        f"{seconds(pairs.first):.4g}",
        f"{seconds(pairs.second):.4g}",
        f"{pairs.ratio:.3g}×",
        f"{ours.spikes:,}",
        f"{theirs.spikes:,}",
        _likeness(pairs),
    )


def _likeness(pairs: Pairs) -> str:
    """How far two simulators agree on who fires when."""
    ours, theirs = pairs.first[-1], pairs.second[-1]
    if ours.arrays != theirs.arrays:
        return "ANOTHER NETWORK"
    if ours.trains == theirs.trains:
        return "equal, step by step"
    return "equal counts of every cell" if ours.counts == theirs.counts else "differ"


def _shares(results: Results) -> Iterator[Table]:
    headings = (
        "work",
        "stepping",
        "delivery",
        "recording every voltage",
        "ns per neuron and step",
        "ns per synaptic event",
        "ns per recorded voltage",
    )
    found = {w: results[w]["shares"] for w in AGAINST if results.get(w, {}).get("shares")}
    rows = tuple(_share(workload, Shares(**shares)) for workload, shares in found.items())
    if rows:
        yield Table(
            "Where our time goes (dense stepping, spikes recorded; recording: of a run that does)",
            headings,
            rows,
        )


def _share(workload: str, shares: Shares) -> tuple[str, ...]:
    delivery, recording = max(shares.delivery_s, 0.0), max(shares.recording_s, 0.0)
    delivered = delivery > shares.delivery_spread_s and shares.events > 0
    recorded = recording > shares.recording_spread_s
    return (
        workload,
        f"{1.0 - delivery / shares.total_s:.0%}",
        f"{delivery / shares.total_s:.0%}" if delivered else TOO_SMALL,
        f"{recording / shares.recorded_s:.0%}" if recorded else TOO_SMALL,
        f"{1e9 * shares.stepping_s / shares.cell_steps:.3g}",
        f"{1e9 * delivery / shares.events:.3g}" if delivered else TOO_SMALL,
        f"{1e9 * recording / shares.samples:.3g}" if recorded else TOO_SMALL,
    )


def _own(results: Results) -> Iterator[Table]:
    """Ours against ours: silence, and one way of stepping against another."""
    named = [("100 driven cells against 10", results["silence"])] if "silence" in results else []
    named += [(f"adaptive against dense, {w}", p) for w, p in results.get("adaptive", {}).items()]
    rows = tuple(_own_row(name, pairs_of(plain)) for name, plain in named)
    if rows:
        headings = ("work", "first, s", "second, s", "second / first", "spikes", "spikes", "trains")
        yield Table("Ours against ours", headings, rows)


def _own_row(name: str, pairs: Pairs) -> tuple[str, ...]:
    if not pairs.first or not pairs.second:
        return (name, pairs.failure, "", "", "", "", "")
    first, second, ratio, spikes, other, _trains = _numbers(pairs)
    same_work = pairs.first[-1].arrays == pairs.second[-1].arrays
    return (name, first, second, ratio, spikes, other, _likeness(pairs) if same_work else "")


def _measures(title: str, found: Mapping[str, Mapping[str, float | None]]) -> Table:
    """A table with one row for each entry of `found`; what was not measured stays empty."""
    measures = tuple(next(iter(found.values())))
    rows = tuple(
        (name, *("" if number is None else f"{number:.4g}" for number in numbers.values()))
        for name, numbers in found.items()
    )
    return Table(title, ("", *measures), rows)


def _scale(found: Mapping[str, Mapping[str, float | None]]) -> Table:
    words = {
        "build_s": "to the first step, processor s",
        "ratio": "ours is faster by, ×",
        "bytes_a_connection": "bytes a connection",
        "save_s": "save, s",
        "open_s": "open, s",
        "exponent": "grows with the power",
    }
    rows = tuple(
        (what, *("" if said.get(name) is None else f"{said[name]:.3g}" for name in words))
        for what, said in found.items()
    )
    return Table("Scale", ("10,000 cells", *words.values()), rows)


def _compared(found: Mapping[str, float]) -> Table:
    rows = tuple((words, f"{number:.3g}") for words, number in found.items())
    return Table("Two compared runs side by side, wall clock", ("Figure 4, 20 s", ""), rows)


def _start(found: Mapping[str, float]) -> Table:
    words = {
        "painted_s": "from the command to a painted window, s",
        "running_s": "from the command to a running circuit, s",
    }
    rows = tuple((words[name], f"{number:.3g}") for name, number in found.items())
    return Table("Start", ("", ""), rows)


def _editing(found: Mapping[str, Mapping[str, float | None]]) -> Table:
    deeds = list(dict.fromkeys(deed for said in found.values() for deed in said))
    rows = tuple(
        (what, *("" if said.get(deed) is None else f"{said[deed]:.3g}" for deed in deeds))
        for what, said in found.items()
    )
    return Table("Editing by hand, s of the window's thread", ("circuit", *deeds), rows)
