"""`why-new-head`: what a new task needs a new head for; and letters of options, as two questions of this lesson ask."""
from __future__ import annotations

from typing import Any

from course.checking.question import Answer, Question


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in brackets or with spaces around it."""
    return str.strip(answer).strip("().: ").upper() if issubclass(type(answer), str) else answer


WHY_NEW_HEAD = Question("why-new-head", "What a head does", (
    Answer("why_new_head", "the letter of one option, in quotation marks", call=read_letter),
))
