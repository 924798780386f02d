"""Files of earlier versions are brought up to date step by step."""

from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.migrate import MIGRATIONS, up_to_date
from circuitlab.files.schema import FORMAT, VERSION


def renamed(content: dict[str, Any]) -> dict[str, Any]:
    return {("elements" if name == "nodes" else name): v for name, v in content.items()}


def doubled(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"elements": content["elements"] * 2}


def test_each_version_has_the_step_to_the_next() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_steps_are_taken_one_after_another() -> None:
    old = {"format": FORMAT, "version": 5, "nodes": ["a"]}
    new = up_to_date(old, {5: renamed, 6: doubled}, version=7)
    assert new == {"format": FORMAT, "version": 7, "elements": ["a", "a"]}
    assert old == {"format": FORMAT, "version": 5, "nodes": ["a"]}


def test_the_present_version_is_taken_as_it_is() -> None:
    content = {"format": FORMAT, "version": VERSION}
    assert up_to_date(content) == content


def test_a_version_that_no_step_leads_on_from_is_refused() -> None:
    refused = up_to_date({"format": FORMAT, "version": 4}, {5: renamed}, version=7)
    assert isinstance(refused, Problem)
    assert refused.where == "/version"
