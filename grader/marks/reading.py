"""Read marks from the gradebook, for a whole class at once."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from grader.classroom.gradebook import Gradebook, open_gradebook
from grader.marking.history import Entry, lost_since_best, read_history
from grader.marks.mark import LessonMark, Mark, Record
from grader.policies.policy import Policies


def read_marks(class_folder: Path, lesson: str) -> dict[str, LessonMark]:
    """Return the mark of everybody who has one for a lesson, by learner."""
    with open_gradebook(class_folder) as gradebook:
        return {learner: record.mark for learner, record in read_records(gradebook, lesson).items()}


def read_records(gradebook: Gradebook, lesson: str) -> dict[str, Record]:
    """Return what the gradebook has of everybody who handed in a lesson, by learner."""
    from nbgrader import api

    worth = _read_worth(gradebook, lesson)
    most = sum(worth.values())
    hand_ins = list(_read_hand_ins(gradebook, lesson))
    spans = {learner: _by_policy(gradebook.policies, lesson, learner, due, extension)
             for learner, _, due, extension, *_ in hand_ins}
    found = {learner: Record(" ".join(filter(None, names)), moment, _late_s(moment, *spans[learner]), most)
             for learner, moment, _, _, *names in hand_ins}
    for learner, notebook, penalty in _read_penalties(gradebook, lesson):
        found[learner].penalties[notebook] = penalty or 0.0
    grade = api.Grade
    columns = (grade.cell_id, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    for learner, notebook, cell, cell_id, *scores in _rows(gradebook, lesson, grade, *columns):
        found[learner].marks[notebook][cell] = _mark(worth.get(cell_id, 0.0), *scores)
    for learner, notebook, cell, comment in _rows(gradebook, lesson, api.Comment, api.Comment.manual_comment):
        if (comment or "").strip():
            found[learner].comments[notebook][cell] = comment
    for learner, record in found.items():
        if gradebook.policies.late:
            record.penalties = {notebook: gradebook.policies.penalty(
                sum(mark.points for mark in record.marks[notebook].values()), record.late_s)
                for notebook in record.penalties}
        if gradebook.policies.lesson(lesson).attempts == "best":
            record.regained = lost_since_best(read_history(gradebook.folder, lesson, learner),
                                              _penalty_of(gradebook.policies, *spans[learner]))
    return found


def _by_policy(
    policies: Policies, lesson: str, learner: str, due: datetime | None, extension: timedelta | None,
) -> tuple[datetime | None, timedelta | None]:
    """Return due date and extension as the class's policies have them, or else the gradebook."""
    return policies.due.get(lesson, due), (extension if policies.extensions is None
                                           else policies.extension(learner, lesson))


def _penalty_of(
    policies: Policies, due: datetime | None, extension: timedelta | None,
) -> Callable[[Entry], float]:
    """Return what tells the cost of an earlier hand-in by today's policies, where it is known when it came in."""
    def penalty(entry: Entry) -> float:
        if not policies.late or not entry.handed_in:
            return entry.penalty
        late_s = _late_s(datetime.fromisoformat(entry.handed_in), due, extension)
        return policies.penalty(sum(entry.points.values()), late_s)

    return penalty


def _read_worth(gradebook: Gradebook, lesson: str) -> dict[str, float]:
    """Return the points of a lesson's cells, by their ids in the gradebook."""
    from nbgrader.api import MissingEntry

    try:
        notebooks = gradebook.api.find_assignment(lesson).notebooks
    except MissingEntry:
        return {}
    return {cell.id: float(cell.max_score) for notebook in notebooks
            for cell in (*notebook.grade_cells, *notebook.task_cells)}


def _read_hand_ins(gradebook: Gradebook, lesson: str) -> Any:
    from nbgrader.api import Assignment, Student, SubmittedAssignment

    return gradebook.api.db.query(
        SubmittedAssignment.student_id, SubmittedAssignment.timestamp, Assignment.duedate,
        SubmittedAssignment.extension, Student.first_name, Student.last_name,
    ).select_from(SubmittedAssignment).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id) \
        .join(Student, SubmittedAssignment.student_id == Student.id).filter(Assignment.name == lesson)


def _read_penalties(gradebook: Gradebook, lesson: str) -> Any:
    from nbgrader.api import Assignment, Notebook, SubmittedAssignment, SubmittedNotebook

    return gradebook.api.db.query(
        SubmittedAssignment.student_id, Notebook.name, SubmittedNotebook.late_submission_penalty,
    ).select_from(SubmittedNotebook).join(Notebook, SubmittedNotebook.notebook_id == Notebook.id) \
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id) \
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id).filter(Assignment.name == lesson)


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


def _late_s(moment: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """Return seconds past the due date, as nbgrader counts them."""
    if moment is None or due is None:
        return 0.0
    return max(0.0, (moment - due - (extension or timedelta())).total_seconds())
