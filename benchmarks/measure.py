"""What `make bench` runs: engine and window on this machine, written to results.md."""

import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from circuitlab import __version__
from circuitlab.analysis.tables import Table

RESULTS = Path(__file__).parent / "results.md"
ENGINE = ("fig3", "fig4")
WINDOW = ("fig4",)
SECONDS = "10"


def main() -> None:
    """Measure, print and write down."""
    tables = [engine_table(), *(window_table(target) for target in WINDOW)]
    text = "\n".join([heading(), *(table.markdown() for table in tables)])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def heading() -> str:
    """Return what was measured, on what, and when."""
    return "\n".join(
        [
            "# Speed",
            "",
            (
                f"CircuitLab {__version__}, {date.today().isoformat()}, {processor()}, "
                f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."
            ),
            "Engine: stepping only, one thread, dt 0.025 ms, noise on. Window: software rendering,",
            "a frame counts when it was painted with new model data. Rewritten by `make bench`.",
            "",
        ]
    )


def engine_table() -> Table:
    """Return the engine's speed on each preset."""
    found = {target: bench("engine", target) for target in ENGINE}
    return table("Engine", found)


def window_table(target: str) -> Table:
    """Return the window's speed on `target` in each phase of use."""
    return table(f"Window on {target}", bench("window", target))


def table(title: str, found: dict[str, Any]) -> Table:
    """Return a table with one row for each entry of `found`."""
    measures = tuple(next(iter(found.values())))
    rows = tuple(
        (name, *(f"{numbers[measure]:.4g}" for measure in measures))
        for name, numbers in found.items()
    )
    return Table(title, ("", *measures), rows)


def bench(what: str, target: str) -> dict[str, Any]:
    """Return what `circuitlab bench` measures, in a process of its own."""
    command = [sys.executable, "-m", "circuitlab", "bench", what, target]
    done = subprocess.run(
        [*command, "--seconds", SECONDS, "--json"], stdout=subprocess.PIPE, check=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def processor() -> str:
    """Return the processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


if __name__ == "__main__":
    main()
