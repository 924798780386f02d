"""Every command does what its contract says, and a wrong word gets one clear sentence."""

import json
import math
from pathlib import Path

import pytest

from circuitlab.files import store
from tests.cli.conftest import Command


def test_help_names_every_command(circuitlab: Command) -> None:
    said = circuitlab("--help").out
    commands = ("tour", "run", "verify", "figure", "export", "check", "presets", "catalog", "bench")
    assert all(command in said for command in commands)


def test_run_prints_one_json_object_of_the_contract(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("run", step, "--for", "200 ms", "--seed", 3, "--json")
    found = json.loads(answer.out)
    assert answer.code == 0
    keys = {
        "preset",
        "title",
        "version",
        "circuit_sha256",
        "seed",
        "dt_ms",
        "model_ms",
        "wall_s",
        "spikes",
        "rates_hz",
        "measures",
        "hints",
    }
    assert set(found) == keys
    assert (found["seed"], found["dt_ms"], found["model_ms"]) == (3, 0.025, 200.0)
    assert len(found["spikes"]["hh_squid1"]) == found["measures"]["hh_squid1"]["spike_count"] > 5


def test_same_command_gives_the_same_spikes(circuitlab: Command, step: Path) -> None:
    words = ("run", step, "--for", "100ms", "--set", "hh_squid1.noise=5 pA", "--json")
    first, second = (json.loads(circuitlab(*words).out)["spikes"] for _time in range(2))
    assert first == second != {"hh_squid1": []}


def test_settings_take_units(circuitlab: Command, step: Path) -> None:
    words = ("run", step, "--for", "100ms", "--json", "--set")
    assert json.loads(circuitlab(*words, "current_step1.amplitude=0.0 nA").out)["spikes"] == {
        "hh_squid1": []
    }
    assert json.loads(circuitlab(*words, "document.dt_ms=0.05").out)["dt_ms"] == 0.05


def test_a_run_mutes_what_it_is_told_to(circuitlab: Command, step: Path) -> None:
    words = ("run", step, "--for", "100ms", "--json")
    assert json.loads(circuitlab(*words).out)["spikes"]["hh_squid1"]
    silent = circuitlab(*words, "--mute", "current_step1")
    assert json.loads(silent.out)["spikes"] == {"hh_squid1": []}
    wrong = circuitlab(*words, "--mute", "current_step2")
    assert wrong.code != 0
    assert "did you mean “current_step1”?" in wrong.err


def test_on_a_full_disk_a_run_leaves_no_half_of_itself_and_names_the_folder(
    circuitlab: Command, step: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "spikes.csv").write_text("mine")

    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("circuitlab.analysis.run_files.lines_of", full)
    answer = circuitlab("run", step, "--for", "5ms", "--out", out)
    assert answer.code == 1
    assert str(out) in "".join(answer.err.split("\n"))
    assert [(each.name, each.read_text()) for each in out.iterdir()] == [("spikes.csv", "mine")]


def test_a_run_leaves_out_what_it_is_told_to(circuitlab: Command, step: Path) -> None:
    words = ("run", step, "--for", "100ms", "--json")
    silent = circuitlab(*words, "--without", "current_step1")
    assert json.loads(silent.out)["spikes"] == {"hh_squid1": []}
    wrong = circuitlab(*words, "--without", "current_step2")
    assert wrong.code != 0
    assert "did you mean “current_step1”?" in wrong.err


def test_check_names_what_is_muted(circuitlab: Command, step: Path, tmp_path: Path) -> None:
    content = json.loads(step.read_text(encoding="utf-8"))
    content["elements"][0]["muted"] = True
    path = tmp_path / "muted.circuit"
    path.write_text(json.dumps(content), encoding="utf-8")
    id = content["elements"][0]["id"]
    assert f"muted: {id}" in circuitlab("check", path).out
    assert json.loads(circuitlab("check", path, "--json").out)["muted"] == [id]
    assert json.loads(circuitlab("check", step, "--json").out)["muted"] == []


def test_a_muted_meter_writes_no_trace(circuitlab: Command, step: Path, tmp_path: Path) -> None:
    words = ("run", step, "--for", "5ms", "--out", tmp_path / "out", "--mute", "voltmeter1")
    assert circuitlab(*words, "--set", "voltmeter1.quantity=m").code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"spikes.csv", "methods.md", "run.json", "hh_squid1-v.csv"}
    assert "muted" in (tmp_path / "out" / "methods.md").read_text(encoding="utf-8")


