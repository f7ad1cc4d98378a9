"""Who needs the instructor, across all lessons graded so far, and the command that helps."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from grader.classroom.accepted import accept_command
from grader.classroom.names import is_text, to_file_name
from grader.classroom.results import Graded
from grader.desk.report.facts.classroom import Classroom, Lesson
from grader.desk.report.needs.kinds import KINDS, Need, quote
from grader.desk.report.needs.people import find_absent, find_falling, find_stuck
from grader.desk.report.rows import Row


def find_needs(room: Classroom, rows: dict[str, list[Row]], now: datetime | None = None) -> list[Need]:
    """Return what everybody needs, the most urgent first, and of one kind the newest lesson first.

    Args:
        room: the class.
        rows: what learners have, by lesson.
        now: the time, in naive UTC, after which what was due is missed.
    """
    now = now or datetime.now(timezone.utc).replace(tzinfo=None)
    found = [need for lesson in reversed(room.lessons.values()) for need in _of_lesson(room, lesson)]
    found += [need for lesson in reversed(room.lessons.values()) for need in find_stuck(room, lesson)]
    found += [*find_absent(room, rows, now), *find_falling(room, rows)]
    return sorted(found, key=lambda need: [*KINDS].index(need.kind))


def _of_lesson(room: Classroom, lesson: Lesson) -> Iterator[Need]:
    """Yield what keeps a lesson from being graded; also of learners who are in no list, but handed in."""
    name = lesson.name
    for learner, one in lesson.graded.items():
        if learner in lesson.left_out and (learner in room.excluded or learner not in lesson.handed_in):
            continue
        for result in one.held:
            if not _is_decided(lesson, learner, result.question):
                yield Need("held", (learner,), (name,), result.message, result.question,
                           accept_command(one, result.question))
        if one.refused:
            yield Need("refused", (learner,), (name,), one.refused, "", _again(one))
        if one.fault:
            yield Need("fault", (learner,), (name,), one.fault, "", f"grader grade {name}")
        for result in one.results:
            if result.outcome == "broken":
                yield Need("broken", (learner,), (name,), result.message, result.question)
        if one.results and learner not in lesson.records and not one.fault and not one.refused and is_text(learner):
            what = "The gradebook has no mark for them."
            yield Need("damaged", (learner,), (name,), what, "", f"{_again(one)} --force")
    yield from _damaged(room, lesson)
    yield from _ungraded(room, lesson)
    yield from _by_hand(room, lesson)


def _is_decided(lesson: Lesson, learner: str, question: str) -> bool:
    """Return whether a person has given points for a question by hand."""
    record = lesson.records.get(learner)
    mark = record.cells.get(question) if record else None
    return mark is not None and mark.manual is not None and not mark.waits


def _again(one: Graded) -> str:
    return f"grader grade {one.lesson} --only {quote(one.learner)}"


def _damaged(room: Classroom, lesson: Lesson) -> Iterator[Need]:
    files = {f"{to_file_name(learner)}.json": learner for learner in (*room.learners, *lesson.handed_in)}
    for unread in lesson.unread:
        learner = files.get(unread.file)
        command = f"{_again(Graded(learner, lesson.name))} --force" if learner in lesson.handed_in else ""
        what = f"results/{lesson.name}/{unread.file}: {unread.why}."
        yield Need("damaged", (learner,) if learner else (), (lesson.name,), what, "", command)
    for learner, record in lesson.records.items():
        if wrong := [name for name, mark in record.cells.items() if mark.points != mark.points]:
            yield Need("damaged", (learner,), (lesson.name,), "The gradebook has a score that is no number for "
                       f"{', '.join(wrong)}. Give the points again by hand.", wrong[0])


def _ungraded(room: Classroom, lesson: Lesson) -> Iterator[Need]:
    read = {*lesson.graded, *lesson.records, *room.excluded}
    if waiting := tuple(sorted(lesson.handed_in - read)):
        yield Need("ungraded", waiting, (lesson.name,), "Came in after the last grading.", "",
                   f"grader grade {lesson.name}")


def _by_hand(room: Classroom, lesson: Lesson) -> Iterator[Need]:
    """Yield each question that a person has yet to grade, with all learners whose answers wait."""
    held = {(learner, result.question) for learner, one in lesson.graded.items() for result in one.held}
    for item in lesson.items:
        waiting = tuple(learner for learner, record in lesson.records.items()
                        if learner in room.learners and (learner, item.id) not in held
                        and (mark := record.cells.get(item.id)) and mark.waits)
        if waiting:
            yield Need("by hand", waiting, (lesson.name,), f"Up to {item.max_points:g} points each.", item.id,
                       by_hand_command(lesson.name))


def by_hand_command(lesson: str) -> str:
    """Return what to type to grade answers by hand."""
    return f"grader mark {lesson}"
