"""What somebody wrote is shown as it is, but for what moves a terminal or breaks a picture."""

import pytest

from circuitlab.catalog.printable import has_unfit, printable

FINE = (
    "−60 mV (×2)",
    "µM · °C",
    "Schmerz, боль, 痛み, 🧠",
    "two\nlines\tand a tab",
    "[bold red]",
    "",
)


@pytest.mark.parametrize("text", FINE)
def test_texts_of_people_stay_as_they_are(text: str) -> None:
    assert printable(text) == text
    assert not has_unfit(text)


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x07", "\x7f", "\x9b", "\ud800", "\ufffe"])
def test_a_sign_that_nobody_sees_becomes_one_that_is_seen(sign: str) -> None:
    assert printable(f"a{sign}[31mb") == "a\ufffd[31mb"
    assert has_unfit(sign)
    assert printable(sign).encode()
