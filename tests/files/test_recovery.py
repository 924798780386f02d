"""Work that was not saved is on the disk before anybody could miss it."""

import multiprocessing
import os
import random
import signal
import stat
import threading
import time

import pytest
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.files import recovery
from circuitlab.files.recovery import About, Keeper, new_sheet, sheets

CATALOG = default_catalog()
ABOUT = About("A title", "/a/b.circuit", "mark", 12.0)


@pytest.fixture
def failures():
    return []


@pytest.fixture
def sheet(tmp_path):
    return new_sheet(tmp_path / "recovery")


@pytest.fixture
def keeper(sheet, failures, monkeypatch):
    monkeypatch.setattr(recovery, "BEHIND_S", 0.005)
    made = Keeper(sheet, failures.append)
    yield made
    made.end()


def titled(circuit, title):
    delta = circuit.with_document({"title": title})
    circuit.apply(delta)
    return delta


def kept_title(folder):
    (sheet,) = sheets(folder)
    return sheet.restored(CATALOG).circuit.document["title"]


def test_each_edit_is_kept_and_only_for_its_user(sheet, keeper):
    circuit = two_neurons(CATALOG)
    keeper.tell(ABOUT)
    for number in range(20):
        keeper.keep(titled(circuit, f"title {number}"), circuit.copy())
        if number % 6 == 0:
            assert keeper.settle()
    assert keeper.settle()
    (found,) = sheets(sheet.folder)
    assert found.about == ABOUT
    assert found.restored(CATALOG).circuit == circuit
    assert not found.restored(CATALOG).problems
    assert time.time() - found.changed_s < 60
    if os.name == "posix":
        assert stat.S_IMODE(sheet.folder.stat().st_mode) == 0o700


def test_edits_that_outgrow_their_snapshot_begin_another(sheet, keeper, monkeypatch):
    monkeypatch.setattr(recovery, "LEAST_BYTES", 2_000)
    circuit = two_neurons(CATALOG)
    seen = set()
    for number in range(200):
        keeper.keep(titled(circuit, f"title {number}" + "." * 150), circuit.copy())
        assert keeper.settle()
        seen.add(sheet.snapshot.name)
        assert len(list(sheet.folder.glob("*.snapshot"))) == 1
    assert len(seen) > 2
    keeper.tell(ABOUT)
    assert keeper.settle()
    assert kept_title(sheet.folder).startswith("title 199.")


def test_an_edit_is_written_before_anything_waits_for_the_disk(sheet, failures, monkeypatch):
    """A power cut may take what a program that is killed may not."""
    told, on_disk = threading.Event(), threading.Event()
    monkeypatch.setattr(recovery, "BEHIND_S", 0.02)
    circuit = two_neurons(CATALOG)
    keeper = Keeper(sheet, failures.append)
    keeper.tell(ABOUT)
    keeper.keep(titled(circuit, "snapshot"), circuit.copy())
    assert keeper.settle()

    def slow(_file):
        on_disk.set()
        assert told.wait(5.0)

    with monkeypatch.context() as slower:
        slower.setattr(os, "fsync", slow)
        keeper.keep(titled(circuit, "first"), circuit.copy())
        assert on_disk.wait(5.0)
        assert kept_title(sheet.folder) == "first"
        told.set()
        assert keeper.settle()
    keeper.end()
    assert not failures


def test_a_folder_that_was_cleared_is_filled_anew(sheet, keeper, failures):
    circuit = two_neurons(CATALOG)
    for title in ("first", "second"):
        keeper.keep(titled(circuit, title), circuit.copy())
        assert keeper.settle()
    sheet.remove_work()
    keeper.tell(ABOUT)
    keeper.keep(titled(circuit, "third"), circuit.copy())
    assert keeper.settle()
    assert kept_title(sheet.folder) == "third"
    assert not failures


def test_nothing_is_left_once_it_is_saved(sheet, keeper):
    circuit = two_neurons(CATALOG)
    keeper.keep(titled(circuit, "a"), circuit.copy())
    keeper.forget()
    assert keeper.settle()
    assert sheet.snapshot is None
    keeper.keep(titled(circuit, "b"), circuit.copy())
    keeper.tell(ABOUT)
    assert keeper.settle()
    assert kept_title(sheet.folder) == "b"
    sheet.remove()
    assert list(sheet.folder.iterdir()) == []


