"""Names with control characters and square brackets, as a terminal and a picture show them."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.cli.conftest import Command


def with_label(label: str, **more: object) -> str:
    cell = {"id": "lif_current1", "kind": "lif_current", "label": label}
    return json.dumps({"format": "circuitlab/circuit", "version": 4, "elements": [cell], **more})


def test_neither_terminal_nor_picture_gets_a_control_character(
    circuitlab: Command, tmp_path: Path
) -> None:
    path, picture = tmp_path / "[bold].circuit", tmp_path / "a.svg"
    path.write_text(with_label("\x1b[31mred", title="\x07"), encoding="utf-8")
    said = circuitlab("check", path)
    assert said.code == 1
    assert "\x1b" not in said.out + said.err
    assert circuitlab("figure", path, "-o", picture).code == 0
    assert "\ufffd" in "".join(ET.parse(picture).getroot().itertext())


def test_square_brackets_are_no_markup(circuitlab: Command, tmp_path: Path) -> None:
    path = tmp_path / "[bold red]x[_b].circuit"
    path.write_text(with_label("[/b]"), encoding="utf-8")
    said = circuitlab("run", path, "--for", "1 ms")
    assert said.code == 0, said.err
    assert "[bold red]x[_b]" in said.out.replace("\n", "")
