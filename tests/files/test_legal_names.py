"""What is proposed as a file's name can be saved on every system, and so can the program itself."""

import subprocess
from pathlib import Path, PureWindowsPath

import pytest

import circuitlab
from circuitlab.files.legal_names import MOST_CHARACTERS, is_legal, legal_name

TOP = Path(circuitlab.__file__).parent.parent


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Figure 4", "Figure 4"),
        ("Aδ/C: heat?", "Aδ-C- heat"),
        ("con", "_con"),
        ("Nul.circuit", "_Nul.circuit"),
        ("../../etc", "etc"),
        (" a. ", "a"),
        ("???", ""),
        ("x\ny", "x-y"),
        ("Größe µ", "Größe µ"),
    ],
)
def test_a_title_becomes_a_name_that_windows_takes(title: str, name: str) -> None:
    assert legal_name(title) == name
    assert not name or is_legal(name)
    assert not name or PureWindowsPath(name).name == name


def test_long_titles_are_cut() -> None:
    assert len(legal_name("y" * 300)) == MOST_CHARACTERS


@pytest.mark.parametrize("name", ["", "a:b", "aux", "COM1.txt", "end.", "end ", "a/b", "tab\t"])
def test_names_that_windows_refuses_are_known(name: str) -> None:
    assert not is_legal(name)


def test_every_file_of_the_program_can_lie_on_windows_and_on_macos() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, encoding="utf-8"
    )
    files = [file for file in listed.stdout.split("\0") if file] or [
        str(path.relative_to(TOP))
        for folder in ("circuitlab", "assets", "presets", "docs", "tests")
        for path in (TOP / folder).rglob("*")
    ]
    assert len(files) > 500
    assert not [file for file in files for part in Path(file).parts if not is_legal(part)]
    assert len({file.casefold() for file in files}) == len(files)
    assert max(map(len, files)) < 160, "with a folder before it, Windows takes 260 characters"
