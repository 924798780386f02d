"""The desktop learns which program opens a circuit, and forgets it again without a trace."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from circuitlab.cli.errors import CannotDo
from circuitlab.cli.registering import desktop_files, register, registry

SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data of müller"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setattr(register.shutil, "which", lambda _name: None)
    return folder


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_registered_is_taken_back_whole(data: Path) -> None:
    other = data / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\n")
    register.register()
    assert len(_files(data)) == 5
    register.register()
    register.unregister()
    assert _files(data) == [other]
    register.unregister()


def test_the_entry_starts_this_program_with_the_file(data: Path) -> None:
    register.register()
    lines = (data / "applications" / "circuitlab.desktop").read_text("utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines[1:])
    words = shlex.split(said["Exec"].replace("\\\\", "\\"))
    assert words == [*register.command(), "%f"]
    assert said["MimeType"] == f"{desktop_files.MIME};"
    asked = subprocess.run(
        [*register.command(), "--version"], capture_output=True, text=True, timeout=60
    )
    assert asked.stdout.startswith("circuitlab ")


def test_a_path_with_every_awkward_sign_is_quoted() -> None:
    words = ["/opt/Lab of Jürgen/100%/a$b`c\\d/circuitlab"]
    said = desktop_files.entry(words).split("Exec=")[1].splitlines()[0]
    quoted = said.replace("\\\\", "\\").removesuffix(" %f")
    assert quoted[0] == quoted[-1] == '"'
    assert re.sub(r"\\(.)", r"\1", quoted[1:-1]) == words[0].replace("%", "%%")


def test_a_circuit_is_known_by_its_ending_and_its_first_line() -> None:
    (kind,) = ET.fromstring(desktop_files.kind_of_file())
    assert kind.get("type") == desktop_files.MIME
    glob, match = kind.find(f"{SPACE}glob"), kind.find(f"{SPACE}magic/{SPACE}match")
    assert glob is not None
    assert glob.get("pattern") == "*.circuit"
    first = Path("presets/fig4.json").read_text("utf-8")[:84]
    assert match is not None
    assert str(match.get("value")) in first


def test_windows_is_told_in_the_users_own_part_of_its_registry() -> None:
    said = registry.values([r"C:\Program Files\CircuitLab\circuitlab.exe"], "Neural circuit")
    assert said[".circuit"] == registry.CLASS
    assert said[rf"{registry.CLASS}\shell\open\command"] == (
        r'"C:\Program Files\CircuitLab\circuitlab.exe" "%1"'
    )


def test_macos_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(CannotDo, match="on macOS only an app in its own bundle"):
        register.register()
