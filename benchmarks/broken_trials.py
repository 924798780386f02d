"""What is done with a damaged file, and what may not come of it."""

from __future__ import annotations

import contextlib
import shutil
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.broken_answers import NO_NUMBER, asked, unfit, wanting
from circuitlab.api.circuit import Circuit
from circuitlab.api.errors import CircuitError
from circuitlab.exchange import opening
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.recordings.opening import Reading, opened, read_signal
from circuitlab.exchange.recordings.signals import FileSignal, RecordingFile
from circuitlab.files import store
from circuitlab.files.serialise import text_of

SAVED_EVERY, CHECKED_EVERY, FIGURE_EVERY, DAYS_EVERY, OTHERS_EVERY = 2, 3, 8, 40, 10
OTHERS = {
    "compare": ("", "compare", "FILE", "--for", "5 ms", "--out", "PLACE"),
    "run --out": (".csv", "run", "FILE", "--for", "5 ms", "--out", "PLACE"),
    "export": (".graphml", "export", "FILE", "-o", "PLACE"),
    "export --to neuroml": ("", "export", "FILE", "PLACE", "--to", "neuroml", "--for", "5 ms"),
    "export --to neuron": ("", "export", "FILE", "PLACE", "--to", "neuron", "--for", "5 ms"),
}
"""Commands that write: the ending of what they write, and their words."""
Step = tuple[str, Callable[[], str]]


class Trial(ABC):
    """A file and what is done with it; each step returns what is wrong, or nothing.

    Parameters
    ----------
    folder : where files are written, of this process alone
    number : which of the files it is; not with all of them everything is done
    suffix : of the file's name

    Attributes
    ----------
    path : where the file must lie before the first step
    answer : what came of it, in a word
    """

    def __init__(self, folder: Path, number: int, suffix: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.number, self.answer = folder, number, "unread"
        self.path = folder / f"tried.{suffix}"
        self.saved = folder / "saved.circuit"
        self.saved.unlink(missing_ok=True)

    @abstractmethod
    def steps(self) -> Iterator[Step]:
        """Yield names of steps and what does them, each after the one before is done."""


class CircuitTrial(Trial):
    """A circuit file of ours."""

    def __init__(self, folder: Path, number: int, suffix: str) -> None:
        super().__init__(folder, number, suffix)
        self.loaded: store.Loaded | None = None
        self.is_fit = False

    def steps(self) -> Iterator[Step]:
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
            return wanting(found.problems) if found.problems else "nothing read, nothing said"
        self.answer = "whole" if found.is_whole else "mended"
        return wanting(found.problems, foreign=opening.is_foreign(self.path))

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
        if wrong := unfit(code, said):
            return wrong
        if code == 0 and self.loaded is not None and self.loaded.problems:
            return f"check praises it: {[str(p) for p in self.loaded.problems]}"
        self.is_fit = code == 0
        return ""

    def run(self) -> str:
        code, said = asked("run", str(self.path), "--for", "5 ms")
        if wrong := unfit(code, said):
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
        return unfit(code, said)

    def written(self, words: Sequence[str]) -> str:
        """Give a command a place to write to: there is something after it, or it failed."""
        place = self.folder / f"place{words[0]}"
        shutil.rmtree(place, ignore_errors=True)
        place.unlink(missing_ok=True)
        command, *rest = (str(self.path if word == "FILE" else word) for word in words[1:])
        code, said = asked(command, *(str(place) if word == "PLACE" else word for word in rest))
        if place.exists() != (code == 0):
            return f"{command} {code}, but it wrote: {place.exists()}: {said}"
        return unfit(code, said)

    def days(self) -> str:
        words = ("--days", "1 h", "--probe", "5 ms", "--every", "0.5 h")
        return unfit(*asked("run", str(self.path), *words))


class ForeignTrial(CircuitTrial):
    """Another program's circuit."""

    def steps(self) -> Iterator[Step]:
        yield "load", self.load
        yield "save", self.save
        yield "import", self.import_file
        if self.number % CHECKED_EVERY == 0:
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
        if wrong := unfit(code, said):
            return wrong
        if code == 0 and store.load(self.saved).problems:
            return f"imported, it has problems: {store.load(self.saved).problems[0]}"
        return ""


class RecordingTrial(Trial):
    """A recording, laid beside a trace."""

    def steps(self) -> Iterator[Step]:
        yield "recordings", self.add
        yield "bench", self.read_all

    def add(self) -> str:
        """Lay each signal beside a trace: then the circuit saves, and opens as it was."""
        circuit = Circuit()
        cell = circuit.add("hh_squid")
        for rate in (0.0, 1000.0):
            if wrong := self._laid_beside(circuit, cell, rate):
                return wrong
        if refused := store.save(circuit.model, self.saved):
            return f"it was taken in and cannot be saved: {[str(p) for p in refused]}"
        again = store.load(self.saved)
        same = again.circuit == circuit.model and not again.problems
        return "" if same else f"saved, it is another: {[str(p) for p in again.problems]}"

    def _laid_beside(self, circuit: Circuit, cell: str, rate: float) -> str:
        before = circuit.model
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            try:
                circuit.recordings.add(self.path, cell, rate=rate)
                self.answer = "added"
            except CircuitError as refusal:
                self.answer = "refused" if self.answer == "unread" else self.answer
                if circuit.model != before:
                    return "refused, and yet another circuit"
                if wrong := wanting(refusal.problems):
                    return wrong
        ours = [str(each.message) for each in warned if "circuitlab" in each.filename]
        return f"warns: {ours}" if ours else ""

    def read_all(self) -> str:
        """Name every signal, and read each in the unit that it has."""
        try:
            source = opened(self.path)
        except CannotExchange as refusal:
            return wanting([refusal.problem])
        with contextlib.closing(source):
            return next(filter(None, (_unread(source, each) for each in source.signals)), "")


def _unread(source: RecordingFile, found: FileSignal) -> str:
    """Return what is wrong with the refusal to read a signal, if it is refused."""
    try:
        read_signal(source, found, Reading(found.unit or "mV", 1.0))
    except CannotExchange as refusal:
        return wanting([refusal.problem])
    return ""