def test_a_disk_that_takes_nothing_is_told_once_and_taken_up_again(sheet, keeper, failures):
    circuit = two_neurons(CATALOG)
    away = sheet.folder.rename(sheet.folder.with_name("away"))
    for number in range(3):
        keeper.keep(titled(circuit, f"title {number}"), circuit.copy())
        assert keeper.settle()
    (told,) = failures
    assert "save often" in str(told)
    away.rename(sheet.folder)
    keeper.keep(titled(circuit, "back"), circuit.copy())
    keeper.tell(ABOUT)
    assert keeper.settle()
    assert kept_title(sheet.folder) == "back"


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_sheet_is_named_and_no_more(sheet, keeper, damage):
    circuit = two_neurons(CATALOG)
    keeper.tell(ABOUT)
    keeper.keep(titled(circuit, "a"), circuit.copy())
    assert keeper.settle()
    sheet.snapshot.write_bytes(damage)
    (found,) = sheets(sheet.folder)
    loaded = found.restored(CATALOG)
    assert loaded.circuit is None
    assert "A title" in str(loaded.problems[0])
    (sheet.folder / f"{sheet.name}.about").write_bytes(damage)
    assert sheets(sheet.folder) == []


def test_a_snapshot_that_a_power_cut_left_empty_gives_way_to_the_one_before(sheet, keeper):
    circuit = two_neurons(CATALOG)
    keeper.tell(ABOUT)
    keeper.keep(titled(circuit, "on the disk"), circuit.copy())
    assert keeper.settle()
    sheet.generation(99).write_bytes(b"")
    assert kept_title(sheet.folder) == "on the disk"


def edit_until_killed(folder, pipe):
    """Make an edit every few milliseconds, and tell each when it is made."""
    circuit = two_neurons(CATALOG)
    keeper = Keeper(new_sheet(folder), print)
    keeper.tell(ABOUT)
    for number in range(100_000):
        keeper.keep(titled(circuit, str(number)), circuit.copy())
        pipe.send((number, time.monotonic()))
        time.sleep(0.02)


def begun(folder):
    """A process that edits, and what it tells."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=edit_until_killed, args=(folder, theirs))
    child.start()
    theirs.close()
    return folder, child, ours


def kill(folder, child, pipe):
    """Kill a process; return the edits that it owed, that it had made, and that are kept."""
    os.kill(child.pid, signal.SIGKILL)
    killed = time.monotonic()
    child.join()
    made = [(-1, 0.0)]
    while True:
        try:
            made.append(pipe.recv())
        except EOFError:
            break
    owed = max(each for each, when in made if when < killed - 1.0)
    kept = [sheet for sheet in sheets(folder) if sheet.snapshot is not None]
    title = kept[0].restored(CATALOG).circuit.document["title"] if kept else "-1"
    return owed, int(title), made[-1][0]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")
def test_a_hundred_kills_lose_a_second_at_most(tmp_path):
    chance = random.Random(5)
    results = []
    for batch in range(5):
        children = [begun(tmp_path / f"{batch}-{number}") for number in range(20)]
        time.sleep(1.0)
        for child in children:
            time.sleep(chance.uniform(0.0, 0.05))
            results.append(kill(*child))
    assert len(results) == 100
    assert all(owed <= kept <= made + 1 for owed, kept, made in results), results
    assert sum(owed > 0 for owed, _kept, _made in results) > 50


def test_what_undo_brings_back_stands_where_it_stood(sheet, keeper):
    """Removed before or after the snapshot, with its links: the order is that of the run."""
    keeper.tell(ABOUT)
    for is_kept_before in (False, True):
        circuit = two_neurons(CATALOG)
        first = next(iter(circuit.elements))
        if is_kept_before:
            keeper.keep(titled(circuit, "before"), circuit.copy())
            assert keeper.settle()
        removal = circuit.removed([first])
        for delta in (removal, removal.inverse()):
            circuit.apply(delta)
            keeper.keep(delta, circuit.copy())
            assert keeper.settle()
        (found,) = sheets(sheet.folder)
        restored = found.restored(CATALOG).circuit
        assert list(restored.elements) == list(circuit.elements)
        assert list(restored.links) == list(circuit.links)
        keeper.forget()
