"""Small catalogs written to a folder, for tests that need a mistake or a kind of their own."""

from pathlib import Path

from circuitlab.catalog.load import CatalogError, load_catalog
from circuitlab.catalog.words import Problem

KIND = """
[buzzer]
title = "Buzzer"
family = "stimulus"
mechanism = "current_pulse"
doc = "Makes a neuron fire."

[buzzer.parameters]
volume = { symbol = "V", unit = "pA", default = 5, min = 0, max = 10, tag = "assumed", doc = "L." }
"""


def written(folder: Path, text: str, name: str = "toy.toml") -> Path:
    """Return `folder`, in which the file `name` now holds `text`."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path, text: str) -> list[Problem]:
    """Return what is wrong with a catalog that consists of `text`."""
    try:
        load_catalog(written(folder, text))
    except CatalogError as error:
        return list(error.problems)
    return []
