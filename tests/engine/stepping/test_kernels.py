"""Compiled loops: their text, their cache, and that they use the whole width of the processor."""

import os
import platform
import re
import shutil
import subprocess
import sys
import time
import types
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import llvmlite.binding
import numba
import numpy as np
import pytest
from each_case import each_case
from engine.lab import Circuit, advance, pain_circuit, planned, simulation

import circuitlab
from circuitlab.engine.mechanisms import MECHANISMS, stimuli
from circuitlab.engine.mechanisms.mechanism import SHARED
from circuitlab.engine.numerics import jit
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.numerics.lane_masks import lane_room, mask_of_half, mask_of_lanes
from circuitlab.engine.plan.row_layout import Layout
from circuitlab.engine.recipes import RECIPES
from circuitlab.engine.stepping import kernel_source
from circuitlab.engine.stepping.kernel_choice import Fused
from circuitlab.engine.stepping.kernel_library import library

PACKAGE = Path(circuitlab.__file__).parent

ONE_LEAK = """
import ctypes, numpy as np
from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.numerics.lane_masks import lane_room, mask_of_half, mask_of_lanes
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.kernel_source import table_rows
from circuitlab.engine.mechanisms import MECHANISMS
rows = table_rows(MECHANISMS["leak"])
state = np.full((len(rows), LANES), 3.0)
state[rows.index("g")] = 0.0
table = np.array([LANES, *(at for k in range(len(rows)) for at in (k * LANES, 0))], np.uint64)
block = np.zeros(1, np.uint64)
u, f, p = ctypes.c_uint64, ctypes.c_double, ctypes.c_void_p
step = ctypes.CFUNCTYPE(ctypes.c_int64, p, p, p, u, f, f, u, p)
places = (state.ctypes.data, table.ctypes.data, block.ctypes.data)
step(library().mechanism_address("leak"))(*places, 1, 0.1, 0.0, 0, None)
print(state[rows.index("g"), 0])
"""

NOISE, PAIN = "squids", "pain"
SOME_RUN = """
import hashlib
from engine.lab import Circuit, advance, carried, pain_circuit, simulation
from circuitlab.engine.numerics.jit import cpu_name
squids = Circuit()
squids.add("hh_squid", size=9, noise=3.0, i_e=8.0)
running = simulation(pain_circuit() if CIRCUIT == "pain" else squids, fused="wait")
spikes = advance(running, 150.0).spikes
digest = hashlib.sha256(spikes.tobytes())
for state in carried(running).values():
    digest.update(state.tobytes())
print(cpu_name(), len(set(spikes[:, 0].tolist())), digest.hexdigest())
"""
"""Noise, or receptors, nociceptors and ketamine too, in fused loops: their spikes and states."""
OLD_PROCESSORS = {
    "generic": (NOISE, ()),
    "haswell": (PAIN, ("avx2", "bmi", "bmi2", "fma", "lzcnt", "movbe")),
}
"""Kinds of x86-64 processor: what is run for each, and what a machine must have for that."""


def python(code: str, folder: Path | None = None, **environment: str) -> str:
    """What a fresh interpreter prints; in a folder, where it also keeps its cache."""
    more = {} if folder is None else {"XDG_CACHE_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **more, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=folder or PACKAGE.parent,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@each_case("name", MECHANISMS)
def test_a_mechanism_hands_back_its_states_and_outputs(name: str) -> None:
    made = MECHANISMS[name]
    numbers = 0.5 + 0.01 * np.arange(len(made.arguments))  # all different, as rates must be
    given = dict(zip(made.arguments, numbers, strict=True))
    given |= {"tick": np.uint64(1)} if "tick" in given else {}
    # between two compiled pieces Python would carry 64 random bits as a signed number
    run = made.function if "key" in given else made.function.py_func
    result = run(**given)
    found = result if isinstance(result, tuple) else (result,)
    assert len(found) == len(made.states) + len(made.outputs)


@each_case("name", MECHANISMS)
def test_a_mechanism_reads_all_that_it_keeps(name: str) -> None:
    made = MECHANISMS[name]
    shown = {source for recipe in RECIPES.values() for source in recipe.states.values()}
    unread = set(made.inputs) - set(made.arguments)
    assert {(name, row) for row in unread} <= shown, "kept, but neither read nor shown"
    assert set(made.outputs) <= SHARED
    assert made.function.__doc__


@each_case("name", [name for name in MECHANISMS if name not in vars(stimuli)])
def test_a_mechanism_names_its_source_or_says_that_it_is_assumed(name: str) -> None:
    """Stimuli are set by whoever designs the experiment."""
    text = MECHANISMS[name].function.__doc__
    assert re.search(r"\b(19|20)\d\d\b|ModelDB \d+|\bassumed\b", text)


def test_rows_of_a_mechanism_that_stands_twice_are_apart() -> None:
    layout = Layout(("leak", "leak"), frozenset({(1, "g_l")}))
    rows = (*layout.shared, *layout.own, *layout.scratch)
    assert len(set(rows)) == len(rows) == len({layout.find(row, 3) for row in rows})
    assert layout.find((0, "g_l"), 3) != layout.find((1, "g_l"), 3)


def test_rows_of_a_population_fill_its_stretch() -> None:
    (fibres, *_others) = planned(pain_circuit()).cells
    layout = fibres.layout
    rows = (*layout.shared, *layout.own, *layout.scratch)
    slots = np.concatenate([fibres.written_slots_of(row) for row in rows])
    expected = np.arange(fibres.bank.base, fibres.bank.base + fibres.bank.slots)
    assert np.array_equal(np.sort(slots), expected)


def test_what_all_cells_share_is_kept_once() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=100, i_e=np.linspace(0.0, 1.0, 100).tolist())
    (population,) = planned(circuit).cells
    assert population.layout.is_shared((0, "keep"))
    assert not population.layout.is_shared((0, "drive"))
    assert len(set(population.slots_of((0, "keep")).tolist())) == LANES
    assert population.cells.element == cells


