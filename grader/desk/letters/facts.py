"""What a letter is made from, beside the graded notebook: plain data, which travels to the process that writes it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from course.checking.question import Result
from grader.marks.mark import Mark


@dataclass(frozen=True)
class Total:
    """What one notebook of a hand-in came to.

    Attributes:
        notebook: its name in the lesson.
        points: points of its cells.
        max_points: points that it is worth.
        penalty: points that handing it in late cost.
    """

    notebook: str
    points: float
    max_points: float
    penalty: float = 0.0

    @property
    def score(self) -> float:
        """The points that count; a penalty takes no more than there is."""
        return max(0.0, self.points - self.penalty)


@dataclass(frozen=True)
class Facts:
    """What is known of one learner's notebook.

    Attributes:
        learner: the learner's name in the class folder.
        name: first and last name, where the gradebook has them.
        lesson: the lesson's name.
        notebook: the notebook's name in the lesson.
        marks: marks by grade id.
        comments: what a person wrote, by grade id.
        totals: what each notebook of the hand-in came to, this one among them.
        results: what each check came to, by question id.
        late_s: seconds past the due date.
        refused: why the newest hand-in could not be graded, else "".
        faulty: whether the newest grading broke off for a reason of ours.
        ended: why the run ended early, else "".
        score: what counts for the whole lesson; None where it is the sum of `totals`.
        regained: the part of it that an earlier, better hand-in adds.
    """

    learner: str
    name: str
    lesson: str
    notebook: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    late_s: float = 0.0
    refused: str = ""
    faulty: bool = False
    ended: str = ""
    score: float | None = None
    regained: float = 0.0

    @property
    def counts(self) -> float:
        """The points that count for the whole lesson."""
        return sum(total.score for total in self.totals) if self.score is None else self.score

    @property
    def total(self) -> Total:
        """What this notebook came to."""
        return next((total for total in self.totals if total.notebook == self.notebook), Total(self.notebook, 0.0, 0.0))


def encode(facts: Facts) -> dict[str, Any]:
    """Return facts as plain data."""
    return asdict(facts)


def decode(data: dict[str, Any]) -> Facts:
    """Return facts from plain data."""
    marks = {grade_id: Mark(**mark) for grade_id, mark in data["marks"].items()}
    results = {question: Result(**result) for question, result in data["results"].items()}
    totals = tuple(Total(**total) for total in data["totals"])
    return Facts(**data | {"marks": marks, "results": results, "totals": totals})
