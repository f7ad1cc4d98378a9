"""Putting back a question touches no other cell, putting back a lesson keeps what was there, and both are told."""
import json
import os
import re
from pathlib import Path

import pytest
from own_copies import answer, find, new_cell, text_of

from course import state
from course.work import notebooks
from course.work.folder import WrongCall
from course.work.reset import reset

LESSON, QUESTION = "02_linear_layers", "mse-mae"
FILE, ANSWER = f"{LESSON}.ipynb", f"{QUESTION}-answer"
NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
STUB = text_of(NOTEBOOKS / FILE, ANSWER)


@pytest.fixture
def tried(work, edit):
    """A lesson with two answers, a changed demonstration, a cell of the learner's own, and progress."""
    def act(cells):
        answer(ANSWER, "mse = 5")(cells)
        answer("linear-by-hand-answer", "linear = 6")(cells)
        find(cells, "cell-79b09e1640af")["source"] = ["layer = 7"]
        cells.insert(4, new_cell("mine = 8"))
    edit(LESSON, act)
    state.update_parts({
        "progress": lambda _: {QUESTION: "passed", "linear-by-hand": "passed"},
        "answers": lambda _: {QUESTION: {"mse": {}}, "linear-by-hand": {"linear": {}}},
        "tries": lambda _: {QUESTION: {"checks": 3}}}, work)
    return work


def cells_by_key(path):
    return {notebooks.key_of(cell): cell for cell in notebooks.read(path)["cells"]}


def test_a_question_is_put_back_and_no_other_cell_is_touched(tried):
    before = cells_by_key(tried / FILE)
    done = reset(tried, LESSON, QUESTION)
    after, released = cells_by_key(tried / FILE), cells_by_key(NOTEBOOKS / FILE)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert changed == {ANSWER} and after[ANSWER] == released[ANSWER] and list(before) == list(after)
    assert done.is_changed and done.backup in str(done) and "Reload Notebook from Disk" in str(done)
    json.dumps(done.as_dict())


def test_what_was_there_is_kept_with_the_functions_that_passed(tried):
    before, known = (tried / FILE).read_bytes(), state.read("answers", tried)
    done = reset(tried, "2", QUESTION)
    assert re.fullmatch(rf"backups/{LESSON}-\d{{4}}-\d\d-\d\d-\d{{6}}\.ipynb", done.backup)
    assert (tried / done.backup).read_bytes() == before
    (kept,) = (tried / "backups").glob("course-*.json")
    assert json.loads(kept.read_text())["answers"] == known


def test_it_counts_as_not_tried_and_the_tries_stay_noted(tried):
    reset(tried, LESSON, QUESTION)
    assert state.read("progress", tried) == {"linear-by-hand": "passed"}
    assert list(state.read("answers", tried)) == ["linear-by-hand"]
    assert state.read("tries", tried) == {QUESTION: {"checks": 3}}


def test_a_whole_lesson_is_put_back_byte_for_byte(tried):
    before = (tried / FILE).read_bytes()
    done = reset(tried, "linear")
    assert (tried / FILE).read_bytes() == (NOTEBOOKS / FILE).read_bytes()
    assert (tried / done.backup).read_bytes() == before and state.read("progress", tried) == {}


def test_many_in_one_second_keep_each_its_own_copy(tried, edit):
    copies = []
    for i in range(4):
        edit(LESSON, answer(ANSWER, f"mse = {i}"))
        copies.append(reset(tried, LESSON, QUESTION).backup)
    assert [text_of(tried / each, ANSWER) for each in copies] == [f"mse = {i}" for i in range(4)]


def test_where_nothing_was_done_nothing_is_done(work):
    before = (work / FILE).stat().st_mtime_ns
    for question in (QUESTION, None):
        done = reset(work, LESSON, question)
        assert not done.is_changed and "Nothing was changed" in str(done)
    assert (work / FILE).stat().st_mtime_ns == before and not (work / "backups").exists()


def test_a_dry_run_changes_nothing(tried):
    before = (tried / FILE).read_bytes(), (tried / ".course.json").read_bytes()
    assert reset(tried, LESSON, QUESTION, dry_run=True).is_changed
    assert ((tried / FILE).read_bytes(), (tried / ".course.json").read_bytes()) == before
    assert not (tried / "backups").exists()


def test_a_cell_that_was_deleted_is_back_at_its_place(tried, edit):
    order = list(cells_by_key(tried / FILE))
    edit(LESSON, lambda cells: [cell for cell in cells if notebooks.question_of(cell) != QUESTION])
    done = reset(tried, LESSON, QUESTION)
    assert list(cells_by_key(tried / FILE)) == order and text_of(tried / FILE, ANSWER) == STUB
    assert done.notes == tuple(f"The cell {key} was gone; it's back at its place." for key in (ANSWER, QUESTION))


def test_the_cell_is_found_wherever_it_was_moved_and_whatever_its_check_says(tried, edit):
    def act(cells):
        moved = [cell for cell in cells if notebooks.question_of(cell) == QUESTION]
        find(moved, QUESTION)["source"] = ["print('right')"]
        return [*moved, *(cell for cell in cells if cell not in moved)]
    edit(LESSON, act)
    reset(tried, LESSON, QUESTION)
    cells = notebooks.read(tried / FILE)["cells"]
    assert [notebooks.key_of(cell) for cell in cells[:2]] == [ANSWER, QUESTION]
    assert text_of(tried / FILE, ANSWER) == STUB and "check(" in text_of(tried / FILE, QUESTION)


