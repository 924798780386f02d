"""Every equation of the catalog is written out as C++, and gives the same numbers there."""

import ctypes
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import Mechanism
from circuitlab.engine.numerics.jit import fma
from circuitlab.exchange.neuron import translate
from circuitlab.exchange.neuron.translate import CannotTranslate, Translation
from tests.exchange.neuron.compiled import compiled, needs_compiler

TRIES = 12
_P = ctypes.c_void_p


def test_every_equation_is_translated() -> None:
    translation = Translation()
    names = {translation.mechanism(name) for name in MECHANISMS}
    assert len(names) == len(MECHANISMS)
    text = translation.text()
    for name in names:
        assert text.count(f" {name}(") >= 1, name
    assert "for (std::int64_t" in text
    assert "while (true)" in text


@needs_compiler
def test_translated_equations_give_the_same_numbers(tmp_path: Path) -> None:
    translation = Translation()
    wrapped = [_wrapped(translation, made) for made in MECHANISMS.values()]
    head = (Path(translate.__file__).parent / "arithmetic.hpp").read_text("utf-8")
    library = compiled("\n".join([head, translation.text(), *wrapped]), tmp_path)
    random = np.random.default_rng(1)
    with np.errstate(all="ignore"):
        for name, made in MECHANISMS.items():
            for _try in range(TRIES):
                given = _arguments(made, random)
                expected = np.atleast_1d(np.asarray(_in_python(made.function)(*given), float))
                found = np.zeros(len(expected))
                numbers = np.asarray(given, float)
                getattr(library, name)(numbers.ctypes.data_as(_P), found.ctypes.data_as(_P))
                np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-14, err_msg=name)


def test_what_has_no_counterpart_is_refused() -> None:
    def unknown(x: float) -> float:
        return x**2

    class Compiled:
        py_func = staticmethod(unknown)

    with pytest.raises(CannotTranslate, match="Pow"):
        Translation().function(Compiled)


def _wrapped(translation: Translation, made: Mechanism) -> str:
    """A function that takes and gives arrays."""
    name = translation.mechanism(made.name)
    given = ", ".join(
        f"(std::uint64_t)in[{k}]" if argument == "tick" else f"in[{k}]"
        for k, argument in enumerate(made.arguments)
    )
    count = len(made.states) + len(made.outputs)
    several = "; ".join(f"out[{k}] = std::get<{k}>(results)" for k in range(count))
    body = (
        f"out[0] = {name}({given});"
        if count == 1
        else f"auto results = {name}({given}); {several};"
    )
    return f'extern "C" void {made.name}(const double* in, double* out) {{ {body} }}'


def _arguments(made: Mechanism, random: np.random.Generator) -> list[Any]:
    """Numbers of an ordinary size; voltages as cells have them."""
    voltages = {"v", "vn"}
    return [
        np.uint64(random.integers(1, 9999))
        if name == "tick"
        else np.float64(random.uniform(-90, 40) if name in voltages else random.uniform(0.05, 3))
        for name in made.arguments
    ]


def _in_python(compiled_one: Any) -> Callable[..., Any]:
    """The function, and all that it calls, without a compiler."""
    if compiled_one is fma:
        return lambda a, b, c: a * b + c
    written = compiled_one.py_func
    known = dict(written.__globals__)
    for name in written.__code__.co_names:
        if hasattr(known.get(name), "py_func"):
            known[name] = _in_python(known[name])
    return FunctionType(written.__code__, known)
