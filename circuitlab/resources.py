"""Where the program's own files lie, and the translation of what people read.

In a checkout ``assets/`` and ``presets/`` stand beside the package; in an installed wheel they
stand inside it. Nothing is opened before somebody asks.
"""

import gettext
from functools import cache
from pathlib import Path

DOMAIN = "circuitlab"


def assets() -> Path:
    """Return the folder of the catalog, icons, font, backdrops, schema and translations."""
    return _folder("assets")


def presets() -> Path:
    """Return the folder of the circuits that come with the program."""
    return _folder("presets")


def language() -> str:
    """Return the language in use, as in ``"de"``; ``"en"`` where there is no translation."""
    return _translation().info().get("language", "en") or "en"


def _(message: str) -> str:
    """Return `message` in the reader's language, or as it is where there is no translation."""
    return _translation().gettext(message)


def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The folder {name!r} is missing beside {package}.")


@cache
def _translation() -> gettext.NullTranslations:
    folder = Path(__file__).resolve().parent
    for place in (folder, folder.parent):
        path = place / "assets" / "translations"
        if gettext.find(DOMAIN, path):
            return gettext.translation(DOMAIN, path)
    return gettext.NullTranslations()
