"""What lies on a circuit's canvas: pinned sliders and switches, and values on its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from circuitlab.api.built import Built
from circuitlab.api.entries import fitting_entries, left_unsaid, shown
from circuitlab.api.errors import CircuitError, NotThere
from circuitlab.api.listed import Listed, printed
from circuitlab.api.making import make
from circuitlab.catalog.meant import meant
from circuitlab.catalog.words import Problem
from circuitlab.files.pins import read_pins, read_shown
from circuitlab.files.schema import not_fitting
from circuitlab.resources import _


def _ends(address: str, given: object) -> tuple[object, object]:
    """Return the two ends of what a pin sets.

    Raises
    ------
    CircuitError
    """
    if isinstance(given, tuple | list) and len(given) == 2:
        return given[0], given[1]
    raise CircuitError([Problem(address, not_fitting(given), _("give two values, as (0, 10)"))])


class Pins(Listed):
    """The sliders and switches on the canvas, asked for by number or by id.

    >>> import circuitlab as cl
    >>> c = cl.Circuit()
    >>> drug = c.add("ketamine")
    >>> c.pins.add("dose", {"ketamine1.concentration": ("10 nM", "50 uM")}, log=True)
    >>> c.pins["dose"]["drives"]
    [{'set': 'ketamine1.concentration', 'from': 0.01, 'to': 50.0, 'scale': 'log'}]
    """

    _field = "pins"

    def add(
        self,
        id: str,
        drives: Mapping[str, Sequence[object]],
        *,
        title: str = "",
        switch: bool = False,
        log: bool = False,
        place: tuple[float, float] | None = None,
    ) -> None:
        """Pin a slider, or a switch.

        Parameters
        ----------
        drives : what it sets, ``"element.parameter"``, each with its two ends (a slider) or what
            it is while off and on (a switch)
        log : whether a slider spreads its ranges by powers of ten
        place : parts of the canvas' width and height at which its middle lies

        Raises
        ------
        CircuitError
            When something in it does not fit, or the id is taken; nothing is pinned then.
        """
        spread = {"scale": "log"} if log else {}
        ends = {at: _ends(at, given) for at, given in drives.items()}
        given = [{"set": at, "from": a, "to": b, **spread} for at, (a, b) in ends.items()]
        entry = {"title": title, **({} if place is None else {"x": place[0], "y": place[1]})}
        said = left_unsaid(entry, id=id, drives=given, sort="switch" if switch else "slider")
        model, catalog = self._circuit.model, self._circuit.catalog
        with fitting_entries(model, self._field, said) as (content, _arrays, report):
            pins = read_pins(model, catalog, content, report)
        self._keep(pins)


class ShownValues(Sequence[str]):
    """The values that stand beside their elements on the picture, each ``"element.name"``."""

    def __init__(self, circuit: Built) -> None:
        self._circuit = circuit

    def add(self, address: str) -> None:
        """Show a parameter, or a state of the run.

        Raises
        ------
        CircuitError
            When there is no such value, or no room for one more.
        """
        model, catalog = self._circuit.model, self._circuit.catalog
        with fitting_entries(model, "shown", address) as (content, _arrays, report):  # type: ignore[arg-type]
            values = read_shown(model, catalog, content, report)
        self._keep(values)

    def remove(self, address: str) -> None:
        """Show a value no more.

        Raises
        ------
        CircuitError
            When it is not shown.
        """
        values = self._circuit.model.document["shown"]
        if address not in self:
            what = _("“{name}” is not shown").format(name=address)
            raise NotThere([Problem("", what, meant(address, self))])
        self._keep(tuple(each for each in values if shown(each) != address))

    def __len__(self) -> int:
        return len(self._circuit.model.document["shown"])

    def __getitem__(self, which: Any) -> Any:
        return list(self)[which]

    def __iter__(self) -> Iterator[str]:
        return (shown(each) for each in self._circuit.model.document["shown"])

    def __repr__(self) -> str:
        return printed(self, self)

    def _keep(self, values: tuple[Any, ...]) -> None:
        model = self._circuit.model
        make(self._circuit, model.with_document({"shown": values}))
