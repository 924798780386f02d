"""Whatever holds for a whole run has one range, told by one sentence, wherever it is written."""

import json
from collections.abc import Callable, Iterator

import pytest

from circuitlab.api import Circuit as Script
from circuitlab.api import CircuitError, simulate
from circuitlab.catalog.words import Problem, convert
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.target import read_duration as command_duration
from circuitlab.cli.target import read_settings
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.compiler import fitting
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.files import store
from circuitlab.files.schema import DocumentModel
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import DOCUMENT_DEFAULTS, Circuit
from circuitlab.model.run_settings import (
    DURATION,
    RUN_SETTINGS,
    described,
    read_duration,
    read_run_setting,
)

ENGINES = {"dt_ms": "dt", "seed": "seed", "body_clock": "body_clock"}


def in_a_file(name: str, value: object) -> str:
    content = content_of(Circuit()) | {name: value}
    loaded = store.load_text(json.dumps(content))
    if not loaded.problems:
        assert loaded.circuit is not None
        assert loaded.circuit.document[name] == value
    return " ".join(problem.sentence for problem in loaded.problems)


def on_the_command_line(name: str, value: object) -> str:
    try:
        read_settings(Circuit(), [f"document.{name}={value!r}"])
    except CannotDo as refusal:
        return " ".join(problem.sentence for problem in refusal.problems)
    return ""


def in_an_experiment(name: str, value: object) -> str:
    content = content_of(Circuit())
    content["experiments"] = {"one": {"for": 1, "set": {f"document.{name}": value}}}
    return " ".join(p.sentence for p in store.load_text(json.dumps(content)).problems)


def in_the_window(name: str, value: object) -> str:
    read = convert(described(name), str(value))
    return read.sentence if isinstance(read, Problem) else ""


def in_the_engine(name: str, value: object) -> str:
    settings = {"dt": 0.025, "seed": 1, "body_clock": 1.0, ENGINES[name]: value}
    try:
        fitting(Settings(**settings))  # type: ignore[arg-type]
    except CannotRun as refusal:
        return refusal.problem.sentence
    return ""


def readers(name: str) -> Iterator[Callable[[str, object], str]]:
    yield from (in_a_file, on_the_command_line, in_an_experiment, in_the_window)
    if name in ENGINES:
        yield in_the_engine


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_files_hold_to_the_range_and_the_default(name: str) -> None:
    setting, field = RUN_SETTINGS[name], DocumentModel.model_fields[name]
    bounds = {key: getattr(limit, key) for limit in field.metadata for key in limit.__slots__}
    assert bounds == {"ge": setting.minimum, "le": setting.maximum}
    assert field.default == setting.default == DOCUMENT_DEFAULTS[name]


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_every_place_has_the_same_bounds_and_says_so_in_the_same_words(name: str) -> None:
    setting = RUN_SETTINGS[name]
    whole = setting.type == "integer"
    for end, beyond in ((setting.minimum, -1), (setting.maximum, 1)):
        outside = end + beyond if whole else end + beyond * abs(end) / 1000
        said = read_run_setting(name, outside)
        assert isinstance(said, Problem)
        assert {reader: reader(name, end) for reader in readers(name)} == dict.fromkeys(
            readers(name), ""
        )
        assert {reader: reader(name, outside) for reader in readers(name)} == dict.fromkeys(
            readers(name), said.sentence
        )


@pytest.mark.parametrize("given", [-1, 0, 2e12, "1 mV", "soon", True])
def test_a_duration_is_refused_in_the_same_words_everywhere(given: object) -> None:
    said = read_duration(given)
    assert isinstance(said, Problem)
    with pytest.raises(CircuitError) as script:
        simulate(Script(), given)  # type: ignore[arg-type]
    assert str(script.value) == said.sentence
    content = content_of(Circuit())
    content["experiments"] = {"one": {"for": given, "set": {}}}
    (problem,) = store.load_text(json.dumps(content)).problems
    assert problem.where.endswith("/experiments/one/for")
    assert given is True or problem.sentence == said.sentence
    if isinstance(given, str):
        with pytest.raises(CannotDo) as refusal:
            command_duration(given)
        assert refusal.value.problems[0].sentence == said.sentence


def test_both_ends_of_a_duration_are_one() -> None:
    for end in (DURATION.minimum, DURATION.maximum):
        content = content_of(Circuit()) | {"experiments": {"one": {"for": end, "set": {}}}}
        loaded = store.load_text(json.dumps(content))
        assert loaded.circuit is not None
        assert not loaded.problems
        assert (
            loaded.circuit.document["experiments"]["one"].duration_ms == end == read_duration(end)
        )


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_what_is_no_number_is_refused_with_a_remedy(name: str) -> None:
    for given in (float("nan"), "x", None, True):
        problem = read_run_setting(name, given)
        assert isinstance(problem, Problem)
        assert problem.where == f"document.{name}"
        assert problem.remedy


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_every_setting_has_words_and_a_slider_within_its_range(name: str) -> None:
    setting = described(name)
    assert setting.title
    assert setting.doc
    low, high = setting.slider or (setting.minimum, setting.maximum)
    assert setting.minimum <= low <= setting.default <= high <= setting.maximum  # type: ignore[operator]


def test_numbers_may_be_written_with_their_unit() -> None:
    assert read_run_setting("dt_ms", "0.05 ms") == 0.05
    assert read_run_setting("seed", 2**63 - 1) == 2**63 - 1


def test_a_seed_keeps_all_its_digits_however_it_is_written() -> None:
    for seed in (2**53 + 1, 2**63 - 1):
        assert read_run_setting("seed", str(seed)) == seed
        assert read_settings(Circuit(), [f"document.seed={seed}"]).values == {
            ("document", "seed"): seed
        }


def test_a_number_that_there_is_not_is_refused() -> None:
    assert "did you mean “seed”?" in str(read_run_setting("sed", 1))
