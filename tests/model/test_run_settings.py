"""The numbers of the document have one range, wherever they are written."""

import pytest

from circuitlab.catalog.words import Problem
from circuitlab.files.schema import DocumentModel
from circuitlab.model.circuit import DOCUMENT_DEFAULTS
from circuitlab.model.run_settings import RUN_SETTINGS, read_run_setting


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_files_hold_to_the_range_and_the_default(name: str) -> None:
    setting, field = RUN_SETTINGS[name], DocumentModel.model_fields[name]
    bounds = {key: getattr(limit, key) for limit in field.metadata for key in limit.__slots__}
    assert bounds == {"ge": setting.minimum, "le": setting.maximum}
    assert field.default == setting.default == DOCUMENT_DEFAULTS[name]


@pytest.mark.parametrize("name", RUN_SETTINGS)
def test_both_ends_of_a_range_are_in_it(name: str) -> None:
    setting = RUN_SETTINGS[name]
    assert read_run_setting(name, setting.minimum) == setting.minimum
    assert read_run_setting(name, setting.maximum) == setting.maximum
    for outside in (setting.minimum - 1, 2 * setting.maximum, float("nan"), "x", None, True):
        problem = read_run_setting(name, outside)
        assert isinstance(problem, Problem)
        assert problem.where == f"document.{name}"
        assert problem.remedy


def test_numbers_may_be_written_with_their_unit() -> None:
    assert read_run_setting("dt_ms", "0.05 ms") == 0.05
    assert read_run_setting("seed", 2**63 - 1) == 2**63 - 1


def test_a_number_that_there_is_not_is_refused() -> None:
    assert "did you mean “seed”?" in str(read_run_setting("sed", 1))
