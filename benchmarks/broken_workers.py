"""Processes that try damaged files and tell what they meet, and the one that counts it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.broken_kinds import KINDS, Files
from benchmarks.broken_patience import limited, within

WALL_S = 400.0
"""Time after which a worker that is heard of no more is ended."""
PRINTED_IN_FULL, PRINTED_AT_ALL = 2, 500
Told = Callable[[dict[str, Any]], None]


class Tally:
    """What all workers have met."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.files = self.seconds = 0

    def text(self) -> str:
        said = {"counted": self.counted, "wrong": self.wrong, "files": self.files}
        return json.dumps({**said, "seconds": self.seconds}, indent=1)

    def hear(self, what: dict[str, Any]) -> None:
        """Take in what a worker tells, and print what is wrong when it is new."""
        self.counted.update(what.get("counted", {}))
        self.files += "counted" in what
        if place := what.get("wrong"):
            self.wrong[place] += 1
            if self.wrong[place] <= PRINTED_IN_FULL:
                print("-" * 60, what["how"], what["words"][-3000:], sep="\n", flush=True)
        if "file" in what and self.wrong.total() < PRINTED_AT_ALL:
            print("  file", what["file"], flush=True)


def forked(files: Files, numbers: range, folder: Path, tally: Tally) -> int:
    """Try files in a fork; return the number of the next one."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _work(files, numbers, folder, theirs)
    os.close(theirs)
    at = numbers.start
    with os.fdopen(ours, encoding="utf-8") as pipe:
        for line in pipe:
            what = json.loads(line)
            at = what.get("at", at)
            tally.hear(what)
    _pid, status = os.waitpid(child, 0)
    if status == 0:
        return numbers.stop
    how = f"a worker ended with {status}"
    tally.hear({"wrong": how, "words": f"{how} at {at}", "how": ""})
    return at + 1


def _work(files: Files, numbers: range, folder: Path, out: int) -> None:
    """Try files, write what is met, a line each, and end this process."""
    code = 1
    try:
        with os.fdopen(out, "w", encoding="utf-8") as pipe:

            def told(what: dict[str, Any]) -> None:
                pipe.write(json.dumps(what) + "\n")
                pipe.flush()

            for number in numbers:
                told({"at": number})
                signal.setitimer(signal.ITIMER_REAL, WALL_S)  # ends one that does not hear Python
                try_file(files, number, folder, told)
        code = 0
    except BaseException:  # the fork ends here, whatever it was
        with contextlib.suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(code)


def try_file(files: Files, number: int, folder: Path, told: Told) -> None:
    """Try one file in all ways of its kind; tell what was met, and keep a file that failed."""
    name, content, how = files.file(number)
    kind = KINDS[name]
    trial = kind.trial(folder / f"w{os.getpid()}", number, kind.suffix)
    trial.path.write_bytes(content)
    counted: Counter[str] = Counter()
    for step, do in trial.steps():
        counted[f"{name}: {step}"] += 1
        if wrong := within(limited(), do):
            kept = folder / f"{files.seed}-{number}.{kind.suffix}"
            kept.write_bytes(content)
            told({"wrong": f"{name}: {step}: {_place(wrong)}", "words": wrong, "how": how})
            told({"file": kept.name})
    counted[f"{name}: {trial.answer}"] += 1
    told({"counted": counted})


def _place(wrong: str) -> str:
    """Return by what faults are told apart."""
    frames = re.findall(r'File "[^"]*?/(circuitlab/[^"]+)", line (\d+)', wrong)
    last = wrong.strip().splitlines()[-1]
    return f"{frames[-1] if frames else ''} {re.sub(r'[0-9]+', '0', last)[:90]}"
