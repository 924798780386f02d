"""A small file, and ways to spoil it."""

import json
from collections.abc import Callable
from typing import Any

from toy import small_circuit, toy_catalog

from circuitlab.files import store
from circuitlab.files.serialise import content_of

Content = dict[str, Any]


def problems(text: str) -> list[str]:
    return [str(problem) for problem in store.load_text(text, toy_catalog()).problems]


def changed(change: Callable[[Content], object]) -> str:
    content = content_of(small_circuit())
    content["experiments"] = {"hot": {"for": 1000, "set": {"warmer1.temperature": 50}}}
    content["claims"] = [
        {
            "id": "a",
            "measure": "rate",
            "experiment": "hot",
            "args": {"element": "cell1"},
            "expected": {"at_least": 1},
        }
    ]
    content["timeline"] = [{"at": 10, "set": {"plug1.dose": 5}}]
    assert problems(json.dumps(content)) == []
    change(content)
    return json.dumps(content)


def element(content: Content, id: str) -> Content:
    return next(entry for entry in content["elements"] if entry["id"] == id)


def link(source: str, target: str, role: str) -> Content:
    return {"source": source, "target": target, "role": role}
