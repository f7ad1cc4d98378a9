"""The learner's copies: where they are, how they get there, and that they're written as Jupyter writes them."""
import json
import os
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import is_solution

from course import state
from course.work import folder as folders
from course.work import notebooks
from course.work.folder import WrongCall, copy_lessons, find_work, lessons_in

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))


def test_every_lesson_is_copied_byte_for_byte_and_its_version_is_noted(work):
    assert sorted(path.name for path in work.glob("*.ipynb")) == LESSONS
    for name in LESSONS:
        assert (work / name).read_bytes() == (NOTEBOOKS / name).read_bytes()
        cells = nbformat.read(NOTEBOOKS / name, 4).cells
        assert list(state.read("lessons", work)[name.removesuffix(".ipynb")]) == [cell.id for cell in cells]


def test_what_is_there_is_never_touched(work):
    os.unlink(work / LESSONS[0])
    os.symlink("nowhere", work / LESSONS[0])
    (work / LESSONS[1]).write_text("mine")
    os.unlink(work / LESSONS[2])
    state.update("lessons", lambda known: known | {"02_linear_layers": {"as": "it was"}}, work)
    assert copy_lessons(lessons_in(NOTEBOOKS), work) == [work / LESSONS[2]]
    assert os.readlink(work / LESSONS[0]) == "nowhere" and (work / LESSONS[1]).read_text() == "mine"
    assert state.read("lessons", work)["02_linear_layers"] == {"as": "it was"}


def test_a_lesson_that_is_there_under_another_name_gets_no_empty_copy_beside_it(work):
    (work / LESSONS[1]).rename(work / "my layers.ipynb")
    (work / "notes.ipynb").write_text('{"cells": []}')
    assert copy_lessons(lessons_in(NOTEBOOKS), work) == []
    (work / "my layers.ipynb").unlink()
    assert copy_lessons(lessons_in(NOTEBOOKS), work) == [work / LESSONS[1]]


def test_a_notebook_is_written_as_jupyter_writes_it(tmp_path):
    for name in LESSONS:
        notebooks.write(tmp_path / name, notebooks.read(NOTEBOOKS / name))
        ours = (tmp_path / name).read_bytes()
        nbformat.write(nbformat.read(NOTEBOOKS / name, 4), tmp_path / name)
        assert ours == (tmp_path / name).read_bytes() == (NOTEBOOKS / name).read_bytes()


@pytest.mark.parametrize("name", LESSONS)
def test_cells_belong_to_the_questions_that_the_lesson_says_they_do(name):
    for cell in nbformat.read(NOTEBOOKS / name, 4).cells:
        assert notebooks.question_of(cell) == cell.metadata.get("grader", {}).get("question", "")
        assert notebooks.is_answer(cell) == is_solution(cell)


@pytest.mark.parametrize(("text", "words"), [
    ("", "is damaged"), ("{", "is damaged"), ("[1]", "is damaged"), ("[" * 100_000, "is damaged"),
    ("\xff\xfe\0", "is damaged"), ('{"cells": [{"source": 5}]}', "is damaged"),
    ('{"worksheets": [{"cells": []}]}', "is damaged"),
], ids=["empty", "cut", "list", "deep", "not_utf8", "no_source", "format_3"])
def test_what_is_no_notebook_is_said_to_be_none(tmp_path, text, words):
    (tmp_path / "a.ipynb").write_bytes(text.encode("latin-1"))
    with pytest.raises(notebooks.Unreadable, match=words):
        notebooks.read(tmp_path / "a.ipynb")


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_opened(tmp_path, make):
    make(tmp_path / "a.ipynb")
    with pytest.raises(notebooks.Unreadable, match="isn't a file"):
        notebooks.read(tmp_path / "a.ipynb")


def test_work_is_found_from_itself_from_below_and_from_above(work):
    (work / "photos" / "cat").mkdir(parents=True)
    for here in (work, work / "photos" / "cat", work.parent):
        assert find_work(here) == work


def test_work_is_found_where_only_the_state_or_one_lesson_is_left(tmp_path):
    for name, text in ((".course.json", "{}"), (LESSONS[3], "damaged")):
        place = tmp_path / name.strip(".")
        place.mkdir()
        (place / name).write_text(text)
        assert find_work(place) == place


def test_in_the_clone_it_is_the_clones_own_before_it_exists(tmp_path, monkeypatch):
    package = tmp_path / "clone" / "course"
    (tmp_path / "clone" / "docs").mkdir(parents=True)
    (tmp_path / "clone" / "notebooks").mkdir()
    (tmp_path / "clone" / "notebooks" / LESSONS[0]).write_text(json.dumps({"cells": []}))
    monkeypatch.setattr(folders, "COURSE", package)
    for here in ("clone", "clone/docs", "clone/notebooks"):
        assert find_work(tmp_path / here) == tmp_path / "clone" / "work"


def test_anywhere_else_it_says_what_it_expected(tmp_path):
    with pytest.raises(WrongCall, match="expected to be called in the course's folder, in its `work` or below, got"):
        find_work(tmp_path)
