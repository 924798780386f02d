"""Two compared runs side by side: on two threads as `compare` has them, and as two processes.

Two processes share nothing, so what they gain over one after the other is what this machine has to
give at that minute; what threads gain is held to it. Seconds are the wall's here: that two cores
work at once is the point. `python -m benchmarks.compared` prints the answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import IO

from benchmarks.one_run import MARK
from benchmarks.rounds import ROOT
from circuitlab import api
from circuitlab.api.comparing import compare

PRESET, LASTING = "fig4", "20 s"
STATES = ("present", "less magnesium")


def measured(rounds: int) -> dict[str, float]:
    """Seconds of each way, and how many times faster it is than one run after the other."""
    circuit = _circuit()
    _both(circuit, 1, "200 ms")
    apart, together = (_processor_s(circuit, threads) for threads in (1, 2))
    children = [_child(), _child()]
    try:
        found = [_round(circuit, children) for _round_number in range(rounds)]
    finally:
        for child in children:
            child.kill()
            child.wait()
    threads, processes = ([one[0] / one[1] for one in found], [one[2] / one[3] for one in found])
    return {
        "one after the other, s": median(one[0] for one in found),
        "two threads, s": median(one[1] for one in found),
        "two threads, times faster": median(threads),
        "two processes, times faster": median(processes),
        "threads over processes": median(
            one / other for one, other in zip(threads, processes, strict=True)
        ),
        "processor's seconds, two threads over one": together / apart,
    }


def _processor_s(circuit: api.Circuit, threads: int) -> float:
    """What runs take of the processor: more side by side than apart where they are in each other's
    way, by a lock that is spun on or by lines of the cache that both write."""
    begun = time.process_time()
    _both(circuit, threads, LASTING)
    return time.process_time() - begun


def _round(
    circuit: api.Circuit, children: Sequence[subprocess.Popen[str]]
) -> tuple[float, float, float, float]:
    """Seconds one after the other and at once, of two threads and then of two processes."""
    return (
        _seconds(lambda: _both(circuit, 1, LASTING)),
        _seconds(lambda: _both(circuit, 2, LASTING)),
        sum(_seconds(lambda child=child: _run_in([child])) for child in children),  # type: ignore[misc]
        _seconds(lambda: _run_in(children)),
    )


def _circuit() -> api.Circuit:
    circuit = api.preset(PRESET)
    receptor = circuit.kinds()["nmda"][0]
    circuit.states.add(STATES[1], {f"{receptor}.mg": 0.5})
    return circuit


def _both(circuit: api.Circuit, threads: int, lasting: str) -> None:
    compare(circuit, lasting, None, (), 1, same_stimulus=True, threads=threads)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _child() -> subprocess.Popen[str]:
    """A process that has compiled what it needs and waits to be told to run."""
    command = [sys.executable, "-m", "benchmarks.compared", "child"]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    _heard(child)
    return child


def _run_in(children: Sequence[subprocess.Popen[str]]) -> None:
    """Let processes run at once, and wait for all."""
    for child in children:
        said: IO[str] | None = child.stdin
        if said is not None:
            said.write("run\n")
            said.flush()
    for child in children:
        _heard(child)


def _heard(child: subprocess.Popen[str]) -> None:
    if child.stdout is None or not child.stdout.readline():
        raise RuntimeError("a process that was to be compared with has ended")


def _wait_and_run() -> None:
    """Run the first state each time that a line comes in."""
    circuit = _circuit()
    api.simulate(circuit, "200 ms", seed=1, record=())
    print("ready", flush=True)
    for _line in sys.stdin:
        api.simulate(circuit, LASTING, seed=1, record=())
        print("done", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        _wait_and_run()
    else:
        print(MARK + json.dumps(measured(5)))
