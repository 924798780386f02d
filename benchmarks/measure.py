"""What `make bench` runs: engine, peers and window on this machine, written to results.md.

`python -m benchmarks.measure W2 engine` measures some parts anew and keeps the others as they
were measured last.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.machine import here_and_now, load, plain_loop_s
from benchmarks.parts import PARTS
from benchmarks.tables import all_tables

RESULTS = Path(__file__).parent / "results.md"
NUMBERS = RESULTS.with_suffix(".json")
ROUNDS = 5
INTRODUCTION = """# Speed

Rewritten by `make bench`; `make bench ONLY="W2 engine"` measures only these parts anew.

One thread, f64, every spike recorded. Peers run the same arrays, ours and theirs in turn; the time
is what stepping alone takes of the processor, ours and theirs, and a ratio says how many times
longer the other one takes than ours just before and just after it, the median over rounds. W1: 12
Traub–Miles cells, dt 0.025 ms, 5 s. W2: 2,000 leaky integrate-and-fire cells, dt 0.1 ms, 10 s. COBA
(Brette et al. 2007): 4,000 integrate-and-fire cells that conductances drive, dt 0.1 ms, 2 s. W4:
COBAHH, the same with channels, dt 0.05 ms, 1 s. NEURON steps by Crank–Nicolson, Brian2 by the C++
program that it writes. Silence: 100,000 cells of W2's kind, 10 s. Engine: noise on, dt 0.025 ms.
Window: software rendering, a frame counts when it was painted with new model data. A plain loop of
Python, timed before and after each part, tells how fast the host was. Runs of hours: `make
endurance`, with what was found in endurance_engine.md and endurance_window.md.
"""


def main() -> None:
    """Measure what is asked for, print it and write it down."""
    asked = arguments()
    kept = read()
    for name in asked.parts or PARTS:
        print(f"{name} …", flush=True)
        before, found, after = plain_loop_s(), PARTS[name](asked.rounds), plain_loop_s()
        pace = f"plain loop {before:.2f} s before, {after:.2f} s after"
        kept[name] = {"on": f"{here_and_now()}; load {load()}; {pace}", "found": found}
        NUMBERS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = written(kept)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each in turn")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}: choose from {list(PARTS)}")
    return asked


def read() -> dict[str, dict[str, Any]]:
    """Return what was measured last, by part."""
    if not NUMBERS.exists():
        return {}
    kept: dict[str, dict[str, Any]] = json.loads(NUMBERS.read_text(encoding="utf-8"))
    return {name: part for name, part in kept.items() if name in PARTS}


def written(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of results.md."""
    tables = all_tables({name: part["found"] for name, part in kept.items()})
    where = [f"- {name}: {kept[name]['on']}" for name in PARTS if name in kept]
    return "\n".join(
        [
            INTRODUCTION,
            *(table.markdown() for table in tables),
            "## Measured on",
            "",
            *where,
            "",
        ]
    )


if __name__ == "__main__":
    main()
