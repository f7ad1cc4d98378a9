"""A term of thirty learners from the roster to the exported totals, by commands, and every mark worked out anew."""
from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from environments import Run, fill_environment, install, runner
from term import compare
from term.oracle import Moment
from term.play import Term, play
from term.story import LESSONS, NAMES, PACK, Lesson

from grader.kernels import sandbox

pytestmark = [pytest.mark.prove, pytest.mark.slow,
              pytest.mark.skipif(bool(sandbox.available()), reason=sandbox.available() or "-")]
END = Moment(LESSONS[0])
BY_NAME = {lesson.name: lesson for lesson in LESSONS}


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Runs `grader` where a course pack is installed beside ours."""
    place = Path(tempfile.mkdtemp(prefix="term-", dir=sys.prefix))
    run = runner(place / "environment")

    def grader(program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
        return run("python", "-m", f"{program}.cli", *arguments, cwd=cwd)

    try:
        fill_environment(place / "environment")
        assert grader("grader", "new-pack", PACK, cwd=place).returncode == 0
        install(place / "environment", "--editable", str(place / PACK))
        yield grader
    finally:
        shutil.rmtree(place)


@pytest.fixture(scope="module")
def term(run, tmp_path_factory) -> Term:
    """The term, played to its end; marks are looked at whenever they have changed."""
    top = tmp_path_factory.mktemp("term")
    (top / "downloads").mkdir()

    def look(lesson: Lesson, attempts: int) -> None:
        compare.assert_gradebook(term, Moment(lesson, attempts, granted=False, accepted=False, by_hand=False,
                                              regraded=False))

    term = Term(top / "class", top / "downloads", run)
    return play(term, look)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_every_mark_is_what_the_bank_says(term, lesson):
    compare.assert_gradebook(term, Moment(lesson))


def test_what_waits_for_a_person_is_left_out_of_an_early_export(term):
    at = Moment(LESSONS[0], granted=False, accepted=False, by_hand=False, regraded=False)
    compare.assert_scores(compare.read_canvas(term.early), compare.due_scores(term, at))


@pytest.mark.parametrize("provisional", [False, True], ids=["final", "provisional"])
def test_canvas_gets_every_mark_and_the_totals(term, provisional):
    options = ["--provisional"] if provisional else []
    path = term.export(f"canvas-{provisional}", "canvas", "--total", "Total", *options)
    scores = compare.due_scores(term, END, provisional)
    totals = compare.due_totals(term, END, compare.due_scores(term, END, True), final_only=not provisional)
    compare.assert_scores(compare.read_canvas(path), scores | {"Total": totals})


def test_moodle_gets_every_mark(term):
    path = term.export("moodle", "moodle")
    for key in ("Email address", "ID number"):
        compare.assert_scores(compare.read_moodle(path, key), compare.due_scores(term, END))


def test_nbgrader_s_columns_have_every_mark(term):
    compare.assert_scores(compare.read_nbgrader(term.export("nbgrader", "nbgrader")), compare.due_scores(term, END))


def test_the_term_s_page_has_every_mark_and_the_totals(term):
    scores = compare.due_scores(term, END, True)
    totals = compare.due_totals(term, END, {name: {who: one or 0.0 for who, one in of.items()}
                                            for name, of in scores.items()}, final_only=False)
    rows = {row["learner"]: row for row in json.loads((term.folder / "results" / "term.json").read_text())}
    with (term.folder / "results" / "term.csv").open(encoding="utf-8", newline="") as file:
        cells = {row["learner"]: row for row in csv.DictReader(file)}
    handed_in = {one.learner for lesson in LESSONS for one in term.hand_ins(lesson, 2)}
    assert handed_in <= set(rows) == set(cells) <= set(NAMES)
    for learner in rows:
        found = {name: one and one["points"] for name, one in rows[learner]["scores"].items()}
        assert found == pytest.approx({lesson: scores[lesson][learner] for lesson in scores}), learner
        assert 100 * rows[learner]["total"]["share"] == pytest.approx(totals[learner]), learner
        assert float(cells[learner]["total_percent"]) == pytest.approx(totals[learner], abs=compare.EXACT)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_letters_say_the_mark(term, lesson):
    most, scores = compare.maximum(term, lesson), compare.due_scores(term, Moment(lesson), True)[lesson.name]
    for one in term.hand_ins(lesson, 2):
        if "archive" in one.words:
            continue
        letter = compare.read_letter(term.folder, lesson, one.learner)
        if "broken" in one.words:
            assert "couldn't read what you handed in" in letter
        else:
            assert f"{scores[one.learner]:.4g} of {most:g} points" in letter, one.learner


def test_a_preview_said_what_would_change_and_a_history_says_what_did(term):
    compare.assert_preview(term, term.previewed)
    said = term.type("history", "02_linear_layers", "ada")
    assert "threshold 2 → 4" in said and "the lesson" in said


def test_the_leaderboard_has_those_who_asked(term):
    marks = compare.due(term, Moment(BY_NAME["06_capstone"]))
    asked = {one.learner: one.words["as"] for one in term.hand_ins(BY_NAME["06_capstone"], 2) if "as" in one.words}
    board = compare.read_board(term.folder)
    assert [points for _, points in board] == pytest.approx(
        sorted((marks[name].questions["capstone"] for name in asked), reverse=True))
    assert {name.partition(" (")[0] for name, _ in board} == {name.replace("-", " ") for name in asked.values()}
