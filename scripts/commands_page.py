"""Write docs/guide/commands.md: every command with its options, as `--help` says them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "commands.md"


def main() -> None:
    """Write the page, in English whatever the desktop speaks."""
    os.environ["LANGUAGE"] = "en"
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)


def page() -> str:
    """Return the page as Markdown."""
    import typer

    from circuitlab.cli.app import app

    command = typer.main.get_command(app)
    lines = ["# Commands", "", "Written from the program itself: this is what `--help` says.", ""]
    for name, each in _commands("circuitlab", command):
        lines += _described(name, each)
    return "\n".join(lines).rstrip() + "\n"


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Return a command and those below it, each with all of its words."""
    yield name, command
    for word, each in getattr(command, "commands", {}).items():
        if not each.hidden:
            yield from _commands(f"{name} {word}", each)


def _described(name: str, command: Any) -> Iterator[str]:
    yield from (f"## {name}", "", _said(command.help or ""), "")
    named = [each for each in command.params if not getattr(each, "hidden", False)]
    rows = [row for each in named if (row := _row(each))]
    if rows:
        yield from ("| | what it is |", "| --- | --- |", *rows, "")


def _row(parameter: Any) -> str:
    said = _said(parameter.help or "")
    if default := _default(parameter):
        said = f"{said} Default: `{default}`.".strip()
    return f"| {_name(parameter)} | {said} |"


def _name(parameter: Any) -> str:
    """Return how it is written: ``--seed INTEGER``, or of an argument its name."""
    takes = str(parameter.metavar or parameter.name.upper()).replace("|", "\\|")
    if parameter.param_type_name == "argument":
        return f"`{takes}`"
    names = sorted((*parameter.opts, *parameter.secondary_opts), key=len, reverse=True)
    flags = ", ".join(f"`{each}`" for each in names)
    return flags if parameter.is_flag else f"{flags} {takes}"


def _default(parameter: Any) -> str:
    value = parameter.default
    shown = value is not None and value not in (False, (), [], "") and not callable(value)
    return str(value) if shown and getattr(parameter, "show_default", True) else ""


def _said(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("*.circuit", "`*.circuit`")


if __name__ == "__main__":
    main()
