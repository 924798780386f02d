from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from circuitlab.gui.shell.actions import (
    MENUS,
    SUBMENUS,
    action,
    actions,
    menu_titles,
    submenu_titles,
)
from circuitlab.gui.widgets import button_icons


def test_every_shortcut_is_bound_once():
    keys = Counter(QKeySequence(keys).toString() for each in actions() for keys in each.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_shortcut_can_be_read_by_qt():
    assert all(QKeySequence(keys).toString() for each in actions() for keys in each.shortcuts)


def test_every_action_has_its_own_key_and_a_text():
    table = actions()
    assert len({each.key for each in table}) == len(table)
    assert all(each.text for each in table)


def test_every_action_stands_in_one_menu():
    menus = (*MENUS.values(), *SUBMENUS.values())
    listed = [key for keys in menus for key in keys if key not in ("-", "recent", *SUBMENUS)]
    assert sorted(listed) == sorted(each.key for each in actions())
    assert set(MENUS) == set(menu_titles())
    assert set(SUBMENUS) == set(submenu_titles())
    assert set(SUBMENUS) <= {key for keys in MENUS.values() for key in keys}


def test_every_sign_is_drawn():
    assert {each.sign for each in actions() if each.sign} <= set(button_icons.SIGNS)


def test_an_unknown_action_is_refused_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'undo'"):
        action("undoo")


@pytest.mark.parametrize(
    ("key", "shortcut"),
    [("play", "Space"), ("step", "."), ("restart", "R"), ("undo", "Ctrl+Z"), ("redo", "Ctrl+Y")],
)
def test_the_keys_that_people_know(key, shortcut):
    assert shortcut in action(key).shortcuts
