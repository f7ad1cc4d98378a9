"""What the gradebook and the results say of a lesson's hand-ins, read for the whole class at once."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.classroom.gradebook import Gradebook
from grader.classroom.results import Graded
from grader.desk.letters.facts import Facts, Mark, Total


@dataclass
class Marks:
    """What the gradebook has of one learner's hand-in; each by notebook, and then by grade id.

    Attributes:
        name: first and last name, or "".
        late_s: seconds past the due date.
        penalties: points that handing in late cost.
        marks: the marks.
        comments: what a person wrote.
    """

    name: str = ""
    late_s: float = 0.0
    penalties: dict[str, float] = field(default_factory=dict)
    marks: dict[str, dict[str, Mark]] = field(default_factory=lambda: defaultdict(dict))
    comments: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def read_class(gradebook: Gradebook, lesson: str) -> dict[str, Marks]:
    """Return the marks of everybody who has any for a lesson, by learner."""
    from nbgrader import api

    found: dict[str, Marks] = {}
    for record in gradebook.api.assignment_submissions(lesson):
        student = record.student
        name = " ".join(filter(None, (student.first_name, student.last_name)))
        found[student.id] = Marks(name, record.total_seconds_late)
        for notebook in record.notebooks:
            found[student.id].penalties[notebook.name] = notebook.late_submission_penalty or 0.0
    worth = {cell.id: float(cell.max_score) for notebook in gradebook.api.find_assignment(lesson).notebooks
             for cell in (*notebook.grade_cells, *notebook.task_cells)} if found else {}
    grade = api.Grade
    columns = (grade.cell_id, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    for learner, notebook, cell, cell_id, *scores in _rows(gradebook, lesson, grade, *columns):
        found[learner].marks[notebook][cell] = _mark(worth.get(cell_id, 0.0), *scores)
    for learner, notebook, cell, comment in _rows(gradebook, lesson, api.Comment, api.Comment.manual_comment):
        if (comment or "").strip():
            found[learner].comments[notebook][cell] = comment
    return found


def _rows(gradebook: Gradebook, lesson: str, kind: Any, *columns: Any) -> Iterator[Any]:
    """Yield learner, notebook, cell and the columns of all grades or comments of a lesson."""
    from nbgrader.api import Assignment, BaseCell, Notebook, SubmittedAssignment, SubmittedNotebook

    return gradebook.api.db.query(SubmittedAssignment.student_id, Notebook.name, BaseCell.name, *columns) \
        .select_from(kind).join(BaseCell, kind.cell_id == BaseCell.id) \
        .join(SubmittedNotebook, kind.notebook_id == SubmittedNotebook.id) \
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id) \
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id) \
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id) \
        .filter(Assignment.name == lesson)


def _mark(worth: float, auto: float | None, manual: float | None, extra: float | None, waits: bool) -> Mark:
    """Return a mark; what counts is worked out as nbgrader does."""
    given = manual if manual is not None else auto
    return Mark(0.0 if given is None else given + (extra or 0.0), worth, auto, manual, extra or 0.0, bool(waits))


def make_facts(
    learner: str, lesson: str, notebooks: Sequence[str], marks: Marks, graded: Graded | None,
) -> dict[str, Facts]:
    """Return the facts of a learner's notebooks, by notebook.

    Args:
        learner: the learner's name.
        lesson: the lesson's name.
        notebooks: the names of the lesson's notebooks.
        marks: what the gradebook has.
        graded: what grading came to, where `grader grade` did it.
    """
    totals = tuple(Total(name, sum(mark.points for mark in cells.values()),
                         sum(mark.max_points for mark in cells.values()), marks.penalties.get(name, 0.0))
                   for name in notebooks for cells in [marks.marks.get(name, {})])
    graded = graded or Graded(learner, lesson)
    found = {}
    for name in notebooks:
        prefix = "" if len(notebooks) == 1 else f"{name}/"
        results = {result.question.removeprefix(prefix): replace(result, misconception="")  # the instructor's word
                   for result in graded.results if result.question.startswith(prefix)}
        found[name] = Facts(learner, marks.name, lesson, name, marks.marks.get(name, {}), marks.comments.get(name, {}),
                            totals, results, marks.late_s, graded.refused, bool(graded.fault), graded.ended)
    return found
