"""The guide is whole: every page is in its contents, and every link leads somewhere."""

import importlib.util
import re
from pathlib import Path, PurePosixPath

import pytest

from circuitlab.catalog.load import default_catalog, load_catalog
from circuitlab.gui.help.keyboard_page import NAME, keyboard_page
from circuitlab.gui.shell.actions import MENUS, SUBMENUS, action, actions, submenu_titles
from circuitlab.help.element_page import element_page
from circuitlab.help.page import anchor, sections
from circuitlab.help.shelf import contents
from circuitlab.resources import assets, docs

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^)\s]+)\)")
LARGEST_PICTURE = 120_000
DARK = {"fig4-dark.png"}
"""For those who show the program elsewhere, on a dark page."""
BESIDE = {"user-guide"}
"""Where the guide was, for links from elsewhere."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page's text by its name."""
    keys = keyboard_page((each.text, each.shortcuts) for each in actions())
    listed = contents(default_catalog(), [keys]).values()
    return {page.name: page.read() for part in listed for page in part}


def test_every_page_is_in_the_contents(pages: dict[str, str]) -> None:
    written = {path.stem for path in docs().glob("*.md")}
    written |= {f"guide/{path.stem}" for path in docs().glob("guide/*.md")}
    elements = {f"elements/{kind}" for kind in default_catalog().kinds}
    assert written | {NAME} | elements == pages.keys() | BESIDE


def test_every_link_and_picture_is_there(pages: dict[str, str]) -> None:
    wrong = {
        (name, link)
        for name, text in pages.items()
        for link in LINK.findall(_without_code(text))
        if not link.startswith("http") and not _is_there(name, link, pages)
    }
    assert not wrong


def test_every_command_of_the_menus_is_in_the_guide(pages: dict[str, str]) -> None:
    said = "\n".join(
        text.casefold()
        for name, text in pages.items()
        if name.startswith("guide/") and name != NAME
    )
    listed = {key for menu in (*MENUS.values(), *SUBMENUS.values()) for key in menu}
    keys = listed - {"-", "recent"} - SUBMENUS.keys()
    specs = [action(key) for key in sorted(keys)]
    missed = {
        spec.text
        for spec in specs
        if spec.text.replace("…", "").casefold() not in said
        and not any(f"`{each.casefold()}`" in said for each in spec.shortcuts)
    }
    assert not missed
    assert all(title.casefold() in said for title in submenu_titles().values())


def test_the_page_of_commands_is_what_they_say_of_themselves() -> None:
    spec = importlib.util.spec_from_file_location("page", ROOT / "scripts" / "commands_page.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), (
        "docs/guide/commands.md is behind: run “python scripts/commands_page.py”"
    )


def test_the_kind_that_the_guide_adds_can_be_added(tmp_path: Path) -> None:
    guide = (docs() / "guide" / "extending.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "own.toml").write_text(table, encoding="utf-8")
    catalog = load_catalog(assets() / "catalog", tmp_path)
    (added,) = catalog.kinds.keys() - default_catalog().kinds.keys()
    assert any(effect.reaches(catalog.kind("synapse")) for effect in catalog.kind(added).effects)
    assert f"`{added}`" in element_page(catalog.kind(added), catalog)


def _is_there(name: str, link: str, pages: dict[str, str]) -> bool:
    place, _hash, heading = link.partition("#")
    goal = _beside(name, place) if place else f"{name}.md"
    if goal.removesuffix(".md") not in pages:
        return not heading and (docs() / goal).is_file()
    text = pages[goal.removesuffix(".md")]
    return not heading or heading in {anchor(each.heading) for each in sections(text)}


def _beside(name: str, place: str) -> str:
    parts: list[str] = list(PurePosixPath(name).parent.parts)
    for part in PurePosixPath(place).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def test_every_picture_is_small_shown_and_said_in_words(pages: dict[str, str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [(words, path) for text in (*pages.values(), readme) for words, path in _pictures(text)]
    files = {path.name: path.stat().st_size for path in docs().glob("images/*")}
    assert [name for name, size in files.items() if size > LARGEST_PICTURE] == []
    assert {PurePosixPath(path).name for _words, path in shown} | DARK == files.keys()
    assert [path for words, path in shown if len(words) < 20] == []


def _pictures(text: str) -> list[tuple[str, str]]:
    return re.findall(r"!\[([^\]]*)\]\(([^)\s]+\.png)\)", _without_code(text))
