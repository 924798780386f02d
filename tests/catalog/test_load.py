"""Tables of TOML become a catalog, or a list of everything that is wrong with them."""

from pathlib import Path

import pytest

from circuitlab.catalog.load import CatalogError, default_catalog, load_catalog
from circuitlab.resources import assets
from tests.catalog.toy import KIND, problems_of, written

PARAMETER = 'symbol = "V", unit = "pA", default = 5, min = 0, max = 10, tag = "assumed", doc = "D."'


def test_one_table_makes_a_kind_with_what_its_family_gives(tmp_path: Path) -> None:
    kind = load_catalog(written(tmp_path, KIND)).kind("buzzer")
    assert (kind.group, kind.glyph, kind.colour) == ("Stimuli", "step", "accent")
    assert kind.parameters["volume"].default == 5.0
    assert kind.parameters["volume"].title == "Volume"
    assert kind.parameters["volume"].live


def test_a_toy_kind_joins_the_catalog_that_comes_with_the_program(tmp_path: Path) -> None:
    catalog = load_catalog(assets() / "catalog", written(tmp_path, KIND))
    assert catalog.search("buzz")[0].name == "buzzer"
    assert catalog.kind("buzzer") in catalog.groups()["Stimuli"]
    assert len(catalog.kinds) == len(default_catalog().kinds) + 1


def test_the_catalog_is_read_once() -> None:
    assert default_catalog() is default_catalog()


def test_a_shared_block_completes_a_kind_and_yields_to_it(tmp_path: Path) -> None:
    shared = """
    [shared.loud]
    family = "stimulus"
    search = ["noise"]
    [shared.loud.parameters]
    volume = { PARAMETER }
    pitch = { PARAMETER }
    """.replace("PARAMETER", PARAMETER)
    kind = """
    [horn]
    title = "Horn"
    mechanism = "m"
    doc = "Toots."
    search = ["car"]
    shared = ["loud"]
    [horn.parameters]
    volume = { default = 9 }
    """
    horn = load_catalog(written(written(tmp_path, shared, "a.toml"), kind, "b.toml")).kind("horn")
    assert list(horn.parameters) == ["volume", "pitch"]
    assert horn.parameters["volume"].default == 9.0
    assert horn.parameters["volume"].maximum == 10.0
    assert horn.search == ("car", "noise")


def test_a_choice_from_states_offers_those_of_every_kind(tmp_path: Path) -> None:
    text = KIND + '[buzzer.states]\nbuzz = { symbol = "b", unit = "1", doc = "D." }\n'
    catalog = load_catalog(assets() / "catalog", written(tmp_path, text))
    assert "buzz" in catalog.kind("voltmeter").parameters["quantity"].choices


def test_every_problem_is_reported_and_not_the_first_alone(tmp_path: Path) -> None:
    text = KIND.replace("doc =", "dok =").replace('"stimulus"', '"stimulis"')
    found = [str(problem) for problem in problems_of(tmp_path, text)]
    assert len(found) >= 4
    assert any("did you mean “doc”?" in text for text in found)
    assert any("did you mean “stimulus”?" in text for text in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "pA"', 'unit = "pX"', "unknown unit “pX”"),
        ("default = 5", "default = 50", "50 pA is too high"),
        ("default = 5", 'default = "5"', "does not fit"),
        ("default = 5", "default = true", "does not fit"),
        ("default = 5", "default = nan", "not a finite number"),
        ("min = 0", "min = 20", "upside down"),
        ("min = 0", 'min = -1, scale = "log"', "logarithmic"),
        ("min = 0", 'min = 0, scale = "logg"', "did you mean “log”?"),
        ("min = 0", 'min = "0"', "wrong type"),
        ('tag = "assumed"', 'source = "nobody1900"', "there is no citation “nobody1900”"),
        ('tag = "assumed"', 'tag = "asumed"', "did you mean “assumed”?"),
        ('tag = "assumed", ', "", "neither where its value comes from"),
        ('symbol = "V", ', "", "symbol: this is missing"),
        ('title = "Buzzer"', "title = 3", "this is not a text"),
        ('title = "Buzzer"', 'title = "B"\nsearch = "b"', "this is not a list of texts"),
        ('title = "Buzzer"', 'title = "B"\noutline = 1.5', "this is not a whole number"),
        ('title = "Buzzer"', 'title = "B"\nshared = ["nowhere"]', "unknown shared block"),
        ('title = "Buzzer"', 'title = "B"\ndocks = ["buzzer"]', "neither a receptor nor a channel"),
        ('title = "Buzzer"', 'title = "B"\nonset = "nothing"', "no parameter that is a time"),
        ('title = "Buzzer"', 'title = "B"\ncomes_with = ["bzzer"]', "did you mean “buzzer”?"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = KIND.replace(old, new)
    assert text != KIND
    found = " | ".join(str(problem) for problem in problems_of(tmp_path, text))
    assert said in found
    assert "buzzer" in found


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ('target = "buzzer", input = "volume", output = "volume"', "has an input “volume”"),
        ('target = "heart", input = "v", output = "volume"', "nothing called “heart”"),
        ('target = "*", input = "v", output = "volum"', "did you mean “volume”?"),
        ('target = "*", input = "v", out = "volume"', "unknown key “out”"),
    ],
)
def test_an_effect_must_lead_from_something_to_something(
    tmp_path: Path, effect: str, said: str
) -> None:
    text = KIND.replace("doc = ", f"effects = [{{ {effect} }}]\ndoc = ", 1)
    assert said in " | ".join(str(problem) for problem in problems_of(tmp_path, text))


def test_a_broken_file_is_named_and_the_others_are_still_read(tmp_path: Path) -> None:
    written(tmp_path, "[broken", "broken.toml")
    found = problems_of(tmp_path, KIND.replace('unit = "pA"', 'unit = "pX"'))
    places = {problem.where for problem in found}
    assert "broken.toml" in places
    assert "buzzer.volume" in places


def test_a_name_may_be_defined_only_once(tmp_path: Path) -> None:
    written(tmp_path, KIND, "again.toml")
    assert "exists already" in str(problems_of(tmp_path, KIND)[0])


def test_what_is_not_a_table_is_refused(tmp_path: Path) -> None:
    found = [problem.what for problem in problems_of(tmp_path, "answer = 42\n" + KIND)]
    assert found == ["this is not a table"]
    text = KIND.replace("[buzzer.parameters]", "[buzzer.parameters]\nloudness = 3")
    assert problems_of(tmp_path, text)[0].where.endswith("parameters.loudness")


def test_a_parameter_of_a_neuron_may_differ_between_cells_unless_it_counts_them(
    tmp_path: Path,
) -> None:
    text = KIND.replace("stimulus", "neuron") + f'count = {{ {PARAMETER}, type = "integer" }}'
    parameters = load_catalog(written(tmp_path, text)).kind("buzzer").parameters
    assert parameters["volume"].per_cell
    assert not parameters["count"].per_cell


def test_the_error_lists_its_problems(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="neither where its value comes from"):
        load_catalog(written(tmp_path, KIND.replace('tag = "assumed", ', "")))
