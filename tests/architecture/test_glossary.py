"""A word of the glossary means one thing in code too: the class of its name is the one it names."""

import ast
import functools
import re
from collections import defaultdict
from pathlib import Path

from architecture.sources import FILES, PACKAGE, nodes

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"

FACADE = "api"
"""The room whose classes are the model's own under the names that a script uses."""

OF_OTHER_THINGS = {
    "Action": "a menu's",
    "Chain": "an axon with its synapse",
    "Chunk": "what one call of the engine steps",
    "Column": "of the canvas, when it is tidied",
    "Event": "something that happened in a run",
    "Firing": "who fired when, as a sequence",
    "Output": "of one call of the engine",
    "Plot": "one plot of pyqtgraph",
    "Session": "the window's",
    "Simulation": "a plan with its arrays, as it is stepped",
    "Snap": "the moment that a cursor snaps to",
    "Unit": "of a number",
}
"""Classes whose word is avoided for another thing than they are."""


def entries() -> list[str]:
    text = GLOSSARY.read_text(encoding="utf-8")
    return [entry for entry in text.split("\n\n") if entry.startswith("**")]


def heads(entry: str) -> set[str]:
    """The words that an entry explains, as a class would bear them."""
    words = [word for head in re.findall(r"\*\*([^*]+)\*\*", entry) for word in head.split(",")]
    return {as_class(word) for word in words}


def as_class(word: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split("[ -]", word.strip()))


def named_in_code(entry: str) -> set[str]:
    line = re.search(r"\*In code:\*(.*)", entry, re.DOTALL)
    return set(re.findall(r"`([\w.]+)`", line[1])) if line else set()


@functools.cache
def classes() -> dict[str, set[str]]:
    """Every class of the program, by its name, with where it is."""
    found = defaultdict(set)
    for path in FILES:
        room = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and room.partition(".")[0] != FACADE:
                found[node.name].add(f"{room}.{node.name}")
    return found


HEADS = {head for entry in entries() for head in heads(entry)}


def test_a_word_is_explained_once_and_by_one_class() -> None:
    named = [path for entry in entries() for path in named_in_code(entry)]
    assert len(named) == len(set(named))
    assert len(named) > 40


def test_the_class_of_a_word_is_the_one_that_the_glossary_names() -> None:
    named = {word: paths_named(word) for word in HEADS & set(classes())}
    assert named
    assert {word: paths for word, paths in named.items() if paths != classes()[word]} == {}


def paths_named(word: str) -> set[str]:
    """The classes of this word that its entry names."""
    named = {path for entry in entries() if word in heads(entry) for path in named_in_code(entry)}
    return {path for path in named if path.endswith(f".{word}")}


def test_what_the_glossary_names_exists() -> None:
    named = {path for entry in entries() for path in named_in_code(entry)}
    assert named <= set().union(*classes().values())


def test_no_class_bears_a_word_that_is_avoided() -> None:
    avoided = set()
    for entry in entries():
        words = re.search(r"\*Avoid:\*(.*?)(?:\*In code|$)", entry, re.DOTALL)
        plain = re.sub(r"\([^)]*\)", "", words[1]) if words else ""
        avoided |= {as_class(word) for word in re.split(r"[,.;]", plain.replace("\n", " "))}
    assert (avoided & set(classes())) - HEADS == set(OF_OTHER_THINGS)
