"""Loops are compiled by another process, so that the window moves on."""

import threading
from collections.abc import Iterator
from uuid import uuid4

import pytest

from circuitlab.engine import apart
from circuitlab.engine.compiled import cache_folder
from circuitlab.engine.kernel_library import _source_of, library
from circuitlab.engine.kernels import Loop, common_loops


@pytest.fixture
def new_loop() -> Iterator[Loop]:
    """A loop that was never compiled."""
    loop = f"{common_loops()[0][0]}\n# {uuid4()}\n", "clear"
    yield loop
    for path in cache_folder().glob(f"{_source_of(loop[0]).stem}*"):
        path.unlink()


def test_what_another_process_compiles_is_at_hand(new_loop: Loop) -> None:
    assert not library().has([new_loop])
    apart.Apart().compile([new_loop])
    assert library().has([new_loop])
    assert library().address(*new_loop)


def test_stopping_ends_what_is_under_way_and_begins_nothing(new_loop: Loop) -> None:
    compiler = apart.Apart()
    waiting = threading.Thread(target=compiler.compile, args=([new_loop],))
    waiting.start()
    compiler.stop()
    waiting.join(10.0)
    assert not waiting.is_alive()
    compiler.compile([new_loop])
    assert not library().has([new_loop])
