"""Whoever is killed while saving, or finds no room, leaves the file as it was or as it is to be."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.model.circuit import Circuit

KILLS = 20
FINDS_NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from circuitlab.files import store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
print(*store.save(store.load_preset("fig4").circuit, Path(sys.argv[1])))
"""


def saves_for_ever(circuits: list[Circuit], path: Path, told: int) -> None:
    """Save one circuit over the other until killed."""
    for circuit in itertools.cycle(circuits):
        store.save(circuit, path)
        os.write(told, b".")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_killed_while_saving_again_and_again(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.circuit", random.Random(1)
    both = [store.load_preset(name).circuit for name in ("fig1", "fig4")]
    circuits = [circuit for circuit in both if circuit is not None]
    texts = {text_of(circuit) for circuit in circuits}
    for kill in range(KILLS):
        heard, told = os.pipe()
        child = os.fork()
        if not child:
            saves_for_ever(circuits, path, told)
        os.read(heard, 1)
        until = time.perf_counter() + chance.uniform(0.0, 0.02)  # somewhere within a saving
        while time.perf_counter() < until:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(heard)
        os.close(told)
        assert path.read_text(encoding="utf-8") in texts, kill
    assert store.save(circuits[0], path) == []
    assert [each.name for each in tmp_path.iterdir()] == ["a.circuit"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_without_room_the_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.circuit"
    before = store.load_preset("fig1").circuit
    assert before is not None
    assert store.save(before, path) == []
    ran = subprocess.run(
        [sys.executable, "-c", FINDS_NO_ROOM, str(path)], capture_output=True, text=True
    )
    assert "The file could not be written (File too large); save under another name" in ran.stdout
    assert ran.stderr == ""
    assert store.load(path).circuit == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.circuit"]
