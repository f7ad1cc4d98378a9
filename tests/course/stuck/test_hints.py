"""Hints open in steps: the first two freely, the last two after a try each; what was opened is noted, and no mark."""
import json
from pathlib import Path

import pytest
import torch

from course import CheckFailed, check, hint, notes, state
from course.keys.steps import STEPS, read_steps
from course.packs import OURS
from course.stuck.buttons import Buttons
from course.stuck.hints import Steps
from course.work.notebooks import HANDED_OUT

ID = "row-softmax"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in notes.GRADING:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def attempt(dim):
    try:
        check(ID, lambda scores: scores.softmax(dim=dim))
    except CheckFailed:
        return


def titles(opened):
    return list(opened.texts)


def test_the_first_two_steps_open_one_by_one_and_the_third_takes_a_try():
    assert titles(hint(ID)) == list(STEPS[:1]) and titles(hint(ID)) == list(STEPS[:2])
    third = hint(ID)
    assert titles(third) == list(STEPS[:2]) and "opens once you've checked an answer of your own" in repr(third)


def test_each_of_the_last_two_takes_an_answer_that_is_different():
    attempt(0)
    assert titles(hint(ID, 4)) == list(STEPS[:3])
    attempt(0)
    assert titles(hint(ID, 4)) == list(STEPS[:3]), "the same answer again is no new try"
    with pytest.raises(CheckFailed):
        check(ID, torch.zeros_like)
    assert titles(hint(ID, 4)) == list(STEPS)


def test_a_step_that_begins_with_code_or_a_table_begins_it_in_a_line_of_its_own():
    shown = Steps({"Our answer": "```python\nx = 1\n```", "The idea": "`x` is one."}, 2, "")._repr_markdown_()
    assert "**1. Our answer.**\n\n```python\n" in shown and "**2. The idea.** `x` is one." in shown
    files = (OURS.folder / "keys").glob("*/*.md")
    ours = [step for path in files for step in read_steps(path.read_text(), str(path)).steps.items()]
    for title, text in ours:
        before = Steps({title: text}, 1, "")._repr_markdown_().split("```")[0]
        assert before.endswith("\n") or "```" not in text, f"{title}: the fence of {text[:60]!r} opens inside a line"


def test_a_blank_is_no_try():
    check(ID, ..., points=1)
    assert titles(hint(ID, 4)) == list(STEPS[:2])


def test_whoever_is_right_may_compare_with_ours_at_once():
    attempt(1)
    assert titles(hint(ID, 4)) == list(STEPS)


def test_what_was_opened_is_noted_and_stays_open():
    hint(ID, 2)
    assert state.read("hints")[ID]["opened"] == 2 and titles(hint(ID, 1)) == list(STEPS[:2])
    assert check(ID, lambda scores: scores.softmax(dim=1)) == 1, "hints cost nothing"


@pytest.mark.parametrize("variable", notes.GRADING)
def test_grading_opens_and_notes_nothing(folder, monkeypatch, variable):
    monkeypatch.setenv(variable, "autograde")
    assert titles(hint(ID)) == [] and "Hints are for learning" in repr(hint(ID)) and list(folder.iterdir()) == []
    assert Buttons(ID).texts == {}


@pytest.mark.parametrize(("call", "message"), [
    pytest.param(("row-sofmax",), "hint: expected a question's id.*'row-softmax'", id="unknown"),
    pytest.param((ID, 0), "from 1 to 4", id="zero"), pytest.param((ID, 5), "from 1 to 4", id="five"),
])
def test_a_wrong_call_says_what_was_expected(call, message):
    with pytest.raises(ValueError, match=message):
        hint(*call)


@pytest.mark.parametrize(("text", "n_open"), [
    pytest.param(HANDED_OUT, 0, id="stub"), pytest.param("dunno", 0, id="a_word"),
    pytest.param("Accuracy says little where one class is rare: always 'no' is right nearly always.", 2, id="words"),
])
def test_a_model_answer_opens_once_ones_own_is_written_and_saved(folder, text, n_open):
    cell = {"cell_type": "markdown", "source": text, "metadata": {"nbgrader": {"grade_id": "fraud-why"}}}
    Path("01_first_computation.ipynb").write_text(json.dumps({"cells": [cell]}))
    opened = hint("fraud-why", 2)
    assert len(opened.texts) == n_open and (n_open or "once you've written yours" in repr(opened))


@pytest.mark.parametrize("text", [
    pytest.param("", id="empty"), pytest.param("## Ask yourself\n\nWhat?\n", id="one"),
    pytest.param("\n".join(f"## {title}\n\n" for title in STEPS), id="no_text"),
    pytest.param("\n".join(f"## {title}\n\ntext\n" for title in STEPS[::-1]), id="other_order"),
])
def test_a_file_of_steps_has_all_of_them_in_their_order(text):
    with pytest.raises(ValueError, match="expected the sections"):
        read_steps(text, "row-softmax.md")