def test_a_meter_may_be_set_to_another_quantity(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    words = ("run", step, "--for", "5ms", "--out", tmp_path / "out")
    assert circuitlab(*words, "--set", "voltmeter1.quantity=m").code == 0
    assert (tmp_path / "out" / "hh_squid1-m.csv").exists()


def test_population_spikes_are_pairs(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("run", step, "--for", "50ms", "--set", "hh_squid1.size=3", "--json")
    assert {index for index, _ms in json.loads(answer.out)["spikes"]["hh_squid1"]} == {0, 1, 2}


def test_run_writes_spikes_traces_and_methods(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "folder"
    answer = circuitlab("run", step, "--for", "50ms", "--out", out)
    assert answer.code == 0, answer.err
    trace = (out / "hh_squid1-v.csv").read_text(encoding="utf-8").splitlines()
    trace = [line for line in trace if not line.startswith("# ")]
    assert trace[0] == "time_ms,v_mV"
    assert len(trace) == 501
    assert "\nelement,cell,time_ms\nhh_" in (out / "spikes.csv").read_text(encoding="utf-8")
    assert "g_na" in (out / "methods.md").read_text(encoding="utf-8") or "ḡ" in (
        out / "methods.md"
    ).read_text(encoding="utf-8")


def test_verify_judges_claims_and_shows_expected_beside_measured(
    circuitlab: Command, step: Path
) -> None:
    answer = circuitlab("verify", step)
    assert answer.code == 0, answer.out + answer.err
    assert "2 of 2 claims hold" in answer.out
    assert "68 ± 6.8" in answer.out
    assert "theory" in answer.out


def test_verify_leaves_with_1_when_a_claim_fails(circuitlab: Command, step: Path) -> None:
    step.write_text(step.read_text(encoding="utf-8").replace("68", "50"), encoding="utf-8")
    answer = circuitlab("verify", step, "--json")
    assert answer.code == 1
    (results,) = json.loads(answer.out).values()
    assert [result["holds"] for result in results] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("rate_hz", "rate_herz", "rate_hz"), ('"start"', '"strat"', "start")],
)
def test_verify_names_what_is_wrong_in_a_claim(
    circuitlab: Command, step: Path, old: str, new: str, said: str
) -> None:
    step.write_text(step.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    answer = circuitlab("verify", step)
    assert answer.code == 1
    assert "/claims/0/" in answer.err
    assert "line " in answer.err
    assert f"did you mean “{said}”?" in answer.err


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_figure_is_written_at_rest_and_after_a_run(
    circuitlab: Command, step: Path, tmp_path: Path, ending: str
) -> None:
    heads = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}
    sizes = []
    for at in ((), ("--at", "100 ms")):
        out = tmp_path / f"figure.{ending}"
        answer = circuitlab("figure", step, "-o", out, "--width", "90mm", "--dpi", 100, *at)
        assert answer.code == 0, answer.err
        content = out.read_bytes()
        assert content.startswith(heads[ending])
        sizes.append(len(content))
    assert sizes[0] < sizes[1]


def test_check_lists_every_problem_one_a_line(circuitlab: Command, step: Path) -> None:
    assert circuitlab("check", step).code == 0
    content = json.loads(step.read_text(encoding="utf-8"))
    content["elements"][0]["params"] = {"g_na": "3 mV", "c_mm": 1}
    content["links"].append({"source": "nobody", "target": "hh_squid1", "role": "drives"})
    step.write_text(json.dumps(content), encoding="utf-8")
    answer = circuitlab("check", step)
    assert answer.code == 1
    assert len(answer.out.splitlines()) == 3
    problems = json.loads(circuitlab("check", step, "--json").out)["problems"]
    assert len(problems) == 3
    assert all(problem["where"] and problem["what"] for problem in problems)


def test_check_gives_hints_beside_problems(circuitlab: Command, step: Path) -> None:
    file = json.loads(step.read_text())
    file["elements"].append({"id": "idle", "kind": "ketamine", "x": 0, "y": 0})
    step.write_text(json.dumps(file))
    answer = circuitlab("check", step)
    assert answer.code == 0
    assert "hint: idle: It acts on nothing; wire it to what it shall act on" in answer.out
    told = json.loads(circuitlab("check", step, "--json").out)
    assert told["problems"] == []
    assert [hint["where"] for hint in told["hints"]] == ["idle"]


def test_a_run_names_what_too_much_input_silences(circuitlab: Command, step: Path) -> None:
    words = ("run", step, "--for", "1.3 s", "--set", "current_step1.stop=5 s")
    strong = (*words, "--set", "current_step1.amplitude=300 pA")
    said = "hint: hh_squid1: Too much input: held at −37 mV, it cannot fire; less current from"
    assert said in circuitlab(*strong).out
    (hint,) = json.loads(circuitlab(*strong, "--json").out)["hints"]
    assert hint["where"] == "hh_squid1"
    assert hint["remedy"] == "less current from Current step lets it fire again"
    assert json.loads(circuitlab(*words, "--json").out)["hints"] == []


def test_check_also_judges_claims(circuitlab: Command, step: Path) -> None:
    step.write_text(
        step.read_text(encoding="utf-8").replace("rate_hz", "no_such"), encoding="utf-8"
    )
    answer = circuitlab("check", step)
    assert answer.code == 1
    assert "no_such" in answer.out
    assert all(" /claims/" in line and "line " in line for line in answer.out.splitlines())


def test_presets_are_listed_with_titles(circuitlab: Command) -> None:
    listed = json.loads(circuitlab("presets", "--json").out)
    assert {"fig3", "fig4"} <= {preset["name"] for preset in listed}
    assert all(preset["title"] and preset["caption"] for preset in listed)
    assert "fig4" in circuitlab("presets").out


def test_the_catalog_says_what_values_must_be_to_each_other(circuitlab: Command) -> None:
    said = circuitlab("catalog", "heat").out
    assert "must hold: start <= stop where 0 < stop; else it would end before it begins" in said
    told = json.loads(circuitlab("catalog", "lif_current", "--json").out)
    (constraint,) = told["constraints"]
    assert constraint["must"] == "v_reset < v_th"
    assert constraint["why"]


def test_catalog_lists_kinds_and_their_parameters(circuitlab: Command) -> None:
    kinds = {kind["name"]: kind for kind in json.loads(circuitlab("catalog", "--json").out)}
    assert kinds["ketamine"]["parameters"]["concentration"]["unit"] == "µM"
    assert "concentration" in circuitlab("catalog", "ketamine").out


def test_bench_engine_measures_stepping(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("bench", "engine", step, "--seconds", 0.2, "--json")
    found = json.loads(answer.out)
    assert set(found) == {"realtime_factor", "ns_per_neuron_step", "events_per_s"}
    assert found["realtime_factor"] > 1.0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("run", "fig44"), 1, "did you mean “fig4”?"),
        (("tuor",), 1, "did you mean “tour”?"),
        (("run", "."), 1, "is a folder"),
        (("run", "{step}", "--for", "2 mV"), 1, "2 mV"),
        (("run", "{step}", "--for", "0s"), 1, "too low; allowed"),
        (("run", "{step}", "--set", "hh_squid.g_na=1"), 1, "did you mean “hh_squid1”?"),
        (("run", "{step}", "--set", "hh_squid1.g_naa=1"), 1, "did you mean “g_na”?"),
        (("run", "{step}", "--set", "hh_squid1.g_na=-5"), 1, "allowed"),
        (("run", "{step}", "--set", "hh_squid1.g_na=5 pA"), 1, "5 pA"),
        (("run", "{step}", "--set", "nothing"), 1, "id.parameter=value"),
        (("run", "{step}", "--set", "document.nothing=1"), 1, "nothing"),
        (("run", "{step}", "--set", "document.dt_ms=0"), 1, "allowed: 0.001 to 1 ms"),
        (("run", "{step}", "--set", "document.dt_ms=5 mV"), 1, "5 mV"),
        (("run", "{step}", "--set", "document.seed=-1"), 1, "too low"),
        (("run", "{step}", "--set", f"document.seed={2**63}"), 1, "too high"),
        (("run", "{step}", "--set", "document.seed=1.5"), 1, "whole number"),
        (("run", "{step}", "--seed", "x"), 2, "--help"),
        (("run", "{step}", "--seed", "99999999999999999999999"), 2, "--help"),
        (("figure", "{step}", "-o", "x.svg", "--seed", "-1"), 2, "−1 is too low; allowed: 0 to"),
        (("run", "{step}", "--out", "{step}/under"), 1, "step.circuit"),
        (("catalog", "ketamin"), 1, "did you mean “ketamine”?"),
        (("figure", "{step}", "-o", "x.gif"), 1, ".svg"),
        (("figure", "{step}", "-o", "/no/where/x.svg"), 1, "/no/where"),
        (("figure", "{step}", "-o", "x.svg", "--width", "9 km"), 1, "mm"),
        (("figure", "{step}", "-o", "x.svg", "--theme", "neon"), 1, "print"),
        (("check", "nowhere.circuit"), 1, "nowhere.circuit"),
        (("--nonsense",), 2, "--nonsense"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_wrong_words_get_one_sentence(
    circuitlab: Command, step: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = circuitlab(*(word.replace("{step}", str(step)) for word in words))
    assert answer.code == code
    assert said in answer.err
    assert answer.err.startswith("circuitlab: ")
    assert answer.err.count("\n") == 1
    assert answer.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("run", "{step}", "--for", "5ms"),
        ("verify", "{step}"),
        ("figure", "{step}", "-o", "x.svg"),
        ("export", "{step}", "-o", "x.json"),
        ("bench", "engine", "{step}", "--seconds", "0.1"),
        ("bench", "window", "{step}", "--seconds", "0.1"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_file_with_values_that_cannot_be_used_is_not_run(
    circuitlab: Command, step: Path, words: tuple[str, ...]
) -> None:
    content = json.loads(step.read_text(encoding="utf-8"))
    content["elements"][0]["params"] = {"g_na": "3 mV", "c_m": math.nan}
    content["dt_ms"] = 0
    step.write_text(json.dumps(content, indent=1), encoding="utf-8")
    answer = circuitlab(*(word.replace("{step}", str(step)) for word in words))
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 3
    for place in ("/elements/0/params/g_na: ", "/elements/0/params/c_m: ", "/dt_ms: "):
        assert place in answer.err


def test_what_is_not_known_is_kept_and_the_rest_runs(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    content = json.loads(step.read_text(encoding="utf-8"))
    content["mood"] = "good"
    content["elements"].append({"id": "odd1", "kind": "oddity"})
    content["links"].append({"source": "voltmeter1", "target": "odd1", "role": "records"})
    step.write_text(json.dumps(content), encoding="utf-8")
    answer = circuitlab("run", step, "--for", "5ms", "--out", tmp_path / "out")
    assert answer.code == 0
    assert [line.split(", ")[1].split(": ")[0] for line in answer.err.splitlines()] == [
        "/elements/3/kind",
        "/mood",
    ]


def test_verify_names_what_is_wrong_in_every_file(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    text = step.read_text(encoding="utf-8")
    other = tmp_path / "other.circuit"
    other.write_text(text.replace("rate_hz", "rate_herz"), encoding="utf-8")
    step.write_text(text.replace('"expected": 68', '"expected": "abc"'), encoding="utf-8")
    said = circuitlab("verify", other, step).err.splitlines()
    assert [line.split(":")[1].strip() for line in said] == [str(other), str(other), str(step)]
    assert "“abc” does not fit here" in said[2]


def test_file_that_is_no_circuit_is_said_to_be_none(circuitlab: Command, tmp_path: Path) -> None:
    path = tmp_path / "bytes.circuit"
    path.write_bytes(b"\x00\x01\x02")
    answer = circuitlab("run", path)
    assert answer.code == 1
    assert answer.err.startswith("circuitlab: ")


def test_presets_have_no_problems() -> None:
    for preset in store.presets():
        assert store.check(preset.path) == []


def test_a_coarse_step_is_said_once_and_runs(circuitlab: Command, step: Path) -> None:
    assert "preview" not in circuitlab("run", step, "--for", "10ms").err
    text = step.read_text(encoding="utf-8")
    coarse = step.with_name("coarse.circuit")
    coarse.write_text(text.replace('"seed":', '"dt_ms": 0.1,\n  "seed":', 1), encoding="utf-8")
    answer = circuitlab("run", coarse, "--for", "10ms")
    assert answer.code == 0
    assert answer.err.count("a step of 0.1 ms is for a preview") == 1
    assert "0.05 ms" in answer.err
