"""The page on the article is what its statements and the circuits say; it names what is there."""

import csv
from typing import Any

from each_case import each_case

from scripts.article import PAGE, ROOT, matching, page, read_presets, read_statements

TOLD = read_statements()
PRESETS = read_presets()
EVERY: list[dict[str, Any]] = [
    statement for section in TOLD["section"] for statement in section["statement"]
]


def planned() -> set[str]:
    """The circuits that there are and those whose rows are known."""
    with (ROOT / "docs" / "acceptance.csv").open(encoding="utf-8", newline="") as file:
        return set(PRESETS) | {row["preset"] for row in csv.DictReader(file)}


def test_the_page_is_as_it_is_generated() -> None:
    same = PAGE.read_text(encoding="utf-8") == page(TOLD, PRESETS)
    assert same, "docs/article.md is behind: run “python scripts/article.py”"


def test_each_statement_is_said_once_and_shown_or_said_to_be_beyond() -> None:
    sayings = [statement["says"] for statement in EVERY]
    assert len(set(sayings)) == len(sayings) > 60
    for statement in EVERY:
        assert set(statement) <= {"says", "shown", "polite", "beyond"}
        assert bool(statement.get("shown")) is not bool(statement.get("beyond"))
        assert len(statement.get("shown") or [1]) <= 4


def test_only_circuits_that_are_there_or_planned_are_named() -> None:
    named = {of["preset"] for statement in EVERY for of in statement.get("shown", ())}
    assert named <= planned()


@each_case("name", sorted(PRESETS))
def test_a_claim_that_is_named_by_its_whole_id_is_there(name: str) -> None:
    for statement in EVERY:
        for of in statement.get("shown", ()):
            whole = [id for id in of.get("claims", ()) if "*" not in id]
            if of["preset"] == name:
                found = {claim["id"] for claim in matching(PRESETS[name], whole)}
                assert found == set(whole), statement["says"]


def test_every_circuit_that_comes_with_the_program_is_on_the_page() -> None:
    told = page(TOLD, PRESETS)
    since = {name for name, of in PRESETS.items() if of["gallery"]["group"] == "since"}
    assert [name for name in sorted(set(PRESETS) - since) if f"`{name}`" not in told] == []


def test_a_circuit_that_is_missing_or_unmeasured_or_misses_says_so() -> None:
    def told(presets: dict[str, Any], claims: list[str]) -> str:
        statement = {"says": "It hurts.", "shown": [{"preset": "one", "claims": claims}]}
        head = {"title": "T", "source": "S", "section": [{"title": "A", "statement": [statement]}]}
        return page(head, presets)

    claims = [{"id": f"rate_{n}"} for n in range(6)] + [
        {"id": "odd", "known_miss": {"reason": "r"}}
    ]
    assert "not there yet" in told({}, ["*"])
    assert "not measured" in told({"one": {}}, ["*"])
    assert "`rate_3` and 2 more | measured |" in told({"one": {"claims": claims}}, ["rate_*"])
    assert "1 known to miss" in told({"one": {"claims": claims}}, ["*"])
