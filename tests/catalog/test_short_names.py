import pytest

from circuitlab.catalog import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [("NMDA receptor", "NMDA"), ("Nav1.7, sodium channel", "Nav1.7"), ("Ketamine", "Ketamine")],
)
def test_a_name_is_cut_to_its_first_word(name: str, short: str) -> None:
    assert short_names.short_name(name) == short


def test_what_a_language_joins_to_it_goes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_names, "_", lambda _message: "-Rezeptor -Kanal")
    assert short_names.short_name("GABA-A-Rezeptor (Bindung)") == "GABA-A"
    assert short_names.short_name("TRPV1, Hitzerezeptor") == "TRPV1"
