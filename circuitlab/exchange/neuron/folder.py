"""The folder of a program: .mod files, data, what runs it, and a note on what it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import copy

from circuitlab.exchange.left_out import LeftOut, told
from circuitlab.exchange.neuron.kinds import mechanisms_named
from circuitlab.exchange.neuron.mod_files import mod_files
from circuitlab.exchange.neuron.prepared import Prepared
from circuitlab.exchange.neuron.program.data import write_data
from circuitlab.resources import _

FLAGS = "-O3 -march=native -ffp-contract=off -fno-math-errno"
"""How the equations are compiled: fast, and with the same results on every machine."""
_PROGRAM = Path(__file__).parent / "program"
_RUN = '''"""Runs this circuit in NEURON; README.md says how."""

from pathlib import Path

from program.main import main

if __name__ == "__main__":
    main(Path(__file__).resolve().parent)
'''


def write_mods(prepared: Prepared, folder: Path, *, core: bool) -> None:
    """Write the equations."""
    for name, text in mod_files(prepared.kinds.values(), core=core).items():
        (folder / name).write_text(text, "utf-8")


def write_program(prepared: Prepared, folder: Path) -> None:
    """Write the numbers, and what runs them."""
    write_data(folder / "data", prepared.about, prepared.tables)
    (folder / "program").mkdir()
    for path in sorted(_PROGRAM.glob("*.py")):
        copy(path, folder / "program")
    (folder / "run.py").write_text(_RUN, "utf-8")


def write_note(
    prepared: Prepared, folder: Path, title: str, left_out: Iterable[LeftOut], *, core: bool
) -> None:
    """Write README.md: how it is run, what is where, and what is left out."""
    text = _NOTE.format(
        title=title,
        version=prepared.about["circuitlab"],
        core="-coreneuron " if core else "",
        option=" --core" if core else "",
        flags=FLAGS,
        cells=_table_of_cells(prepared),
        left_out="\n".join(f"- {line}" for line in told(left_out)),
    )
    (folder / "README.md").write_text(text, "utf-8")


def _table_of_cells(prepared: Prepared) -> str:
    named = mechanisms_named(prepared.kinds.values())
    counts = dict.fromkeys(named, 0)
    for bank in prepared.about["banks"]:
        if bank["kind"] in counts:
            counts[bank["kind"]] += bank["size"]
    return "\n".join(
        f"| `Clab{kind}` | {counts[kind]} | {', '.join(parts)} |" for kind, parts in named.items()
    )


_NOTE = _("""# {title}

A circuit as a program of NEURON, written by CircuitLab {version}.

    pip install neuron numpy
    nrnivmodl {core}-incflags "{flags}" .
    python run.py{option}                                    on one process
    mpirun -n 4 python run.py --ranks 4{option}              on four, with MPI

On Windows NEURON comes with an installer of its own in place of `pip`, and Python is called `py`:

    py -m pip install numpy
    nrnivmodl
    py run.py{option}

`nrnivmodl` writes `nrnmech.dll` there. CircuitLab itself was run with NEURON on Linux alone.

Spikes are written to `spikes.csv`. Where NEURON does not find the library of MPI by itself, set
`MPI_LIB_NRN_PATH` to the path of its `libmpi.so`.

| file | what it holds |
|---|---|
| `clab_cell*.mod` | the equations of one kind of cell each |
| `clab_rank.mod` | stimuli, slow biology, connections, and the order of a step |
| `data/` | all numbers; each process reads what it computes |
| `program/` | what reads them, builds the cells and steps them |

| kind of cell | cells | equations, in the order of a step |
|---|---|---|
{cells}

Each cell is an artificial cell with a gid, its number, and sends its spikes as any other;
`clab_potential()` says its voltage in mV. Cells of one process reach each other through tables in
`clab_rank.mod`, as their delays, vesicles and weights say; spikes from other processes come by
NEURON's own wires.

## What is left out or stands there otherwise

{left_out}
""")
