"""Makes the portable folder and proves that it runs: `make bundle`, in an environment of its own.

The package must be installed there as a wheel, library of compiled loops included.
"""

from __future__ import annotations

import compileall
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from py_compile import PycInvalidationMode

TOP = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAME = "circuitlab"
BESIDE = ("README.md", "CHANGELOG.md", "LICENSE")


def main() -> None:
    """Make the folder, prove it, pack it, and say how large both are."""
    folder = frozen(TOP / "build" / "bundle", TOP / "dist")
    for name in BESIDE:
        shutil.copy(TOP / name, folder)
    prove(folder)
    packed = pack(folder)
    print(f"{folder}: {_megabytes(folder):.0f} MB; {packed.name}: {_megabytes(packed):.0f} MB")


def frozen(work: Path, into: Path) -> Path:
    """Return the folder that PyInstaller makes."""
    words = ["--noconfirm", "--log-level=WARN", f"--workpath={work}", f"--distpath={into}"]
    command = [sys.executable, "-m", "PyInstaller", *words, str(HERE / f"{NAME}.spec")]
    elsewhere = work.parent
    elsewhere.mkdir(parents=True, exist_ok=True)  # or the checkout would be taken for the package
    subprocess.run(command, check=True, cwd=elsewhere)
    folder = into / NAME
    _compile_sources(folder / "_internal" / NAME)
    return folder


def _compile_sources(package: Path) -> None:
    """Put bytecode beside the sources: where the folder is read-only, nobody could do it later."""
    mode = PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(package, quiet=1, invalidation_mode=mode):
        raise SystemExit(f"{package} holds a source that cannot be compiled")


def prove(folder: Path) -> None:
    """Run the folder, read-only, from an awkward place: no Python in reach, its caches empty.

    Raises
    ------
    SystemExit
        Where something does not do what it does in a checkout.
    """
    with tempfile.TemporaryDirectory() as place:
        moved = Path(place, "Circuit Lab für alle")
        shutil.copytree(folder, moved, symlinks=True)
        _write_protect(moved, 0o500)
        home = Path(place, "home")
        home.mkdir()
        asked = ("run", "fig4", "--for", "1s", "--seed", "1", "--json")
        spikes = [json.loads(said)["spikes"] for said in _both(moved, home, asked)]
        if not spikes[0] or spikes[0] != spikes[1]:
            raise SystemExit("fig4 does in the portable folder what it does not do outside")
        _said(moved, home, "figure", "fig4", "-o", str(home / "fig4.svg"))
        _said(moved, home, "-m", "circuitlab.gui.traces.plot")  # all that a window loads later
        first = _kernels(moved, home)
        _write_protect(moved, 0o700)
        _change_an_equation(moved)
        if _kernels(moved, home) == first:
            raise SystemExit("another version's kernels would be taken for this one's")


def _kernels(folder: Path, home: Path) -> set[str]:
    """Names of the folders in which kernels are kept, once this version has looked for its own."""
    _said(folder, home, "-m", "circuitlab.engine.numerics.jit")
    return {path.name for path in (home / "cache" / NAME / "kernels").iterdir()}


def _write_protect(folder: Path, mode: int) -> None:
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(mode)


def _change_an_equation(folder: Path) -> None:
    source = next((folder / "_internal" / NAME / "engine" / "mechanisms").glob("[!_]*.py"))
    with source.open("a", encoding="utf-8") as file:
        file.write("\n# another version\n")


def _said(folder: Path, home: Path, *words: str) -> str:
    return _output([str(folder / NAME), *words], home)


def _both(folder: Path, home: Path, words: Sequence[str]) -> tuple[str, str]:
    """Return what the folder says, and what the installed program does."""
    here = [sys.executable, "-P", "-m", NAME]
    return _said(folder, home, *words), _output([*here, *words], home)


def _output(command: list[str], home: Path) -> str:
    """Return what a command prints that knows of nothing but a home."""
    done = subprocess.run(
        command,
        env={"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PATH": os.devnull},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def pack(folder: Path) -> Path:
    """Return an archive of the folder, named for the system that it is for."""
    system = f"{platform.system()}-{platform.machine()}".lower()
    packed = folder.with_name(f"{NAME}-{_version(folder)}-{system}.tar.gz")
    with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
        archive.add(folder, NAME)
    return packed


def _version(folder: Path) -> str:
    return subprocess.run(
        [folder / NAME, "--version"], check=True, capture_output=True, text=True
    ).stdout.split()[-1]


def _megabytes(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if file.is_file()) / 1e6


if __name__ == "__main__":
    main()
