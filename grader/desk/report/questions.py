"""What every question of a lesson was like for a class, and which wrong ideas are about."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.desk.report.facts.classroom import Item, Lesson
from grader.desk.report.rows import OUTCOMES, SAME, Row
from grader.desk.report.sentence import choose_sentence
from grader.desk.report.statistics import Discrimination, discriminate, median


@dataclass(frozen=True)
class Question:
    """What a question was like for a class.

    Attributes:
        id: its name.
        max_points: what it is worth.
        by_hand: whether a person grades it.
        n: learners whose points for it are known.
        outcomes: how many learners had which outcome.
        difficulty: the share of its points that the class earned, 0 to 1; None where nothing is known.
        discrimination: how it goes with everything else.
        lost: points that the class lost with it.
        seconds: the median of the time that learners' code took; None where it isn't measured.
        tries: the median of how often learners tried, of those who say so.
        hints: the median of hints opened, of those who say so.
        n_effort: how many say so.
    """

    id: str
    max_points: float
    by_hand: bool
    n: int
    outcomes: dict[str, int]
    difficulty: float | None
    discrimination: Discrimination
    lost: float
    seconds: float | None
    tries: float | None
    hints: float | None
    n_effort: int


@dataclass(frozen=True)
class Misconception:
    """A wrong idea, and who has it.

    Attributes:
        question: the question.
        name: what it is called.
        learners: who has it.
        sentence: a sentence about it to say in class.
        source: "key" where the key has the sentence, "hint" where it is a part of the hint.
        hint: the hint that they got.
    """

    question: str
    name: str
    learners: tuple[str, ...]
    sentence: str
    source: str
    hint: str


def make_questions(lesson: Lesson, rows: Sequence[Row]) -> list[Question]:
    """Return what each question was like, in the lesson's order."""
    sums, times = {row.learner: _sum(lesson, row) for row in rows}, _read_times(lesson, rows)
    return [_question(item, rows, sums, times.get(item.id, [])) for item in lesson.items]


def _sum(lesson: Lesson, row: Row) -> tuple[float, float]:
    """Return the points that a learner has, and the most that there are for the same questions."""
    worth = {item.id: item.max_points for item in lesson.items}
    known = {name: cell.points for name, cell in row.cells.items() if cell.points is not None}
    return sum(known.values(), 0.0), sum((worth[name] for name in known), 0.0)


def _read_times(lesson: Lesson, rows: Sequence[Row]) -> dict[str, list[float]]:
    """Return how long learners' code took, by question, as far as it was measured."""
    times: dict[str, list[float]] = {}
    for row in rows:
        for result in lesson.graded[row.learner].results if row.learner in lesson.graded else ():
            if result.seconds > 0:
                times.setdefault(result.question, []).append(result.seconds)
    return times


def _question(
    item: Item, rows: Sequence[Row], sums: Mapping[str, tuple[float, float]], seconds: list[float],
) -> Question:
    cells = {row.learner: row.cells[item.id] for row in rows if item.id in row.cells}
    known = {learner: cell.points for learner, cell in cells.items() if cell.points is not None}
    given, most = sum(known.values()), item.max_points * len(known)
    efforts = [cell for cell in cells.values() if cell.tries is not None]
    return Question(
        item.id, item.max_points, item.by_hand, len(known),
        {outcome: n for outcome in OUTCOMES if (n := sum(cell.outcome == outcome for cell in cells.values()))},
        given / most if most else None, _discriminate(item, known, sums), max(0.0, most - given), median(seconds),
        median([cell.tries for cell in efforts if cell.tries is not None]),
        median([cell.hints for cell in efforts if cell.hints is not None]), len(efforts))


def _discriminate(item: Item, known: dict[str, float], sums: Mapping[str, tuple[float, float]]) -> Discrimination:
    """Compare a question with everything else that the same learners have points for."""
    pairs = [(points / item.max_points, (sums[learner][0] - points) / (sums[learner][1] - item.max_points))
             for learner, points in known.items() if item.max_points and sums[learner][1] > item.max_points + SAME]
    return discriminate([share for share, _ in pairs], [rest for _, rest in pairs])


def find_misconceptions(lesson: Lesson, rows: Sequence[Row]) -> list[Misconception]:
    """Return the wrong ideas of a class, the most frequent first."""
    holders: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for question, cell in row.cells.items():
            if cell.misconception:
                holders.setdefault((question, cell.misconception), []).append(row.learner)
    found = []
    for (question, name), learners in holders.items():
        result = next(each for each in lesson.graded[learners[0]].results
                      if (each.question, each.misconception) == (question, name))
        found.append(Misconception(question, name, tuple(learners), *choose_sentence(result), result.hint))
    return sorted(found, key=lambda one: -len(one.learners))
