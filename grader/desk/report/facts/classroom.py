"""What a class folder holds of its lessons, read once for every page about the class."""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from grader.classroom.gradebook import Gradebook, open_gradebook
from grader.classroom.results import OF_CLASS, Graded
from grader.classroom.strays import find_strays, list_strays
from grader.classroom.submissions import find_submissions
from grader.desk.report.facts.effort import Effort, read_efforts
from grader.desk.report.facts.kept import Unread, read_kept
from grader.errors import WrongCall
from grader.exchange.roster import FILE, read_roster
from grader.marking.history import Entry, read_history
from grader.marks.mark import Record
from grader.marks.reading import read_records


@dataclass(frozen=True)
class Item:
    """Something that earns points in a lesson.

    Attributes:
        id: its name; the notebook's stands in front where a lesson has several.
        max_points: what it is worth.
        by_hand: whether a person grades it.
    """

    id: str
    max_points: float
    by_hand: bool = False


@dataclass
class Lesson:
    """A lesson, and what learners have for it.

    Attributes:
        name: the lesson's name.
        items: what earns points, in the lesson's order.
        max_score: all of these points.
        best: whether the best of several hand-ins counts.
        due: when it is due, in naive UTC, by learner; nobody is in it where nothing is said.
        handed_in: who has something in `submitted/`.
        graded: what grading came to.
        unread: results that can't be read.
        records: what the gradebook has.
        efforts: tries and hints of learners who handed them in.
        strays: lines about what was passed over.
        histories: earlier marks of those who have something wrong.
        left_out: of whom something is there, but who doesn't belong to the class, and why.
    """

    name: str
    items: list[Item] = field(default_factory=list)
    max_score: float = 0.0
    best: bool = False
    due: dict[str, datetime] = field(default_factory=dict)
    handed_in: frozenset[str] = frozenset()
    graded: dict[str, Graded] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    efforts: dict[str, dict[str, Effort]] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    histories: dict[str, list[Entry]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> frozenset[str]:
        """Everybody of whom anything is there."""
        return frozenset({*self.handed_in, *self.graded, *self.records})


@dataclass
class Classroom:
    """A class.

    Attributes:
        learners: everybody who belongs to it, with their full names, or "".
        has_roster: whether a roster says so.
        emails: addresses that the roster has.
        excluded: whom the class's settings leave out.
        lessons: by name, in the order of the names; those of which anything is there.
        problems: what could not be read, in sentences.
    """

    learners: dict[str, str] = field(default_factory=dict)
    has_roster: bool = False
    emails: dict[str, str] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    lessons: dict[str, Lesson] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_classroom(class_folder: Path) -> Classroom:
    """Return what a class folder holds of all lessons of which anything was graded."""
    with open_gradebook(class_folder) as gradebook:
        room = Classroom(excluded=frozenset(filter(None, gradebook.course.student_id_exclude.split(","))))
        _read_people(room, class_folder, gradebook)
        room.lessons = {name: _read_lesson(class_folder, name, gradebook)
                        for name in _find_lessons(class_folder, gradebook)}
        _choose_people(room)
        for lesson in room.lessons.values():
            lesson.due = dict(_due_dates(gradebook, lesson, room))
    return room


def _find_lessons(class_folder: Path, gradebook: Gradebook) -> list[str]:
    """Return the lessons of which there are marks or results."""
    from nbgrader.api import Assignment, SubmittedAssignment

    rows = gradebook.api.db.query(Assignment.name).join(
        SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id).distinct()
    kept = {path.parent.name for path in (class_folder / "results").glob("*/*.json") if path.name not in OF_CLASS}
    return sorted({*(name for name, in rows), *kept})


def _choose_people(room: Classroom) -> None:
    """Say who belongs to the class, and of whom something is there who doesn't."""
    seen = {learner for lesson in room.lessons.values() for learner in lesson.seen}
    if not room.has_roster:
        room.learners |= {learner: "" for learner in seen if learner not in room.learners and any(
            learner in lesson.handed_in or learner in lesson.records for lesson in room.lessons.values())}
    room.learners = {learner: name for learner, name in sorted(room.learners.items()) if learner not in room.excluded}
    for lesson in room.lessons.values():
        others = sorted(lesson.seen - set(room.learners))
        lesson.left_out = {learner: _why_left_out(room, learner) for learner in others}


def _read_people(room: Classroom, class_folder: Path, gradebook: Gradebook) -> None:
    """Read who is in the class: the roster says so, where there is one; else whom the gradebook knows."""
    names = {one.id: " ".join(filter(None, (one.first_name, one.last_name))) for one in gradebook.api.students}
    if (class_folder / FILE).exists():
        try:
            people = read_roster(class_folder).people
        except WrongCall as error:
            room.problems.append(f"The class is read from the gradebook, for {error}")
        else:
            room.has_roster = True
            room.learners = {one.learner: one.name or names.get(one.learner, "") for one in people}
            room.emails = {one.learner: one.email for one in people if one.email}
            return
    room.learners = names


def _why_left_out(room: Classroom, learner: str) -> str:
    if learner in room.excluded:
        return "excluded in nbgrader_config.py"
    return f"not in {FILE}" if room.has_roster else "nothing of theirs is in submitted/ or the gradebook any more"


def _read_lesson(class_folder: Path, name: str, gradebook: Gradebook) -> Lesson:
    graded, unread = read_kept(class_folder, name)
    lesson = Lesson(name, best=gradebook.policies.lesson(name).attempts == "best", graded=graded, unread=unread)
    lesson.records = read_records(gradebook, name)
    lesson.handed_in = frozenset(one.learner for one in find_submissions(class_folder, name))
    lesson.items = list(_find_items(class_folder, lesson))
    lesson.max_score = sum(item.max_points for item in lesson.items)
    lesson.efforts = read_efforts(class_folder, name, lesson.handed_in, {item.id for item in lesson.items})
    lesson.strays = [line.partition(": ")[2] for line in list_strays(find_strays(class_folder, name))]
    lesson.histories = {learner: read_history(class_folder, name, learner) for learner, one in graded.items()
                        if any(result.outcome == "failed" for result in one.results)}
    return lesson


def _find_items(class_folder: Path, lesson: Lesson) -> Iterator[Item]:
    """Yield what earns points: in the order of the released notebooks, then what only marks and results know of."""
    notebooks = sorted((class_folder / "release" / lesson.name).glob("*.ipynb"))
    known = {name: mark for record in lesson.records.values() for name, mark in record.cells.items()}
    worth = {name: mark.max_points for name, mark in known.items()}
    worth |= {result.question: result.max_points for one in lesson.graded.values() for result in one.results
              if result.question not in worth}
    for path in notebooks:
        prefix = f"{path.stem}/" if len(notebooks) > 1 else ""
        for name, points, by_hand in _graded_cells(path):
            yield Item(prefix + name, worth.pop(prefix + name, points), by_hand)
    automatic = {name for record in lesson.records.values() for name, mark in record.cells.items()
                 if mark.auto is not None}
    automatic |= {result.question for one in lesson.graded.values() for result in one.results}
    yield from (Item(name, points, name not in automatic) for name, points in worth.items())


def _graded_cells(path: Path) -> Iterator[tuple[str, float, bool]]:
    """Yield name and points of a released notebook's graded cells, and whether a person grades them."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            mark = cell.get("metadata", {}).get("nbgrader") or {}
            if (mark.get("grade") or mark.get("task")) and mark.get("grade_id"):
                by_hand = bool(mark.get("task") or mark.get("solution"))
                yield str(mark["grade_id"]), float(mark.get("points") or 0), by_hand
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return  # marks and results know of the rest


def _due_dates(gradebook: Gradebook, lesson: Lesson, room: Classroom) -> Iterator[tuple[str, datetime]]:
    """Yield learners with when the lesson is due for them."""
    policies = gradebook.policies
    due: datetime | None = policies.due.get(lesson.name) or next(
        (one.duedate for one in gradebook.api.assignments if one.name == lesson.name), None)
    if due is None:
        return
    for learner in room.learners:
        yield learner, due + (policies.extension(learner, lesson.name) or timedelta())
