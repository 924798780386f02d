"""What is asked of the program about a damaged file, and whether its answer is fit for people."""

from __future__ import annotations

import contextlib
import functools
import io
import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any
from unittest import mock

import typer

from circuitlab.catalog.words import Problem
from circuitlab.cli import errors
from circuitlab.cli.app import app

OURS = "our mistake"
NO_NUMBER = ("no longer a number", "is not a number", "too strong", "ran away")
"""What a run may say of a circuit that nothing is wrong with."""
NOISE = re.compile(r"object at 0x|<class |NoneType|\bnumpy\.|Error\(")
"""What no sentence for people holds."""


def asked(*words: str) -> tuple[int, str]:
    """Return the exit code of a command and all that it says; an error of ours with its place."""
    said = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(errors, "written_down", _into_words),
        contextlib.redirect_stdout(said[0]),
        contextlib.redirect_stderr(said[1]),
    ):
        code = errors.guarded(
            lambda: _command()(args=list(words), prog_name="circuitlab", standalone_mode=False)
        )
    return code, "".join(each.getvalue() for each in said)


@functools.cache
def _command() -> Callable[..., Any]:
    """Return what all commands are called by; to make it takes longer than most of them do."""
    return typer.main.get_command(app)


def _into_words(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def wanting(problems: Iterable[Problem], foreign: bool = False) -> str:
    """Return which problem does not say what is wrong, or (but for `foreign`) what to do."""
    for problem in problems:
        if not problem.what.strip():
            return f"it does not say what is wrong: {problem!r}"
        if not problem.remedy.strip() and not foreign:
            return f"it does not say what to do: {problem!r}"
        if NOISE.search(str(problem)):
            return f"no words for people: {problem!r}"
    return ""


def unfit(code: int, said: str) -> str:
    """Return what is wrong with a command's answer."""
    if OURS in said or "Traceback" in said or code not in (0, 1):
        return f"exit {code}: {said}"
    if NOISE.search(said):
        return f"no words for people: {said}"
    return "exit 1, and nothing said" if code == 1 and not said.strip() else ""
