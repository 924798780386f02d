"""Titles within sentences: small where they are words, as they are where they are names."""

import pytest

from circuitlab.catalog.in_sentence import in_sentence


@pytest.mark.parametrize(
    ("title", "within"),
    [
        ("Peak conductance", "peak conductance"),
        ("Basal PKC activity", "basal PKC activity"),
        ("KCC2 lost at full BDNF", "KCC2 lost at full BDNF"),
        ("Nav1.7 conductance", "Nav1.7 conductance"),
        ("Dose", "dose"),
        ("", ""),
    ],
)
def test_only_the_first_letter_of_a_word_becomes_small(title: str, within: str) -> None:
    assert in_sentence(title) == within


def test_where_nouns_have_capitals_they_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circuitlab.catalog.in_sentence.language", lambda: "de")
    assert in_sentence("Konzentration") == "Konzentration"
