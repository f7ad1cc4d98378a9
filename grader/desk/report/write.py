"""Write the class report of one lesson, or of all: a page, a CSV and a JSON file."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom.names import is_text
from grader.classroom.results import REPORT, Graded, write_atomically
from grader.desk.report.facts.classroom import Classroom, Lesson, read_classroom
from grader.desk.report.needs.find import find_needs
from grader.desk.report.needs.kinds import KINDS, Need
from grader.desk.report.page import group_needs, render
from grader.desk.report.questions import Misconception, Question, find_misconceptions, make_questions
from grader.desk.report.rows import Row, make_rows
from grader.errors import WrongCall
from grader.printable import printable
from grader.tables import make_inert

COLUMNS = ("score", "late_penalty", "max_score", "needs_manual_grade", "late_s", "refused", "fault", "held", "notices",
           "same_as_published", "state", "waiting", "overrides", "tries", "hints", "notes")


@dataclass(frozen=True)
class Report:
    """All that is said of a lesson.

    Attributes:
        room: the class.
        lesson: the lesson, with its facts.
        rows: what everybody in the class has.
        questions: what each question was like.
        misconceptions: which wrong ideas are about.
        needs: who needs the instructor, across all lessons.
    """

    room: Classroom
    lesson: Lesson
    rows: list[Row]
    questions: list[Question]
    misconceptions: list[Misconception]
    needs: list[Need]

    @property
    def people(self) -> list[Graded]:
        """The results of those who are in the class, in the order of their names."""
        return [one for row in self.rows if (one := self.lesson.graded.get(row.learner))]

    @property
    def unfinished(self) -> list[Need]:
        """What keeps this lesson from being graded."""
        return [need for need in self.needs if KINDS[need.kind].is_open and self.lesson.name in need.lessons]

    @property
    def others(self) -> list[Need]:
        """Who needs the instructor beyond that: whom to talk to, and what other lessons wait for."""
        return [need for need in self.needs if not KINDS[need.kind].is_open or self.lesson.name not in need.lessons]

    def count(self, *states: str) -> int:
        """Return how many learners are in one of these states."""
        return sum(row.state in states for row in self.rows)


def write_reports(class_folder: Path, lesson: str = "", now: datetime | None = None) -> list[Path]:
    """Write `results/LESSON/report.html`, `report.csv` and `report.json`, and return their paths.

    Args:
        class_folder: the class folder.
        lesson: the lesson; all of which anything was graded, if "".
        now: the time, in naive UTC, after which what was due is missed.

    Raises:
        WrongCall: nothing was graded yet.
    """
    room = read_classroom(class_folder)
    if lesson and lesson not in room.lessons or not room.lessons:
        raise WrongCall(f"{printable(lesson or 'report')}: expected graded submissions, got none. "
                        f"Run `grader grade {printable(lesson) or 'LESSON'}` first.")
    written = []
    for report in make_reports(room, lesson, now):
        place = class_folder / "results" / report.lesson.name
        for name, text in (("report.html", render_page(report)), ("report.csv", render_table(report)),
                           (REPORT, render_json(report))):
            write_atomically(place / name, text)
            written.append(place / name)
    return written


def make_reports(room: Classroom, lesson: str = "", now: datetime | None = None) -> list[Report]:
    """Return the report of a lesson, or of all."""
    rows = {name: make_rows(room, each) for name, each in room.lessons.items()}
    needs = find_needs(room, rows, now)
    return [Report(room, each, of_lesson, make_questions(each, of_lesson), find_misconceptions(each, of_lesson), needs)
            for name, each in room.lessons.items() for of_lesson in [rows[name]] if name == lesson or not lesson]


def render_page(report: Report) -> str:
    """Return the report as one HTML page."""
    people = report.people
    return render(
        "report.html", report=report, lesson=report.lesson, rows=report.rows, questions=report.questions,
        unfinished=group_needs(report.unfinished), others=group_needs(report.others),
        shares=[row.share for row in report.rows if row.share is not None],
        late=[row for row in report.rows if row.late_s and row.state == "graded"],
        noticed=[one for one in people if one.worth_a_look], published=[one for one in people if one.same_as_published],
        tested_inside=any(one.tested_inside for one in people),
        unsafe=[one.learner for one in people if one.results and not one.sandboxed])


def render_table(report: Report) -> str:
    """Return the report as CSV: a row for each learner, a column for each question, then what else there is to know."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)  # whatever a spreadsheet splits at
    table.writerow(["learner", *(make_inert(question.id) for question in report.questions), *COLUMNS])
    for row in report.rows:
        one = report.lesson.graded.get(row.learner, Graded(row.learner, report.lesson.name))
        points = [cell.points if (cell := row.cells.get(question.id)) else None for question in report.questions]
        cells = [row.learner if is_text(row.learner) else printable(row.learner), *points, *_totals(report.lesson, row),
                 row.late_s, row.refused, row.fault, ", ".join(result.question for result in one.held),
                 " ".join(one.worth_a_look), ", ".join(one.same_as_published), row.state, ", ".join(row.waiting),
                 ", ".join(row.overrides), row.tries, row.hints, "; ".join(row.notes)]
        table.writerow(["" if cell is None else make_inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def _totals(lesson: Lesson, row: Row) -> Sequence[Any]:
    if row.score is None:
        return [None] * 4
    return row.score, row.penalty, lesson.max_score, bool(row.waiting)


def render_json(report: Report) -> str:
    """Return all that the page says as JSON; `docs/report.md` explains each name."""
    people, lesson = report.people, report.lesson
    data = {
        "format": 1, "lesson": lesson.name, "max_score": lesson.max_score, "best_counts": lesson.best,
        "learners": report.rows, "questions": report.questions, "misconceptions": report.misconceptions,
        "needs": report.needs,
        "passed_over": lesson.strays, "left_out": lesson.left_out, "problems": report.room.problems,
        "notices": {one.learner: one.worth_a_look for one in people if one.worth_a_look},
        "same_as_published": {one.learner: one.same_as_published for one in people if one.same_as_published},
        "unsafe": [one.learner for one in people if one.results and not one.sandboxed],
        "tested_inside": [one.learner for one in people if one.tested_inside],
    }
    try:
        return msgspec.json.encode(data).decode() + "\n"
    except UnicodeEncodeError:  # a name that is not UTF-8, which Python's own writes as it came
        return json.dumps(msgspec.to_builtins(data)) + "\n"
