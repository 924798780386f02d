"""Where nothing more can be written, everything that writes says so, and leaves all as it was."""

import contextlib
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import circuitlab as cl
from circuitlab import error_log
from circuitlab.api.errors import CircuitError
from circuitlab.catalog import remembered
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import explained
from circuitlab.cli.export_to import RUN_ENDINGS, TARGETS
from circuitlab.exchange import sonata_files
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.order import Order
from circuitlab.exchange.saved_run import save_as
from circuitlab.files import store
from circuitlab.files.recovery import About, Keeper, new_sheet
from circuitlab.model import graph_files

if sys.platform == "win32":
    pytest.skip("there is no such limit", allow_module_level=True)

ROOM = 64
"""Bytes that a file may hold: each writer fails at its first one, in whatever way it writes."""
OLD = b"as it was before"
Write = Callable[[Path], object]


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Let no file of this process grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


@pytest.fixture(scope="module")
def circuit() -> cl.Circuit:
    made = cl.Circuit()
    made.add("lif_current", size=2, i_e=[900.0, 700.0])
    made.wire("lif_current1", made.add("lif_current"))
    return made


@pytest.fixture(scope="module")
def writers(circuit: cl.Circuit) -> dict[str, Write]:
    run = cl.simulate(circuit, "20 ms", seed=3, record=[("lif_current1", "v")])
    found: dict[str, Write] = {"circuit": lambda path: store.save(circuit.model, path)}
    for ending in ("", *RUN_ENDINGS):
        found[f"run{ending}"] = lambda path, ending=ending: save_as(run, path, ending)
    for name in TARGETS.keys() - {ending.lstrip(".") for ending in RUN_ENDINGS}:
        found[f"to {name}"] = lambda path, name=name: TARGETS[name].load()(
            Order(circuit.model, path, duration_ms=20.0)
        )
    return found


def ending(name: str) -> str:
    return name.removeprefix("run") if name.startswith("run") else ""


def outcome(write: Write, path: Path) -> str:
    """What is said of a writer that finds no room; empty where it says nothing."""
    try:
        with no_room():
            answer = write(path)
    except MissingExtra:
        return "missing"
    except Exception as error:
        (said,), _code = explained(error)
        return said
    return " ".join(str(each) for each in answer if isinstance(each, Problem)) if answer else ""


def test_all_that_writes_says_so_and_leaves_what_was_there(
    writers: dict[str, Write], tmp_path: Path
) -> None:
    for number, (name, write) in enumerate(writers.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / f"new{ending(name)}"
        said = outcome(write, path)
        if said == "missing":
            continue
        assert "File too large" in said, (name, said)
        assert "our mistake" not in said, name
        assert str(path) in said, (name, said)
        assert list(folder.iterdir()) == [], name


def test_what_lay_there_lies_there_whole(writers: dict[str, Write], tmp_path: Path) -> None:
    for number, (name, write) in enumerate(writers.items()):
        path = tmp_path / str(number) / f"old{ending(name)}"
        path.parent.mkdir()
        path.write_bytes(OLD)
        assert outcome(write, path), name
        assert path.read_bytes() == OLD, name
        assert [each.name for each in path.parent.iterdir()] == [path.name], name


def test_with_room_the_same_writers_write(writers: dict[str, Write], tmp_path: Path) -> None:
    for number, (name, write) in enumerate(writers.items()):
        path = tmp_path / str(number) / f"new{ending(name)}"
        path.parent.mkdir()
        with contextlib.suppress(MissingExtra):
            write(path)
            assert path.exists(), name


def test_graphs_are_written_like_all_files(circuit: cl.Circuit, tmp_path: Path) -> None:
    from circuitlab.files.atomic_write import write

    for suffix in graph_files.suffixes():
        content = graph_files.encoded(circuit.model, default_catalog(), f"a{suffix}")
        assert isinstance(content, bytes)
        with no_room():
            problem = write(tmp_path / f"a{suffix}", content)
        assert problem is not None
    assert list(tmp_path.iterdir()) == []


def test_what_only_helps_goes_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "folder", lambda: tmp_path / "catalog")
    monkeypatch.setattr(error_log, "path", lambda: tmp_path / "log" / error_log.NAME)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    text = f'name = "{"long " * 40}"'
    with no_room():
        tables = remembered.remembered("kinds", text)
        error_log.begin()
        error_log.end()
        error_log.written_down(ValueError("something " * 20))
    assert tables == remembered.remembered("kinds", text)
    assert not [each for each in (tmp_path / "catalog").iterdir() if each.name != "kinds.sealed"]


def test_unsaved_work_that_cannot_be_kept_is_told_once_and_kept_later(
    circuit: cl.Circuit, tmp_path: Path
) -> None:
    told: list[Problem] = []
    sheet = replace(new_sheet(tmp_path), about=About("a circuit", "", "", 0.0))
    keeper = Keeper(sheet, told.append)
    model = circuit.model.copy()
    delta = model.with_document({"title": "another"})
    model.apply(delta)
    with no_room():
        for _time in range(3):
            keeper.keep(delta, model)
            assert keeper.settle()
    assert len(told) == 1
    assert sheet.snapshot is None
    keeper.keep(delta, model)
    assert keeper.settle()
    keeper.end()
    assert sheet.restored(default_catalog()).circuit == model


def test_hdf5_is_not_begun_where_it_could_not_finish(
    circuit: cl.Circuit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends the program where a disk is full in the middle of a file."""
    pytest.importorskip("h5py")
    pytest.importorskip("libsonata")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=2000))
    run = cl.simulate(circuit, "20 ms", record=[])
    with pytest.raises(CircuitError, match=r"The disk is full|No space left"):
        run.save(tmp_path / "run.sonata")
    assert not list(tmp_path.iterdir())


def test_what_is_asked_for_is_enough_for_what_is_written(
    circuit: cl.Circuit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("h5py")
    pytest.importorskip("libsonata")
    needed: list[int] = []
    monkeypatch.setattr(sonata_files, "need_room", lambda _folder, size: needed.append(size))
    cl.simulate(circuit, "200 ms").save(tmp_path / "run.sonata")
    names = ("nodes", "edges", "spikes", "v_report")
    sizes = [(tmp_path / "run.sonata" / f"{name}.h5").stat().st_size for name in names]
    assert all(size <= room for size, room in zip(sizes, needed, strict=True)), (sizes, needed)
