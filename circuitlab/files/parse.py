"""From the bytes of a file to plain values, within limits, with every slip noticed."""

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path
from typing import Any

from circuitlab.catalog.printable import has_unfit, printable
from circuitlab.catalog.words import Problem
from circuitlab.files.limits import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIGITS,
    too_large,
    too_much,
    too_nested,
)
from circuitlab.resources import _

_OF_A_PIPE = 20_000_000
"""Bytes that are read of what does not tell its size."""
_TOO_LONG = 10**MAX_DIGITS
_TOKEN = re.compile(r'"[^"]*+(?<!\\)"|"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""Texts and brackets; a text without a quote in it is found several times as fast."""
_ESCAPED = re.compile(r"\\u(?:[dD][89a-fA-F]|00[0189]|007[fF]|[fF]{3}[eEfF])")
"""Half letters and control characters, as JSON writes them."""
_CONTROL = re.compile(r"[\x7f-\x9f\ufffe\uffff]")


class LeftOut(Problem):
    """What is wrong with a value that is therefore not in the content that is read on."""

    __slots__ = ()


class Mended(Problem):
    """What is wrong with a text, and is no longer: the text is there, with a sign in its place."""

    __slots__ = ()


class Repeated(dict[str, Any]):
    """An object of a file in which some names stand twice; the last of each counts."""

    names: tuple[str, ...] = ()


def read_text(path: Path) -> str | Problem:
    """Return the text of a file, or why it cannot be one of ours."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > MAX_BYTES else file.read(max(size, _OF_A_PIPE))
    except OSError as error:
        return _unreadable(path, error)
    if (large := too_large(max(size, len(data)))) is not None:
        return Problem(path.name, large.what, large.remedy)
    if b"\0" in data:
        return Problem(path.name, _("This is not a text"), _("choose a circuit file"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = _("This is not a text in UTF-8 (line {line})").format(line=line)
        return Problem(path.name, what, _("choose a circuit file"))


def parse(text: str) -> tuple[Any, list[Problem]]:
    """Return the value that a JSON text holds, and what is wrong with it as JSON.

    Where it cannot be read at all, the value is None and there is one problem. A number that is
    not finite is left out, and None stands for it in a list.
    """
    refusal = too_much(text) or too_deep(text)
    if refusal is not None:
        return None, [refusal]
    slips = _Slips()
    try:
        value = json.loads(
            text,
            object_pairs_hook=slips.object,
            parse_float=slips.number,
            parse_int=slips.whole,
            parse_constant=slips.constant,
        )
    except json.JSONDecodeError as error:
        return None, [_not_json(text, error)]
    except RecursionError:
        return None, [Problem("", _("The file is too deep to read"), _("choose a circuit file"))]
    problems: list[Problem] = []
    if slips.any or _is_suspect(text):
        value = cleaned(value, "", problems)
    return value, problems


def _is_suspect(text: str) -> bool:
    """Whether there may be characters in a text that cannot be shown: millions are read quickly."""
    plain = text.isascii() and "\x7f" not in text
    if not plain and _CONTROL.search(text):
        return True
    return "\\u" in text and _ESCAPED.search(text) is not None


class _Slips:
    """Reads numbers and objects, and notes whether anything must be looked for afterwards."""

    def __init__(self) -> None:
        self.any = False

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) == len(pairs):
            return whole
        self.any = True
        seen: set[str] = set()
        repeated = Repeated(whole)
        repeated.names = tuple(n for n, _v in pairs if n in seen or seen.add(n))  # type: ignore[func-returns-value]
        return repeated

    def number(self, digits: str) -> float:
        value = float(digits)
        self.any |= not math.isfinite(value)
        return value

    def whole(self, digits: str) -> int | float:
        if len(digits) > MAX_DIGITS:
            self.any = True
            return math.inf
        return int(digits)

    def constant(self, name: str) -> float:
        self.any = True
        return float(name)


def pointer(*steps: object) -> str:
    """Return the JSON pointer made of these steps: `/elements/3/params/size`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def cleaned(value: Any, where: str, problems: list[Problem]) -> Any:
    """Return `value` without what no file may hold, each slip reported with its place."""
    if isinstance(value, Repeated):
        for name in dict.fromkeys(value.names):
            what = _("“{name}” stands here twice").format(name=name)
            remedy = _("keep one; the last one is used")
            problems.append(Problem(where + pointer(name), what, remedy))
    if isinstance(value, dict):
        inner = {n: cleaned(v, where + pointer(n), problems) for n, v in value.items()}
        problems += [_unshown(where + pointer(printable(n))) for n in value if has_unfit(n)]
        return {printable(n): v for n, v in inner.items() if v is not None or value[n] is None}
    if isinstance(value, list):
        return [cleaned(v, where + pointer(n), problems) for n, v in enumerate(value)]
    if _is_beyond(value):
        what = _("This is not a finite number")
        problems.append(LeftOut(where or "/", what, _("write a finite number")))
        return None
    if isinstance(value, str) and has_unfit(value):
        problems.append(_unshown(where))
        return printable(value)
    return value


def _is_beyond(value: object) -> bool:
    """Whether a value is a number that is not finite, or has more digits than are read."""
    if isinstance(value, float):
        return not math.isfinite(value)
    return isinstance(value, int) and abs(value) >= _TOO_LONG


def _unshown(where: str) -> Mended:
    what = _("A character here cannot be shown; “{sign}” stands in its place")
    remedy = _("write the text anew, or save the file as it is now")
    return Mended(where, what.format(sign=printable("\0")), remedy)


def too_deep(text: str) -> Problem | None:
    """Refuse early what lies too deep inside one another."""
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = text[token.start()]
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return too_nested(depth, _line(text, token.start()))
        elif mark in "]}":
            depth -= 1
    return None


def _not_json(text: str, error: json.JSONDecodeError) -> Problem:
    if not text.strip():
        return Problem("", _("The file is empty"), _("choose a circuit file"))
    cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    if cut:
        what = _("The file ends in the middle: it was cut short")
        return Problem(_line(text, len(text)), what, _("get a whole copy of it"))
    place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
    what = _("This is not JSON ({reason})").format(reason=error.msg)
    return Problem(place, what, _("mend it there, or choose another file"))


def _line(text: str, position: int) -> str:
    return _("line {line}").format(line=text.count("\n", 0, position) + 1)


def _unreadable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(str(path), _("There is no such file"), _("check the name"))
    if isinstance(error, IsADirectoryError):
        return Problem(str(path), _("This is a folder"), _("choose a file in it"))
    what = _("The file cannot be read ({reason})").format(reason=error.strerror or error)
    return Problem(str(path), what, _("check that you may read it"))
