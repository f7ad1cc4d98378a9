"""What every mark must be, worked out from the story and the bank. Nothing here asks `grader`."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil, floor

from term.story import (
    CAP,
    DROP_LOWEST,
    EXTENSION,
    GRACE,
    LESSONS,
    NEW_POINTS,
    OLD_POINTS,
    PER_DAY,
    REGRADED,
    HandIn,
    Lesson,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """A point in the term at which marks are looked at.

    Attributes:
        lesson: the lesson.
        attempts: how many hand-ins have come in.
        granted: whether the late extensions are granted.
        accepted: whether the held question is accepted.
        by_hand: whether the person has graded.
        regraded: whether the question has its new points.
    """

    lesson: Lesson
    attempts: int = 2
    granted: bool = True
    accepted: bool = True
    by_hand: bool = True
    regraded: bool = True


@dataclass(frozen=True)
class Mark:
    """A mark: points of each question, what the person gave, and what being late costs."""

    questions: dict[str, float] = field(default_factory=dict)
    by_hand: float = 0.0
    penalty: float = 0.0

    @property
    def earned(self) -> float:
        return sum(self.questions.values()) + self.by_hand

    @property
    def net(self) -> float:
        return self.earned - self.penalty


def mark(hand_in: HandIn, questions: dict[str, float], at: Moment) -> Mark:
    """Return the mark of one hand-in whose questions earn this much."""
    points = {name: _points(hand_in, name, worth, at) for name, worth in questions.items()}
    given = float(hand_in.words.get("words", 0)) if at.by_hand else 0.0
    return Mark(points, given, (sum(points.values()) + given) * _late_share(hand_in, at))


def counted(marks: list[Mark], best: bool) -> Mark:
    """Return which of a learner's marks counts, of those that could be given."""
    return max(marks, key=lambda one: one.net) if best else marks[-1]


def held(hand_in: HandIn, at: Moment) -> bool:
    """Return whether a person has yet to decide about a question of a hand-in."""
    return "publishes-twice" in hand_in.words and not (at.accepted and "accepted" in hand_in.words)


def _points(hand_in: HandIn, question: str, points: float, at: Moment) -> float:
    if held(hand_in, at):
        return 0.0
    if (hand_in.lesson.name, question) == REGRADED and at.regraded:
        return points * NEW_POINTS / OLD_POINTS
    return points


def _late_share(hand_in: HandIn, at: Moment) -> float:
    words = hand_in.words
    late = hand_in.late - (EXTENSION if "extended" in words or "granted" in words and at.granted else timedelta())
    return min(CAP, PER_DAY * ceil(late / DAY)) if late > GRACE else 0.0


def total(shares: dict[str, float]) -> float:
    """Return a learner's total in percent, of their share of each lesson's points; what is missing counts as nothing.

    Of equally low lessons the one that weighs most is dropped.
    """
    of = {lesson: shares.get(lesson.name, 0.0) for lesson in LESSONS}
    kept = sorted(LESSONS, key=lambda lesson: (of[lesson], -lesson.weight))[DROP_LOWEST:]
    return 100 * sum(lesson.weight * of[lesson] for lesson in kept) / sum(lesson.weight for lesson in kept)


def capstone_share(macro_f1: float) -> float:
    """Return the share of the points for a macro-F1, in whole hundredths: none at 0.60, all at 0.85."""
    return floor(100 * min(1.0, max(0.0, (macro_f1 - 0.60) / 0.25))) / 100


def macro_f1(labels: list[int], said: list[int]) -> float:
    """Return the mean of the classes' F1."""
    scores = []
    for digit in range(10):
        both = sum(label == digit == one for label, one in zip(labels, said))
        either = labels.count(digit) + said.count(digit)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / 10

