"""The numbers of an exported circuit on disk: each table a file, of which any part can be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Wholes = NDArray[np.int64]
Reals = NDArray[np.float64]
Table = NDArray[Any]
_INDEX = "index.json"


class Data:
    """Tables in a folder.

    Attributes
    ----------
    about : what is no table: step, length, banks, names
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        written = json.loads((folder / _INDEX).read_text("utf-8"))
        self.about: dict[str, Any] = written["about"]
        self._tables: dict[str, dict[str, Any]] = written["tables"]

    def __contains__(self, name: str) -> bool:
        return name in self._tables

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all tables."""
        return tuple(self._tables)

    def size(self, name: str) -> int:
        """How many numbers a table has."""
        return int(self._tables[name]["count"])

    def whole(self, name: str) -> Table:
        """A whole table."""
        return self.part(name, 0, self.size(name))

    def part(self, name: str, first: int, count: int) -> Table:
        """A part of a table; no more than that is read."""
        table = self._tables[name]
        kind = np.dtype(table["dtype"])
        offset = first * kind.itemsize
        return np.fromfile(self._folder / f"{name}.bin", kind, count, offset=offset)


def write_data(folder: Path, about: Mapping[str, Any], tables: Mapping[str, Table]) -> None:
    """Write tables into a new folder."""
    folder.mkdir(parents=True)
    index = {name: _written(folder, name, np.ascontiguousarray(t)) for name, t in tables.items()}
    text = json.dumps({"about": about, "tables": index}, indent=1)
    (folder / _INDEX).write_text(text, "utf-8")


def _written(folder: Path, name: str, table: Table) -> dict[str, Any]:
    table.tofile(folder / f"{name}.bin")
    return {"dtype": table.dtype.str, "count": len(table)}
