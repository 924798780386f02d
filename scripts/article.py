"""Write docs/article.md: each statement of the article, the circuits that show it, and how far."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STATEMENTS = ROOT / "docs" / "article_statements.toml"
PAGE = ROOT / "docs" / "article.md"
MOST_NAMED = 4

Table = Mapping[str, Any]


def read_statements(path: Path = STATEMENTS) -> dict[str, Any]:
    """Return the article's statements as they stand in their file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_presets(folder: Path = ROOT / "presets") -> dict[str, Table]:
    """Return the content of every circuit that comes with the program, by name."""
    files = sorted(folder.glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def page(told: Table, presets: Mapping[str, Table]) -> str:
    """Return the whole page."""
    return "\n".join([*_head(told, presets), *_sections(told, presets)]) + "\n"


def _head(told: Table, presets: Mapping[str, Table]) -> Iterator[str]:
    every = [each for section in told["section"] for each in section["statement"]]
    shown = sum(any(of["preset"] in presets for of in each.get("shown", ())) for each in every)
    beyond = sum("beyond" in each for each in every)
    yield f"# {told['title']}"
    yield ""
    yield f"{told['source']}. Its statements are told here in our own words, in its order."
    yield ""
    yield f"{len(every)} statements: {shown} are shown by a circuit that comes with the program,"
    yield f"{beyond} are beyond any circuit, {len(every) - shown - beyond} wait for theirs."
    yield "A claim is a number that `circuitlab verify NAME` measures in a run of the circuit and"
    yield "holds to what is expected. Where the article makes something simpler than it is, the"
    yield "line below says what is meant. A model, not advice."
    yield ""
    yield "`python scripts/article.py` writes this page from `docs/article_statements.toml`."


def _sections(told: Table, presets: Mapping[str, Table]) -> Iterator[str]:
    number = 0
    for section in told["section"]:
        yield from ("", f"## {section['title']}", "")
        yield "| nr | what the article says | circuit | claims | state |"
        yield "|---|---|---|---|---|"
        for statement in section["statement"]:
            number += 1
            yield from _rows(number, statement, presets)


def _rows(number: int, statement: Table, presets: Mapping[str, Table]) -> Iterator[str]:
    said = statement["says"]
    if polite := statement.get("polite"):
        said += f"<br>*{polite}*"
    if beyond := statement.get("beyond"):
        yield _row(str(number), said, "–", "–", f"beyond a circuit: {beyond}")
        return
    for index, of in enumerate(statement["shown"]):
        first = (str(number), said) if index == 0 else ("", "")
        yield _row(*first, *_circuit(of, presets))


def _circuit(of: Table, presets: Mapping[str, Table]) -> tuple[str, str, str]:
    """Return the cells of one circuit: its name, its claims, and how far it shows the statement."""
    name, preset = of["preset"], presets.get(of["preset"])
    if preset is None:
        return f"`{name}`", "–", "this circuit is not there yet"
    claims = matching(preset, of.get("claims", ()))
    if not claims:
        return f"`{name}`", "–", "seen in the picture, not measured"
    missed = sum(bool(claim.get("known_miss")) for claim in claims)
    state = "measured" if not missed else f"measured; {missed} known to miss"
    return f"`{name}`", _named([claim["id"] for claim in claims]), state


def matching(preset: Table, patterns: tuple[str, ...] | list[str]) -> list[Table]:
    """Return the claims of a circuit whose ids fit one of the patterns, in its order."""
    claims = preset.get("claims", [])
    return [c for c in claims if any(fnmatchcase(c["id"], pattern) for pattern in patterns)]


def _named(ids: list[str]) -> str:
    """Return the first ids, and how many more there are."""
    named = ", ".join(f"`{id}`" for id in ids[:MOST_NAMED])
    more = len(ids) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(read_statements(), read_presets()), encoding="utf-8")


if __name__ == "__main__":
    main()
