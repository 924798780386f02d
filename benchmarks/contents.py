"""What a circuit's file holds while it is spoiled: whatever is no object is passed over."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Content = dict[str, Any]
Chance = random.Random
Change = Callable[[Content, Chance, Content], None]
"""Changes the first in place; the last is another file, from which parts may be taken."""
WITH_STEPS = ("timeline", "scenario", "states")


def objects(content: Content, section: str) -> list[Content]:
    found = content.get(section)
    return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []


def elements(content: Content) -> list[Content]:
    return objects(content, "elements") or [{}]


def links(content: Content) -> list[Content]:
    return objects(content, "links") or [{}]


def params(element: Content) -> Content:
    found = element.setdefault("params", {})
    return found if isinstance(found, dict) else {}


def experiments(content: Content) -> list[Content]:
    found = content.get("experiments")
    return [e for e in found.values() if isinstance(e, dict)] if isinstance(found, dict) else []


def steps(content: Content) -> list[Content]:
    """Everything that sets something, at whatever time."""
    found = [each for section in WITH_STEPS for each in objects(content, section)]
    inner = [*experiments(content), *objects(content, "states")]
    return [*found, *experiments(content), *(e for i in inner for e in objects(i, "timeline"))]
