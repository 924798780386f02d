"""Whoever asks in words of their own finds the page: newcomers' questions, each with its page."""

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.help.keyboard_page import keyboard_page
from circuitlab.gui.shell.actions import actions
from circuitlab.help.page import Page
from circuitlab.help.search import Index, stem, stems
from circuitlab.help.shelf import contents

FIRST = 3
QUESTIONS = {
    "how do I make it fire": "guide/first-steps",
    "why is nothing happening": "guide/first-steps",
    "why does my neuron not spike": "guide/first-steps",
    "export picture for paper": "guide/figures",
    "compare healthy and injured": "guide/comparing",
    "what is wind-up": "guide/science",
    "undo": "guide/building",
    "how do I connect two neurons": "guide/building",
    "delete a wire": "guide/building",
    "slow motion": "guide/running",
    "go back in time": "guide/running",
    "make a lecture": "guide/lecturing",
    "click sound of spikes": "guide/lecturing",
    "add ketamine": "elements/ketamine",
    "use it from python": "python",
    "save my work": "guide/files",
    "measured data beside my trace": "guide/files",
    "write numbers for pandas": "data",
    "plot the firing rate against current": "guide/measuring",
    "what does assumed mean": "guide/science",
    "is this medical advice": "guide/science",
    "run for two weeks": "guide/over-days",
    "keyboard shortcuts": "guide/keyboard",
    "dark theme": "guide/window",
    "where is the zoom in the menu": "guide/menus",
    "write my own channel": "guide/extending",
    "prove that my circuit does what it should": "guide/experiments",
    "without a window on a server": "guide/command-line",
    "how many cells can it simulate": "scaling",
    "magnesium block": "elements/nmda",
    "chilli pepper": "elements/capsaicin",
    "morphine": "elements/opioid",
    "hold the membrane potential with an electrode": "elements/voltage_clamp",
    "electrical synapse": "elements/gap_junction",
    "placebo": "elements/expectation",
    "simulate faster": "guide/running",
    "start over from time zero": "guide/running",
    "simulate a month": "guide/over-days",
    "show two circuits next to each other": "guide/comparing",
    "with and without drug": "guide/comparing",
    "use a clicker": "guide/lecturing",
    "speaker notes on second screen": "guide/lecturing",
    "how do I check my model against literature": "guide/experiments",
    "where do the numbers come from": "guide/science",
    "load my patch clamp data": "data",
    "peak and half width": "guide/measuring",
    "email a file": "guide/files",
}


@pytest.fixture(scope="module")
def index() -> Index:
    keys = keyboard_page((each.text, each.shortcuts) for each in actions())
    return Index(contents(default_catalog(), [keys]))


def test_newcomers_questions_lead_to_their_page(index: Index) -> None:
    wrong = {
        question: found
        for question, page in QUESTIONS.items()
        if page not in (found := [hit.page.name for hit in index.find(question)[:FIRST]])
    }
    assert not wrong


def test_words_that_the_catalog_has_for_a_kind_lead_to_it(index: Index) -> None:
    """Several kinds may share a word; each is among those that are named then."""
    missed = {
        (kind.name, word)
        for kind in default_catalog().kinds.values()
        for word in kind.search[:1]
        if stems(word)
        and f"elements/{kind.name}" not in {hit.page.name for hit in index.find(word, most=40)}
    }
    assert not missed


def test_a_word_is_found_in_any_form_and_with_a_slip() -> None:
    assert stem("comparing") == stem("compares") == stem("compare") == stem("compared")
    assert stem("running") == stem("runs") == stem("run")
    page = Page("a", "Sodium channels", lambda: "# Sodium channels\n\nText.\n")
    found = Index({"": (page,)})
    assert [hit.page for hit in found.find("sodum chanels")] == [page]
    assert found.find("sodi") == found.find("sodium")
    assert found.find("xylophone") == []
    assert found.find("the") == []


def test_a_hit_names_the_heading_under_which_it_stands(index: Index) -> None:
    first = index.find("hyperalgesia and allodynia")[0]
    assert (first.page.name, first.heading) == ("guide/measuring", "What hurts")
