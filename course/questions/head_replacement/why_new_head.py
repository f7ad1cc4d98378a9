"""`why-new-head`: what a new task needs a new head for; and letters of options, as two questions of this lesson ask."""
from __future__ import annotations

from typing import Any

from course.checking.question import Answer, Misconception, Question


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in brackets or with spaces around it."""
    return str.strip(answer).strip("().: ").upper() if isinstance(answer, str) else answer


WHY_NEW_HEAD = Question("why-new-head", "What a head does", (
    Answer(
        "why_new_head", "the letter of one option, in quotation marks", "C",
        (
            Misconception(
                "changes-the-input-size",
                "Pictures of another size are a common wish, so it is a fair guess. But the picture enters at the "
                "other end: the head sees features, and their number stays the same. Look at what leaves the head.",
                ("A",),
            ),
            Misconception(
                "makes-the-model-much-smaller",
                "Ten rows do hold less than a thousand. But look at the whole: more than nine tenths of a ResNet-50's "
                "parameters are in its backbone, which stays. Ask what else differs between the two heads.",
                ("B",),
            ),
            Misconception(
                "faster-because-layers-go",
                "Fewer layers would be faster. But none goes: one Linear takes the place of another, and nearly all "
                "the time is spent before it. Ask what the new task has that the old one had not.",
                ("D",),
            ),
        ),
        call=read_letter,
    ),
))
