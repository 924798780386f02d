"""Build living neural circuits, run them, and watch them.

The names of `circuitlab.api` can be used straight from here (``import circuitlab as cl``). They are
looked up when first asked for, so that importing the package stays cheap.
"""

import sys
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec

__version__ = "0.1.0"
__all__ = [
    "Circuit",
    "CircuitError",
    "DaysRun",
    "Run",
    "load",
    "preset",
    "presets",
    "simulate",
    "verify",
]


def __getattr__(name: str) -> object:
    """A public name of `circuitlab.api`, imported when first used."""
    if name not in __all__:
        what = f"module 'circuitlab' has no attribute {name!r}"
        raise AttributeError(what + _hint(name), name=name, obj=sys.modules[__name__])
    value: object = getattr(import_module("circuitlab.api"), name)
    globals()[name] = value
    return value


def _hint(name: str) -> str:
    """What to write instead of a name that is not there; nothing of what Python asks for itself.

    It asks for a room, too, before that is loaded: all of the interface would be loaded for a hint.
    """
    if name.startswith("_") or (name.isidentifier() and find_spec(f"{__name__}.{name}")):
        return ""
    if ours := import_module("circuitlab.api.other_words").ours_for("circuitlab", name):
        return f"; {ours}"
    near = get_close_matches(name, __all__, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def __dir__() -> list[str]:
    """Every public name, whether looked up yet or not, and nothing that serves the look-up."""
    own = (name for name in globals() if name.startswith("__"))
    return sorted({*own, *__all__})
