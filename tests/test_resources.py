"""The program finds its own files, and speaks the reader's language where it can."""

import gettext
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from circuitlab import resources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package somewhere else, which resources believe to be theirs."""
    folder = tmp_path / "site" / "circuitlab"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(folder / "resources.py"))
    resources._translation.cache_clear()
    yield folder
    resources._translation.cache_clear()


def test_a_checkout_has_its_catalog() -> None:
    assert (resources.assets() / "catalog" / "neurons.toml").is_file()


def test_an_installed_package_has_them_inside(package: Path) -> None:
    (package / "assets").mkdir()
    (package / "presets").mkdir()
    assert resources.assets() == package / "assets"
    assert resources.presets() == package / "presets"


def test_a_checkout_has_them_beside_the_package(package: Path) -> None:
    (package.parent / "presets").mkdir()
    assert resources.presets() == package.parent / "presets"


def test_a_missing_folder_is_named(package: Path) -> None:
    with pytest.raises(FileNotFoundError, match="'assets' is missing"):
        resources.assets()


def test_without_a_translation_a_message_stays_as_it_is(package: Path) -> None:
    assert resources._("Heat") == "Heat"
    assert resources.language() == "en"


def test_a_translation_is_used_where_there_is_one(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    folder = package / "assets" / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = "Content-Type: text/plain; charset=UTF-8\nLanguage: de\n"
    (folder / "circuitlab.mo").write_bytes(_compiled({"": header, "Heat": "Wärme"}))
    assert resources._("Heat") == "Wärme"
    assert resources._("Cold") == "Cold"
    assert resources.language() == "de"
    assert gettext.gettext("Heat") == "Heat"


def test_the_first_language_that_there_is_is_spoken(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package / "assets" / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = "Content-Type: text/plain; charset=UTF-8\nLanguage: de\n"
    plural = "Plural-Forms: nplurals=2; plural=(n != 1);\n"
    words = {"": header + plural, ".": ",", "{n} day\0{n} days": "{n} Tag\0{n} Tage"}
    (folder / "circuitlab.mo").write_bytes(_compiled(words))
    monkeypatch.setattr(resources, "_spoken", None)
    assert resources.languages() == ("en", "de")
    assert resources.speak(["fr", "de_AT"]) == "de"
    assert resources.in_digits("1.5") == "1,5"
    assert [resources.ngettext("{n} day", "{n} days", n) for n in (1, 2)] == ["{n} Tag", "{n} Tage"]
    assert resources.speak(["en_GB", "de"]) == "en"
    assert resources.in_digits("1.5") == "1.5"
    assert resources.ngettext("{n} day", "{n} days", 1) == "{n} day"


@pytest.mark.parametrize("plain", ["C", "C.UTF-8", "POSIX", "en_US.UTF-8", "en"])
def test_no_language_is_english(package: Path, monkeypatch: pytest.MonkeyPatch, plain: str) -> None:
    monkeypatch.setattr(resources, "_spoken", None)
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", plain)
    assert resources.asked_languages() == (plain,)
    assert resources.language() == "en"


def _compiled(messages: dict[str, str]) -> bytes:
    """Return a catalogue of messages in gettext's binary format."""
    pairs = [(k.encode(), v.encode()) for k, v in sorted(messages.items())]
    start = 28 + 16 * len(pairs)
    tables: list[list[tuple[int, int]]] = [[], []]
    text = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column].append((len(pair[column]), start + len(text)))
            text += pair[column] + b"\0"
    numbers = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0]
    numbers += [number for table in tables for entry in table for number in entry]
    return struct.pack(f"<{len(numbers)}I", *numbers) + text
