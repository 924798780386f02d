"""`circuitlab export --to` hands a circuit to what writes a format, and says what was left out."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from circuitlab.cli import export_to
from circuitlab.exchange.left_out import LeftOut
from circuitlab.exchange.order import Order, Target
from tests.cli.conftest import Command


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    seen: list[Order] = []

    def write(order: Order) -> Iterable[LeftOut]:
        seen.append(order)
        return [LeftOut("heat.temperature", "the format knows no heat")]

    target = Target(lambda: write, frozenset({"duration", "seed"}))
    monkeypatch.setattr(export_to, "TARGETS", {"toy": target})
    return seen


def test_a_format_is_given_what_was_ordered(
    circuitlab: Command, tmp_path: Path, orders: list[Order]
) -> None:
    answer = circuitlab(
        "export", "fig4", tmp_path, "--to", "toy", "--for", "2.5s", "--seed", "3", "--mute", "heat"
    )
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip() == "heat.temperature: the format knows no heat"
    (order,) = orders
    assert (order.place, order.duration_ms, order.seed) == (tmp_path, 2500.0, 3)
    assert order.overlay.values


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("out", "--to", "tiy"), 1, "toy"),
        (("out", "--to", "toy", "--core"), 1, "--core"),
        (("--to", "toy"), 2, "after the target"),
        (("out", "--to", "toy", "--for", "2 kg"), 1, "2 kg"),
    ],
)
def test_a_wrong_order_is_said_in_one_line(
    circuitlab: Command, orders: list[Order], words: tuple[str, ...], code: int, said: str
) -> None:
    answer = circuitlab("export", "fig4", *words)
    assert answer.code == code
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert not orders


def test_formats_are_imported_only_when_they_are_asked_for() -> None:
    look = (
        "import sys, circuitlab.cli.export; "
        "print(*[m for m in sys.modules if m.startswith('circuitlab.exchange.')])"
    )
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(seen.stdout.split())
    assert loaded == {f"circuitlab.exchange.{name}" for name in ("left_out", "opening", "order")}
