"""Each kind names the few parameters that matter, and each parameter stands under a heading."""

from pathlib import Path

from circuitlab.catalog.load import default_catalog, load_catalog
from circuitlab.catalog.parameter_groups import MOST_MAIN, main_of, rows_of
from tests.catalog.toy import KIND, problems_of, written

CATALOG = default_catalog()
GROUPS = '[loud]\ntitle = "How loud"\nparameters = ["volume"]\n'


def test_every_kind_has_one_to_five_main_parameters_each_once() -> None:
    for kind in CATALOG.kinds.values():
        main = main_of(kind)
        assert set(main) <= set(rows_of(kind)), kind.name
        assert len(set(main)) == len(main), kind.name
        assert min(1, len(rows_of(kind))) <= len(main) <= MOST_MAIN, kind.name


def test_every_parameter_of_every_kind_stands_in_a_group() -> None:
    lost = [
        f"{kind.name}.{parameter.name}"
        for kind in CATALOG.kinds.values()
        for parameter in kind.parameters.values()
        if parameter.group not in CATALOG.parameter_groups
    ]
    assert not lost
    used = {p.group for kind in CATALOG.kinds.values() for p in kind.parameters.values()}
    assert used == set(CATALOG.parameter_groups)


def test_a_name_means_another_group_in_another_family() -> None:
    groups = {
        name: CATALOG.kind(name).parameters["temperature"].group for name in ("trpv1", "heat")
    }
    assert groups == {"trpv1": "gates", "heat": "strength"}


def test_a_kind_of_few_parameters_need_not_name_them(tmp_path: Path) -> None:
    kind = load_catalog(written(tmp_path, KIND)).kind("buzzer")
    assert main_of(kind) == ("volume",)
    assert kind.parameters["volume"].group == ""


def test_a_parameter_may_name_its_group_itself(tmp_path: Path) -> None:
    written(tmp_path, GROUPS + '[odd]\ntitle = "Odd"\n', "groups.toml")
    own = KIND.replace('symbol = "V"', 'symbol = "V", group = "odd"')
    assert load_catalog(written(tmp_path, own)).kind("buzzer").parameters["volume"].group == "odd"
    assert load_catalog(written(tmp_path, KIND)).kind("buzzer").parameters["volume"].group == "loud"


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    written(tmp_path, GROUPS, "groups.toml")
    many = "".join(
        KIND.splitlines(keepends=True)[-1].replace("volume", f"volume{n}") for n in range(6)
    )
    assert "one to 5" in str(problems_of(tmp_path, KIND + many)[0])
    unknown = KIND.replace('doc = "Makes', 'main = ["volumes"]\ndoc = "Makes')
    assert "did you mean “volume”" in str(problems_of(tmp_path, unknown)[0])
    lost = KIND.replace('symbol = "V"', 'symbol = "V", group = "lou"')
    assert "no group called “lou”" in str(problems_of(tmp_path, lost)[0])
    written(tmp_path, GROUPS + '[odd]\nparameters = ["volume"]\nnews = 1\n', "groups.toml")
    said = "\n".join(str(problem) for problem in problems_of(tmp_path, KIND))
    for words in ("already", "title: this is missing", "unknown key “news”"):
        assert words in said
