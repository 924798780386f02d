"""What a package index shows: the README with links and pictures that lead somewhere from there.

Where the sources are public is said in one place, `address` in `[tool.circuitlab]` of
`pyproject.toml`, or for one build by an environment variable. Without it, nothing is invented:
links become plain text, and pictures are left out.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

ADDRESS = "CIRCUITLAB_ADDRESS"
"""Environment variable that names the address of the sources for one build."""
HERE = "<this repository>"
"""What the README says where it cannot know from where it is read."""
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?!\w+:|#)(?P<path>[^)\s]+)\)")
_PICTURE_ALONE = re.compile(r"^!\[[^\]]*\]\((?!\w+:)[^)\s]+\)\n+", re.MULTILINE)
_CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


class AddressHook(MetadataHookInterface):
    """Adds the long description, and the addresses of the project where they are known."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Complete what stands in `pyproject.toml`."""
        address = address_of(Path(self.root))
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": long_description(text, address),
        }
        metadata["urls"] = urls(address)


def address_of(root: Path) -> str:
    """Return where the sources are public, without a slash at its end; empty where unknown."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    written = str(project.get("tool", {}).get("circuitlab", {}).get("address", ""))
    address = os.environ.get(ADDRESS, written).strip().rstrip("/").removesuffix(".git")
    if address and not address.startswith("https://"):
        raise ValueError(f"The address of the sources is no https address: {address!r}")
    return address


def urls(address: str) -> dict[str, str]:
    """Return the links that stand beside the description."""
    if not address:
        return {}
    return {
        "Source": address,
        "Documentation": _page(address, "docs/user-guide.md"),
        "Changes": _page(address, "CHANGELOG.md"),
        "Problems": f"{address}/issues",
    }


def long_description(text: str, address: str) -> str:
    """Return the README as it is to be read on another site."""
    return "".join(_part(part, address) for part in _CODE.split(text))


def relative_links(text: str) -> Iterator[str]:
    """Every link of a text, and every picture, that leads nowhere on another site."""
    for part in _CODE.split(text):
        if not part.startswith("```"):
            yield from (match["path"] for match in _LINK.finditer(part))


def _part(part: str, address: str) -> str:
    """Return prose with its links, or a block of code."""
    if part.startswith("```"):
        return part.replace(HERE, address) if address else part
    if not address:
        return _LINK.sub(lambda match: match["text"], _PICTURE_ALONE.sub("", part))
    return _LINK.sub(lambda match: _led(match, address), part)


def _led(match: re.Match[str], address: str) -> str:
    path = match["path"]
    target = f"{address}/raw/HEAD/{path}" if match["picture"] else _page(address, path)
    return f"{match['picture']}[{match['text']}]({target})"


def _page(address: str, path: str) -> str:
    """Return where a file is shown, on GitHub as on GitLab."""
    return f"{address}/blob/HEAD/{path}"
