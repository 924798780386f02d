"""Saving writes the whole file or leaves the old one, and says why."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from toy import small_circuit, toy_catalog

from circuitlab.files import store
from circuitlab.files.schema import schema_text
from circuitlab.files.serialise import text_of
from circuitlab.files.temporary_names import name_beside, remove_what_was_left
from circuitlab.model.circuit import Circuit
from circuitlab.resources import assets


def test_a_saved_circuit_opens_equal(tmp_path: Path) -> None:
    path = tmp_path / "a.circuit"
    assert store.save(small_circuit(), path) == []
    loaded = store.load(path, toy_catalog())
    assert loaded.circuit == small_circuit()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.circuit"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "You may not write in this folder"),
        (errno.EROFS, "This disk cannot be written to"),
        (errno.EIO, "could not be written"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str, step: str
) -> None:
    path = tmp_path / "a.circuit"
    store.save(Circuit(), path)

    def fail(*_given: object) -> None:
        raise OSError(code, os.strerror(code))

    owner = os if step == "fsync" else Path
    monkeypatch.setattr(owner, step, fail)
    (problem,) = store.save(small_circuit(), path)
    assert words in problem.what
    assert problem.remedy
    assert path.read_text() == text_of(Circuit())
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.circuit"]


def test_places_where_nothing_can_be_saved(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path, words in (
        (tmp_path, "This is a folder"),
        (tmp_path / "none" / "a.circuit", "There is no such folder"),
        (tmp_path / "file" / "a.circuit", "There is no such folder"),
        (tmp_path / ("a" * 300), "The name is too long"),
    ):
        (problem,) = store.save(Circuit(), path)
        assert words in problem.what


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "a.circuit", tmp_path / "link.circuit"
    store.save(Circuit(), path)
    path.chmod(0o640)
    link.symlink_to(path)
    store.save(small_circuit(), link)
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert store.load(path, toy_catalog()).circuit == small_circuit()


def test_a_write_protected_file_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.circuit"
    store.save(Circuit(), path)
    monkeypatch.setattr(os, "access", lambda *_given: False)
    (problem,) = store.save(small_circuit(), path)
    assert "write-protected" in problem.what


def test_the_schema_in_the_assets_is_the_one_in_use() -> None:
    path = assets() / "schema" / "circuit.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text()


SAVING = """
import os, signal, sys
from circuitlab.files import atomic_write
atomic_write.os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
atomic_write.write(sys.argv[1], b"half")
"""


def test_what_a_killed_program_left_is_removed_at_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "a.circuit"
    subprocess.run([sys.executable, "-c", SAVING, str(path)], check=False, timeout=60)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".circuitlab-")
    assert store.save(Circuit(), path) == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.circuit"]


def test_what_another_program_writes_now_or_others_have_hidden_is_left_alone(
    tmp_path: Path,
) -> None:
    ours = tmp_path / name_beside()
    elsewhere = tmp_path / f".circuitlab-zz{'0' * 12}.tmp"
    fresh = tmp_path / f".circuitlab-{'a' * 12}.tmp"
    for each in (ours, elsewhere, fresh):
        each.write_text("")
    old = tmp_path / f".circuitlab-{'b' * 12}.tmp"
    old.mkdir()
    os.utime(old, (0.0, 0.0))
    remove_what_was_left(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([ours, elsewhere, fresh])
