"""One character for the many that papers, spreadsheets and keyboards have for the same sign."""

import re

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_RAISED = dict(zip(_SUPERSCRIPTS, "0123456789+-", strict=True))
_HYPHENS = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d"
_TIMES = "\u00b7\u22c5\u2219\u2022\u2715*"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u205f\u3000"
_SAME: dict[int, str] = str.maketrans(
    {
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_UNSEEN, ""),
        **dict.fromkeys(_SPACES, " "),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\u03bc": "µ",
        "\u2126": "Ω",
        "\u2103": "°C",
        "\u2109": "°F",
        "\u00ba": "°",
        "\u2019": "'",
        "\uff0c": ",",
        "\uff1b": ";",
    }
)
_DOTS = str.maketrans(_TIMES, "·" * len(_TIMES))
GROUPING = "\u00a0\u2007\u2008\u2009\u200a\u202f'"
"""What stands between the groups of three digits of one number, and between no two numbers."""


def plain(text: str) -> str:
    """Return `text` with one minus, one micro, and powers as ``^``: "cm⁻²" is "cm^-2"."""
    powers = re.sub(f"[{_SUPERSCRIPTS}]+", _lowered, text)
    return powers.translate(_SAME)


def with_dots(text: str) -> str:
    """Return `text` with one sign of multiplication, ``·``."""
    return text.replace("**", "^").translate(_DOTS)


def _lowered(match: re.Match[str]) -> str:
    return "^" + "".join(_RAISED[sign] for sign in match[0])
