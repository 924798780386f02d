"""What a package index shows leads somewhere, or is plain text."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

import circuitlab

TOP = Path(circuitlab.__file__).parent.parent
ADDRESS = "https://example.org/somebody/circuitlab"


@pytest.fixture(scope="module")
def metadata() -> ModuleType:
    scope = ModuleType("metadata")
    text = (TOP / "scripts/wheel/metadata.py").read_text(encoding="utf-8")
    exec(compile(text, "metadata.py", "exec"), scope.__dict__)
    return scope


@pytest.fixture
def readme() -> str:
    return (TOP / "README.md").read_text(encoding="utf-8")


def core() -> ProjectMetadata:
    return ProjectMetadata(str(TOP), PluginManager())


def test_without_an_address_no_link_and_no_picture_is_left(
    metadata: ModuleType, readme: str
) -> None:
    text = metadata.long_description(readme, "")
    assert list(metadata.relative_links(readme))
    assert not list(metadata.relative_links(text))
    assert "![" not in text
    assert "The window on Figure 4" not in text
    assert "User guide: first steps" in text
    assert "git clone" in text


def test_with_an_address_every_link_leads_to_a_file_that_is_there(
    metadata: ModuleType, readme: str
) -> None:
    text = metadata.long_description(readme, ADDRESS)
    assert not list(metadata.relative_links(text))
    found = re.findall(rf"{ADDRESS}/(?:blob|raw)/HEAD/([^)\s]+)", text)
    assert len(found) == len(list(metadata.relative_links(readme)))
    assert all((TOP / path).exists() for path in found)
    assert re.search(rf"!\[[^\]]*\]\({ADDRESS}/raw/HEAD/docs/images/fig4-light\.png\)", text)
    assert f"git clone {ADDRESS} circuitlab" in text


def test_links_elsewhere_and_code_stay_as_they_are(metadata: ModuleType) -> None:
    text = "[a](https://a.org) [b](#b)\n\n```\n[c](d)\n```\n"
    assert metadata.long_description(text, "") == text
    assert metadata.long_description(text, ADDRESS) == text


def test_the_address_is_asked_of_the_environment_then_of_the_project(
    metadata: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.circuitlab]\naddress = "{ADDRESS}/"\n')
    monkeypatch.delenv(metadata.ADDRESS, raising=False)
    assert metadata.address_of(tmp_path) == ADDRESS
    monkeypatch.setenv(metadata.ADDRESS, "https://example.org/fork.git")
    assert metadata.address_of(tmp_path) == "https://example.org/fork"
    monkeypatch.setenv(metadata.ADDRESS, "example.org")
    with pytest.raises(ValueError, match=r"example\.org"):
        metadata.address_of(tmp_path)


def test_what_is_built_carries_links_of_the_project_where_they_are_known(
    metadata: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(metadata.ADDRESS, "")
    assert core().core.urls == {}
    assert not list(metadata.relative_links(core().core.readme))
    monkeypatch.setenv(metadata.ADDRESS, ADDRESS)
    assert core().core.urls["Source"] == ADDRESS
    assert f"{ADDRESS}/raw/HEAD/docs/images/fig4-light.png" in core().core.readme


def test_every_python_that_is_named_is_one_that_is_allowed() -> None:
    named = {text.rsplit(" ", 1)[1] for text in core().core.classifiers if " :: 3." in text}
    assert named == {"3.11", "3.12", "3.13", "3.14"}
    assert all(f"{version}.0" in core().core.python_constraint for version in named)
    assert "3.10.9" not in core().core.python_constraint
