"""Whatever is done in the window, and in whatever order, nothing in it fails.

`python -m benchmarks.random_hands` does it for as long as one likes, with the engine.
"""

import os

from benchmarks.random_answers import RandomAnswers
from benchmarks.random_hands import Hands
from circuitlab.gui.shell.dialogs import Questions

ACTIONS = 3000 if os.environ.get("CIRCUITLAB_LONG") else 80


def test_nothing_that_hands_do_at_random_fails(window, running, tmp_path):
    hands = Hands(window, tmp_path, seed=1)
    hands.act(ACTIONS)
    window.document.undo_stack.setClean()
    assert hands.failed == {}
    assert len(hands.done) > 10


def test_every_question_of_the_window_has_an_answer_at_random():
    asked = {name for name in vars(Questions) if not name.startswith("_")}
    assert asked <= set(dir(RandomAnswers))
