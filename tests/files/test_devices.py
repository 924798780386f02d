"""What is no file on a disk is written into, and stays what it is."""

import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from circuitlab.exchange.whole_file import whole_file
from circuitlab.files.atomic_write import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
CONTENT = b"spikes " * 30_000  # more than a pipe holds


def _by_itself(path: Path) -> None:
    assert write(path, CONTENT) is None


def _by_a_library(path: Path) -> None:
    with whole_file(path) as beside:
        beside.write_bytes(CONTENT)


@pytest.mark.parametrize("written", [_by_itself, _by_a_library])
def test_a_pipe_is_written_into(tmp_path: Path, written: Callable[[Path], None]) -> None:
    pipe = tmp_path / "pipe.svg"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    written(pipe)
    reader.join(10.0)
    assert read == [CONTENT]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [each.name for each in tmp_path.iterdir()] == ["pipe.svg"]


def test_a_device_that_takes_nothing_says_so_and_stays(tmp_path: Path) -> None:
    device = tmp_path / "full"
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 7))
        device.write_bytes(b"")
    except OSError:
        pytest.skip("only an administrator makes devices")
    problem = write(device, CONTENT)
    assert problem is not None
    assert "disk is full" in problem.what
    assert stat.S_ISCHR(device.stat().st_mode)
