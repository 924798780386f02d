"""One window in which thousands of damaged files are opened, ours and other programs'.

`python -m benchmarks.broken_window --files 2000 --seed 1`: after each file the circuit on the desk
is the file's or the one from before, is looked at, painted, and edited with a step that is taken
back; nothing may raise, and Qt may not complain.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.broken_files import Hangs, Opened, _never_compile
from benchmarks.broken_streams import SUFFIXES, Stream, kinds, limited, load_all

KINDS = ["circuit", "nml", "nfy"]


def main() -> int:
    """Open as many files as asked for; return 1 where anything went wrong."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--files", type=int, default=2000)
    reading.add_argument("--seed", type=int, default=1)
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _never_compile()
    load_all()
    folder = Path(tempfile.mkdtemp(prefix=f"broken-window-{given.seed}-"))
    stream = Stream(folder, kinds(folder, KINDS), given.seed)
    opened, began = Opened(folder), time.monotonic()
    counted: collections.Counter[str] = collections.Counter()
    for number in range(given.files):
        kind, content, how = stream.file(number)
        path = folder / f"tried.{SUFFIXES[kind]}"
        path.write_bytes(content)
        counted[kind] += 1
        if wrong := _opened(opened, path):
            counted["wrong"] += 1
            (folder / f"{number}.{SUFFIXES[kind]}").write_bytes(content)
            print("-" * 60, number, how, wrong, sep="\n", flush=True)
        if number % 100 == 99:
            print(json.dumps(counted), round(time.monotonic() - began), flush=True)
    opened.close()
    print(json.dumps(counted))
    return int(bool(counted["wrong"]))


def _opened(opened: Opened, path: Path) -> str:
    try:
        with limited():
            opened(path)
    except (Hangs, Exception):  # whatever it was, it is told
        return traceback.format_exc()
    return ""


if __name__ == "__main__":
    sys.exit(main())
