"""The capstone's leaderboard: one page for the whole class, by nickname, with those alone who asked to be on it.

A learner asks by a second line in the predictions that they hand in; handing them in again without it takes the
nickname off. The page holds no name, no id and nothing about anybody else but their number.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.questions.capstone import LESSON
from course.questions.capstone.predictions import CAPSTONE
from grader.classroom.gradebook import open_gradebook
from grader.classroom.plain_files import open_folder
from grader.classroom.results import write_atomically
from grader.desk import nicknames
from grader.errors import Refused, WrongCall
from grader.printable import printable

PREDICTIONS, MAX_BYTES = "predictions.csv", 1_000_000  # as `course.capstone` has them, which would import PyTorch


@dataclass(frozen=True)
class Score:
    """What a learner's predictions earned.

    Attributes:
        learner: the learner's id.
        points: as the gradebook has them; None while a person has to decide.
        max_points: the most that they can earn.
    """

    learner: str
    points: float | None
    max_points: float


@dataclass(frozen=True)
class Place:
    """One line of the page: the same rank for the same points."""

    rank: int
    nickname: str
    points: float
    max_points: float


def write_leaderboard(class_folder: Path, lesson: str = LESSON) -> list[str]:
    """Write `results/<lesson>/leaderboard.html`; return its path, and a line for each nickname that isn't shown.

    Raises:
        WrongCall: nobody's predictions were graded yet.
    """
    scores, names = read_scores(class_folder, lesson)
    if not scores:
        raise WrongCall(f"{lesson}: expected marks of the question {CAPSTONE.id}, got none. "
                        f"Run `grader grade {LESSON}` first.")
    asked, notes = read_nicknames(class_folder, lesson, [score.learner for score in scores], names)
    shown = [score for score in scores if score.learner in asked and score.points is not None]
    n_waiting = sum(score.points is None for score in scores if score.learner in asked)
    path = class_folder / "results" / lesson / "leaderboard.html"
    page = render(rank(shown, asked), n_hidden=len(scores) - len(asked), n_waiting=n_waiting)
    write_atomically(path, page)
    return [str(path), *notes]


def read_scores(class_folder: Path, lesson: str) -> tuple[list[Score], list[str]]:
    """Return what the predictions of everybody who handed in earned, and all ids and names of the class."""
    from nbgrader.api import BaseCell, Grade, MissingEntry, Student, SubmittedAssignment, SubmittedNotebook

    with open_gradebook(class_folder) as gradebook:
        try:
            assignment = gradebook.api.find_assignment(lesson)
        except MissingEntry:
            return [], []
        database = gradebook.api.db
        rows = (database.query(SubmittedAssignment.student_id, Grade)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Grade, Grade.notebook_id == SubmittedNotebook.id).join(BaseCell, BaseCell.id == Grade.cell_id)
                .filter(SubmittedAssignment.assignment_id == assignment.id, BaseCell.name == CAPSTONE.id)
                .order_by(SubmittedAssignment.student_id).all())
        scores = [Score(learner, None if grade.needs_manual_grade else grade.score, grade.max_score)
                  for learner, grade in rows]
        people = database.query(Student.id, Student.first_name, Student.last_name, Student.email).all()
    return scores, [name for person in people for name in person if name]


def read_nicknames(class_folder: Path, lesson: str, learners: Iterable[str],
                   names: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return who asked to be shown, and as what, and a line for each who can't be.

    Args:
        class_folder: the class folder.
        lesson: the lesson's name.
        learners: whose hand-ins to look at.
        names: names that no nickname may have in it: they'd be shown beside somebody's points.
    """
    asked, notes = {}, []
    for learner in learners:
        try:
            nickname = nicknames.find_nickname(read_predictions(class_folder, lesson, learner))
        except (Refused, OSError) as error:
            notes.append(f"not shown: {printable(learner)}: {error}")
            continue
        if nickname and nicknames.is_somebody(nickname, names):
            notes.append(f"not shown: {printable(learner)}: the nickname {printable(nickname)} has a name of your "
                         "class in it. Ask for another.")
        elif nickname:
            asked[learner] = nickname
    return asked, notes


def read_predictions(class_folder: Path, lesson: str, learner: str) -> bytes:
    """Return what a learner's file of predictions holds; nothing if there is none.

    Raises:
        Refused: there's something else in its place, or it's too long.
    """
    if not (class_folder / "submitted").is_dir():
        return b""
    name, advice = PREDICTIONS, "Ask for the one that `hand_in` wrote."
    with open_folder(class_folder / "submitted", "submitted") as top:
        if not top.kind(learner):
            return b""
        with top.enter(learner) as own:
            if not own.kind(lesson):
                return b""
            with own.enter(lesson) as folder:
                return folder.read(name, MAX_BYTES, advice) if folder.kind(name) else b""


def rank(scores: list[Score], asked: dict[str, str]) -> list[Place]:
    """Return the places, best first; those of equal points in the order of their nicknames, which tells no name."""
    ordered = sorted(scores, key=lambda score: (-_points(score), asked[score.learner].casefold(),
                                                asked[score.learner]))
    told = nicknames.tell_apart(asked[score.learner] for score in ordered)
    points = [_points(score) for score in ordered]
    return [Place(1 + points.index(_points(score)), name, _points(score), score.max_points)
            for score, name in zip(ordered, told)]


def _points(score: Score) -> float:
    """Return points as they're shown: who sees the same number shares a rank."""
    return round(score.points or 0.0, 2)


def render(places: list[Place], n_hidden: int, n_waiting: int = 0) -> str:
    """Return the leaderboard as one HTML page that needs nothing else; all text in it is escaped.

    Args:
        places: who is shown.
        n_hidden: how many learners are not.
        n_waiting: how many of those who asked wait for a person's decision.
    """
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                              trim_blocks=True)
    return environment.get_template("leaderboard.html").render(places=places, n_hidden=n_hidden, n_waiting=n_waiting)
