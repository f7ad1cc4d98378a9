"""A learner's mark for a lesson: its graded cells, what being late cost, and what a better hand-in of before adds."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell, as the gradebook has them.

    Attributes:
        points: points that count, those given by hand included.
        max_points: points that the cell is worth.
        auto: points that the grader gave; None if it leaves the cell to a person.
        manual: points that a person gave; None if nobody did.
        extra: extra credit.
        waits: whether a person has yet to look.
    """

    points: float
    max_points: float
    auto: float | None = None
    manual: float | None = None
    extra: float = 0.0
    waits: bool = False


@dataclass(frozen=True)
class LessonMark:
    """A learner's mark for a lesson.

    Attributes:
        raw: points, hand-graded ones included, before a penalty.
        penalty: what a late hand-in cost.
        moment: when it was handed in, in naive UTC; None if unknown.
        waiting: graded cells that a person has yet to look at.
        max_score: the most that there is.
        regained: the part of `raw` that an earlier, better hand-in adds, where the class counts the best of several.
    """

    raw: float
    penalty: float = 0.0
    moment: datetime | None = None
    waiting: tuple[str, ...] = ()
    max_score: float = 0.0
    regained: float = 0.0

    @property
    def score(self) -> float:
        """The points that count; a penalty takes no more than there is."""
        return max(0.0, self.raw - self.penalty)


@dataclass
class Record:
    """All that the gradebook has of one learner's hand-in; each by notebook, and then by grade id.

    Attributes:
        name: first and last name, or "".
        moment: when it was handed in, in naive UTC; None if unknown.
        late_s: seconds past the due date.
        max_score: the most that there is for the lesson.
        regained: points by which an earlier hand-in is better, where the class counts the best of several.
        penalties: points that handing in late cost.
        marks: the marks.
        comments: what a person wrote.
    """

    name: str = ""
    moment: datetime | None = None
    late_s: float = 0.0
    max_score: float = 0.0
    regained: float = 0.0
    penalties: dict[str, float] = field(default_factory=dict)
    marks: dict[str, dict[str, Mark]] = field(default_factory=lambda: defaultdict(dict))
    comments: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def cells(self) -> Mapping[str, Mark]:
        """The marks by the names that results have: with the notebook's in front where a lesson has several."""
        prefix = len(self.penalties) > 1
        return {f"{notebook}/{name}" if prefix else name: mark
                for notebook, of_notebook in self.marks.items() for name, mark in of_notebook.items()}

    @property
    def mark(self) -> LessonMark:
        """What it all comes to."""
        cells = [(name, mark) for of_notebook in self.marks.values() for name, mark in of_notebook.items()]
        waiting = sorted({name for name, mark in cells if mark.waits})
        return LessonMark(sum(mark.points for _, mark in cells) + self.regained, sum(self.penalties.values()),
                          self.moment, tuple(waiting), self.max_score, self.regained)