def test_of_a_cell_that_was_copied_the_first_one_is_put_back_and_the_other_is_in_the_backup(tried, edit):
    edit(LESSON, lambda cells: [*cells, find(cells, ANSWER) | {"id": "copy", "source": ["mse = 9"]}])
    done = reset(tried, LESSON, QUESTION)
    keys = [notebooks.key_of(cell) for cell in notebooks.read(tried / FILE)["cells"]]
    assert keys.count(ANSWER) == 1 and "is in the backup" not in done.notes
    assert "mse = 9" in (tried / done.backup).read_text() and "A second cell" in str(done)


def test_a_written_answer_is_put_back(tried, edit):
    edit("01_first_computation", answer("fraud-why", "Because."))
    reset(tried, "1", "fraud-why")
    assert text_of(tried / "01_first_computation.ipynb", "fraud-why") == "*Write your answer here.*"


@pytest.mark.parametrize("question", [QUESTION, None])
def test_a_missing_notebook_comes_back_whole(tried, question):
    (tried / FILE).unlink()
    done = reset(tried, LESSON, question)
    assert (tried / FILE).read_bytes() == (NOTEBOOKS / FILE).read_bytes() and done.backup == ""
    assert QUESTION not in state.read("progress", tried)


def test_a_damaged_notebook_is_kept_and_the_whole_lesson_comes_back(tried):
    (tried / FILE).write_text('{"cells": [')
    with pytest.raises(WrongCall, match="damaged.*`course reset 02_linear_layers` puts the whole lesson back"):
        reset(tried, LESSON, QUESTION)
    done = reset(tried, LESSON)
    assert (tried / done.backup).read_text() == '{"cells": ['
    assert (tried / FILE).read_bytes() == (NOTEBOOKS / FILE).read_bytes()


def test_ids_that_another_program_dropped_do_not_matter(tried, edit):
    def act(cells):
        for cell in cells:
            del cell["id"]
    notebook = edit(LESSON, act)
    notebooks.write(tried / FILE, notebook | {"nbformat_minor": 0})
    reset(tried, LESSON, QUESTION)
    import nbformat
    nbformat.validate(nbformat.read(tried / FILE, 4))
    assert text_of(tried / FILE, ANSWER) == STUB and text_of(tried / FILE, "linear-by-hand-answer") == "linear = 6"


def test_without_a_backup_nothing_is_changed(tried):
    (tried / "backups").write_text("a file")
    before = (tried / FILE).read_bytes()
    with pytest.raises(WrongCall, match="got a file of that name. Nothing was changed. Rename it"):
        reset(tried, LESSON, QUESTION)
    assert (tried / FILE).read_bytes() == before and QUESTION in state.read("progress", tried)


def test_where_the_lesson_was_renamed_one_question_makes_no_empty_copy_beside_it(tried):
    (tried / FILE).rename(tried / "mine.ipynb")
    with pytest.raises(WrongCall, match=f"{FILE}: expected a notebook, got one called mine.ipynb. Give it its"):
        reset(tried, LESSON, QUESTION)
    assert not (tried / FILE).exists() and QUESTION in state.read("progress", tried)
    assert reset(tried, LESSON).is_changed and (tried / FILE).is_file() and (tried / "mine.ipynb").is_file()


def test_a_folder_in_place_of_the_notebook_is_named(tried):
    os.unlink(tried / FILE)
    os.mkdir(tried / FILE)
    with pytest.raises(WrongCall, match="got something that isn't a file. Give it another name"):
        reset(tried, LESSON)


@pytest.mark.parametrize("said", ["2.", "lesson 2", "Lesson 2", "Linear layers", f"work/{FILE}", f"work\\{FILE}"])
def test_a_lesson_is_found_by_what_people_and_shells_make_of_its_name(tried, said):
    assert reset(tried, said, dry_run=True).lesson == LESSON


@pytest.mark.parametrize(("lesson", "question"), [("precision", None), ("2", "precsion"), ("LESSON", None)])
def test_what_is_not_alike_is_not_guessed(tried, lesson, question):
    with pytest.raises(WrongCall, match="There are: ") as told:
        reset(tried, lesson, question)
    assert "Did you mean" not in str(told.value)


@pytest.mark.parametrize(("lesson", "question", "words"), [
    ("7", None, "expected a lesson, got '7'. There are: 01_first_computation, 02"),
    ("0", None, "expected a lesson, got '0'. There are: 01_first_computation, 02"),
    ("linaer", None, "Did you mean 'linear_layers'?"), ("", None, "expected a lesson, got ''"),
    ("../2", None, "expected a lesson"), ("f1", None, "is a question of 02_linear_layers. Name the lesson first: 02"),
    ("2", "mse", ""), ("2", "mse-mea", "Did you mean 'mse-mae'?"), ("2", "linear", "There are: linear-shapes, linear"),
    ("2", "fraud", "which is in 01_first_computation. Name that lesson."), ("2", "", "expected a question of 02"),
])
def test_what_is_meant_is_found_or_what_there_is_is_listed(tried, lesson, question, words):
    if not words:
        assert reset(tried, lesson, question).question == QUESTION
        return
    with pytest.raises(WrongCall, match=re.escape(words)):
        reset(tried, lesson, question)
