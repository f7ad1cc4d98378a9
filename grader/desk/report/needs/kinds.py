"""What somebody may need, and what must be done first."""
from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import NamedTuple

from grader.classroom.names import is_text, quote_for_shell


class Kind(NamedTuple):
    """A reason to do something.

    Attributes:
        title: what it is called.
        todo: what to do about it, in general.
        is_open: whether grading itself isn't finished until somebody has done it.
    """

    title: str
    todo: str
    is_open: bool = True


KINDS = {  # what must be done first comes first
    "held": Kind("Held for you", "Read the answer. To give it full points:"),
    "refused": Kind("Refused", "Once there is another file:"),
    "fault": Kind("Not graded, and it's our fault", "Earlier marks stay. To try again:"),
    "damaged": Kind("Results that can't be read", "Marks in the gradebook stay. To grade again:"),
    "ungraded": Kind("Handed in, not graded yet", "To grade:"),
    "by hand": Kind("Words for you to grade", "By keys, or in formgrader:"),
    "broken": Kind("A check of ours broke", "Full credit. Please report it."),
    "absent": Kind("Handed in nothing", "Ask them. If it lies in your LMS:", False),
    "stuck": Kind("Stuck on a question", "Talk it over. What they had before:", False),
    "falling": Kind("Falling behind", "Ask how they're doing. What they had before:", False),
}


@dataclass(frozen=True)
class Need:
    """Something that somebody needs.

    Attributes:
        kind: a name of `KINDS`.
        learners: who needs it; one, unless many need the same.
        lessons: what it is about.
        what: what happened, in a sentence.
        question: the question, or "".
        command: the command that helps, or "".
        shares: a learner's shares of the points by lesson, where that is what it is about; None for no hand-in.
    """

    kind: str
    learners: tuple[str, ...]
    lessons: tuple[str, ...]
    what: str
    question: str = ""
    command: str = ""
    shares: tuple[float | None, ...] = ()


def quote(learner: str) -> str:
    """Return a learner's name as a command has it, whatever it is made of."""
    return shlex.quote(learner) if is_text(learner) else quote_for_shell(learner)
