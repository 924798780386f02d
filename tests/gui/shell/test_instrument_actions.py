from circuitlab.gui.shell.actions import action


def test_measuring_is_marked_in_the_menu_while_it_is_on(window, running):
    made = window.actions_by_key["measure"]
    made.trigger()
    assert window.traces.instrument.is_open
    assert made.isChecked()
    window.traces.measuring.switch.click()
    assert not made.isChecked()


def test_the_traces_get_room_while_they_are_measured_and_give_it_back(window, running):
    before = window.traces.height()
    window.actions_by_key["measure"].trigger()
    assert window.traces.height() > before
    window.actions_by_key["measure"].trigger()
    assert window.traces.height() == before


def test_a_view_is_chosen_from_the_menu_and_marked(window, running):
    window.actions_by_key["view_phase"].trigger()
    assert window.traces.instrument.view == "phase"
    assert window.actions_by_key["view_phase"].isChecked()
    assert not window.actions_by_key["view_time"].isChecked()
    window.actions_by_key["hold"].trigger()
    assert window.actions_by_key["hold"].isChecked()


def test_without_strips_there_is_nothing_to_measure(window, running, document):
    document.push(document.circuit.removed(["voltmeter1"]))
    assert not action("measure").enabled(window)


def test_another_circuit_begins_without_the_instrument(window, running, document):
    window.actions_by_key["measure"].trigger()
    document.new()
    assert not window.traces.instrument.is_open
