"""The look of a page: a style sheet for rich text in the colours of a theme."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor

from circuitlab.render.theme import Theme, mixed

_SHEET = Template("""
body { color: $ink; }
p, li { line-height: 140%; }
p { margin-top: 8px; margin-bottom: 8px; }
p.picture { line-height: 100%; }
li { margin-top: 3px; margin-bottom: 3px; }
h1 { font-size: ${first}px; font-weight: 700; margin-top: 4px; margin-bottom: 12px; }
h2 { font-size: ${second}px; font-weight: 700; margin-top: 24px; margin-bottom: 8px; }
h3 { font-size: ${third}px; font-weight: 700; margin-top: 18px; margin-bottom: 6px; }
a { color: $link; text-decoration: none; }
code { font-family: monospace; font-size: ${small}px; background-color: $raised; }
pre { font-family: monospace; font-size: ${small}px; margin: 0; }
table.code { background-color: $raised; margin-top: 8px; margin-bottom: 8px; }
table.values { border-collapse: collapse; border-color: $line; margin-top: 8px;
    margin-bottom: 12px; }
th { background-color: $raised; font-weight: 600; font-size: ${small}px; text-align: left; }
td, th { border: 1px solid $line; }
td { font-size: ${small}px; }
td code, th code { background-color: transparent; color: $muted; }
""")


def style(theme: Theme, size: int) -> str:
    """Return the style sheet.

    Parameters
    ----------
    size
        Height of the text's letters in pixels.
    """
    colours: dict[str, QColor] = {
        "ink": theme.colour("ink"),
        "raised": theme.colour("raised"),
        "line": mixed(theme.colour("panel"), theme.colour("ink"), 0.18),
        "link": theme.ink_of("accent"),
        "muted": theme.ink_of("muted"),
    }
    sizes = {"first": 1.75, "second": 1.3, "third": 1.1, "small": 0.92}
    return _SHEET.substitute(
        {name: colour.name() for name, colour in colours.items()},
        **{name: str(round(size * times)) for name, times in sizes.items()},
    )
