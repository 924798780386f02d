"""The wheel holds what a checkout holds, and finds it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import circuitlab

TOP = Path(circuitlab.__file__).parent.parent
ASK = "from circuitlab import resources as r; print(r.assets(), r.presets(), r.docs(), sep='\\n')"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout, without the library, which takes a minute to compile."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    plain = {**os.environ, "CIRCUITLAB_PLAIN_WHEEL": "1"}
    subprocess.run(command, cwd=TOP, check=True, capture_output=True, timeout=60, env=plain)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_every_asset_and_preset(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "assets", "presets", "docs"], cwd=TOP, capture_output=True, text=True
    )
    files = listed.stdout.split() or [
        str(path.relative_to(TOP))
        for folder in ("assets", "presets", "docs")
        for path in (TOP / folder).rglob("*")
        if path.is_file()
    ]
    assert files
    assert {f"circuitlab/{file}" for file in files} <= held


def test_installed_wheel_finds_assets_and_presets(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {ASK}"]
    done = subprocess.run(ask, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assets, presets, docs = (Path(line) for line in done.stdout.splitlines())
    assert assets == tmp_path / "circuitlab" / "assets"
    assert presets == tmp_path / "circuitlab" / "presets"
    assert list((assets / "catalog").glob("*.toml"))
    assert (presets / "fig4.json").is_file()
    assert (docs / "guide" / "first-steps.md").is_file()


def test_checkout_finds_assets_beside_the_package() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [str(TOP / "assets"), str(TOP / "presets"), str(TOP / "docs")]
