"""The portable folder's executable is the command, and Python for the program's own modules."""

import runpy
from pathlib import Path
from types import ModuleType

import pytest

import circuitlab
from circuitlab.engine.numerics import jit
from circuitlab.engine.running.background_compiler import COMMAND

START = Path(circuitlab.__file__).parent.parent / "scripts" / "bundle" / "start.py"


@pytest.fixture(scope="module")
def start() -> ModuleType:
    module = ModuleType("start")
    vars(module).update(runpy.run_path(str(START)))
    return module


def test_what_the_program_starts_of_itself_is_a_module(start: ModuleType) -> None:
    module = COMMAND[-1]
    assert start.module_asked_for([*COMMAND[1:], "--hurry"]) == (module, ["--hurry"])


@pytest.mark.parametrize(
    "words", [[], ["fig4"], ["run", "fig4"], ["-m"], ["-m", "antigravity"], ["--version"]]
)
def test_everything_else_is_for_the_command(start: ModuleType, words: list[str]) -> None:
    assert start.module_asked_for(words) is None


def test_kernels_are_named_after_each_source_that_is_compiled_into_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = Path(jit.__file__).parent.parent
    for pattern in jit._COMPILED:
        for source in own.glob(pattern):
            copy = tmp_path / source.relative_to(own)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    monkeypatch.setattr(jit, "__file__", str(tmp_path / "numerics" / "jit.py"))
    digest = jit.compiled_sources.__wrapped__
    assert digest() == jit.compiled_sources()
    with (tmp_path / "stepping" / "driver.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest() != jit.compiled_sources()


def test_without_its_sources_the_program_takes_no_kernels_of_another_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(jit, "__file__", str(tmp_path / "numerics" / "jit.pyc"))
    with pytest.raises(FileNotFoundError, match="are missing in"):
        jit.compiled_sources.__wrapped__()
