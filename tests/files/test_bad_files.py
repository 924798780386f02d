"""A bad file gets each of its problems named with its place, quickly, and never half opens."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from files.spoiled import Content, changed, element, link, problems
from toy import small_circuit, toy_catalog

from circuitlab.files import store
from circuitlab.files.limits import MAX_BYTES, MAX_DEPTH
from circuitlab.files.parse import too_deep
from circuitlab.files.problem_report import MAX_PROBLEMS
from circuitlab.files.serialise import text_of

BACKSLASH = chr(92)
SMALL = text_of(small_circuit())

UNREADABLE = {
    "empty": ("", "The file is empty"),
    "truncated": (SMALL[: len(SMALL) // 2], "The file ends in the middle"),
    "truncated in a word": (SMALL[: SMALL.index("feeler") + 3], "The file ends in the middle"),
    "not JSON": ("{\n  'a': 1}", "line 2, column 3: This is not JSON"),
    "deeply nested": ("[" * 100_000 + "]" * 100_000, "More than 32 levels"),
    "deeply nested objects": ('{"a":' * 100_000, "More than 32 levels"),
    "a list": ("[1, 2]", "the file holds no object"),
    "null": ("null", "the file holds no object"),
    "another format": ('{"format": "netlist", "version": 1}', "/format"),
    "no version": ('{"format": "circuitlab/circuit"}', "“version” is not a whole number"),
    "a newer version": (SMALL.replace('"version": 4', '"version": 5'), "update CircuitLab"),
    "elements that are no list": (
        '{"format": "circuitlab/circuit", "version": 1, "elements": {}, "seed": "x"}',
        "/elements: “elements” is not a list",
    ),
    "an impossible version": (SMALL.replace('"version": 4', '"version": -3'), "never been"),
}

BLOCK = {"dtype": "float64", "shape": [2], "data": ""}
USED = {"view": {"kept": {"blob": "ab"}}}
"""What refers to the array that is looked at."""

FLAWED: dict[str, tuple[Callable[[Content], object], str]] = {
    "a wrong unit": (
        lambda c: element(c, "warmer1")["params"].update(temperature="46 mV"),
        "/elements/6/params/temperature: 46 mV is not a temperature",
    ),
    "a value out of range": (
        lambda c: element(c, "warmer1")["params"].update(temperature=99),
        "/elements/6/params/temperature: 99 °C is too high; allowed: 0 to 60 °C",
    ),
    "a value of the wrong type": (
        lambda c: element(c, "warmer1")["params"].update(temperature=[1]),
        "/elements/6/params/temperature",
    ),
    "an unknown parameter": (
        lambda c: element(c, "warmer1")["params"].update(temprature=40),
        "did you mean “temperature”?",
    ),
    "an unknown kind": (
        lambda c: element(c, "warmer1").update(kind="warmr"),
        "/elements/6/kind: “warmr” is not a kind known here",
    ),
    "an unknown field of an element": (
        lambda c: element(c, "cell1").update(labell="x"),
        "/elements/2/labell: “labell” is not known here; did you mean “label”?",
    ),
    "an unknown field of the file": (lambda c: c.update(titel="x"), "/titel"),
    "a place that is no number": (lambda c: element(c, "cell1").update(x="left"), "/elements/2/x"),
    "a place beyond the world": (lambda c: element(c, "cell1").update(x=1e9), "/elements/2/x"),
    "an id that cannot be": (lambda c: element(c, "cell1").update(id="Cell 1"), "/elements/2/id"),
    "a reserved id": (lambda c: element(c, "cell1").update(id="document"), "/elements/2/id"),
    "an element without a kind": (lambda c: element(c, "cell1").pop("kind"), "“kind” is missing"),
    "an element that is none": (lambda c: c["elements"].append(5), "/elements/9"),
    "links that are no list": (lambda c: c.update(links={}), "/links: “links” is not a list"),
    "a duplicate id": (
        lambda c: c["elements"].append(element(c, "cell1")),
        "/elements/9/id: Another element is called “cell1” already",
    ),
    "a dangling link": (
        lambda c: c["links"].append(link("cel1", "plug1", "drives")),
        "/links/9/source: There is no element called “cel1”; did you mean “cell1”?",
    ),
    "a receptor that sits in itself": (
        lambda c: c["links"].append(link("ear1", "ear1", "sits in")),
        "/links/9: “ear1” sits in itself",
    ),
    "two that sit in each other": (
        lambda c: c["links"].append(link("cell1", "ear1", "sits in")),
        "comes back to where it starts",
    ),
    "a second host": (
        lambda c: c["links"].append(link("ear1", "feeler1", "sits in")),
        "/links/9: “ear1” sits in another neuron already",
    ),
    "a second role": (
        lambda c: c["links"].append(link("ear1", "cell1", "modulates")),
        "/links/9: “ear1” and “cell1” have a link already",
    ),
    "an unknown role": (
        lambda c: c["links"][0].update(role="tickles"),
        "/links/0/role: “tickles” does not fit here; allowed: releases onto, binds",
    ),
    "a link the rules refuse": (
        lambda c: c["links"].append(link("warmer1", "cell1", "drives")),
        "/links/9: “drives” does not lead from Warmer to Cell",
    ),
    "a link the wrong way round": (
        lambda c: c["links"].append(link("cell1", "plug1", "modulates")),
        "exchange source and target",
    ),
    "a link with the wrong role": (
        lambda c: c["links"][-2].update(role="drives"),
        "write the role “modulates”",
    ),
    "a synapse without a source": (
        lambda c: c["links"].pop(1),
        "/elements/3: Nothing releases onto the synapse “contact1”",
    ),
    "a seed that is no number": (lambda c: c.update(seed="seven"), "/seed: “seven”"),
    "a step out of range": (lambda c: c.update(dt_ms=50), "/dt_ms: 50 ms is too high"),
    "a step of the timeline for nobody": (
        lambda c: c["timeline"][0]["set"].update({"plug9.dose": 1}),
        "/timeline/0/set/plug9.dose: There is no element called “plug9”",
    ),
    "a step of the timeline without a time": (
        lambda c: c["timeline"][0].update(at="soon"),
        "/timeline/0/at",
    ),
    "a setting of an experiment with a wrong unit": (
        lambda c: c["experiments"]["hot"]["set"].update({"warmer1.temperature": "5 ms"}),
        "/experiments/hot/set/warmer1.temperature: 5 ms is not a temperature",
    ),
    "an experiment of no length": (
        lambda c: c["experiments"]["hot"].update({"for": "-5 s"}),
        "/experiments/hot/for",
    ),
    "a step of an experiment at no time": (
        lambda c: c["experiments"]["hot"].update(timeline=[{"at": "5 mV", "set": {}}]),
        "/experiments/hot/timeline/0/at: 5 mV is not a time",
    ),
    "a step of an experiment that sets what is not there": (
        lambda c: c["experiments"]["hot"].update(timeline=[{"at": 5, "set": {"x1.y": 1}}]),
        "/experiments/hot/timeline/0/set/x1.y: There is no element",
    ),
    "a claim on an unknown experiment": (
        lambda c: c["claims"][0].update(experiment="hott"),
        "/claims/0/experiment: There is no experiment called “hott”; did you mean “hot”?",
    ),
    "a claim on an unknown element": (
        lambda c: c["claims"][0]["args"].update(element="cell7"),
        "/claims/0/args/element: There is no element called “cell7”",
    ),
    "two claims with one id": (
        lambda c: c["claims"].append(c["claims"][0]),
        "/claims/1/id: Another claim",
    ),
    "an array that is damaged": (
        lambda c: c.update(USED, blobs={"ab": {**BLOCK, "shape": [2], "data": "!"}}),
        "/blobs/ab: This array is damaged",
    ),
    "an array that would fill the memory": (
        lambda c: c.update(USED, blobs={"ab": {**BLOCK, "shape": [10**12]}}),
        "/blobs/ab: The arrays hold more than",
    ),
    "an array that unpacks to far more than anybody packs": (
        lambda c: c.update(USED, blobs={"ab": {**BLOCK, "shape": [10**8], "planes": True}}),
        "/blobs/ab: The arrays would take 800 MB",
    ),
    "an array that nothing uses": (
        lambda c: c.update(blobs={"ab": {**BLOCK, "shape": [10**8]}}),
        "/blobs/ab: Nothing uses this array",
    ),
}

SLIPS = {
    "a duplicate key": ('"seed": 7', '"seed": 7,\n  "seed": 8', "/seed: “seed” stands here twice"),
    "NaN": ('"temperature": 46', '"temperature": NaN', "temperature: This is not a finite number"),
    "infinity": ('"temperature": 46', '"temperature": 1e999', "This is not a finite number"),
    "minus infinity": ('"x": 800, "y": 250', '"x": -Infinity, "y": 250', "/elements/2/x"),
    "endless digits": ('"seed": 7', '"seed": ' + "7" * 100_000, "/seed: This is not a finite"),
    "half a letter": ('"title": "Small"', '"title": "\\ud800", "titel": 1', "/titel"),
}


@pytest.mark.parametrize(("text", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_refused_whole(text: str, words: str) -> None:
    loaded = store.load_text(text, toy_catalog())
    assert loaded.circuit is None
    assert len(loaded.problems) == 1
    assert words in str(loaded.problems[0])


@pytest.mark.parametrize(("change", "words"), FLAWED.values(), ids=FLAWED.keys())
def test_a_flaw_is_named_with_its_place_and_the_rest_opens(
    change: Callable[[Content], object], words: str
) -> None:
    loaded = store.load_text(changed(change), toy_catalog())
    assert any(words in str(problem) for problem in loaded.problems), loaded.problems
    assert all("line 1, /" in problem.where for problem in loaded.problems)
    assert loaded.circuit is not None
    assert "feeler1" in loaded.circuit.elements


@pytest.mark.parametrize(("old", "new", "words"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_that_json_would_swallow_is_named(old: str, new: str, words: str) -> None:
    assert old in SMALL
    loaded = store.load_text(SMALL.replace(old, new), toy_catalog())
    assert any(words in str(problem) for problem in loaded.problems), loaded.problems
    assert loaded.circuit is not None
    text_of(loaded.circuit).encode()


def test_a_place_comes_with_its_line() -> None:
    text = SMALL.replace('"temperature": 46', '"temperature": "46 mV"')
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "46 mV" in row)
    (problem,) = problems(text)
    assert problem.startswith(f"line {line}, /elements/6/params/temperature: ")


def test_what_a_bad_value_replaces_is_the_catalogs_default() -> None:
    loaded = store.load_text(
        SMALL.replace('"temperature": 46', '"temperature": "46 mV"'), toy_catalog()
    )
    assert loaded.circuit is not None
    assert loaded.circuit.value("warmer1", "temperature", toy_catalog()) == 47


def test_endless_problems_are_cut_off_and_nothing_opens() -> None:
    many = [{"id": f"c{n}", "kind": "cell", "params": {"gian": 1}} for n in range(3 * MAX_PROBLEMS)]
    start = time.process_time()
    loaded = store.load_text(changed(lambda c: c["elements"].extend(many)), toy_catalog())
    assert time.process_time() - start < 4
    assert loaded.circuit is None
    assert len(loaded.problems) == MAX_PROBLEMS + 1
    assert "More than 1000 things are wrong" in loaded.problems[-1].what


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe{", bytes(range(256))])
def test_a_binary_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.circuit"
    path.write_bytes(data)
    loaded = store.load(path, toy_catalog())
    assert loaded.circuit is None
    (problem,) = loaded.problems
    assert "This is not a text" in problem.what
    assert problem.where == "picture.circuit"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in store.check(tmp_path / "none.circuit")[0].what
    assert "a folder" in store.check(tmp_path)[0].what


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.circuit"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    start = time.process_time()
    (problem,) = store.check(path, toy_catalog())
    assert time.process_time() - start < 1
    assert f"larger than {MAX_BYTES // 1_000_000} MB" in problem.what


HOSTILE = {
    "many numbers": '{"a": [' + "1," * 9_000_000 + "1]}",
    "many steps": json.dumps(
        {
            "format": "circuitlab/circuit",
            "version": 1,
            "timeline": [{"at": 1, "set": {}}] * 700_000,
        }
    ),
    "open brackets": "[" * 15_000_000,
    "unended strings": '{"a": "' + 'x\\"' * 5_000_000,
    "many strings": '{"a": [' + '"x",' * 3_000_000 + '"x"]}',
    "a chain": json.dumps(
        {
            "format": "circuitlab/circuit",
            "version": 1,
            "elements": [{"id": f"p{n}", "kind": "oddity"} for n in range(900)],
            "links": [link(f"p{n}", f"p{n + 1}", "modulates") for n in range(899)],
        }
    ),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_end_soon_within_the_memory_allowed(text: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.circuit"
    path.write_text(text)
    code = "import sys; from circuitlab.files import store; print(len(store.check(sys.argv[1])))"

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        preexec_fn=limited,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert int(done.stdout) > 0


@pytest.mark.parametrize("text", ["[" * 99, "[[" + 2 * BACKSLASH, BACKSLASH + '"[[', ""])
def test_brackets_in_a_text_lie_in_nothing(text: str) -> None:
    deepest = "[" * MAX_DEPTH + f'"{text}", "{text}"' + "]" * MAX_DEPTH
    assert too_deep(deepest) is None
    assert too_deep("[" + deepest + "]") is not None
