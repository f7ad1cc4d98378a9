"""Marks as the gradebook has them: hand-graded points included, late penalties taken off, and what is still open."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.gradebook import Gradebook, open_gradebook
from grader.classroom.results import read_all_results
from grader.errors import WrongCall
from grader.exchange.roster import Person
from grader.marks.mark import LessonMark
from grader.marks.reading import read_records
from grader.printable import printable

PLACES = 5  # digits behind the point, as many as Moodle keeps


@dataclass(frozen=True)
class Marks:
    """The marks of some lessons.

    Attributes:
        marks: by lesson and learner.
        maximum: points that there are, by lesson.
        due: due dates as nbgrader writes them, by lesson; "" for none.
        ungraded: by lesson and learner, why what was handed in has no mark.
    """

    marks: dict[str, dict[str, LessonMark]] = field(default_factory=dict)
    maximum: dict[str, float] = field(default_factory=dict)
    due: dict[str, str] = field(default_factory=dict)
    ungraded: dict[str, dict[str, str]] = field(default_factory=dict)

    def max_points(self, lesson: str) -> str:
        """Return the points that there are, as a CSV file has them."""
        return show(self.maximum[lesson])


@dataclass(frozen=True)
class Row:
    """A learner's line in an export: a score for each lesson, "" where there is none."""

    person: Person
    scores: tuple[str, ...]


def show(number: float) -> str:
    """Return a number as short as it can be.

    >>> show(12.5), show(3.0), show(1 / 3)
    ('12.5', '3', '0.33333')
    """
    return f"{number:.{PLACES}f}".rstrip("0").rstrip(".")


def read_marks(class_folder: Path, lessons: tuple[str, ...] = ()) -> Marks:
    """Return the marks of these lessons; of all that anybody has a mark for, if none are named.

    Raises:
        WrongCall: a lesson is not in the gradebook, or there is none at all.
    """
    with open_gradebook(class_folder) as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.api.assignments}
        if missing := [lesson for lesson in lessons if lesson not in known]:
            raise WrongCall(f"{printable(missing[0])}: expected a released lesson ({', '.join(known) or 'none yet'}), "
                            "got none of that name. Check the name.")
        marks = read_all_marks(gradebook, lessons)
        if not marks.marks:
            raise WrongCall("gradebook: expected graded lessons, got none. Run `grader grade LESSON` first.")
        return marks


def read_all_marks(gradebook: Gradebook, lessons: tuple[str, ...] = ()) -> Marks:
    """Return the marks of these lessons, which are in the gradebook; of all that anybody has a mark for, if none."""
    known = {assignment.name: assignment for assignment in gradebook.api.assignments}
    wanted = list(dict.fromkeys(lessons)) or [name for name, each in known.items() if each.submissions]
    marks = {lesson: {learner: record.mark for learner, record in read_records(gradebook, lesson).items()}
             for lesson in wanted}
    return Marks(marks, {lesson: float(known[lesson].max_score) for lesson in wanted},
                 {lesson: str(known[lesson].duedate or "") for lesson in wanted},
                 {lesson: _find_ungraded(gradebook.folder, lesson, marks[lesson]) for lesson in wanted})


def _find_ungraded(class_folder: Path, lesson: str, marks: dict[str, LessonMark]) -> dict[str, str]:
    """Return why hand-ins have no mark: refused, broken, or not graded since they came in."""
    results = {one.learner: one.refused or one.fault for one in read_all_results(class_folder, lesson)}
    handed_in = [path.parent.name for path in (class_folder / "submitted").glob(f"*/{lesson}")]
    return {learner: results.get(learner) or f"not graded yet (`grader grade {lesson}`)"
            for learner in sorted({*handed_in, *(name for name, why in results.items() if why)} - set(marks))}
