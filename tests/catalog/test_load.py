"""Tables of TOML become a catalog, or a list of everything that is wrong with them."""

from pathlib import Path

import pytest

from circuitlab.api import Circuit
from circuitlab.catalog.load import CatalogError, default_catalog, load_catalog
from circuitlab.model.element import Role
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
        ('title = "Buzzer"', 'title = "B"\nblocked_above = "0"', "this is not a number"),
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


RECEPTOR_FOR_ALL = """
[all_ear]
title = "All ear"
family = "receptor"
mechanism = "toy"
doc = "Hears anything."
ligands = ["any"]
[all_ear.parameters]
weight = { symbol = "w", unit = "pA", default = 4, min = -9, max = 9, tag = "assumed", doc = "W." }
[all_ear.made_for]
spark = {}
hush = { weight = -3 }
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hush = {", "husch = {", "nothing releases “husch”; did you mean “hush”?"),
        ("weight = -3", "wait = -3", "All ear has no parameter “wait”; did you mean “weight”?"),
        ("weight = -3", "weight = -30", "made_for.hush.weight: it lies outside of its range"),
        ("weight = -3", 'weight = "3"', "made_for.hush weight: this is not a number"),
        ("hush = { weight = -3 }", "hush = 3", "made_for.hush: this is not a table"),
        ("[all_ear.made_for]", '[all_ear.reversal]\n"Xe" = 3\n[all_ear.made_for]', "lets “Xe”"),
        ("[all_ear.made_for]", '[all_ear.reversal]\n"Xe" = []\n[all_ear.made_for]', "not a number"),
    ],
)
def test_what_a_wire_makes_is_checked(tmp_path: Path, old: str, new: str, said: str) -> None:
    toys = Path(__file__).parents[1] / "toy_catalog"
    assert load_catalog(toys, written(tmp_path, RECEPTOR_FOR_ALL)).kind("all_ear").made_for
    with pytest.raises(CatalogError) as error:
        load_catalog(toys, written(tmp_path, RECEPTOR_FOR_ALL.replace(old, new)))
    assert said in str(error.value)


def test_what_two_transmitters_make_of_one_receptor_follows_from_its_table(tmp_path: Path) -> None:
    """A neuron that releases both makes both; a new kind of either sort needs no code."""
    both = """
    [both]
    title = "Both"
    family = "neuron"
    mechanism = "toy"
    doc = "Releases two."
    transmitters = ["spark", "hush"]
    receptors = ["all_ear"]
    """
    toys = Path(__file__).parents[1] / "toy_catalog"
    catalog = load_catalog(toys, written(tmp_path, RECEPTOR_FOR_ALL + both))
    circuit = Circuit(catalog=catalog)
    found = {}
    for sender in ("both", "hushed", "cell", "dice"):
        source, target = circuit.add(sender), circuit.add("both")
        synapse = circuit.wire(source, target)
        made = circuit.model.targets(synapse, Role.BINDS)
        found[sender] = [circuit.model.value(id, "weight", catalog) for id in made]
    assert found == {"both": [4.0, -3.0], "hushed": [-3.0], "cell": [4.0], "dice": [4.0]}
