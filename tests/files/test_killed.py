"""Whoever is killed while saving, or finds no room, leaves the file as it was or as it is to be."""

import subprocess
import sys
from pathlib import Path

import pytest

from circuitlab.files import store

SAVES = """
import sys
from pathlib import Path
from circuitlab.files import store

first, second = (store.load_preset(name).circuit for name in ("fig1", "fig4"))
print("ready", flush=True)
while True:
    for circuit in (first, second):
        store.save(circuit, Path(sys.argv[1]))
        print("saved", flush=True)
"""

FINDS_NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from circuitlab.files import store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
print(*store.save(store.load_preset("fig4").circuit, Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("saves", [1, 4])
def test_killed_while_saving(saves: int, tmp_path: Path) -> None:
    path = tmp_path / "a.circuit"
    with subprocess.Popen(
        [sys.executable, "-c", SAVES, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for _line in range(1 + saves):
            child.stdout.readline()
        child.kill()
    both = [store.load_preset(name).circuit for name in ("fig1", "fig4")]
    loaded = store.load(path)
    assert loaded.problems == ()
    assert loaded.circuit in both


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
