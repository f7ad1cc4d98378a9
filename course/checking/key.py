"""What is right, and what is known to be wrong: the other half of a question, which no grading kernel sees."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from course.checking.facts import Fact
from course.checking.question import Answer, Question


def no_files(seed: int) -> dict[str, bytes]:
    """Most questions have no files."""
    return {}


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners really give.

    Attributes:
        name: what the learner did, as a short phrase: the label in the class report.
        hint: why the guess is reasonable, why it fails, and one thing to do next.
        ways: the wrong answer itself, in one or more forms: values, or functions with the right answer's arguments.
        say: a sentence about it to say in class; "" leaves it to the hint.
    """

    name: str
    hint: str
    ways: tuple[Any, ...]
    say: str = ""


@dataclass(frozen=True)
class Score:
    """How far an answer is right that has no one right value.

    Attributes:
        share: of the points, from 0 to 1; None where nobody can know it, or where there are none to earn.
        message: what came of it, in a sentence.
        misconception: the name of the wrong idea, one of those of the answer, where it was recognized.
        hint: what to do next, where the misconception has no hint of its own.
        is_practice: whether the answer, of the right form, is one that can never earn points.
    """

    share: float | None
    message: str
    misconception: str = ""
    hint: str = ""
    is_practice: bool = False


@dataclass(frozen=True, eq=False)  # one is itself alone: right facts are kept by it
class Solution:
    """What is right for one answer, and the wrong ideas that are recognized.

    Attributes:
        answer: what is asked for.
        right: the right value, or a function that computes it with PyTorch's own means.
        misconceptions: the wrong answers that are recognized, the most telling first.
        rtol: relative tolerance of the comparison.
        atol: absolute tolerance of the comparison.
        reading: from what was observed, the inputs and the number of its case, what is to be compared: a pure function
            that raises on no fact. What it cannot read it must return as nothing that could be right
            (`course.keys.reading.UNREADABLE`). None compares what was observed itself.
        score: from what was returned and the seed, how far it is right; None compares it with the right value.
        rehearsal: the same for the learner's own check of a question that is the same for all; None takes `score`.
        told: from what was observed, what a learner's card says of it beside what came back, as (label, text) pairs.
        picture: from the arguments and what came back, a drawing for the learner's card, as SVG.
    """

    answer: Answer
    right: Any
    misconceptions: tuple[Misconception, ...]
    rtol: float = 1e-4
    atol: float = 1e-5
    reading: Callable[[Fact, Sequence[tuple], int], Fact] | None = None
    score: Callable[[Fact, int], Score] | None = None
    rehearsal: Callable[[Fact, int], Score] | None = None
    told: Callable[[Fact], Sequence[tuple[str, str]]] | None = None
    picture: Callable[[tuple, Fact], str] | None = None


@dataclass(frozen=True)
class Key:
    """The solutions of a question, in the order of its answers.

    Attributes:
        question: what is asked.
        solutions: one for each answer.
        files: from the seed of inputs that are the same for all, the files that a class gets with the lesson, by name.
        handed_in: from the same seed, the files that come with the right answer, by name.
    """

    question: Question
    solutions: tuple[Solution, ...]
    files: Callable[[int], dict[str, bytes]] = no_files
    handed_in: Callable[[int], dict[str, bytes]] = no_files
