"""Spikes as a table of text: which cell of which element, and when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .data import Wholes


def write_spikes(path: Path, spikes: Wholes, about: Mapping[str, Any]) -> None:
    """Write (source, tick, count) rows in order of time, each spike by its element and cell."""
    names = [name for name, _first, _size in about["elements"]]
    firsts = np.asarray([first for _name, first, _size in about["elements"]], np.int64)
    spikes = np.repeat(spikes[:, :2], spikes[:, 2], axis=0)
    spikes = spikes[np.lexsort((spikes[:, 0], spikes[:, 1]))]
    element = np.searchsorted(firsts, spikes[:, 0], side="right") - 1
    with path.open("w", encoding="utf-8") as out:
        out.write("element,cell,time_ms\n")
        for k, (source, tick) in enumerate(spikes.tolist()):
            number = int(element[k])
            out.write(f"{names[number]},{source - firsts[number]},{tick * about['dt']:.10g}\n")
