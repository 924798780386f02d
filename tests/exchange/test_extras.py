import json as plain
import sys

import pytest

from circuitlab.exchange.extras import MissingExtra, library
from circuitlab.exchange.left_out import LeftOut, told


def test_a_library_that_is_there_is_returned():
    assert library("json", "json") is plain


def test_a_missing_library_is_named_with_the_command_that_brings_it():
    with pytest.raises(MissingExtra) as missing:
        library("no_such_library.deep", "nwb")
    assert missing.value.problem.where == "no_such_library"
    assert "pip install 'circuitlab[nwb]'" in str(missing.value)


def test_what_is_left_out_is_told_once_each():
    lines = told([LeftOut("a", "no noise"), LeftOut("a", "no noise"), LeftOut("b", "no heat")])
    assert lines == ("a: no noise", "b: no heat")


def test_nothing_left_out_is_said_too():
    assert told([]) == ("Nothing was left out.",)


def test_a_folder_that_takes_no_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(MissingExtra, match=r"with Python .*circuitlab\[nwb\]"):
        library("no_such_library", "nwb")
