"""The term's page: every learner's score of every lesson, the total by the class's policies, and who needs you."""
from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.classroom.gradebook import Gradebook, open_gradebook
from grader.classroom.results import write_atomically
from grader.desk.report.facts.classroom import Classroom, read_classroom
from grader.desk.report.needs.find import find_needs
from grader.desk.report.page import group_needs, render
from grader.desk.report.rows import make_rows
from grader.errors import WrongCall
from grader.exchange.marks import read_all_marks, show
from grader.policies.policy import Policies
from grader.policies.totals import Score, TermTotal, term_total
from grader.printable import printable
from grader.tables import write_table


@dataclass(frozen=True)
class Row:
    """One learner's term.

    Attributes:
        learner: the name.
        scores: by lesson; None where nothing was handed in.
        waiting: lessons in which a person has yet to give points.
        total: the total.
    """

    learner: str
    scores: dict[str, Score | None]
    waiting: tuple[str, ...]
    total: TermTotal


def write_term(class_folder: Path) -> tuple[Path, Path, Path]:
    """Write `results/term.html`, `term.csv` and `term.json`, and return their paths.

    Raises:
        WrongCall: no lesson was graded yet.
    """
    room = read_classroom(class_folder)
    with open_gradebook(class_folder) as gradebook:
        rows, policies = read_term(gradebook, room), gradebook.policies
    if not rows:
        raise WrongCall("term: expected a graded lesson, got none. Run `grader grade LESSON` first.")
    place = class_folder / "results"
    texts = {"term.html": render_page(rows, policies, room), "term.csv": render_table(rows),
             "term.json": json.dumps([asdict(row) for row in rows], indent=1) + "\n"}
    for name, text in texts.items():
        write_atomically(place / name, text)
    return place / "term.html", place / "term.csv", place / "term.json"


def read_term(gradebook: Gradebook, room: Classroom) -> list[Row]:
    """Return the term of everybody in the class; lessons are in the order of their names."""
    marks = read_all_marks(gradebook)
    lessons = sorted(lesson for lesson, of_lesson in marks.marks.items() if of_lesson)
    rows = []
    for learner in room.learners if lessons else ():
        own = {lesson: marks.marks[lesson].get(learner) for lesson in lessons}
        scores = {lesson: Score(mark.score, marks.maximum[lesson]) if mark else None for lesson, mark in own.items()}
        waiting = tuple(lesson for lesson, mark in own.items() if mark and mark.waiting)
        rows.append(Row(learner, scores, waiting, term_total(scores, gradebook.policies)))
    return rows


def render_page(rows: list[Row], policies: Policies, room: Classroom) -> str:
    """Return the term as one HTML page that needs nothing else; all text in it is escaped."""
    lessons = list(rows[0].scores)
    needs = find_needs(room, {name: make_rows(room, lesson) for name, lesson in room.lessons.items()})
    return render(
        "term.html", rows=rows, lessons=lessons, names=room.learners,
        weights={name: policies.lesson(name).weight for name in lessons},
        best=[name for name in lessons if policies.lesson(name).attempts == "best"],
        drop_lowest=policies.total.drop_lowest, waiting=any(row.waiting for row in rows), needed=group_needs(needs),
        problems=room.problems, totals=[row.total.share for row in rows],
        left_out={learner: why for lesson in room.lessons.values() for learner, why in lesson.left_out.items()})


def render_table(rows: list[Row]) -> str:
    """Return the term as CSV: one row a learner, one column a lesson, then the total in percent."""
    columns = ["learner", *rows[0].scores, "total_percent", "dropped", "waiting"]
    return write_table(columns, [
        [printable(row.learner), *(show(score.points) if score else "" for score in row.scores.values()),
         show(100 * row.total.share), ", ".join(row.total.dropped), ", ".join(row.waiting)] for row in rows])
