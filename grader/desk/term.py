"""The term's page: every learner's score of every lesson, and the total by the class's policies."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.classroom.gradebook import Gradebook, open_gradebook
from grader.classroom.names import is_text
from grader.classroom.results import write_atomically
from grader.desk.report import inert, read_penalties
from grader.errors import WrongCall
from grader.marking.history import Entry, read_history
from grader.policies.policy import Policies
from grader.policies.totals import Score, TermTotal, term_total
from grader.printable import printable


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
    with open_gradebook(class_folder) as gradebook:
        rows, policies = read_term(gradebook), gradebook.policies
    if not rows:
        raise WrongCall("term: expected a graded lesson, got none. Run `grader grade LESSON` first.")
    place = class_folder / "results"
    texts = {"term.html": render_page(rows, policies), "term.csv": render_table(rows),
             "term.json": json.dumps([asdict(row) for row in rows], indent=1) + "\n"}
    for name, text in texts.items():
        write_atomically(place / name, text)
    return place / "term.html", place / "term.csv", place / "term.json"


def read_term(gradebook: Gradebook) -> list[Row]:
    """Return the term of every learner whom the gradebook knows; lessons are in the order of their names."""
    lessons = [lesson for lesson in sorted(assignment.name for assignment in gradebook.api.assignments)
               if gradebook.api.assignment_submissions(lesson)]
    scores: dict[str, dict[str, Score | None]] = {
        student.id: dict.fromkeys(lessons) for student in gradebook.api.students} if lessons else {}
    waiting: dict[str, list[str]] = {}
    for lesson in lessons:
        penalties = read_penalties(gradebook, lesson)
        for mark in gradebook.api.submission_dicts(lesson):
            learner = mark["student"]
            points = max(0.0, mark["score"] - penalties.get(learner, 0.0))
            if gradebook.policies.lesson(lesson).attempts == "best":
                points += lost_since_best(read_history(gradebook.folder, lesson, learner))
            scores[learner][lesson] = Score(points, mark["max_score"])
            if mark["needs_manual_grade"]:
                waiting.setdefault(learner, []).append(lesson)
    return [Row(learner, own, tuple(waiting.get(learner, ())), term_total(own, gradebook.policies))
            for learner, own in sorted(scores.items())]


def lost_since_best(history: list[Entry]) -> float:
    """Return how many points more than the last a learner's best hand-in has; each counts as it was last graded.

    >>> first, worse = (Entry("", {"a": points}, hand_in=str(points)) for points in (3, 1))
    >>> lost_since_best([first, worse])
    2.0
    """
    if not history:
        return 0.0
    last_of = {entry.hand_in: sum(entry.points.values()) - entry.penalty for entry in history}
    return float(max(last_of.values()) - last_of[history[-1].hand_in])


def render_page(rows: Iterable[Row], policies: Policies) -> str:
    """Return the term as one HTML page that needs nothing else; all text in it is escaped."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                              finalize=lambda value: printable(value) if type(value) is str else value)
    rows = list(rows)
    lessons = list(rows[0].scores)
    return environment.get_template("term.html").render(
        rows=rows, lessons=lessons, weights={name: policies.lesson(name).weight for name in lessons},
        best=[name for name in lessons if policies.lesson(name).attempts == "best"],
        drop_lowest=policies.total.drop_lowest, waiting=[row for row in rows if row.waiting])


def render_table(rows: Iterable[Row]) -> str:
    """Return the term as CSV: one row a learner, one column a lesson, then the total in percent."""
    rows, text = list(rows), io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(["learner", *rows[0].scores, "total_percent", "dropped", "waiting"])
    for row in rows:
        points = [score.points if score else "" for score in row.scores.values()]
        name = row.learner if is_text(row.learner) else printable(row.learner)
        table.writerow([inert(value) for value in (name, *points, round(100 * row.total.share, 2),
                                                   ", ".join(row.total.dropped), ", ".join(row.waiting))])
    return text.getvalue()
