"""Names for files that every system takes, made from what people call things."""

import re

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
MOST_CHARACTERS = 100
"""Far below what systems allow, so that an ending and a folder's path still fit."""


def is_legal(name: str) -> bool:
    """Whether Windows takes a file's name too: it is the strictest."""
    if _REFUSED.search(name) or _RESERVED.fullmatch(name):
        return False
    return bool(name) and name == name.strip(" ").rstrip(".")


def legal_name(title: str) -> str:
    """Return a title as a file's name without an ending; empty where nothing of it can stand."""
    name = _REFUSED.sub("-", title)[:MOST_CHARACTERS].strip(" .-")
    return f"_{name}" if _RESERVED.fullmatch(name) else name
