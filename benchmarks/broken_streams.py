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
import collections
import contextlib
import importlib
import json
import os
import pkgutil
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer

import circuitlab
from benchmarks import broken_files, broken_sources
from benchmarks.broken_files import NO_NUMBER, OURS, Hangs, asked
from benchmarks.mutations_of_circuits import spoiled_circuit
from benchmarks.mutations_of_texts import (
    spoiled_bytes,
    spoiled_markup,
    spoiled_nodes,
    spoiled_table,
)
from circuitlab.catalog.words import Problem
from circuitlab.cli.app import app
from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.files.serialise import text_of

CPU_S = 10.0
"""Processor time that a file may take for one thing."""
WALL_S = 400.0
"""Time after which a worker that is heard of no more is ended."""
IN_A_BATCH = 200
MOST_BYTES = 5_000_000_000
SAVED_EVERY, FIGURE_EVERY, DAYS_EVERY, OTHERS_EVERY = 2, 8, 40, 10
OTHERS = {
    "compare": ("", "compare", "FILE", "--for", "5 ms", "--out", "PLACE"),
    "run --out": (".csv", "run", "FILE", "--for", "5 ms", "--out", "PLACE"),
    "export": (".graphml", "export", "FILE", "-o", "PLACE"),
    "export --to neuroml": ("", "export", "FILE", "PLACE", "--to", "neuroml", "--for", "5 ms"),
    "export --to neuron": ("", "export", "FILE", "PLACE", "--to", "neuron", "--for", "5 ms"),
}
"""Commands that write: the ending of what they write, and their words."""
PER_KIND = {"circuit": 70, "nml": 10, "nfy": 10, "table": 7, "nwb": 3}
"""Of a hundred files, how many are of a kind."""
NOISE = re.compile(r"object at 0x|<class |NoneType|\bnumpy\.|Error\(")
"""What no sentence for people holds."""


def kinds(folder: Path, wanted: list[str]) -> Mapping[str, list[bytes]]:
    """Return what is spoiled, by kind."""
    made: Mapping[str, Callable[[], list[bytes]]] = {
        "circuit": broken_sources.circuits,
        "nml": broken_sources.neuroml,
        "nfy": broken_sources.neuronify,
        "table": broken_sources.tables,
        "nwb": lambda: broken_sources.nwb(folder),
    }
    return {name: make() for name, make in made.items() if name in wanted}


class Stream:
    """Files of one seed, each the same for its number.

    Parameters
    ----------
    folder : where what failed is kept
    sources : by kind
    """

    def __init__(self, folder: Path, sources: Mapping[str, list[bytes]], seed: int) -> None:
        self._folder, self._sources, self._seed = folder, sources, seed

    def file(self, number: int) -> tuple[str, bytes, str]:
        """Return a file's kind, its content, and what was done to it."""
        chance = random.Random(f"{self._seed}.{number}")
        weights = [PER_KIND[name] for name in self._sources]
        kind = chance.choices(list(self._sources), weights)[0]
        source = chance.choice(self._sources[kind])
        match kind:
            case "circuit":
                other = chance.choice(self._sources[kind])
                return kind, *spoiled_circuit(source, other, chance)
            case "nml":
                return kind, *spoiled_markup(source, chance)
            case "nfy":
                return kind, *spoiled_nodes(source, chance)
            case "table":
                return kind, *spoiled_table(source, chance)
        return kind, *spoiled_bytes(source, chance)

    def batch(self, numbers: range, told: Callable[[dict[str, Any]], None]) -> None:
        """Try some files; tell what was met with each."""
        for number in numbers:
            told({"at": number})
            signal.setitimer(signal.ITIMER_REAL, WALL_S)  # ends a worker that does not hear Python
            kind, content, how = self.file(number)
            trial = TRIALS[kind](self._folder / f"w{os.getpid()}", number)
            trial.path.write_bytes(content)
            counted: collections.Counter[str] = collections.Counter()
            for name, step in trial.steps():
                wrong = _within_limits(step)
                counted[f"{kind}: {name}"] += 1
                if wrong:
                    self._keep(kind, content, number)
                    told({"wrong": f"{kind}: {name}: {_place(wrong)}", "words": wrong, "how": how})
                    told({"file": f"{self._seed}-{number}"})
            counted[f"{kind}: {trial.answer}"] += 1
            told({"counted": counted})

    def _keep(self, kind: str, content: bytes, number: int) -> None:
        (self._folder / f"{self._seed}-{number}.{SUFFIXES[kind]}").write_bytes(content)


