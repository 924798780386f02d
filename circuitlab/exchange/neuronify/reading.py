"""What stands in a file of Neuronify: nodes and edges, whichever version wrote it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.parse import parse, read_text
from circuitlab.model.limits import FARTHEST
from circuitlab.resources import _

MOST = 20_000
"""Nodes or edges of a file."""


@dataclass(frozen=True, slots=True)
class FileNode:
    """A node: what it is, where it stands (px), and all that is said of it.

    Attributes
    ----------
    engine : numbers in SI units
    """

    what: str
    x: float
    y: float
    label: str
    said: Mapping[str, Any]
    engine: Mapping[str, Any]

    def number(self, *names: str, otherwise: float) -> float:
        """The first of these that is a number."""
        return _number(self.engine, *names, otherwise=otherwise)

    @property
    def inhibits(self) -> bool:
        """Whether what it sends inhibits."""
        given = self.said.get("inhibitory", self.engine.get("inhibitory"))
        return bool(given) or self.what.endswith("InhibitoryNeuron")


@dataclass(frozen=True, slots=True)
class FileEdge:
    """An edge between two nodes, by their numbers; without a name in the oldest files."""

    what: str
    source: int
    target: int
    engine: Mapping[str, Any]

    def number(self, *names: str, otherwise: float) -> float:
        """The first of these that is a number."""
        return _number(self.engine, *names, otherwise=otherwise)


@dataclass(frozen=True, slots=True)
class NeuronifyFile:
    """A file that has been read."""

    nodes: tuple[FileNode, ...]
    edges: tuple[FileEdge, ...]


def read(path: Path) -> NeuronifyFile | Problem:
    """Read a file of Neuronify, or say why it is none."""
    text = read_text(path)
    if isinstance(text, Problem):
        return text
    content, slips = parse(text)
    if not isinstance(content, dict):
        return slips[0] if slips else _not_neuronify()
    nodes, edges = content.get("nodes"), content.get("edges", content.get("connections"))
    if not isinstance(nodes, list) or not isinstance(edges, list):
        return _not_neuronify()
    if max(len(nodes), len(edges)) > MOST:
        what = _("The file has more than {most} nodes or edges").format(most=MOST)
        return Problem("", what, _("choose a smaller one"))
    found = tuple(_node(each) for each in nodes)
    return NeuronifyFile(found, tuple(edge for each in edges if (edge := _edge(each, len(nodes)))))


def _not_neuronify() -> Problem:
    what = _("This is no file of Neuronify: it holds no nodes and edges")
    return Problem("", what, _("choose a file that ends in .nfy"))


def _node(given: Any) -> FileNode:
    outer = _object(given)
    said = _object(outer.get("savedProperties")) or outer
    what = outer.get("filename", outer.get("fileName", ""))
    label = said.get("label", "")
    return FileNode(
        _name(what),
        _place(said, "x"),
        _place(said, "y"),
        label if isinstance(label, str) else "",
        said,
        {**said, **_object(said.get("engine"))},
    )


def _edge(given: Any, nodes: int) -> FileEdge | None:
    outer = _object(given)
    said = _object(outer.get("savedProperties")) or outer
    source, target = outer.get("from"), outer.get("to")
    if not isinstance(source, int) or not isinstance(target, int):
        return None
    if not 0 <= source < nodes or not 0 <= target < nodes:
        return None
    what = outer.get("filename", outer.get("fileName", said.get("filename", "")))
    return FileEdge(_name(what), source, target, {**said, **_object(said.get("engine"))})


def _name(file: Any) -> str:
    """The name of a part, of the file that draws it."""
    return file.rpartition("/")[2].removesuffix(".qml") if isinstance(file, str) else ""


def _object(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def _place(said: Mapping[str, Any], name: str) -> float:
    """A coordinate (px); one that no canvas reaches is none."""
    found = _number(said, name, otherwise=0.0)
    return found if abs(found) <= FARTHEST else 0.0


def _number(given: Mapping[str, Any], *names: str, otherwise: float) -> float:
    for name in names:
        value = given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
    return otherwise
