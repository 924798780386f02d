"""States of a circuit from Python: kept by name, run, and set side by side."""

from pathlib import Path

import pytest

import circuitlab as cl
from circuitlab.api.errors import CircuitError


def _driven() -> cl.Circuit:
    c = cl.Circuit()
    cell = c.add("lif_current", i_e=700)
    c.add("raster", on=cell)
    c.experiments.add("weak", duration="60 ms", set={"lif_current1.i_e": 0})
    return c


def test_states_are_added_renamed_and_removed() -> None:
    c = _driven()
    c.states.add("strong", {"lif_current1.i_e": "0.9 nA"})
    c.states.add("at rest", experiment="weak")
    assert list(c.states) == ["As drawn", "strong", "at rest"]
    assert c.states["at rest"]["set"] == {"lif_current1.i_e": 0.0}
    c.states.rename("strong", "driven")
    c.states.remove("at rest")
    assert list(c.states) == ["As drawn", "driven"]


def test_what_is_no_state_is_refused_and_nothing_is_kept() -> None:
    c = _driven()
    for name, given in (("As drawn", {}), ("a", {"set": {"lif_current1.ie": 3}}), ("", {})):
        with pytest.raises(CircuitError):
            c.states.add(name, **given)
    with pytest.raises(CircuitError, match="weak"):
        c.states.add("a", experiment="wek")
    with pytest.raises(CircuitError, match="As drawn"):
        c.states.remove("As drwn")
    assert list(c.states) == ["As drawn"]


def test_runs_have_their_states_names_and_are_those_of_a_single_run() -> None:
    c = _driven()
    c.states.add("at rest", experiment="weak")
    both = c.compare("100 ms", seed=3)
    alone = cl.simulate(c, "100 ms", seed=3)
    assert both["As drawn"].spikes("lif_current1").tolist() == alone.spikes("lif_current1").tolist()
    rows = {row["what"]: row for row in both.differences()}
    assert rows["Rate"]["values"] == {"As drawn": alone.rate("lif_current1"), "at rest": 0.0}
    assert rows["First spike after"]["values"]["As drawn"] == alone.spikes("lif_current1")[0]
    assert not next(iter(rows.values()))["measured"]


def test_an_experiment_is_named_like_a_state_and_both_go_into_a_figure(
    tmp_path: Path, qapp: object
) -> None:
    both = _driven().compare("60 ms", states=["As drawn", "weak"])
    assert list(both) == ["As drawn", "weak"]
    both.figure(tmp_path / "both.svg", width=90.0)
    text = (tmp_path / "both.svg").read_text("utf-8")
    assert "Weak" in text
    assert "state-2-circuit" in text
    for path, theme in ((tmp_path / "both.gif", "print"), (tmp_path / "both.svg", "none")):
        with pytest.raises(CircuitError):
            both.figure(path, theme=theme)