SUFFIXES = {"circuit": "circuit", "nml": "nml", "nfy": "nfy", "table": "csv", "nwb": "nwb"}


def _place(wrong: str) -> str:
    """Return by what faults are told apart."""
    frames = re.findall(r'File "[^"]*?/(circuitlab/[^"]+)", line (\d+)', wrong)
    last = wrong.strip().splitlines()[-1]
    return f"{frames[-1] if frames else ''} {re.sub(r'[0-9]+', '0', last)[:90]}"


def _within_limits(step: Callable[[], str]) -> str:
    try:
        with limited():
            return step()
    except Hangs:
        return "hangs\n" + traceback.format_exc()
    except Exception:  # whatever it was, it is told
        return traceback.format_exc()


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Raise `Hangs` after so much processor time."""

    def raised(_number: int, _frame: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGPROF, raised)
    signal.setitimer(signal.ITIMER_PROF, CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


class Trial:
    """A file and what is done with it.

    Attributes
    ----------
    answer : what came of it, in a word
    """

    suffix = "circuit"

    def __init__(self, folder: Path, number: int) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.number, self.answer = folder, number, "unread"
        self.path = folder / f"tried.{self.suffix}"
        self.saved = folder / "saved.circuit"
        self.saved.unlink(missing_ok=True)

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield names of steps and what does them, each after the one before is done."""
        raise NotImplementedError


class CircuitTrial(Trial):
    """A circuit file, ours or another program's."""

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder, number)
        self.loaded: store.Loaded | None = None
        self.is_fit = False

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "load", self.load
        if self.number % SAVED_EVERY == 0:
            yield "save", self.save
        yield "check", self.check
        if self.is_fit or self.number % SAVED_EVERY == 1:
            yield "run", self.run
        if self.number % FIGURE_EVERY == 0:
            yield "figure", self.figure
        if self.number % DAYS_EVERY == 0:
            yield "days", self.days
        if self.number % OTHERS_EVERY == 3:
            for name, words in OTHERS.items():
                yield name, partial(self.written, words)

    def load(self) -> str:
        self.loaded = found = opening.load(self.path)
        if found.circuit is None:
            return _wanting(found.problems) if found.problems else "nothing read, nothing said"
        self.answer = "whole" if found.is_whole else "mended"
        return _wanting(found.problems, foreign=opening.is_foreign(self.path))

    def save(self) -> str:
        """Save what was opened, and open it once more."""
        if self.loaded is None or self.loaded.circuit is None:
            return ""
        circuit = self.loaded.circuit
        if refused := store.save(circuit, self.saved):
            return f"it opens and cannot be saved: {[str(p) for p in refused]}"
        again = store.load(self.saved)
        if again.circuit != circuit:
            return f"saved, it opens as another circuit: {[str(p) for p in again.problems]}"
        more = {str(p.what) for p in again.problems} - {str(p.what) for p in self.loaded.problems}
        if text_of(again.circuit) != text_of(circuit):
            return "saved twice, the text is another"
        return f"saved, it has problems that it had not: {more}" if more else ""

    def check(self) -> str:
        code, said = asked("check", str(self.path))
        if wrong := _unfit(code, said):
            return wrong
        if code == 0 and self.loaded is not None and self.loaded.problems:
            return f"check praises it: {[str(p) for p in self.loaded.problems]}"
        self.is_fit = code == 0
        return ""

    def run(self) -> str:
        code, said = asked("run", str(self.path), "--for", "5 ms")
        if wrong := _unfit(code, said):
            return wrong
        if self.is_fit and code != 0 and not any(words in said for words in NO_NUMBER):
            return f"check praises it, run says: {said}"
        self.answer += f", run {code}"
        return ""

    def figure(self) -> str:
        picture = self.folder / "figure.svg"
        picture.unlink(missing_ok=True)
        code, said = asked("figure", str(self.path), "-o", str(picture), "--at", "1 ms")
        if picture.exists() != (code == 0):
            return f"figure {code}, but there is a picture: {picture.exists()}: {said}"
        return _unfit(code, said)

    def written(self, words: Sequence[str]) -> str:
        """Give a command a place to write to: there is something after it, or it failed."""
        place = self.folder / f"place{words[0]}"
        shutil.rmtree(place, ignore_errors=True)
        place.unlink(missing_ok=True)
        command, *rest = (str(self.path if word == "FILE" else word) for word in words[1:])
        code, said = asked(command, *(str(place) if word == "PLACE" else word for word in rest))
        if place.exists() != (code == 0):
            return f"{command} {code}, but it wrote: {place.exists()}: {said}"
        return _unfit(code, said)

    def days(self) -> str:
        words = ("--days", "1 h", "--probe", "5 ms", "--every", "0.5 h")
        return _unfit(*asked("run", str(self.path), *words))


