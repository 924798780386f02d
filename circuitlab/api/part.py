"""One element of a circuit, with its parameters as attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.api.asking import element_of
from circuitlab.api.built import Built
from circuitlab.api.errors import CircuitError, fitting
from circuitlab.api.judged import judged
from circuitlab.api.making import make
from circuitlab.catalog.meant import parameter_meant
from circuitlab.catalog.spec import Kind
from circuitlab.catalog.words import Problem
from circuitlab.files.number_files import with_files
from circuitlab.files.schema import ElementModel
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.frozen import Array
from circuitlab.model.mutes import read_mute
from circuitlab.model.parameter_values import set_params
from circuitlab.resources import _

_OWN = ("label", "position", "muted")
"""What of an element can be set beside its parameters."""


class Part:
    """An element of a circuit: what it is, and its parameters, which can be read and set.

    It shows the circuit as it is when asked. A parameter is an attribute of its name, in the
    catalog's unit; one that differs from cell to cell, and a long list, is a numpy array that
    cannot be written to.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> heat = c[c.add("heat", temperature=46)]
    >>> heat.temperature, heat.unit("temperature")
    (46.0, '°C')
    >>> heat.temperature = "48 °C"
    >>> heat.parameters["temperature"]
    48.0

    Parameters
    ----------
    circuit : the circuit that it is of
    id : the element's id
    """

    __slots__ = ("_circuit", "_id")

    _circuit: Built
    _id: str

    def __init__(self, circuit: Built, id: str) -> None:
        object.__setattr__(self, "_circuit", circuit)
        object.__setattr__(self, "_id", id)

    @property
    def id(self) -> str:
        """The id, which no other element of the circuit has, nor had."""
        return self._id

    @property
    def kind(self) -> str:
        """The name of its kind in the catalog."""
        return self._element.kind

    @property
    def label(self) -> str:
        """What stands beside it on the canvas; empty where its kind's title does. Can be set."""
        return self._element.label

    @label.setter
    def label(self, given: str) -> None:
        make(self._circuit, self._model.relabelled(self._id, self._field("label", given)))

    @property
    def position(self) -> tuple[float, float]:
        """(x, y) of its centre in canvas units, y downwards. Can be set."""
        return self._model.position(self._id)

    @position.setter
    def position(self, given: Sequence[float] | NDArray[Any]) -> None:
        make(self._circuit, self._model.moved({self._id: self._place(given)}))

    @property
    def muted(self) -> bool:
        """Whether it acts on nothing. Can be set."""
        return self._element.muted

    @muted.setter
    def muted(self, given: bool | str) -> None:
        make(self._circuit, self._model.muting({self._id: bool(fitting(read_mute(given)))}))

    @property
    def parameters(self) -> dict[str, Any]:
        """Every parameter by its name, as it is set or else as the catalog has it."""
        kind = self._circuit.catalog.kinds.get(self.kind)
        names = self._element.params if kind is None else kind.parameters
        return {name: self._value(name) for name in names}

    def unit(self, name: str) -> str:
        """The unit of a parameter; ``"1"`` or empty for a plain number, a word or a choice.

        Raises
        ------
        CircuitError
            When the kind has no such parameter.
        """
        if name not in self._kind.parameters:
            raise CircuitError([_unknown(self._kind, name)])
        return self._kind.parameters[name].unit

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._kind.parameters:
            raise AttributeError(str(_unknown(self._kind, name)))
        return self._value(name)

    def __setattr__(self, name: str, given: Any) -> None:
        """Set a parameter as :meth:`Circuit.set` does, or its label, its position, its mute.

        Raises
        ------
        CircuitError
            When there is no such parameter, or the value does not fit.
        """
        if name in _OWN:
            object.__setattr__(self, name, given)
            return
        values = fitting(with_files(self._kind, {name: given}))
        set_values = set_params(self._model, self._circuit.catalog, self._id, values)
        make(self._circuit, fitting(set_values))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.parameters})

    def __repr__(self) -> str:
        element = self._model.elements.get(self._id)
        if element is None:
            return _("<{id}: removed>").format(id=self._id)
        given = ", ".join(f"{name}={_briefly(value)}" for name, value in element.params.items())
        label = f" “{element.label}”" if element.label else ""
        return f"<{self._id}: {element.kind}{label}{given and f', {given}'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._circuit, self._id)

    @property
    def _element(self) -> Element:
        """The element as it is now.

        Raises
        ------
        CircuitError
            When it was removed.
        """
        return element_of(self._model, self._id)

    @property
    def _kind(self) -> Kind:
        kind = self._circuit.catalog.kinds.get(self.kind)
        if kind is None:
            what = _("“{kind}” is not a kind known here").format(kind=self.kind)
            raise CircuitError(
                [Problem(self._id, what, _("its values can only be kept as they are"))]
            )
        return kind

    @property
    def _model(self) -> Circuit:
        return self._circuit.model

    def _value(self, name: str) -> Any:
        value = self._model.value(self._id, name, self._circuit.catalog)
        return value.values if isinstance(value, Array) else value

    def _field(self, name: str, given: object) -> Any:
        """Return what the file's rules make of a label or a coordinate."""
        bare = {"id": self._id, "kind": self.kind}
        return judged(ElementModel, bare, name, given, f"{self._id}.{name}")

    def _place(self, given: Any) -> tuple[float, float]:
        """Return where an element is put; for a part, as an offset from what it sits in."""
        place = given.tolist() if isinstance(given, np.ndarray) else given
        if not (isinstance(place, tuple | list) and len(place) == 2):
            what = _("{given} is no place on the canvas").format(given=repr(given))
            raise CircuitError([Problem(f"{self._id}.position", what, _("write (x, y)"))])
        x, y = (self._field(name, each) for name, each in zip("xy", place, strict=True))
        host = self._model.host(self._id)
        beyond = (0.0, 0.0) if host is None else self._model.position(host)
        return x - beyond[0], y - beyond[1]


def _briefly(value: object) -> str:
    return f"{len(value)} values" if isinstance(value, Array | tuple) else repr(value)


def _unknown(kind: Kind, name: str) -> Problem:
    what = _("{kind} has no parameter “{name}”").format(kind=kind.title, name=name)
    return Problem(name, what, parameter_meant(name, (*kind.parameters, *_OWN)))
