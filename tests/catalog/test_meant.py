"""What is said of a word that nothing is called."""

import pytest

from circuitlab.catalog.meant import meant


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("heta", ["heat", "cold"], "did you mean “heat”?"),
        ("zzz", ["heat", "cold"], "choose from heat, cold"),
        ("zzz", [f"cell{n}" for n in range(20)], ", cell7, …"),
        ("cell7", [f"cell{n}x" for n in range(60_000)], "choose from cell0x"),
        ("zzz", [], "leave it out"),
        (7, ["heat"], "choose from heat"),
    ],
)
def test_what_to_do_is_always_said(word: object, known: list[str], said: str) -> None:
    assert said in meant(word, known)
