"""A library built ahead of time: nothing is compiled before a first spike, and no bit changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from engine.lab import carried, pain_circuit

import circuitlab
from circuitlab.catalog.load import default_catalog
from circuitlab.cli.prepared_loops import every_loop
from circuitlab.engine.ahead_of_time import build_library, shipped
from circuitlab.engine.ahead_of_time.entry_code import entry_text
from circuitlab.engine.numerics.jit import cache_folder
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.stepping import kernel_library, kernel_source
from circuitlab.engine.stepping.kernel_library import KernelLibrary, library
from circuitlab.engine.stepping.kernel_source import Loop
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.files.store import load_preset
from circuitlab.model.circuit import Circuit

TOP = Path(circuitlab.__file__).parents[1]
BUILT = ["fig3", "fig4"]
"""Presets whose fused loops are in the library here: those of all take minutes to build."""
CIRCUITS = ["own", *BUILT]
STEPS = 8000

pytestmark = pytest.mark.skipif(
    not (
        sys.platform == "linux"
        and shipped.can_run(list(build_library.FEATURES))
        and shutil.which("cc")
    ),
    reason="libraries are built for x86-64-v3 on Linux, by a C compiler",
)

FRESH = """
import json, sys
from numba.core import event
from engine.ahead_of_time.test_shipped import STEPS, circuit_of, digest_of, planned
from circuitlab.engine.numerics.jit import cache_folder
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.simulation import Simulation
found = {}
with event.install_recorder("numba:compile") as compiled:
    for fused in ("ready", "never"):
        running = Simulation(planned(circuit_of(sys.argv[1])), fused=fused)
        found[fused] = digest_of(running, running.advance(STEPS))
files = [path.name for path in cache_folder().rglob("*") if path.is_file()]
found |= {"compiled": len(compiled.buffer), "files": files, "shipped": library().is_shipped}
print(json.dumps(found))
"""


def circuit_of(name: str) -> Circuit:
    if name == "own":
        return pain_circuit().model
    circuit = load_preset(name).circuit
    assert circuit is not None
    return circuit


def planned(circuit: Circuit) -> object:
    return compile_circuit(circuit, default_catalog())


def digest_of(running: Simulation, *chunks: object) -> str:
    import hashlib

    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk.spikes.tobytes())
    for _key, state in sorted(carried(running).items()):
        digest.update(state.tobytes())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def path() -> Path:
    """The library of these sources, kept beside the kernels that are compiled here."""
    place = cache_folder() / "library.so"
    if not place.exists():
        build_library.build(place, every_loop(BUILT))
    return place


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", CIRCUITS)
def test_nothing_is_compiled_and_every_bit_is_the_same(
    name: str, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kernels"
    environment = {
        **os.environ,
        "CIRCUITLAB_KERNELS": str(folder),
        "CIRCUITLAB_LIBRARY": str(path),
        "PYTHONPATH": f"{TOP}{os.pathsep}{TOP / 'tests'}",
    }
    command = [sys.executable, "-c", FRESH, name]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["shipped"]
    assert found["compiled"] == 0
    assert found["files"] == []
    native = {}
    for fused in ("wait", "never"):
        running = Simulation(planned(circuit_of(name)), fused=fused, kernels=KernelLibrary())
        native[fused] = digest_of(running, running.advance(STEPS))
    assert {found["ready"], found["never"], *native.values()} == {native["wait"]}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_native_loops_take_over_between_two_steps(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(circuit_of("fig4"))
    whole = Simulation(plan, fused="wait", kernels=KernelLibrary())
    expected = digest_of(whole, whole.advance(STEPS))
    monkeypatch.setattr(kernel_library, "_is_cached", lambda _text: False)
    monkeypatch.setattr(KernelLibrary, "has_native_driver", False)
    running = Simulation(plan, fused="ready", kernels=KernelLibrary(shipped.Shipped(path)))
    assert running._driver is not kernel_library.COMPILED
    first = running.advance(STEPS // 3)
    monkeypatch.undo()
    running.use_fused()
    assert running._driver is kernel_library.COMPILED
    second = running.advance(STEPS - STEPS // 3)
    spikes = [*first.spikes.tolist(), *second.spikes.tolist()]
    again = Simulation(plan, fused="wait", kernels=KernelLibrary())
    assert spikes == again.advance(STEPS).spikes.tolist()
    assert digest_of(running) == digest_of(again)
    assert expected


def test_every_loop_of_the_catalog_has_a_symbol(path: Path) -> None:
    held = shipped.Shipped(path)
    assert [name for text, name in every_loop(BUILT) if not held.has(text)] == []


def compiled_by_hand(folder: Path, text: str) -> Path:
    source, made = folder / "some.c", folder / "some.so"
    source.write_text(text)
    subprocess.run(["cc", "-shared", "-o", str(made), str(source)], check=True)
    return made


def named(monkeypatch: pytest.MonkeyPatch, path: Path) -> shipped.Shipped | None:
    monkeypatch.setenv(shipped.LIBRARY, str(path))
    shipped.shipped.cache_clear()
    try:
        return shipped.shipped()
    finally:
        shipped.shipped.cache_clear()


def stamp(sources: str, needs: str) -> str:
    return f'const int {sources} = 1;\nconst char {shipped.NEEDS}[] = "{needs}";\n'


def test_a_library_of_other_sources_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert named(monkeypatch, compiled_by_hand(tmp_path, stamp("sources_0", "avx2"))) is None


def test_a_library_for_another_processor_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = stamp(shipped.sources_symbol(), "avx2,something_of_tomorrow")
    assert named(monkeypatch, compiled_by_hand(tmp_path, text)) is None


def test_a_library_that_suits_is_found_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_by_hand(tmp_path, stamp(shipped.sources_symbol(), "avx2"))
    assert named(monkeypatch, tmp_path) is not None


def test_a_damaged_library_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "some.so"
    damaged.write_bytes(b"\x7fELF and no more")
    assert named(monkeypatch, damaged) is None
    assert named(monkeypatch, tmp_path / "missing.so") is None


def test_without_a_compiler_building_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(build_library.CannotBuild, match="apt install gcc"):
        build_library.build(tmp_path / "library.so", [])


def test_what_cannot_be_linked_leaves_nothing_behind(tmp_path: Path) -> None:
    part = tmp_path / "part.c"
    part.write_text("int missing(void); int found(void) { return missing(); }\n")
    with pytest.raises(build_library.CannotBuild, match="missing"):
        build_library._link("cc", [part], tmp_path / "out" / "library.so")
    assert list((tmp_path / "out").iterdir()) == []


def test_an_entry_point_passes_every_argument_on() -> None:
    from circuitlab.engine.stepping import driver

    text = entry_text(driver.send_event.py_func)
    assert "function(np.int64(" not in text  # whole numbers are turned by name
    assert text.count("Memory(") == 1
    assert "as_float64(a[1])" in text


def test_a_loop_that_is_nowhere_is_compiled(path: Path) -> None:
    from uuid import uuid4

    loop: Loop = f"{kernel_source.common_loops()[0][0]}\n# {uuid4()}\n", "clear"
    both = KernelLibrary(shipped.Shipped(path))
    assert not both.has([loop])
    assert both.address(*loop)
    assert both.has_native([loop])
    for file in cache_folder().glob(f"{kernel_library._source_of(loop[0]).stem}*"):
        file.unlink()
    assert library() is library()
