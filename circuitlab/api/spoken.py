"""A name that is not there is answered by one sentence with the nearest that is.

It holds for the arguments of all public callables, and for what is read from or set on their
objects. Signatures and docstrings stay as they are.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import circuitlab
from circuitlab.api.other_words import ours_for
from circuitlab.catalog.spec import did_you_mean
from circuitlab.resources import _

T = TypeVar("T")
_OURS = "circuitlab."
_done: set[object] = set()


def spoken(public: T) -> T:
    """Have a function, or a class with its methods, answer unknown names in a sentence."""
    if not isinstance(public, type):
        return _answering(public, public.__name__)  # type: ignore[attr-defined, arg-type, return-value]
    for each in public.__mro__:
        if each.__module__.startswith(_OURS) and each not in _done:
            _done.add(each)
            _speak(each)
    return public


def _speak(cls: type) -> None:
    for name, made in list(vars(cls).items()):
        if inspect.isfunction(made) and (name == "__init__" or not name.startswith("_")):
            called = "" if name == "__init__" else f".{name}"
            setattr(cls, name, _answering(made, called))
    if "__getattr__" not in vars(cls):
        setattr(cls, "__getattr__", _missing)  # noqa: B010 - of a class that others made
    if "__setattr__" not in vars(cls):
        before: Any = cls.__setattr__
        setattr(cls, "__setattr__", _setting(before))  # noqa: B010


def _answering(function: Callable[..., Any], called: str) -> Callable[..., Any]:
    """Return the function; where it is called by unknown names, they are said."""

    @functools.wraps(function)
    def answering(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except TypeError as error:
            trace = error.__traceback__
            if trace is None or trace.tb_next is not None:  # it was called, and failed within
                raise
            of_class = not called or called.startswith(".")
            who = f"{type(given[0]).__name__}{called}" if of_class else called
            sentence = _sentence(function, who, len(given), named)
            if not sentence:
                raise
            raise TypeError(sentence) from None

    return answering


def _sentence(function: Callable[..., Any], who: str, given: int, named: Iterable[str]) -> str:
    """Return what is wrong with a call: a name or a value too many, or one that is missing."""
    known = list(inspect.signature(function).parameters)
    unknown = _unknown(function, named)
    if unknown:
        return _of_call(who, unknown[0], known)
    if given > _unnamed(function):
        return _of_too_many(function, who)
    absent = _absent(function, given, named)
    listed = ", ".join(f"“{name}”" for name in absent)
    return _("“{called}” also needs {names}").format(called=who, names=listed) if absent else ""


def _absent(function: Callable[..., Any], given: int, named: Iterable[str]) -> list[str]:
    """Return what a call lacks."""
    parameters = list(inspect.signature(function).parameters.values())
    variable = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD
    needed = [
        each for each in parameters if each.default is each.empty and each.kind not in variable
    ]
    unnamed = [each for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD][:given]
    return [each.name for each in needed if each not in unnamed and each.name not in named]


def _unnamed(function: Callable[..., Any]) -> int:
    """Return how many values a function takes without a name."""
    kinds = [each.kind for each in inspect.signature(function).parameters.values()]
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        return sys.maxsize
    return kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD)


def _of_too_many(function: Callable[..., Any], who: str) -> str:
    parameters = inspect.signature(function).parameters.values()
    named = [each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY]
    what = _("“{called}” is given more than it takes").format(called=who)
    if not named:
        return what
    listed = ", ".join(f"{name}=…" for name in named)
    return _with_hint(what, _("by name it also takes {names}").format(names=listed))


def _unknown(function: Callable[..., Any], named: Iterable[str]) -> list[str]:
    """Return the names of arguments that a function does not have."""
    parameters = inspect.signature(function).parameters.values()
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters):
        return []
    known = {each.name for each in parameters}
    return [name for name in named if name not in known]


def _of_call(called: str, name: str, known: Iterable[str]) -> str:
    what = _("“{called}” takes no “{name}”").format(called=called, name=name)
    return _with_hint(what, did_you_mean(name, [each for each in known if each != "self"]))


def _missing(self: object, name: str) -> Any:
    if name.startswith("_"):
        what = f"{type(self).__name__!r} object has no attribute {name!r}"
        raise AttributeError(what, name=name, obj=self)
    raise AttributeError(_of_object(self, name), name=name, obj=self)


def _setting(before: Callable[[Any, str, Any], None]) -> Callable[[Any, str, Any], None]:
    """Return what sets an attribute that there is; anything else is a slip."""

    def setting(self: object, name: str, value: object) -> None:
        if not name.startswith("_") and name not in _settable(type(self)):
            raise AttributeError(_of_object(self, name), name=name, obj=self)
        before(self, name, value)

    return setting


def _settable(cls: type) -> frozenset[str]:
    """Return every name that a class has, its fields, and what it makes when it begins."""
    made = (getattr(vars(each).get("__init__"), "__wrapped__", None) for each in cls.__mro__)
    names = {name for each in made if each is not None for name in each.__code__.co_names}
    fields = {name for each in cls.__mro__ for name in vars(each).get("__annotations__", ())}
    return frozenset({*dir(cls), *names, *fields})


def _of_object(thing: object, name: str) -> str:
    kind = type(thing)
    what = _("a {kind} has no “{name}”").format(kind=kind.__name__, name=name)
    if ours := ours_for(kind.__name__, name):
        return _with_hint(what, ours)
    if name in circuitlab.__all__:
        return _with_hint(what, _("call circuitlab.{name}(…) with it").format(name=name))
    known = {*dir(kind), *getattr(thing, "__dict__", {})}
    return _with_hint(what, did_you_mean(name, sorted(n for n in known if not n.startswith("_"))))


def _with_hint(what: str, hint: str) -> str:
    return f"{what}; {hint}" if hint else what
