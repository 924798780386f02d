"""What translations there are say what the messages say, in every form, and are compiled."""

from __future__ import annotations

import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "translations"
FILES = sorted(FOLDER.glob("*/LC_MESSAGES/circuitlab.po"))
PLACES = re.compile(r"{{|}}|{[^{}]*}")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_in_every_form(path: Path, script: ModuleType) -> None:
    """A new message is brought in by “make messages”; its words are written into the file."""
    catalog, template = script.read(path), script.read(script.TEMPLATE)
    assert [message.id for message in script.untranslated(catalog)] == []
    assert {message.id for message in catalog} == {message.id for message in template}


def test_a_plural_that_is_half_translated_counts_as_untranslated(script: ModuleType) -> None:
    half = Message(("{n} day", "{n} days"), ("{n} Tag", ""))
    whole = Message(("{n} day", "{n} days"), ("{n} Tag", "{n} Tage"))
    unsure = Message("Heat", "Wärme", flags=["fuzzy"])
    assert list(script.untranslated([half, whole, unsure])) == [half, unsure]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_places_of_numbers_and_names_are_kept(path: Path, script: ModuleType) -> None:
    wrong = [
        (source, said)
        for message in script.read(path)
        for source, said in _pairs(message)
        if said and not _alike(source, said)
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_compiled_translation_is_that_of_its_text(path: Path, script: ModuleType) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in script.read(path):
        if not message.id or message.id in list(script.untranslated([message])):
            continue
        if message.pluralizable:
            one, many = message.id
            assert compiled.ngettext(one, many, 1) == (message.string[0] or one)
            assert compiled.ngettext(one, many, 2) == (message.string[1] or many)
        else:
            assert compiled.gettext(message.id) == (message.string or message.id)


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Return each form with its translation; the header has none."""
    if not message.id:
        return []
    if message.pluralizable:
        return [(message.id[min(n, 1)], said) for n, said in enumerate(message.string)]
    return [(message.id, message.string)]


def _alike(source: str, said: str) -> bool:
    """Return whether both name the same places, and begin and end with the same blanks."""
    edges = (len(source) - len(source.lstrip()), len(source) - len(source.rstrip()))
    found = (len(said) - len(said.lstrip()), len(said) - len(said.rstrip()))
    keys = source.count("&") == said.count("&") or source.count("&") > 1 or " & " in source
    same = sorted(PLACES.findall(source)) == sorted(PLACES.findall(said))
    return edges == found and keys and same
