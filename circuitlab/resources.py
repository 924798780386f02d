"""Where the program's own files lie, and the translation of what people read.

In a checkout ``assets/``, ``presets/`` and ``docs/`` stand beside the package; in an installed
wheel they stand inside it. Nothing is opened before somebody asks.
"""

import gettext
import os
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

DOMAIN = "circuitlab"

SOURCE = "en"
"""The language in which the messages stand in the sources."""

_ENGLISH = (SOURCE, "C", "POSIX")
_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where an environment names its languages, the first that does decides."""


def assets() -> Path:
    """Return the folder of the catalog, icons, font, backdrops, schema and translations."""
    return _folder("assets")


def presets() -> Path:
    """Return the folder of the circuits that come with the program."""
    return _folder("presets")


def docs() -> Path:
    """Return the folder of the guide and of the pages beside it."""
    return _folder("docs")


def languages() -> tuple[str, ...]:
    """Return the languages that the program speaks: ``("en", "de")``."""
    found = {path.parts[-3] for path in _translations().glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE, *sorted(found - {SOURCE}))


def language() -> str:
    """Return the language in use, as in ``"de"``; ``"en"`` where there is no translation."""
    return _translation().info().get("language", SOURCE) or SOURCE


def asked_languages() -> tuple[str, ...]:
    """Return the languages that the environment asks for, the dearest first; often none."""
    said = next((value for name in _ASKED if (value := os.environ.get(name))), "")
    return tuple(part for part in said.split(":") if part)


def speak(wanted: Sequence[str]) -> str:
    """Speak the first of the languages `wanted` that there is, from now on; return which.

    What was said before stays as it was: call it before anything is read or shown.

    Parameters
    ----------
    wanted
        As in ``("de_AT", "fr")``, the dearest first.
    """
    global _spoken
    _spoken = tuple(wanted)
    _translation.cache_clear()
    return language()


def _(message: str) -> str:
    """Return `message` in the reader's language, or as it is where there is no translation."""
    return _translation().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that fits `count`, in the reader's language.

    Parameters
    ----------
    one, many
        As English has it: ``"{count} spike"``, ``"{count} spikes"``.
    count
        How many there are.
    """
    return _translation().ngettext(one, many, count)


def words_of(language: str) -> Callable[[str], str]:
    """Return what says a message in one of the languages that the program speaks."""
    if language == SOURCE:
        return str
    return gettext.translation(DOMAIN, _translations(), [language], fallback=True).gettext


def in_digits(number: str) -> str:
    """Return a number, written with a decimal point, with the sign of the reader's language."""
    # Translators: the sign between whole and decimal digits
    return number.replace(".", _("."))


def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The folder {name!r} is missing beside {package}.")


_spoken: tuple[str, ...] | None = None


def _translations() -> Path:
    """Return the folder of the translations; it need not be there."""
    folder = Path(__file__).resolve().parent
    places = [place / "assets" / "translations" for place in (folder, folder.parent)]
    return next((place for place in places if place.is_dir()), places[0])


@cache
def _translation() -> gettext.NullTranslations:
    wanted = asked_languages() if _spoken is None else _spoken
    before = wanted[: _first_english(wanted)]
    if not before:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, _translations(), before, fallback=True)


def _first_english(wanted: Sequence[str]) -> int:
    """Return how many languages are dearer to the reader than English."""
    english = (n for n, name in enumerate(wanted) if re.split("[_.@]", name)[0] in _ENGLISH)
    return next(english, len(wanted))
