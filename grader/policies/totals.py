"""From scores of lessons to a total of the term, by the class's weights."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.policies.policy import Policies


@dataclass(frozen=True)
class Score:
    """What a learner has for a lesson."""

    points: float
    most: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.points / self.most if self.most else 0.0


@dataclass(frozen=True)
class TermTotal:
    """A learner's total.

    Attributes:
        share: from 0 to 1.
        dropped: lessons that do not count, the lowest first.
    """

    share: float
    dropped: tuple[str, ...] = ()


def term_total(scores: Mapping[str, Score | None], policies: Policies) -> TermTotal:
    """Return the weighted mean of a learner's shares; a lesson that was not handed in counts as 0.

    Of equal lessons the one that weighs most is dropped, and of those the later one; a lesson of no weight is none of
    those dropped. At least one is kept.

    Args:
        scores: by lesson, in the order of the term; None where nothing was handed in.
        policies: weights, and how many of the lowest are dropped.
    """
    shares = {lesson: score.share if score else 0.0 for lesson, score in scores.items()}
    counted = [lesson for lesson in scores if policies.lesson(lesson).weight]
    lowest = sorted(reversed(counted), key=lambda lesson: (shares[lesson], -policies.lesson(lesson).weight))
    dropped = tuple(lowest[:min(policies.total.drop_lowest, max(0, len(counted) - 1))])
    kept = [lesson for lesson in counted if lesson not in dropped]
    weight = sum(policies.lesson(lesson).weight for lesson in kept)
    share = sum(shares[lesson] * policies.lesson(lesson).weight for lesson in kept) / weight if weight else 0.0
    return TermTotal(share, dropped)
