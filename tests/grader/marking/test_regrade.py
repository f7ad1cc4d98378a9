"""A regrade is looked at before it is written, and every mark has a history."""
from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from ordinary_course import position
from own_class import LESSON, answer, graded, hand_in, make_class

from grader.classroom.gradebook import open_gradebook

pytestmark = pytest.mark.slow


def answered(source: str):
    def edit(cells):
        cells[position(cells, "answer")].source = source
    return edit


def written(folder: Path) -> dict[str, bytes]:
    """Return everything that grading writes."""
    kept = [path for place in ("results", "autograded") for path in sorted((folder / place).rglob("*"))]
    return {str(path): path.read_bytes() for path in kept if path.is_file()} | {"": marks(folder).encode()}


def marks(folder: Path) -> str:
    with open_gradebook(folder) as gradebook:
        return repr([(one.student.id, grade.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                     for one in gradebook.api.assignment_submissions(LESSON) for book in one.notebooks
                     for grade in book.grades])


def test_a_preview_says_what_would_change_and_why_and_writes_nothing(run, tmp_path):
    folder = make_class(tmp_path / "class", "", [answer("def f(x):\n    return x * x"),
                                                 graded("assert f(2) == 4", "test", 2)])
    place = ["--folder", str(folder)]
    assert run("grader", "release", LESSON, *place).returncode == 0
    hand_in(folder, "squares", answered("def f(x):\n    return x * x"))
    hand_in(folder, "doubles", answered("def f(x):\n    return x + x"))
    broken = folder / "submitted" / "broken" / LESSON / f"{LESSON}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    assert run("grader", "grade", LESSON, *place).returncode == 1
    done = run("grader", "regrade", LESSON, "--preview", "--only", "squares", *place)
    assert done.returncode == 0 and "1 tried again: no mark would change." in done.stdout

    source = folder / "source" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    notebook.cells[1].source = "assert f(3) == 9"  # the test gave points to x + x
    nbformat.write(notebook, source)
    assert "was changed after its last release" in run("grader", "regrade", LESSON, "--preview", *place).stdout
    assert run("grader", "release", LESSON, *place).returncode == 0
    with open_gradebook(folder) as gradebook:  # a person was kinder
        gradebook.api.find_grade("test", LESSON, LESSON, "doubles").manual_score = 1.5
        gradebook.api.db.commit()
    before = written(folder)
    done = run("grader", "regrade", LESSON, "--preview", "--json", *place)
    assert done.returncode == 0 and "last release" not in done.stdout, done.stderr
    change, = json.loads(done.stdout.splitlines()[-1])["changes"]
    assert (change["learner"], change["question"], change["before"], change["after"]) == ("doubles", "test", 2.0, 0.0)
    assert "the lesson" in change["why"] and "AssertionError" in change["message"] and change["by_hand"]
    assert "1 mark of 1 learner would change, 0 up and 1 down. Nothing was written." in done.stdout
    assert "not graded: broken" in done.stdout and "3 done" in done.stderr
    assert written(folder) == before

    done = run("grader", "regrade", LESSON, "--only", "doubles", *place)
    assert done.returncode == 0 and "1 graded" in done.stdout
    assert "('doubles', 'test', 0.0, 1.5, True)" in marks(folder)
    done = run("grader", "history", LESSON, "doubles", *place)
    assert "first graded" in done.stdout and "test 2 → 0" in done.stdout and "the lesson" in done.stdout
    assert run("grader", "history", LESSON, "nobody", *place).returncode == 2
