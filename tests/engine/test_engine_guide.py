"""The worked example of docs/engine.md, carried out in a copy of the program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import circuitlab
from circuitlab.resources import assets

CHECKOUT = Path(circuitlab.__file__).parent.parent
GUIDE = CHECKOUT / "docs" / "engine.md"
STEP = re.compile(
    r"(?:at the end of|after `(?P<anchor>[^`]+)` in)\s+`(?P<path>[^`]+)`:\n\n"
    r"```\w+\n(?P<text>.*?)```",
    re.DOTALL,
)


def steps() -> list[tuple[str, str, str]]:
    """(path, text to stand before it or none, what is added) of each step of the example."""
    guide = GUIDE.read_text(encoding="utf-8")
    return [(m["path"], m["anchor"] or "", m["text"]) for m in STEP.finditer(guide)]


def example() -> str:
    """The script that ends the example."""
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return next(block for block in blocks if "kir" in block and block.startswith("import"))


def carried_out(path: Path, anchor: str, added: str) -> None:
    text = path.read_text(encoding="utf-8")
    if not anchor:
        text = f"{text}\n\n{added}"
    else:
        assert anchor in text, anchor
        joint = " " if text.split(anchor, 1)[1].startswith(" ") else "\n"
        text = text.replace(anchor, f"{anchor}{joint}{added.rstrip()}", 1)
    path.write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_equation_is_added_as_the_guide_says(tmp_path: Path) -> None:
    leave_out = shutil.ignore_patterns("gui", "render", "__pycache__")
    shutil.copytree(CHECKOUT / "circuitlab", tmp_path / "circuitlab", ignore=leave_out)
    shutil.copytree(assets(), tmp_path / "assets")
    shutil.copytree(CHECKOUT / "presets", tmp_path / "presets")
    assert len(steps()) == 4
    for path, anchor, added in steps():
        carried_out(tmp_path / path, anchor, added)
    done = subprocess.run(
        [sys.executable, "-c", example()],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert -85.0 < float(done.stdout) < -66.0
