"""What every learner has for a lesson, question by question."""
from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from course.checking.question import Result
from grader.classroom.results import Graded
from grader.desk.report.facts.classroom import Classroom, Item, Lesson
from grader.marks.mark import Mark, Record

SAME = 1e-6  # points
OUTCOMES = ("right", "ours", "partly", "wrong", "blank", "held", "waiting")  # as a picture has them, left to right


@dataclass(frozen=True)
class Cell:
    """What a learner has for a question.

    Attributes:
        outcome: one of `OUTCOMES`.
        points: points that count; None where a person has yet to give them.
        auto: points that the grader gave; None if it gave none.
        by_hand: whether a person gave the points, or extra credit.
        misconception: the name of the wrong idea, where one was recognized.
        tries: how often the learner tried; None where that isn't known.
        hints: how many hints they opened; None where that isn't known.
    """

    outcome: str
    points: float | None
    auto: float | None = None
    by_hand: bool = False
    misconception: str = ""
    tries: int | None = None
    hints: int | None = None


@dataclass(frozen=True)
class Row:
    """What a learner has for a lesson.

    Attributes:
        learner: the name of the learner's folder.
        name: the full name, or "".
        state: "graded", "refused", "fault", "ungraded" (handed in, but not graded yet) or "nothing".
        cells: by question; those of which nothing is known are left out.
        score: points that count; None where there are none.
        penalty: points that being late cost.
        share: of the points that are given by now, from 0 to 1; None where there are none.
        late_s: seconds past the due date.
        waiting: questions that a person has yet to look at.
        overrides: questions whose points a person changed, with what it was and is.
        tries: in all; None where that isn't known.
        hints: opened in all; None where that isn't known.
        notes: what else there is to say.
        refused: why the newest hand-in could not be graded.
        fault: what of ours went wrong.
    """

    learner: str
    name: str = ""
    state: str = "nothing"
    cells: dict[str, Cell] = field(default_factory=dict)
    score: float | None = None
    penalty: float = 0.0
    share: float | None = None
    late_s: float = 0.0
    waiting: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    tries: int | None = None
    hints: int | None = None
    notes: tuple[str, ...] = ()
    refused: str = ""
    fault: str = ""


def make_rows(room: Classroom, lesson: Lesson) -> list[Row]:
    """Return a row for everybody in the class, in the order of the names."""
    return [make_row(room, lesson, learner) for learner in room.learners]


def make_row(room: Classroom, lesson: Lesson, learner: str) -> Row:
    """Return what a learner has for a lesson."""
    graded, record = lesson.graded.get(learner), lesson.records.get(learner)
    name = room.learners.get(learner, "")
    if graded is None and record is None:
        return Row(learner, name, "ungraded" if learner in lesson.handed_in else "nothing")
    graded = graded or Graded(learner, lesson.name)
    cells = dict(_cells(lesson, graded, record))
    mark = record.mark if record else None
    known = sum(item.max_points for item in lesson.items if item.id in cells and cells[item.id].points is not None)
    score = mark.score if mark and math.isfinite(mark.score) else None
    efforts = lesson.efforts.get(learner, {}).values()
    state = "graded" if cells else "refused" if graded.refused else "fault" if graded.fault else "ungraded"
    return Row(
        learner, name, state, cells, score, mark.penalty if mark else 0.0,
        score / known if score is not None and known else None, record.late_s if record else graded.late_s,
        tuple(name for name, each in (record.cells if record else {}).items() if each.waits),
        tuple(_overrides(record)) if record else (),
        sum(each.tries for each in efforts) if efforts else None,
        sum(each.hints for each in efforts) if efforts else None,
        tuple(_notes(lesson, learner, graded, record)), graded.refused, graded.fault)


def _notes(lesson: Lesson, learner: str, graded: Graded, record: Record | None) -> Iterator[str]:
    if graded.ended:
        yield graded.ended
    if record and record.regained:
        yield "an earlier, better hand-in counts"
    if learner not in lesson.handed_in:
        yield "no hand-in in submitted/ any more"
    if record is None and graded.results:
        yield "no mark in the gradebook"


def _overrides(record: Record) -> Iterator[str]:
    for name, mark in record.cells.items():
        if mark.auto is not None and mark.manual is not None and abs(mark.manual - mark.auto) > SAME:
            yield f"{name}: {mark.manual:g} (was {mark.auto:g})"
        if mark.extra:
            yield f"{name}: {mark.extra:+g} extra"


def _cells(lesson: Lesson, graded: Graded, record: Record | None) -> Iterator[tuple[str, Cell]]:
    results = {result.question: result for result in graded.results}
    marks = record.cells if record else {}
    efforts = lesson.efforts.get(graded.learner, {})
    for item in lesson.items:
        mark, result, effort = marks.get(item.id), results.get(item.id), efforts.get(item.id)
        if mark is None and result is not None:
            mark = Mark(result.points, result.max_points, result.points)
        if mark is None or not math.isfinite(mark.points):
            continue
        outcome = _outcome(item, mark, result)
        points = None if outcome == "waiting" and mark.auto is None else mark.points
        yield item.id, Cell(outcome, points, mark.auto, mark.manual is not None or bool(mark.extra),
                            result.misconception if result and outcome in ("wrong", "partly") else "",
                            effort.tries if effort else None, effort.hints if effort else None)


def _outcome(item: Item, mark: Mark, result: Result | None) -> str:
    if mark.manual is None and result and result.outcome in ("held", "broken", "not tried"):
        return {"held": "held", "broken": "ours", "not tried": "blank"}[result.outcome]
    if mark.waits and mark.manual is None:
        return "waiting"
    if item.by_hand and mark.manual is None and not mark.points:
        return "blank"  # nbgrader's rule: words that weren't touched wait for nobody
    if mark.points >= item.max_points - SAME:
        return "right"
    return "partly" if mark.points > SAME else "wrong"