class NeuromlTrial(CircuitTrial):
    """Another program's circuit."""

    suffix = "nml"

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "load", self.load
        yield "save", self.save
        yield "import", self.import_file
        if self.number % 3 == 0:
            yield "check", self.check
            yield "run", self.run
        if self.number % FIGURE_EVERY == 0:
            yield "figure", self.figure

    def import_file(self) -> str:
        """Write it as a circuit: wholly, or not at all."""
        self.saved.unlink(missing_ok=True)
        code, said = asked("import", str(self.path), "-o", str(self.saved))
        if self.saved.exists() != (code == 0):
            return f"import {code}, but there is a file: {self.saved.exists()}: {said}"
        if wrong := _unfit(code, said):
            return wrong
        if code == 0 and store.load(self.saved).problems:
            return f"imported, it has problems: {store.load(self.saved).problems[0]}"
        return ""


class NeuronifyTrial(NeuromlTrial):
    suffix = "nfy"


class TableTrial(Trial):
    """A recording, laid beside a trace."""

    suffix = "csv"

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        yield "recordings", self.add
        yield "bench", self.list

    def add(self) -> str:
        """Lay each signal beside a trace: then the circuit saves, and opens as it was."""
        from circuitlab.api.circuit import Circuit
        from circuitlab.api.errors import CircuitError

        circuit = Circuit()
        cell = circuit.add("hh_squid")
        for rate in (0.0, 1000.0):
            before = circuit.model
            try:
                with warnings.catch_warnings(record=True) as warned:
                    warnings.simplefilter("always")
                    circuit.recordings.add(self.path, cell, rate=rate)
                self.answer = "added"
            except CircuitError as refusal:
                self.answer = "refused" if self.answer == "unread" else self.answer
                if circuit.model != before:
                    return "refused, and yet another circuit"
                if wrong := _wanting(refusal.problems):
                    return wrong
            if ours := [str(w.message) for w in warned if "circuitlab" in w.filename]:
                return f"warns: {ours}"
        if refused := store.save(circuit.model, self.saved):
            return f"it was taken in and cannot be saved: {[str(p) for p in refused]}"
        again = store.load(self.saved)
        same = again.circuit == circuit.model and not again.problems
        return "" if same else f"saved, it is another: {[str(p) for p in again.problems]}"

    def list(self) -> str:
        """Name every signal, and read each in the unit that it has."""
        from circuitlab.exchange.errors import CannotExchange
        from circuitlab.exchange.recordings.opening import Reading, opened, read_signal

        try:
            source = opened(self.path)
        except CannotExchange as refusal:
            return _wanting([refusal.problem])
        try:
            for signal_ in source.signals:
                try:
                    read_signal(source, signal_, Reading(signal_.unit or "mV", 1.0))
                except CannotExchange as refusal:
                    if wrong := _wanting([refusal.problem]):
                        return wrong
        finally:
            source.close()
        return ""


class NwbTrial(TableTrial):
    suffix = "nwb"


TRIALS: Mapping[str, type[Trial]] = {
    "circuit": CircuitTrial,
    "nml": NeuromlTrial,
    "nfy": NeuronifyTrial,
    "table": TableTrial,
    "nwb": NwbTrial,
}


