"""A term without a kernel: what grading would have left in a class folder, written by the grader's own writers."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from course.checking.question import Result
from grader.classroom.folder import create
from grader.classroom.gradebook import open_gradebook
from grader.classroom.results import Graded, write_results
from grader.marking.history import add_to_history

QUESTIONS = {"shape": 2.0, "loss": 2.0, "step": 4.0}
WORDS = "why"  # a question that a person grades, worth 2 points
HINT = "A fair guess. But `dim` names the axis that is summed away. Print the sums."
DUE = datetime(2026, 11, 1)


def make_term(folder: Path, *lessons: str) -> Path:
    """Make a class whose gradebook knows these lessons."""
    create(folder)
    with open_gradebook(folder) as gradebook:
        for lesson in lessons:
            gradebook.api.add_assignment(lesson, duedate=DUE)
            gradebook.api.add_notebook(lesson, lesson)
            for name, points in QUESTIONS.items():
                gradebook.api.add_grade_cell(name, lesson, lesson, max_score=points, cell_type="code")
            gradebook.api.add_grade_cell(WORDS, lesson, lesson, max_score=2.0, cell_type="markdown")
    return folder


def result(question: str, share: float, **known: str) -> Result:
    """Return what a check came to; what isn't fully right has a misconception."""
    most = QUESTIONS[question]
    told = {} if share == 1 else {"message": "It is wrong.", "hint": HINT, "misconception": f"wrong-{question}"} | known
    return Result(question, "passed" if share == 1 else "failed", share * most, most, seconds=0.25, **told)


def give(
    folder: Path, lesson: str, learner: str, shares: Mapping[str, float], words: float | None = 0.0,
    hand_in: str = "first", late: bool = False, **known,
) -> Graded:
    """Write what grading a hand-in came to; `words` are the points of a person, None while they wait."""
    place = folder / "submitted" / learner / lesson
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{lesson}.ipynb").write_text("{}")
    graded = Graded(learner, lesson, [result(name, share) for name, share in shares.items()], hand_in=hand_in)
    with open_gradebook(folder) as gradebook:
        gradebook.api.update_or_create_student(learner)
        moment = DUE.replace(month=12) if late else DUE.replace(month=10)
        record = gradebook.api.update_or_create_submission(lesson, learner, timestamp=moment)
        for grade in (grade for notebook in record.notebooks for grade in notebook.grades):
            if grade.name == WORDS:
                grade.manual_score, grade.needs_manual_grade = words, words is None
            else:
                grade.auto_score = shares[grade.name] * QUESTIONS[grade.name]
                grade.needs_manual_grade = False
        gradebook.api.db.commit()
        graded = replace(graded, late_s=record.total_seconds_late, **known)
    add_to_history(folder, graded)
    write_results(folder, graded)
    return graded


def all_at(share: float) -> dict[str, float]:
    """Return the same share of the points for every question."""
    return dict.fromkeys(QUESTIONS, share)
