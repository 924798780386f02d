"""Answers at random to what the window would ask in dialogs of the system."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from circuitlab.catalog.words import Problem
from circuitlab.gui.shell.dialogs import Elsewhere, Unsaved

Told = Callable[[str], None]


class RandomAnswers:
    """Stands for the window's `Questions`.

    Parameters
    ----------
    chance
        Where the answers come from.
    folder
        Where files are saved and opened.
    note, fail
        Told what is done, and what has failed.
    """

    def __init__(self, chance: random.Random, folder: Path, note: Told, fail: Told) -> None:
        self._random, self._folder = chance, folder
        self.note, self.fail = note, fail

    def file_to_open(self, _folder: Path) -> Path | None:
        found = [*self._folder.glob("*.circuit"), None]
        return self._random.choice(found)

    def file_to_save(self, proposal: Path) -> Path | None:
        made = self._folder / f"{self._random.randrange(4)}{proposal.suffix or '.circuit'}"
        return self._random.choice((made, made, None))

    figure_to_save = file_to_save

    def graph_to_save(self, proposal: Path, _suffixes: Sequence[str]) -> Path | None:
        return self.file_to_save(proposal)

    def data_to_save(self, _proposal: Path, ending: str) -> Path | None:
        made = self._folder / f"data{self._random.randrange(10_000)}{ending}"
        return self._random.choice((made, made, None))

    def table_to_save(self, proposal: Path) -> Path | None:
        return self.file_to_save(proposal)

    def recording_to_open(self, folder: Path) -> Path | None:
        return self.file_to_open(folder)

    def unsaved_changes(self, _title: str) -> Unsaved:
        return self._random.choice(list(Unsaved))

    def changed_elsewhere(self, _name: str) -> Elsewhere:
        return self._random.choice(list(Elsewhere))

    def show_problems(self, title: str, problems: Sequence[Problem]) -> None:
        self.note(f"{title}: {'; '.join(str(each) for each in problems[:3])}")
        for problem in problems:
            if "our mistake" in str(problem):
                self.fail(str(problem))

    def show_log(self) -> None:
        self.note("log")

    def tell(self, title: str, _text: str) -> None:
        self.note(title)
