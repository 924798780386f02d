"""What a simulation on NEURON lacks or cannot do is said, with what to do, before it starts."""

import platform
import shutil
from pathlib import Path

import pytest

import circuitlab as cl
from circuitlab.api.errors import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.exchange.errors import CannotExchange
from circuitlab.exchange.extras import MissingExtra
from circuitlab.exchange.neuron import installed as looked
from circuitlab.exchange.neuron.export import export
from circuitlab.exchange.neuron.installed import installed
from circuitlab.exchange.neuron.prepared import prepared
from circuitlab.exchange.neuron.program import mpi
from circuitlab.exchange.neuron.program.data import Data, write_data
from circuitlab.exchange.neuron.program.main import compiled_equations
from circuitlab.exchange.neuron.running import refuse_short
from circuitlab.exchange.order import Order

DEBIAN = """1 libs found in cache
\tlibmpi_cxx.so.40 (libc6,x86-64) => /lib/x86_64-linux-gnu/libmpi_cxx.so.40
\tlibmpi.so.40 (libc6,x86-64) => /lib/x86_64-linux-gnu/libmpi.so.40
"""


def test_the_library_of_mpi_is_found_by_the_name_that_debian_gives_it() -> None:
    assert mpi.library_in(DEBIAN) == "/lib/x86_64-linux-gnu/libmpi.so.40"
    assert mpi.library_in("\tlibmpich.so.12 (libc6) => /usr/lib/libmpich.so.12") == (
        "/usr/lib/libmpich.so.12"
    )
    assert mpi.library_in("\tlibmpi_cxx.so.40 (libc6) => /lib/libmpi_cxx.so.40") is None


def test_the_launcher_says_how_many_processes_there_are() -> None:
    assert mpi.launched({"OMPI_COMM_WORLD_SIZE": "3"}) == 3
    assert mpi.launched({"PMI_SIZE": "2", "HOME": "/"}) == 2
    assert mpi.launched({"PMI_SIZE": "many"}) == 1


def test_a_process_that_finds_no_others_names_the_variable() -> None:
    assert "MPI_LIB_NRN_PATH" in mpi.alone(4)
    assert "4" in mpi.alone(4)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match=r"circuitlab\[neuron\]"):
        installed(1)
    monkeypatch.setattr(looked, "find_spec", lambda _name: "there")
    there = {"nrnivmodl", "g++", "make"}
    monkeypatch.setattr(shutil, "which", lambda name, path=None: name if name in there else None)
    assert installed(1).launcher == ()
    with pytest.raises(CannotExchange, match="openmpi"):
        installed(2)
    there.remove("g++")
    with pytest.raises(CannotExchange, match=r"apt install g\+\+"):
        installed(1)


def chain(delay: float) -> cl.Circuit:
    c = cl.Circuit()
    first = c.add("lif_current", size=4, i_e=900.0)
    second = c.add("lif_current", size=4)
    pairs = {"pre": [0, 1, 2, 3], "post": [1, 2, 3, 0]}
    c.connect(first, second, receptor="exp_current", weight=300, delay=delay, **pairs)
    return c


@pytest.mark.parametrize(("delay", "is_refused"), [(0.05, True), (0.1, False)])
def test_delays_too_short_between_processes_are_refused_with_the_pair(
    tmp_path: Path, delay: float, is_refused: bool
) -> None:
    circuit = chain(delay).model
    made = prepared(circuit, default_catalog(), settings_of(circuit, dt=0.05), 10.0)
    write_data(tmp_path / "data", made.about, made.tables)
    data = Data(tmp_path / "data")
    refuse_short(data, 1)
    if not is_refused:
        refuse_short(data, 2)
        return
    with pytest.raises(CannotRun, match=r"lif_current1.*lif_current2") as refusal:
        refuse_short(data, 2)
    assert "0.1 ms" in str(refusal.value)


def test_a_program_is_written_whole_with_a_note_of_what_it_leaves_out(tmp_path: Path) -> None:
    circuit = chain(1.5)
    circuit.add("raster")
    place = tmp_path / "program"
    (left_out,) = export(Order(circuit.model, place, duration_ms=20.0))
    assert left_out.where == "raster1"
    kinds = {"clab_cell1.mod", "clab_cell2.mod", "clab_rank.mod"}
    written = {path.name for path in place.iterdir()}
    assert written == {"run.py", "README.md", "data", "program", *kinds}
    note = (place / "README.md").read_text("utf-8")
    assert "raster1" in note
    assert "py run.py" in note
    assert "| `ClabCell2` | 4 | exponential_current" in note
    assert [path.name for path in tmp_path.iterdir()] == ["program"]
    with pytest.raises(CannotRun, match="new folder"):
        export(Order(circuit.model, place))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"on": "nueron"}, "neuron"),
        ({"ranks": 2}, "one process"),
        ({"on": "neuron", "ranks": 0}, "0 processes"),
    ],
)
def test_what_cannot_be_asked_for_is_said(asked: dict[str, object], said: str) -> None:
    with pytest.raises(CircuitError, match=said):
        cl.simulate(chain(1.5), "1 ms", **asked)  # type: ignore[call-overload]


def test_days_are_not_run_on_neuron() -> None:
    with pytest.raises(CircuitError, match="model time"):
        cl.simulate(chain(1.5), days=1, on="neuron")


@pytest.mark.parametrize(
    "file", ["{machine}/libnrnmech.so", "{machine}/libnrnmech.dylib", "nrnmech.dll"]
)
def test_compiled_equations_are_found_where_each_system_puts_them(
    tmp_path: Path, file: str
) -> None:
    with pytest.raises(SystemExit, match="run “nrnivmodl"):
        compiled_equations(tmp_path, core=False)
    path = tmp_path / file.format(machine=platform.machine())
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert compiled_equations(tmp_path, core=False) == path
    with pytest.raises(SystemExit, match="-coreneuron"):
        compiled_equations(tmp_path, core=True)
