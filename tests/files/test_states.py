"""Compared states in a file: they come back as they were, and what does not fit is named."""

import json

import pytest
from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.files.serialise import content_of, text_of
from circuitlab.files.store import load_text
from circuitlab.model.states import STATES

CATALOG = default_catalog()


def loaded(*states: object) -> object:
    return load_text(json.dumps({**content_of(two_neurons(CATALOG)), "states": list(states)}))


def first() -> str:
    return next(iter(two_neurons(CATALOG).elements))


def test_states_come_back_as_they_were() -> None:
    step = {"at": 5, "mute": [first()]}
    states = [
        {"id": "as_drawn", "name": "Healthy", "symbol": "circle"},
        {
            "id": "treated",
            "name": "Treated",
            "symbol": "square",
            "mute": [first()],
            "note": "with a drug",
            "timeline": [step],
            "shown": 1,
        },
    ]
    found = loaded(*states)
    assert not found.problems  # type: ignore[attr-defined]
    text = text_of(found.circuit)  # type: ignore[attr-defined]
    again = load_text(text)
    assert again.circuit.document[STATES] == found.circuit.document[STATES]  # type: ignore
    (_drawn, treated) = again.circuit.document[STATES]  # type: ignore[union-attr]
    assert (treated.note, treated.other["shown"], len(treated.timeline)) == ("with a drug", 1, 1)


def test_a_circuit_without_states_is_written_without_them() -> None:
    assert "states" not in content_of(two_neurons(CATALOG))


@pytest.mark.parametrize(
    ("states", "where"),
    [
        ([{"id": "a"}, {"id": "a", "symbol": "square"}], "/states/1/id"),
        ([{"id": "a"}, {"id": "b"}], "/states/1/symbol"),
        ([{"id": "as_drawn", "mute": ["nobody"]}], "/states/0"),
        ([{"id": "a", "set": {"nobody.v": 1}}], "/states/0/set/nobody.v"),
        (
            [
                {"id": id, "symbol": symbol}
                for id, symbol in zip("abc", ("circle", "triangle", "square"), strict=True)
            ],
            "/states/2",
        ),
        ([{"id": "a", "timeline": [{"at": "soon"}]}], "/states/0/timeline/0/at"),
    ],
)
def test_what_does_not_fit_is_named(states: list[object], where: str) -> None:
    found = loaded(*states)
    assert f"line 1, {where}" in [problem.where for problem in found.problems]  # type: ignore[attr-defined]
