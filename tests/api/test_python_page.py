"""The page about Python, and the examples beside what they show, do what they say."""

import doctest
import importlib
from pathlib import Path
from types import ModuleType

import pytest

from circuitlab import api

ROOT = Path(api.__file__).parents[2]
MODULES = [
    importlib.import_module(f"circuitlab.api.{path.stem}")
    for path in sorted(Path(api.__file__).parent.glob("*.py"))
    if path.stem != "__init__"
]


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False)
    assert done.failed == 0
    assert done.attempted > 60


@pytest.mark.parametrize("module", [*MODULES, api], ids=lambda module: module.__name__)
def test_examples_do_what_they_say(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_all_that_can_be_called_is_said() -> None:
    for name in api.__all__:
        thing = getattr(api, name)
        assert thing.__doc__, name
        for own, member in vars(thing).items() if isinstance(thing, type) else ():
            assert own.startswith("_") or callable(member) is False or member.__doc__, own


def test_the_page_is_found_from_the_others() -> None:
    assert "(docs/python.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    guide = (ROOT / "docs" / "guide" / "first-steps.md").read_text(encoding="utf-8")
    assert "(../python.md)" in guide
