"""One window in which thousands of damaged files are opened, ours and other programs'.

`python -m benchmarks.broken_window --files 2000 --seed 1`: after each file the circuit on the desk
is the file's or the one from before, is looked at, painted, and edited with a step that is taken
back; nothing may raise, and Qt may not complain.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from benchmarks.broken_files import Opened
from benchmarks.broken_kinds import KINDS, Files
from benchmarks.broken_patience import limited, within
from benchmarks.warm import load_all, never_compile

OF_CIRCUITS = ("circuit", "nml", "nfy")


def main() -> int:
    """Open as many files as asked for; return 1 where anything went wrong."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--files", type=int, default=2000)
    reading.add_argument("--seed", type=int, default=1)
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    never_compile()
    load_all()
    folder = Path(tempfile.mkdtemp(prefix=f"broken-window-{given.seed}-"))
    files = Files(folder, OF_CIRCUITS, given.seed)
    opened, began = Opened(folder), time.monotonic()
    counted: Counter[str] = Counter()
    for number in range(given.files):
        name, content, how = files.file(number)
        suffix = KINDS[name].suffix
        path = folder / f"tried.{suffix}"
        path.write_bytes(content)
        counted[name] += 1
        if wrong := within(limited(), partial(opened, path)):
            counted["wrong"] += 1
            (folder / f"{number}.{suffix}").write_bytes(content)
            print("-" * 60, number, how, wrong, sep="\n", flush=True)
        if number % 100 == 99:
            print(json.dumps(counted), round(time.monotonic() - began), flush=True)
    opened.close()
    print(json.dumps(counted))
    return int(bool(counted["wrong"]))


if __name__ == "__main__":
    sys.exit(main())
