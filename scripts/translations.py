"""Bring every translation up to the list of messages, and compile what is translated.

New messages come in untranslated, others keep their words, those that are gone go. What is still
to be translated is told, and counts as a fault until it is done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "translations"
TEMPLATE = FOLDER / "circuitlab.pot"

UNCHANGING = datetime(2026, 1, 1, tzinfo=UTC)
"""Babel wants a date in each header; git knows the true ones."""


def main() -> int:
    """Renew all translations; return how many of them lack words."""
    behind = 0
    for path in translations():
        catalog = renewed(path)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        lacking = list(untranslated(catalog))
        behind += bool(lacking)
        print(f"{path.relative_to(FOLDER)}: {len(lacking)} of {len(catalog)} to be translated")
        for message in lacking[:20]:
            print(f"    {message.id!r}")
    return behind


def translations() -> list[Path]:
    """Return the files of all translations."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """Return the messages of a file, with their translations."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3] if path.suffix == ".po" else None)


def renewed(path: Path) -> Catalog:
    """Return a translation as it is, brought up to the list of messages."""
    catalog = read(path)
    catalog.update(read(TEMPLATE), no_fuzzy_matching=True, keep_user_comments=False)
    catalog.obsolete.clear()
    return with_plain_header(catalog)


def with_plain_header(catalog: Catalog) -> Catalog:
    """Return a translation whose header says nothing that changes by itself."""
    catalog.project, catalog.version = "CircuitLab", ""
    catalog.msgid_bugs_address = catalog.language_team = ""
    catalog.last_translator = "CircuitLab contributors"
    catalog.creation_date = catalog.revision_date = UNCHANGING
    catalog.header_comment = "# Brought up to circuitlab.pot by: make messages"
    catalog.fuzzy = False
    return catalog


def written(catalog: Catalog) -> bytes:
    """Return the text of a translation, in one order whoever writes it."""
    out = BytesIO()
    write_po(out, catalog, width=100, sort_output=True, omit_header=False, no_location=True)
    return out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a translation as programs read it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Yield what has no words, or not in every form."""
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            yield message


if __name__ == "__main__":
    sys.exit(main())
