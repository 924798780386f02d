"""In which line of a JSON text a value stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.resources import _

MAX_LENGTH = 3_000_000
"""Longer texts are not searched: their problems come with the pointer alone."""

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]+|\n', re.DOTALL)


def with_lines(problems: Iterable[Problem], text: str) -> list[Problem]:
    """Return the problems with the line added where their place is a JSON pointer."""
    problems = list(problems)
    wanted = any(problem.where.startswith("/") for problem in problems)
    if not wanted or len(text) > MAX_LENGTH:
        return problems
    lines = lines_of(text)
    return [_with_line(problem, lines) for problem in problems]


def lines_of(text: str) -> dict[str, int]:
    """Return the line, from 1, in which each value of a JSON text begins, by its pointer.

    Of a name that stands twice the last counts.
    """
    lines: dict[str, int] = {"": 1}
    line = 1
    stack: list[tuple[str, int]] = []  # pointer of the container; next index, or -1 for an object
    name, in_key = "", False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
        elif token in "]}":
            stack.pop()
            in_key = False
        elif token == ",":
            in_key = bool(stack) and stack[-1][1] < 0
        elif token == ":":
            in_key = False
        elif in_key:
            name = json.loads(token)
        else:
            here, stack = _next_place(stack, name)
            lines[here] = line
            if token in "[{":
                stack.append((here, 0 if token == "[" else -1))
                in_key = token == "{"
            line += token.count("\n")
    return lines


def _next_place(stack: list[tuple[str, int]], name: str) -> tuple[str, list[tuple[str, int]]]:
    """Return the pointer of the value that begins now, and the stack with its place counted."""
    if not stack:
        return "", stack
    container, index = stack[-1]
    if index < 0:
        return container + pointer(name), stack
    return container + pointer(index), [*stack[:-1], (container, index + 1)]


def _with_line(problem: Problem, lines: dict[str, int]) -> Problem:
    """Give the line of the place itself, or of the nearest thing that holds it."""
    place = problem.where
    if not place.startswith("/"):
        return problem
    while place and place not in lines:
        place = place.rpartition("/")[0]
    where = _("line {line}, {place}").format(line=lines.get(place, 1), place=problem.where)
    return Problem(where, problem.what, problem.remedy)
