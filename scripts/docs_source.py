"""Prepare what Sphinx reads: the guide as it is, and the pages that are made (`make docs`)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.help.page import Contents

DOCS = Path(__file__).resolve().parent.parent / "docs"
TOCTREE = "```{toctree}"


def main(folder: Path) -> None:
    """Write every page below `folder`, in English whatever the desktop speaks."""
    os.environ["LANGUAGE"] = "en"
    shutil.rmtree(folder, ignore_errors=True)
    skip = shutil.ignore_patterns("*.toml", "*.csv", "conf.py", "user-guide.md")
    shutil.copytree(DOCS, folder, ignore=skip)
    for name, text in made_pages():
        path = folder / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def made_pages() -> Iterator[tuple[str, str]]:
    """Return the pages that stand in no file: keys, kinds, and the contents of all."""
    from circuitlab.catalog.load import default_catalog
    from circuitlab.gui.help.keyboard_page import keyboard_page
    from circuitlab.gui.shell.actions import actions
    from circuitlab.help.element_page import FOLDER
    from circuitlab.help.shelf import contents

    keys = keyboard_page((each.text, each.shortcuts) for each in actions())
    parts = contents(default_catalog(), [keys])
    for pages in parts.values():
        for page in pages:
            if page is keys or page.name.startswith(f"{FOLDER}/"):
                yield page.name, page.read()
    yield "index", _index(parts)


def _index(parts: Contents) -> str:
    lines = ["# CircuitLab", "", "Build living neural circuits by hand, and watch them run.", ""]
    for title, pages in parts.items():
        lines += [TOCTREE, f":caption: {title}", "", *(page.name for page in pages), "```", ""]
    decisions = (f"adr/{path.stem}" for path in sorted((DOCS / "adr").glob("*.md")))
    lines += [TOCTREE, ":caption: Decisions", "", *decisions, "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