def test_two_simulations_share_their_loops() -> None:
    assert library() is library()
    first = library().mechanism_address("leak")
    assert library().mechanism_address("leak") == first


@pytest.mark.parametrize("fused", ["wait", "never"])
def test_lanes_beyond_the_last_cell_send_no_spikes(fused: Fused) -> None:
    circuit = Circuit()
    circuit.add("lif_current", size=13, i_e=1000.0)
    found = advance(simulation(circuit, fused=fused), 100.0).spikes
    assert set(found[:, 0].tolist()) == set(range(13))


@pytest.mark.skipif(platform.machine() != "x86_64", reason="counts x86-64 instructions")
def test_the_lanes_that_fire_are_told_by_one_bit_each() -> None:
    @numba.njit  # type: ignore[untyped-decorator]
    def masks(values: Any) -> Any:
        room = lane_room()
        lanes = numba.carray(room, (LANES,))
        empty = mask_of_lanes(room)
        for lane in range(LANES):
            lanes[lane] = values[lane]
        return empty, mask_of_lanes(room), mask_of_half(room)

    values = np.array([1.0, 0.0, 0.6, np.nan, 0.5, -1.0, 0.0, 1.0])
    assert masks(values) == (0, 0b1000_0101, 0b0101)


def test_a_nociceptors_loop_computes_several_cells_at_once() -> None:
    plan = planned(pain_circuit())
    (fibres,) = (p for p in plan.cells if p.cells.element == "nociceptor_c1")
    text = kernel_source.HEAD + kernel_source.fused_step(fibres.layout)
    module = types.ModuleType("fresh")
    vars(module)["cfunc"] = numba.cfunc  # a text without a file has no place in the cache
    exec(text.replace("@sealed_cfunc", "@cfunc"), vars(module))
    assembly = module.step._library.get_asm_str()
    wide = re.findall(r"\bv(?:mul|add|sub|div|fn?m\w+)pd\b.*%[yz]mm", assembly)
    lonely = re.findall(r"\bv(?:mul|add|sub|div|fn?m\w+)sd\b", assembly)
    assert len(wide) > 200
    assert len(lonely) < len(wide) / 20


def test_editing_a_mechanism_is_noticed(tmp_path: Path) -> None:
    copy = tmp_path / "circuitlab"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("gui", "render", "__pycache__"))
    before = python(ONE_LEAK, tmp_path)
    channels = copy / "engine" / "mechanisms" / "channels.py"
    text = channels.read_text(encoding="utf-8")
    channels.write_text(
        text.replace("return g_l, g_l * e_l", "return 2.0 * g_l, g_l * e_l"), encoding="utf-8"
    )
    after = python(ONE_LEAK, tmp_path)
    assert (before, after) == ("3.0", "6.0")


def test_without_a_cache_everything_still_runs(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("where a folder should be", encoding="utf-8")
    assert python(ONE_LEAK, XDG_CACHE_HOME=str(in_the_way)) == "3.0"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="names x86-64 processors")
@pytest.mark.parametrize("name", OLD_PROCESSORS)
def test_an_old_processor_computes_the_same_bits(name: str) -> None:
    here, (circuit, features) = llvmlite.binding.get_host_cpu_features(), OLD_PROCESSORS[name]
    if not all(here.get(feature) for feature in features):
        pytest.skip(f"this machine cannot run code for {name}")
    tests, code = str(Path(__file__).parents[2]), f"CIRCUIT = {circuit!r}\n{SOME_RUN}"
    native = python(code, PYTHONPATH=tests).split()
    old = python(code, PYTHONPATH=tests, NUMBA_CPU_NAME=name, NUMBA_CPU_FEATURES="").split()
    assert old[0] == name
    assert native[1:] == old[1:]
    assert int(native[1]) == (16 if circuit == PAIN else 9)  # every cell has fired


def test_a_full_disk_or_a_folder_that_cannot_be_made_keeps_no_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jit.is_usable(tmp_path / "kernels")
    (tmp_path / "file").touch()
    assert not jit.is_usable(tmp_path / "file" / "kernels")
    full = SimpleNamespace(total=10**9, used=10**9, free=1000)
    monkeypatch.setattr(jit.shutil, "disk_usage", lambda _folder: full)
    assert not jit.is_usable(tmp_path / "kernels")


def test_kernels_that_nobody_uses_any_more_are_removed(tmp_path: Path) -> None:
    used, lately, long_ago = (tmp_path / name for name in ("used", "lately", "long_ago"))
    for folder, days in ((used, 90), (lately, 5), (long_ago, 90)):
        folder.mkdir()
        (folder / "kernel.py").touch()
        os.utime(folder, (time.time() - 86_400 * days,) * 2)
    jit._forget_old_ones(used)
    assert sorted(tmp_path.iterdir()) == [lately, used]
