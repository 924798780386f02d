"""With a mechanism taken away, a claim that stands on it no longer holds."""

import pytest

from circuitlab.analysis.claims import verify
from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay
from circuitlab.model.parameter_values import checked
from tests.analysis.broken_mechanisms import BROKEN, Broken

pytestmark = pytest.mark.timeout(400)
MECHANISMS = {
    "magnesium block",
    "ketamine in the pore",
    "gabapentin on α2δ-1",
    "kinases",
    "TRPV1",
    "TRPA1",
    "TRPM8",
    "KCC2",
    "NK1",
    "CAN",
    "short-term depression",
    "long-term potentiation",
    "expectation",
}
"""Those without which no circuit of the article stands."""


def without(circuit: Circuit, broken: Broken) -> Overlay:
    """What takes the mechanism away."""
    ids = [id for id, element in circuit.elements.items() if element.kind == broken.kind]
    assert ids, f"no {broken.kind} to break"
    kind = default_catalog().kind(broken.kind)
    values = {name: checked(kind, name, value) for name, value in broken.values.items()}
    assert values == dict(broken.values)
    return Overlay("broken", {(id, name): v for id in ids for name, v in values.items()})


def test_every_mechanism_is_broken_once() -> None:
    named = [broken.mechanism for broken in BROKEN]
    assert sorted(set(named)) == sorted(named)
    assert set(named) >= MECHANISMS


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.mechanism)
def test_a_claim_falls_with_its_mechanism(broken: Broken) -> None:
    circuit = broken.circuit()
    (whole,) = verify(circuit, only=[broken.claim], seeds=[broken.seed])
    assert whole.holds, whole
    (maimed,) = verify(
        circuit, only=[broken.claim], seeds=[broken.seed], overlays=[without(circuit, broken)]
    )
    assert maimed.trouble is None
    assert not maimed.holds, maimed
