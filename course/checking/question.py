"""What a question asks: how inputs are made, how an answer is called and observed. Nothing here says what is right."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


def no_inputs(seed: int) -> list[tuple]:
    """A value has nothing to be called with: one case, no arguments."""
    return [()]


def call_answer(answer: Any, *arguments: Any) -> Any:
    """A function is called; a value is what it is."""
    return answer(*arguments) if arguments else answer


@dataclass(frozen=True)
class Answer:
    """One thing that a question asks for: a value, or a function that is tried on fresh inputs.

    Attributes:
        name: the learner's variable or function.
        expected: what is due, in kind, without giving it away.
        inputs: makes the cases from a seed: a sequence of argument tuples, new objects each time.
        call: runs an answer on one case's arguments and returns everything that is to be compared.
        changes_inputs: whether the answer is meant to change its arguments.
    """

    name: str
    expected: str
    inputs: Callable[[int], Sequence[tuple]] = no_inputs
    call: Callable[..., Any] = call_answer
    changes_inputs: bool = False

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
    """

    id: str
    section: str
    answers: tuple[Answer, ...]
    same_for_all: bool = False

    def __getitem__(self, name: str) -> Answer:
        """Return the answer with this name.

        Raises:
            LookupError: there is none.
        """
        for answer in self.answers:
            if answer.name == name:
                return answer
        asked = ", ".join(answer.name for answer in self.answers)
        raise LookupError(f"{self.id}: expected one of its answers ({asked}), got {name!r}. Correct the name.")


@dataclass(frozen=True)
class Result:
    """What a check came to.

    Attributes:
        question: the question's id.
        outcome: "passed", "failed", "broken" (our fault: costs nothing), "held" (the judge stumbled over what the
            kernel sent: no points until a person has looked), "not tried", "ready" (its form is right, and how many
            points it is worth is found elsewhere), or "practice": its form is right, and it never earns points.
        points: points earned, from 0 to `max_points`.
        max_points: points that the question is worth.
        answer: the first answer that is not right yet, else empty.
        called: the call that went wrong, in words.
        returned: what came back, in words.
        expected: what was due, in kind.
        message: what is wrong, in a sentence.
        hint: what to think about and do next.
        misconception: the name of the wrong idea, where one was recognized.
        section: the heading to read again.
        seconds: time that the learner's code took.
        say: a sentence about the misconception to say in class, if its key has one.
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
    say: str = ""
