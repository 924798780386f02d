"""`circuitlab run --on` names what it cannot do in one line."""

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", "nest"), "choose from neuron"),
        (("--on", "neurom"), "neuron"),
        (("--ranks", "2"), "--ranks"),
        (("--on", "neuron", "--days", "2"), "--on"),
    ],
)
def test_a_simulation_elsewhere_that_cannot_be_is_said_in_one_line(
    circuitlab: Command, words: tuple[str, ...], said: str
) -> None:
    answer = circuitlab("run", "fig4", *words)
    assert answer.code == 1
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
