"""What a desktop on Linux reads of a program: its entry, its kind of file, its icon.

After the Desktop Entry and Shared MIME-info specifications of freedesktop.org.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from circuitlab.resources import _, assets

NAME = "circuitlab"
MIME = "application/x-circuitlab-circuit"
_QUOTED = '"`$\\'


def files(command: list[str]) -> Mapping[str, bytes]:
    """Return the files by their paths within the user's data folder.

    Parameters
    ----------
    command
        What starts the program, before the file to open.
    """
    icon = (assets() / "icons" / f"{NAME}.svg").read_bytes()
    return {
        f"applications/{NAME}.desktop": entry(command).encode(),
        f"mime/packages/{NAME}.xml": kind_of_file().encode(),
        f"icons/hicolor/scalable/apps/{NAME}.svg": icon,
        f"icons/hicolor/scalable/mimetypes/{MIME.replace('/', '-')}.svg": icon,
    }


def entry(command: list[str]) -> str:
    """Return the program's entry in the menu of the desktop."""
    words = " ".join(_in_an_entry(word) for word in command)
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=CircuitLab",
            f"Comment={_('Build living neural circuits and watch them work')}",
            f"Exec={words} %f",
            f"Icon={NAME}",
            "Terminal=false",
            "Categories=Science;Biology;",
            f"MimeType={MIME};",
            f"StartupWMClass={NAME}",
            "",
        )
    )


def kind_of_file() -> str:
    """Return how the desktop knows a circuit's file: by its ending, else by its first line."""
    said = escape(_("Neural circuit"))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME}">
    <comment>{said}</comment>
    <sub-class-of type="application/json"/>
    <magic priority="60">
      <match type="string" offset="0:64" value="circuitlab/circuit"/>
    </magic>
    <glob pattern="*.circuit"/>
  </mime-type>
</mime-info>
"""


def _in_an_entry(word: str) -> str:
    """Return a word of a command as an entry quotes it: twice over, once for its strings."""
    kept = "".join(f"\\{sign}" if sign in _QUOTED else sign for sign in word).replace("%", "%%")
    plain = word.replace("/", "").replace("-", "").replace(".", "").replace("_", "")
    quoted = kept if plain.isascii() and plain.isalnum() else f'"{kept}"'
    return quoted.replace("\\", "\\\\")
