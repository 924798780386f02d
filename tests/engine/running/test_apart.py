"""Loops are compiled by another process, so that the window moves on."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from circuitlab.engine.numerics.jit import cache_folder
from circuitlab.engine.running import background_compiler, compile_orders
from circuitlab.engine.stepping.kernel_library import _source_of, library
from circuitlab.engine.stepping.kernel_source import Loop, common_loops


@pytest.fixture
def new_loop() -> Iterator[Loop]:
    """A loop that was never compiled."""
    loop = f"{common_loops()[0][0]}\n# {uuid4()}\n", "clear"
    yield loop
    for path in cache_folder().glob(f"{_source_of(loop[0]).stem}*"):
        path.unlink()


def test_what_another_process_compiles_is_at_hand(new_loop: Loop) -> None:
    assert not library().has([new_loop])
    compiler = background_compiler.Apart()
    compiler.compile([new_loop])
    assert compiler._process is not None
    assert compiler._process.returncode == 0
    assert library().has([new_loop])
    assert library().address(*new_loop)


def test_stopping_ends_what_is_under_way_and_begins_nothing(new_loop: Loop) -> None:
    compiler = background_compiler.Apart()
    waiting = threading.Thread(target=compiler.compile, args=([new_loop],))
    waiting.start()
    compiler.stop()
    waiting.join(10.0)
    assert not waiting.is_alive()
    compiler.compile([new_loop])
    assert not library().has([new_loop])


def test_nothing_in_the_working_folder_is_taken_for_a_module(
    new_loop: Loop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "random.py").write_text("raise SystemExit('a student wrote this')\n")
    monkeypatch.chdir(tmp_path)
    background_compiler.Apart().compile([new_loop])
    assert library().has([new_loop])


def test_it_ends_with_whoever_gave_the_order(new_loop: Loop) -> None:
    process = background_compiler._started(hurry=False)
    assert process.stdin is not None
    assert process.stdout is not None
    texts = [f"{new_loop[0]}# {at}\n" for at in range(200)]
    order = json.dumps([[text, "clear"] for text in texts])
    process.stdin.write(f"{order}\n")
    process.stdin.flush()
    assert process.stdout.readline()  # it is at work
    process.stdin.close()
    assert process.wait(20.0) != 0
    process.stdout.close()
    for text in texts:
        for path in cache_folder().glob(f"{_source_of(text).stem}*"):
            path.unlink()


def test_of_orders_that_wait_only_the_newest_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    first, release, done = threading.Event(), threading.Event(), threading.Event()

    class Slow(background_compiler.Apart):
        """Compiles nothing, and takes as long with its first order as the test wants."""

        def _converse(self, _process: object, loops: list[Loop], _progress: object) -> None:
            begun.append(loops[0][0])
            first.set()
            release.wait(10.0)

    monkeypatch.setattr(background_compiler, "_started", lambda **_how: None)
    nothing = SimpleNamespace(
        has_native_driver=False,
        has_native=lambda _loops: False,
        has=lambda _loops: True,
        native_address=lambda *_loop: 0,
    )
    monkeypatch.setattr(compile_orders, "library", lambda: nothing)
    monkeypatch.setattr(compile_orders, "compile_driver", lambda: None)
    orders = compile_orders.CompileOrders(Slow(), done.set)
    orders.place([("0", "step")])
    assert first.wait(10.0)
    for number in range(1, 12):
        orders.place([(str(number), "step")])
    release.set()
    assert done.wait(10.0)
    assert begun == ["0", "11"]
