"""What window and engine tell each other is checked when it is written, not when it runs."""

import re
from pathlib import Path

import pytest
from mypy import api

TOP = Path(__file__).parents[2]
RIGHT = """
from circuitlab.engine.running.messages import Reset, RunnerFrame, Speed, Status, StepOnce
from circuitlab.gui.engine_link import EngineLink
from circuitlab.playback.moments import Kept
from circuitlab.gui.session import Session

def sound(frame: RunnerFrame, link: EngineLink, session: Session, kept: Kept) -> None:
    link.post(StepOnce(2))
    link.begin_anew(Reset())
    assert frame.status is Status.READY or link.frame is None
    print(frame.speed, frame.spikes.ms, kept.moment.tick, session.selection.wire)
"""
WRONG = """
def wrong(frame: RunnerFrame, link: EngineLink, session: Session, kept: Kept) -> None:
    frame.sped
    frame.spikes.millis
    frame.moment.ticks
    kept.moment.ticks
    link.frame.sped
    session.engine.frame.sped
    session.selection.elements
    Status.COMPLING
    StepOnce(count=2)
    link.post("StepOnce")
    link.begin_anew(Speed(1.0))
    frame.status == "compiling"
"""


@pytest.mark.slow
def test_a_misspelt_field_or_message_is_refused(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(RIGHT + WRONG)
    options = [
        "--config-file",
        str(TOP / "pyproject.toml"),
        "--cache-dir",
        str(TOP / ".mypy_cache"),
    ]
    said, trouble, _code = api.run([*options, str(snippet)])
    assert not trouble
    refused = {int(line) for line in re.findall(r"snippet\.py:(\d+): error", said)}
    first = RIGHT.count("\n") + 3
    assert refused == set(range(first, first + WRONG.count("\n") - 2)), said
