"""What a circuit says of itself as a whole, from Python."""

from pathlib import Path

import pytest

from circuitlab.api import Circuit, CircuitError, load
from circuitlab.model.run_settings import RUN_SETTINGS


def test_fields_of_the_document_are_read_set_and_saved(tmp_path: Path) -> None:
    circuit = Circuit()
    circuit.title, circuit.caption, circuit.backdrop = "Burn", "A burn.", "body"
    circuit.seed, circuit.dt, circuit.body_clock, circuit.speed = 7, "50 us", 60, 0.5
    circuit.save(tmp_path / "burn.circuit")
    again = load(tmp_path / "burn.circuit")
    assert (again.title, again.caption, again.backdrop) == ("Burn", "A burn.", "body")
    assert (again.seed, again.dt, again.body_clock, again.speed) == (7, 0.05, 60.0, 0.5)


def test_every_number_of_the_document_has_its_attribute() -> None:
    circuit = Circuit()
    named = {name: getattr(circuit, name.removesuffix("_ms")) for name in RUN_SETTINGS}
    assert named == {name: setting.default for name, setting in RUN_SETTINGS.items()}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("backdrop", "boddy", "backdrop: “boddy” does not fit here; allowed: 'lanes', 'body'"),
        ("title", 3, "title: 3 does not fit here; write a text"),
        ("seed", -1, "seed: −1 is too low"),
        ("dt", "soon", "“soon” is not a number"),
        ("body_clock", 0, "0 is too low"),
    ],
)
def test_what_does_not_fit_is_refused_and_what_was_there_stays(
    name: str, given: object, said: str
) -> None:
    circuit = Circuit()
    before = getattr(circuit, name)
    with pytest.raises(CircuitError) as refusal:
        setattr(circuit, name, given)
    assert said in str(refusal.value)
    assert getattr(circuit, name) == before


def test_a_field_that_there_is_not_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Circuit().bodyclock = 3  # type: ignore[attr-defined]
