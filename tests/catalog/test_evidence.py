"""Every drug and treatment has a card of what trials found, with sources, and not too old."""

from datetime import date

import pytest
from each_case import each_case

from circuitlab.catalog.cautions import caution
from circuitlab.catalog.evidence import (
    MOST_CERTAIN,
    OLDEST_MONTHS,
    Evidence,
    certainties,
    evidence_lines,
)
from circuitlab.catalog.families import DRUG, TREATMENT
from circuitlab.catalog.load import CatalogError, default_catalog, load_catalog
from circuitlab.catalog.spec import Kind

CATALOG = default_catalog()
TREATING = [kind for kind in CATALOG.kinds.values() if kind.family in (DRUG, TREATMENT)]


def card_of(kind: Kind) -> Evidence:
    assert kind.evidence is not None, f"{kind.name} has no evidence"
    return kind.evidence


@each_case("kind", TREATING, ids=lambda kind: kind.name)
def test_a_drug_or_treatment_says_what_it_does_here_what_was_found_and_what_is_debated(
    kind: Kind,
) -> None:
    card = card_of(kind)
    for text in (card.here, card.debated, *(finding.found for finding in card.findings)):
        assert text[0].isupper()
        assert text.endswith(".")
    for finding in card.findings:
        assert finding.source in CATALOG.citations
        assert str(finding.year) in CATALOG.citations[finding.source].text
        assert 0 <= finding.steps <= MOST_CERTAIN
        assert finding.certainty_words


@each_case("kind", TREATING, ids=lambda kind: kind.name)
def test_a_card_was_checked_within_a_year_and_a_half(kind: Kind) -> None:
    age = card_of(kind).age_months(date.today())
    assert age <= OLDEST_MONTHS, f"look again at the sources of {kind.name}, then set `checked`"
    assert age >= -1


def test_a_card_gets_old_by_the_month() -> None:
    card = Evidence("", (), "", "2026-11")
    assert card.age_months(date(2026, 11, 30)) == 0
    assert card.age_months(date(2028, 5, 1)) == OLDEST_MONTHS
    assert card.age_months(date(2028, 6, 1)) == OLDEST_MONTHS + 1
    assert card.checked_words == "checked November 2026"


def test_only_what_treats_has_a_card() -> None:
    assert {k.name for k in CATALOG.kinds.values() if k.evidence} == {k.name for k in TREATING}


def test_a_card_in_lines_says_found_certainty_year_and_source() -> None:
    lines = evidence_lines(card_of(CATALOG.kind("gabapentin")), CATALOG.citations)
    found = next(line for line in lines if "32 of 100" in line)
    assert "moderate certainty" in found
    assert "2017" in found
    assert "Wiffen" in found
    assert lines[-1].endswith("a model, not advice")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[evidence]\nhere = "A."\ndebated = "B."\nchecked = "2026-11"', "what trials found"),
        ('[evidence]\nchecked = "soon"', "no year and month"),
        (
            '[evidence]\nfindings = [{ found = "X.", certainty = "sure", source = "s" }]',
            "unknown word",
        ),
        ('[evidence]\nfindings = [{ found = "X.", source = "nobody" }]', "no citation"),
        ("evidence = 3", "not a table"),
    ],
)
def test_a_card_that_lacks_something_is_named(tmp_path, table: str, said: str) -> None:
    head = 'title = "T"\nfamily = "drug"\nmechanism = "drug"\ndoc = "D."\n'
    body = table.replace("[evidence]", "[thing.evidence]")
    first, rest = (f"{body}\n", "") if body.startswith("evidence") else ("", body)
    (tmp_path / "drugs.toml").write_text(f"[thing]\n{first}{head}\n{rest}\n", encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        load_catalog(tmp_path)
    assert said in str(refused.value)


def test_what_treats_and_what_reads_pain_asks_for_a_caution() -> None:
    assert caution([CATALOG.kind("ketamine")]) == "Model, not advice"
    assert caution([CATALOG.kind("movement")]) == "Model, not advice"
    assert "not a clinical ten-point scale" in caution([CATALOG.kind("pain_readout")])
    assert caution([CATALOG.kind("projection_neuron"), CATALOG.kind("heat")]) == ""
    assert len(certainties()) == len(set(certainties()))
