"""The table of facts that were put right is whole, and says of the catalog what is true."""

import re
from pathlib import Path

import pytest
from each_case import each_case

from circuitlab.catalog.load import default_catalog

CATALOG = default_catalog()
TEXT = (Path(__file__).parents[2] / "docs" / "facts.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells
    for line in TEXT.splitlines()
    if re.match(r"\| \d", line)
    and (cells := [cell.strip() for cell in line.strip("| ").split(" | ")])
}
NUMBERS = [
    "1.1",
    *(f"1.2.{row}" for row in range(1, 12)),
    *(f"2.{row}" for row in range(1, 13)),
    *(f"3.{row}" for row in range(1, 19)),
    *(f"4.{row}" for row in range(1, 9)),
    *(f"5.{row}" for row in range(1, 12)),
    *(f"6.{row}" for row in range(1, 18)),
]
each_row = each_case("number", NUMBERS)


def names_in(text: str) -> list[str]:
    return re.findall(r"`([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)`", text)


def test_every_row_is_there_once_and_no_other() -> None:
    listed = re.findall(r"^\| (\d+(?:\.\d+)+) \|", TEXT, re.MULTILINE)
    assert listed == NUMBERS


@each_row
def test_the_sources_of_a_row_exist_and_stand_behind_something(number: str) -> None:
    *_told, sources = ROWS[number]
    keys = names_in(sources)
    assert keys or sources == "–"
    used = {mark.source for kind in CATALOG.kinds.values() for mark in _marks(kind)}
    for kind in CATALOG.kinds.values():
        used |= set(kind.sources)
        used |= {key for p in kind.parameters.values() for key in (p.source, p.after)}
    assert set(keys) <= set(CATALOG.citations)
    assert set(keys) <= used


def _marks(kind):
    return [mark for p in kind.parameters.values() for mark in p.landmarks]


@each_row
def test_what_a_row_names_exists(number: str) -> None:
    for name in names_in(" ".join(ROWS[number][1:-1])):
        kind, _dot, parameter = name.partition(".")
        assert kind in CATALOG.kinds
        assert not parameter or parameter in CATALOG.kind(kind).parameters


@pytest.mark.parametrize("number", [row for row in NUMBERS if row.startswith("4.")])
def test_what_was_not_found_is_still_unverified(number: str) -> None:
    for name in names_in(ROWS[number][1]):
        kind, _dot, parameter = name.partition(".")
        assert CATALOG.kind(kind).parameters[parameter].tag == "unverified"


@each_case(("name", "value"), re.findall(r"`([a-z0-9_]+\.[a-z0-9_]+)` = ([\d.]+)", TEXT))
def test_what_is_right_is_kept(name: str, value: str) -> None:
    kind, _dot, parameter = name.partition(".")
    assert CATALOG.kind(kind).parameters[parameter].default == float(value)


@pytest.mark.parametrize("sentence", re.findall(r"\| (?:5\.1[01]) \| “?\"(.+?)\"", TEXT))
def test_sentences_that_are_right_stand_word_for_word(sentence: str) -> None:
    caveats = " ".join(line for kind in CATALOG.kinds.values() for line in kind.caveats)
    assert sentence in caveats


def test_there_are_sentences_and_values_to_keep() -> None:
    assert len(re.findall(r"\| (?:5\.1[01]) \| “?\"(.+?)\"", TEXT)) == 2
    assert len(re.findall(r"`([a-z0-9_]+\.[a-z0-9_]+)` = ([\d.]+)", TEXT)) >= 12
