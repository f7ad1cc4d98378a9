"""What the class folder says, read as others read it: nbgrader's API, CSV readers, and what a page shows."""
from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from term import oracle
from term.oracle import Mark, Moment
from term.platforms import CANVAS_ID, EMAIL, MOODLE_ID
from term.play import Term
from term.story import LESSONS, NAMES, REGRADED, Lesson

Scores = dict[str, dict[str, float | None]]
EXACT = 1e-5  # exports have five places


def due(term: Term, at: Moment, best: bool = False) -> dict[str, Mark]:
    """Return the mark that each learner must have: of the last hand-in that could be read, or of the best."""
    marks: dict[str, Mark] = {}
    for learner in NAMES:
        tries = term.story[f"{learner} {at.lesson.name}"][:at.attempts]
        made = [(one, term.made[learner, one.lesson.name, one.attempt].questions) for one in tries]
        read = [oracle.mark(one, questions, at) for one, questions in made if questions is not None]
        if read:
            marks[learner] = oracle.counted(read, best)
    return marks


def open_marks(term: Term, at: Moment) -> set[str]:
    """Return whose mark is not final: a person has yet to decide or to grade, or nothing could be read."""
    last = [one for one in term.hand_ins(at.lesson, at.attempts)]
    waiting = {one.learner for one in last if oracle.held(one, at) or "words" in one.words and not at.by_hand}
    return waiting | {one.learner for one in last if "broken" in one.words and one.learner not in due(term, at)}


def read_gradebook(folder: Path, lesson: Lesson) -> dict[str, Mark]:
    """Return the marks of a lesson as nbgrader's gradebook has them."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        found = {}
        for record in gradebook.assignment_submissions(lesson.name):
            points = {grade.name: grade.score for notebook in record.notebooks for grade in notebook.grades}
            given = points.pop(lesson.by_hand, 0.0)
            found[record.student.id] = Mark(points, given, record.late_submission_penalty or 0.0)
        return found


def assert_gradebook(term: Term, at: Moment) -> None:
    """Every mark of a lesson is due, question by question, and nobody else has one."""
    got, expected = read_gradebook(term.folder, at.lesson), due(term, at)
    assert set(got) == set(expected)
    for learner, mark in expected.items():
        story = [one.words for one in term.story[f"{learner} {at.lesson.name}"]]
        assert got[learner].questions == pytest.approx(mark.questions), (learner, at.lesson.name, story)
        assert (got[learner].by_hand, got[learner].penalty) == pytest.approx((mark.by_hand, mark.penalty)), (
            learner, at.lesson.name, story)


def assert_preview(term: Term, said: str) -> None:
    """A preview names everybody whose mark the question's new points change, from what to what."""
    lesson = next(lesson for lesson in LESSONS if lesson.name == REGRADED[0])
    before, after = (due(term, Moment(lesson, regraded=regraded)) for regraded in (False, True))
    expected = {(name, REGRADED[1], before[name].questions[REGRADED[1]], mark.questions[REGRADED[1]])
                for name, mark in after.items() if mark.questions != before[name].questions}
    changes = json.loads(said.splitlines()[-1])["changes"]
    assert {(one["learner"], one["question"], one["before"], one["after"]) for one in changes} == expected


def due_scores(term: Term, at: Moment, provisional: bool = False) -> Scores:
    """Return what exports must have: a score for each lesson and learner, None for an empty cell, and totals."""
    scores: Scores = {}
    for lesson in LESSONS:
        here = replace(at, lesson=lesson)
        empty = set() if provisional else open_marks(term, here)
        marks = due(term, here, lesson.best)
        scores[lesson.name] = {name: marks[name].net if name in marks and name not in empty else None for name in NAMES}
    return scores


def due_totals(term: Term, at: Moment, scores: Scores, final_only: bool = True) -> dict[str, float | None]:
    """Return totals in percent; None, where a mark is not final, or where what was handed in could not be read."""
    open_ones = {name for lesson in LESSONS for name in open_marks(term, replace(at, lesson=lesson))
                 if final_only or scores[lesson.name][name] is None}
    most = {lesson.name: maximum(term, lesson) for lesson in LESSONS}
    shares = {name: {lesson: (scores[lesson][name] or 0.0) / most[lesson] for lesson in scores} for name in NAMES}
    return {name: None if name in open_ones else oracle.total(shares[name]) for name in NAMES}


def maximum(term: Term, lesson: Lesson) -> float:
    """Return the points of a lesson as released."""
    notebook = json.loads((term.folder / "release" / lesson.name / f"{lesson.name}.ipynb").read_text(encoding="utf-8"))
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return sum(one["points"] for one in marks if one.get("grade"))


def read_canvas(path: Path) -> Scores:
    """Return scores by column and learner, as Canvas finds them by its IDs."""
    header, points, *rows = _rows(path)
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"] and "Points Possible" in points[0]
    return _scores(header, rows, 1, CANVAS_ID, range(5, len(header)))


def read_moodle(path: Path, key: str) -> Scores:
    """Return scores by column and learner, found by email address or ID number."""
    header, *rows = _rows(path)
    ids = EMAIL if key == "Email address" else MOODLE_ID
    return _scores(header, rows, header.index(key), ids, range(3, len(header)))


def read_nbgrader(path: Path) -> Scores:
    """Return scores by lesson and learner, from the columns of `nbgrader export`."""
    scores: Scores = {}
    header, *rows = _rows(path)
    for row in (dict(zip(header, cells)) for cells in rows):
        score = float(row["score"]) if row["score"] else None
        assert score is None or score == pytest.approx(
            float(row["raw_score"]) - float(row["late_submission_penalty"]), abs=2 * EXACT)
        scores.setdefault(row["assignment"], {})[row["student_id"]] = score
    return scores


def assert_scores(got: Scores, expected: Scores) -> None:
    """An export has the columns, the learners and the scores that are due."""
    assert set(got) == set(expected)
    for column, scores in expected.items():
        assert set(got[column]) == set(scores), column
        for learner, score in scores.items():
            found = got[column][learner]
            assert found == (score if score is None else pytest.approx(score, abs=EXACT)), (column, learner)


def read_letter(folder: Path, lesson: Lesson, learner: str) -> str:
    """Return what a learner reads in their letter."""
    page = (folder / "feedback" / learner / lesson.name / f"{lesson.name}.html").read_text(encoding="utf-8")
    shown = re.sub(r"<(style|script|head)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def read_board(folder: Path) -> list[tuple[str, float]]:
    """Return nicknames and points as the leaderboard shows them, from the top."""
    page = (folder / "results" / "06_capstone" / "leaderboard.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)[1:]
    cells = [[html.unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.split("</t[dh]>", row)] for row in rows]
    return [(name, float(points.split()[0])) for _, name, points, *_ in cells]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def _scores(header: list[str], rows: list[list[str]], key: int, ids: dict[str, str], columns: range) -> Scores:
    learners = {number: learner for learner, number in ids.items()}
    return {header[place]: {learners[row[key]]: float(row[place]) if row[place] else None for row in rows}
            for place in columns}
