"""Commands as a terminal sees them, and a small circuit to use them on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.cli.app import app
from circuitlab.cli.errors import guarded
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.delta import Delta
from circuitlab.model.rules import add_kind


@dataclass(frozen=True)
class Answer:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def circuitlab(capsys: pytest.CaptureFixture[str], qapp: object) -> Command:
    """The command line, run in this process, which draws with the application of all tests."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        arguments = [str(word) for word in words]
        code = guarded(lambda: app(args=arguments, prog_name="circuitlab", standalone_mode=False))
        return Answer(code, *capsys.readouterr())

    return run


@pytest.fixture
def step(tmp_path: Path) -> Path:
    """A file with one Hodgkin–Huxley cell that a current drives from 10 ms, and a voltmeter."""
    circuit = Circuit()
    catalog = default_catalog()
    for kind, on, params in (
        ("hh_squid", None, {}),
        ("current_step", "hh_squid1", {"amplitude": 10.0, "start": 10.0, "stop": 1000.0}),
        ("voltmeter", "hh_squid1", {}),
    ):
        made = add_kind(circuit, catalog, kind, 700.0, 400.0, on=on, **params)
        assert isinstance(made, tuple), made
        assert isinstance(made[1], Delta)
        circuit.apply(made[1])
    experiments = {
        "driven": Experiment(210.0),
        "calm": Experiment(210.0, {("current_step1", "amplitude"): 0.0}),
    }
    rate = partial(
        Claim,
        measure="rate_hz",
        args={"element": "hh_squid1", "start": 10},
        source="theory",
    )
    claims = [
        rate("fires", "It fires", "driven", expected=68.0, relative=0.1),
        rate("rests", "It rests", "calm", expected=0.0, tolerance=0.0),
    ]
    circuit.apply(circuit.with_document({"experiments": experiments, "claims": claims}))
    path = tmp_path / "step.circuit"
    assert store.save(circuit, path) == []
    return path
