"""What is known about a question: the right answer, and the wrong ones by name."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from course.checking.facts import Fact


def no_inputs(seed: int) -> list[tuple]:
    """A value has nothing to be called with: one case, no arguments."""
    return [()]


def no_files(seed: int) -> dict[str, bytes]:
    """Most questions have no files."""
    return {}


def call_answer(answer: Any, *arguments: Any) -> Any:
    """A function is called; a value is what it is."""
    return answer(*arguments) if arguments else answer


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners really give.

    Attributes:
        name: what the learner did, as a short phrase: the label in the class report.
        hint: why the guess is reasonable, why it fails, and one thing to do next.
        ways: the wrong answer itself, in one or more forms: values, or functions with the right answer's arguments.
    """

    name: str
    hint: str
    ways: tuple[Any, ...]


@dataclass(frozen=True)
class Score:
    """How far an answer is right that has no one right value.

    Attributes:
        share: of the points, from 0 to 1; None where only the form of the answer can be known.
        message: what came of it, in a sentence.
        misconception: the name of the wrong idea, one of those of the answer, where it was recognised.
        hint: what to do next, where the misconception has no hint of its own.
    """

    share: float | None
    message: str
    misconception: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Answer:
    """One thing that a question asks for: a value, or a function that is tried on fresh inputs.

    Attributes:
        name: the learner's variable or function.
        expected: what is due, in kind, without giving it away.
        right: the right value, or a function that computes it with PyTorch's own means.
        misconceptions: the wrong answers that are recognised, the most telling first.
        inputs: makes the cases from a seed: a sequence of argument tuples, new objects each time.
        call: runs an answer on one case's arguments and returns everything that is to be compared.
        changes_inputs: whether the answer is meant to change its arguments.
        rtol: relative tolerance of the comparison.
        atol: absolute tolerance of the comparison.
        score: from what was returned and the seed, how far it is right; None compares it with the right value.
    """

    name: str
    expected: str
    right: Any
    misconceptions: tuple[Misconception, ...]
    inputs: Callable[[int], Sequence[tuple]] = no_inputs
    call: Callable[..., Any] = call_answer
    changes_inputs: bool = False
    rtol: float = 1e-4
    atol: float = 1e-5
    score: Callable[[Fact, int], Score] | None = None

    @property
    def is_function(self) -> bool:
        return self.inputs is not no_inputs


@dataclass(frozen=True)
class Question:
    """A question of a lesson: its id, the heading that explains it, and its answers in the order of `check`.

    Several answers share the points equally.

    Attributes:
        id: its name.
        section: the heading of the lesson that explains it.
        answers: what it asks for, in the order of `check`.
        same_for_all: whether a whole class is judged on the same inputs. Their seed is never told to a kernel.
        files: from the seed of these inputs, the files that a class gets with the lesson, by name.
        handed_in: from the same seed, the files that come with the right answer, by name.
    """

    id: str
    section: str
    answers: tuple[Answer, ...]
    same_for_all: bool = False
    files: Callable[[int], dict[str, bytes]] = no_files
    handed_in: Callable[[int], dict[str, bytes]] = no_files


@dataclass(frozen=True)
class Result:
    """What a check came to.

    Attributes:
        question: the question's id.
        outcome: "passed", "failed", "broken" (our fault: costs nothing), "not tried", or "ready": its form is right,
            and how many points it is worth is found elsewhere.
        points: points earned, from 0 to `max_points`.
        max_points: points that the question is worth.
        answer: the first answer that is not right yet, else empty.
        called: the call that went wrong, in words.
        returned: what came back, in words.
        expected: what was due, in kind.
        message: what is wrong, in a sentence.
        hint: what to think about and do next.
        misconception: the name of the wrong idea, where one was recognised.
        section: the heading to read again.
        seconds: time that the learner's code took.
    """

    question: str
    outcome: str
    points: float
    max_points: float
    answer: str = ""
    called: str = ""
    returned: str = ""
    expected: str = ""
    message: str = ""
    hint: str = ""
    misconception: str = ""
    section: str = ""
    seconds: float = 0.0
