"""Where a value comes from, in words: a number that stands in no paper never hides behind one."""

from dataclasses import replace

import pytest
from each_case import each_case

from circuitlab.catalog.check import check_catalog
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.origin import (
    headed,
    landmark_lines,
    origin_cell,
    origin_keys,
    origin_lines,
    sources_of,
    tag_word,
    tagged_value,
    weakest_tag,
)
from circuitlab.catalog.spec import Catalog, Citation, Kind, Landmark, Parameter

CATALOG = default_catalog()
PAPER, OTHER = Citation("paper2000", "A paper."), Citation("other2001", "Another paper.")
CITATIONS = {"paper2000": PAPER, "other2001": OTHER}
DOSE = Parameter("dose", "C", "µM", 1.5, 0.0, 100.0, "log", "A dose.")
EVERY = [
    pytest.param(kind, parameter, id=f"{kind.name}.{parameter.name}")
    for kind in CATALOG.ordered()
    for parameter in kind.parameters.values()
]


@each_case(("kind", "parameter"), EVERY)
def test_an_assumed_value_comes_from_no_paper(kind: Kind, parameter: Parameter) -> None:
    assert parameter.source or parameter.tag
    if parameter.tag == "assumed":
        assert not parameter.source
    for key in filter(None, (parameter.source, parameter.after)):
        assert key in CATALOG.citations
    assert parameter.after != "experiment"


@each_case(("kind", "parameter"), EVERY)
def test_the_tag_comes_before_all_else(kind: Kind, parameter: Parameter) -> None:
    lines = origin_lines(parameter, CATALOG.citations)
    cell, keys = origin_cell(parameter, CATALOG.citations), origin_keys(parameter)
    assert all(lines)
    if not parameter.tag:
        assert not cell.startswith(("assumed", "unverified"))
        return
    assert lines[0].lower().startswith(parameter.tag)
    assert cell.startswith(parameter.tag)
    assert keys.startswith(parameter.tag)
    assert tagged_value(parameter, parameter.default).startswith(f"{parameter.tag} ")


def test_what_a_value_comes_from_and_what_an_idea_follows_are_told_apart() -> None:
    whole = replace(DOSE, source="paper2000", after="other2001")
    assert origin_lines(whole, CITATIONS) == (
        "A paper.",
        "The idea, not the number, is after: Another paper.",
    )
    assert origin_cell(whole, CITATIONS) == "A paper.; idea after Another paper."
    assert origin_keys(whole) == "paper2000; after other2001"


def test_a_value_quoted_from_memory_only_is_said_to_be_from_its_paper() -> None:
    vague = replace(DOSE, source="paper2000", tag="unverified")
    assert origin_lines(vague, CITATIONS) == (
        "Unverified: quoted from memory; check before citing.",
        "Said to be from: A paper.",
    )


def test_a_value_that_somebody_set_carries_no_tag() -> None:
    assumed = replace(DOSE, tag="assumed")
    assert tagged_value(assumed, 1.5) == "assumed 1.5 µM"
    assert tagged_value(assumed, 2.0) == "2 µM"
    assert tagged_value(DOSE, 1.5) == "1.5 µM"
    assert tag_word(DOSE) == ""


def test_what_follows_from_several_values_is_as_weak_as_the_weakest() -> None:
    assumed, vague = replace(DOSE, tag="assumed"), replace(DOSE, tag="unverified")
    assert weakest_tag([DOSE, vague, assumed]) == "assumed"
    assert weakest_tag([DOSE, vague]) == "unverified"
    assert weakest_tag([DOSE]) == weakest_tag([]) == ""


def test_citations_stand_under_what_they_are_cited_for() -> None:
    value = replace(DOSE, source="paper2000")
    vague = replace(DOSE, source="other2001", tag="unverified")
    idea = replace(DOSE, after="paper2000", tag="assumed")
    kind = replace(CATALOG.kind("heat"), sources=("other2001",))
    groups = dict(headed(sources_of([kind], [value, vague, idea], CITATIONS)))
    assert list(groups) == [
        "Unverified values, quoted from memory",
        "Values from",
        "Ideas behind assumed values; the numbers are not in them",
        "What is said above",
    ]
    assert list(groups.values()) == [[OTHER], [PAPER], [PAPER], [OTHER]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": "jordt2004", "tag": "assumed"}, "name what the idea follows in “after”"),
        ({"after": "jordt2005", "tag": "assumed"}, "did you mean “jordt2004”?"),
        ({"after": "jordt2004", "tag": ""}, "neither where its value comes from"),
    ],
)
def test_a_value_that_hides_behind_a_paper_is_a_mistake(change: dict[str, str], said: str) -> None:
    heat = CATALOG.kind("heat")
    rate = replace(heat.parameters["rate"], **{"source": "", **change})  # type: ignore[arg-type]
    wrong = replace(heat, parameters={**heat.parameters, "rate": rate})
    found = check_catalog(Catalog({**CATALOG.kinds, "heat": wrong}, CATALOG.citations))
    assert [str(problem) for problem in found if said in str(problem)]


def test_what_a_kind_is_said_to_rest_on_exists() -> None:
    wrong = replace(CATALOG.kind("heat"), sources=("nobody1900",))
    found = check_catalog(Catalog({**CATALOG.kinds, "heat": wrong}, CATALOG.citations))
    assert [str(each) for each in found] == ["heat.sources: there is no citation “nobody1900”"]


def test_a_measured_level_is_named_with_its_source_and_within_the_range() -> None:
    marks = CATALOG.kind("ketamine").parameters["concentration"].landmarks
    assert [(mark.title, mark.at) for mark in marks] == [("waking", 2.7), ("surgery", 9.3)]
    said = landmark_lines(CATALOG.kind("ketamine").parameters["concentration"], CATALOG.citations)
    assert [words for words, _cited in said] == ["Waking: 2.7 µM", "Surgery: 9.3 µM"]
    assert {cited.key for _words, cited in said} == {"idvall1979"}


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Landmark(900.0, "much", "idvall1979"), "the landmark at 900.0 is out of range"),
        (Landmark(9.0, "", "idvall1979"), "has no title"),
        (Landmark(9.0, "some", "nobody1900"), "there is no citation “nobody1900”"),
    ],
)
def test_a_landmark_that_does_not_fit_is_a_mistake(mark: Landmark, said: str) -> None:
    ketamine = CATALOG.kind("ketamine")
    dose = replace(ketamine.parameters["concentration"], landmarks=(mark,))
    wrong = replace(ketamine, parameters={**ketamine.parameters, "concentration": dose})
    found = check_catalog(Catalog({**CATALOG.kinds, "ketamine": wrong}, CATALOG.citations))
    assert [problem for problem in map(str, found) if said in problem]
