"""A hundred thousand damaged files through the commands, in workers that are forked warm.

`python -m benchmarks.broken_streams --files 20000 --seed 1` spoils circuits and the files of other
programs that are read, and gives each to what opens it: the reader, `check`, `run`, `import` and
now and then `figure`. What it must not meet stands in `benchmarks.broken_files`, and with it: a
message without what is wrong and what to do, a file that is written though the command failed, a
worker that ends, and more processor time than a file may take. `--kind` takes some of the kinds
alone. What it meets is kept in a folder, with the words; the last line counts all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.broken_answers import asked
from benchmarks.broken_kinds import KINDS, Files
from benchmarks.broken_workers import Tally, forked
from benchmarks.warm import keep_fonts, load_all, never_compile
from circuitlab.files import store

IN_A_BATCH = 200
MOST_BYTES = 5_000_000_000


def main() -> int:
    """Try as many files as asked for; return 1 where anything went wrong."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--files", type=int, default=10_000)
    reading.add_argument("--first", type=int, default=0)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--kind", nargs="*", choices=list(KINDS), default=list(KINDS))
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    kept = _warm()
    folder = Path(tempfile.mkdtemp(prefix=f"broken-streams-{given.seed}-"))
    files = Files(folder, given.kind, given.seed)
    print(folder, flush=True)
    tally, began = Tally(), time.monotonic()
    at, end = given.first, given.first + given.files
    while at < end:
        at = forked(files, range(at, min(end, at + IN_A_BATCH)), folder, tally)
        tally.seconds = round(time.monotonic() - began)
        (folder / "tally.json").write_text(tally.text(), encoding="utf-8")
    print(tally.text())
    del kept
    return int(bool(tally.wrong))


def _warm() -> object:
    """Load all that workers use, once; return what they need for as long as there are any."""
    from circuitlab.gui.app import application

    load_all()
    never_compile()
    keep_fonts()
    vars(os)["fsync"] = lambda _file: None  # it is no question of power cuts here
    kept = application()
    for preset in store.presets():
        asked("check", str(preset.path))
        asked("run", str(preset.path), "--for", "1 ms")
    with tempfile.TemporaryDirectory() as folder:
        asked("figure", "fig1", "-o", f"{folder}/a.svg", "--at", "1 ms")
    return kept


if __name__ == "__main__":
    sys.exit(main())
