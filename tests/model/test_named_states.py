"""States by their names, and what is said of names that nobody has."""

from two_neurons import two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.model import comparing, experiment_names
from circuitlab.model.claims import Experiment
from circuitlab.model.experiment_names import experiment_words
from circuitlab.model.named_states import named_states
from circuitlab.model.states import AS_DRAWN, ComparedState

CATALOG = default_catalog()


def _named(*names: str) -> object:
    circuit = two_neurons(CATALOG)
    experiments = {f"dose_{number}": Experiment(50.0) for number in range(3)}
    circuit.apply(circuit.with_document({"experiments": experiments}))
    circuit.apply(comparing.added(circuit, ComparedState("treated", "Treated")))
    return named_states(circuit, CATALOG, names)


def test_states_are_found_by_name_id_and_in_small_letters_and_experiments_by_theirs() -> None:
    found = _named("treated", AS_DRAWN, "dose_1")
    assert [state.name for state in found] == ["Treated", "As drawn", "Dose 1"]
    assert len({state.symbol for state in found}) == 3


def test_everything_wrong_is_told_at_once() -> None:
    wrong = _named("tretaed", "Treated", "treated", "dose_9")
    said = " ".join(map(str, wrong))
    assert "tretaed" in said
    assert "dose_9" in said
    assert "is named twice" in said
    assert "at most 3" in said


def test_words_of_an_experiment_have_no_underscores() -> None:
    assert experiment_words("ketamine_0_7") == "Ketamine 0.7"
    assert experiment_words("30_24") == "30 24"


def test_an_experiment_is_called_by_words_of_the_readers_language(monkeypatch) -> None:
    spoken = {"Ketamine {n}": "Ketamin {n}", "{n} {m}": "{n} bei {m}"}
    monkeypatch.setattr(experiment_names, "_", lambda message: spoken.get(message, message))
    monkeypatch.setattr(experiment_names, "in_digits", lambda number: number.replace(".", ","))
    assert experiment_words("ketamine_0_7") == "Ketamin 0,7"
    assert experiment_words("30_24") == "30 bei 24"
    assert experiment_words("nav18_half_hot") == "Nav18 half hot"
    assert experiment_words("my_own_3") == "My own 3"