def _wanting(problems: Any, foreign: bool = False) -> str:
    """Return which problem does not say what is wrong, or what to do."""
    for problem in problems:
        assert isinstance(problem, Problem)
        if not problem.what.strip():
            return f"it does not say what is wrong: {problem!r}"
        if not problem.remedy.strip() and not foreign:
            return f"it does not say what to do: {problem!r}"
        if NOISE.search(str(problem)):
            return f"no words for people: {problem!r}"
    return ""


def _unfit(code: int, said: str) -> str:
    """Return what is wrong with a command's answer."""
    if OURS in said or "Traceback" in said or code not in (0, 1):
        return f"exit {code}: {said}"
    if NOISE.search(said):
        return f"no words for people: {said}"
    return "exit 1, and nothing said" if code == 1 and not said.strip() else ""


def _worker(stream: Stream, numbers: range, out: int) -> None:
    """Try files in a process of its own; write what is met, a line each."""
    with os.fdopen(out, "w", encoding="utf-8") as pipe:

        def told(what: dict[str, Any]) -> None:
            pipe.write(json.dumps(what) + "\n")
            pipe.flush()

        stream.batch(numbers, told)


class Tally:
    """What all workers have met."""

    def __init__(self) -> None:
        self.counted: collections.Counter[str] = collections.Counter()
        self.wrong: collections.Counter[str] = collections.Counter()
        self.files = self.seconds = 0

    def text(self) -> str:
        said = {"counted": self.counted, "wrong": self.wrong, "files": self.files}
        return json.dumps({**said, "seconds": self.seconds}, indent=1)

    def hear(self, what: dict[str, Any]) -> None:
        self.counted.update(what.get("counted", {}))
        self.files += "counted" in what
        if place := what.get("wrong"):
            self.wrong[place] += 1
            if self.wrong[place] <= 2:
                print("-" * 60, what["how"], what["words"][-3000:], sep="\n", flush=True)
        if "file" in what and sum(self.wrong.values()) < 500:
            print("  file", what["file"], flush=True)


def _forked(stream: Stream, numbers: range, tally: Tally) -> int:
    """Try files in a fork; return the number of the next one."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        code = 1
        with contextlib.suppress(BaseException):
            _worker(stream, numbers, theirs)
            code = 0
        os._exit(code)
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


def main() -> int:
    """Try as many files as asked for; return 1 where anything went wrong."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--files", type=int, default=10_000)
    reading.add_argument("--first", type=int, default=0)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--kind", nargs="*", default=list(PER_KIND))
    given = reading.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    _warm()
    folder = Path(tempfile.mkdtemp(prefix=f"broken-streams-{given.seed}-"))
    stream = Stream(folder, kinds(folder, given.kind), given.seed)
    print(folder, flush=True)
    tally, began = Tally(), time.monotonic()
    at, end = given.first, given.first + given.files
    while at < end:
        at = _forked(stream, range(at, min(end, at + IN_A_BATCH)), tally)
        tally.seconds = round(time.monotonic() - began)
        (folder / "tally.json").write_text(tally.text(), encoding="utf-8")
    print(tally.text())
    return int(bool(tally.wrong))


def load_all() -> None:
    """Import every module now: what lies in the folder may change while files are tried."""
    for found in pkgutil.walk_packages(circuitlab.__path__, "circuitlab."):
        with contextlib.suppress(ImportError):
            if not found.name.endswith("__main__") and ".program" not in found.name:
                importlib.import_module(found.name)


def _warm() -> None:
    """Load all that workers use, once; and never compile what damaged files alone need."""
    load_all()
    broken_files._never_compile()
    vars(os)["fsync"] = lambda _file: None  # it is no question of power cuts here
    command = typer.main.get_command(app)
    vars(broken_files)["app"] = lambda **given: command(**given)
    from circuitlab.gui.app import application

    vars(broken_files)["kept"] = application()
    for preset in store.presets():
        asked("check", str(preset.path))
        asked("run", str(preset.path), "--for", "1 ms")
    with tempfile.TemporaryDirectory() as folder:
        asked("figure", "fig1", "-o", f"{folder}/a.svg", "--at", "1 ms")


if __name__ == "__main__":
    sys.exit(main())
