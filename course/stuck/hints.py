"""`hint`: the steps of a question, one more each time; as text and as Markdown."""
from __future__ import annotations

import re
from typing import Any

from course import notes
from course.questions import find
from course.stuck import opening
from course.stuck.written import is_answered

PROSE = re.compile(r"(?!```|~~~|[|>#]|\$\$|[-*+] |\d+[.)] |    )")  # what may go on in the line of a title
NEW_BLOCK = "\n\n"


class Steps:
    """The steps of a question that are open, and what it takes to open the next."""

    def __init__(self, texts: dict[str, str], n_open: int, next_line: str) -> None:
        self.texts = dict(list(texts.items())[:n_open])
        self.next_line = next_line

    def _repr_markdown_(self) -> str:
        """Return the steps as Markdown."""
        parts = [f"**{number}. {title}.**{' ' if PROSE.match(text) else NEW_BLOCK}{text}"
                 for number, (title, text) in enumerate(self.texts.items(), 1)]
        return "\n\n".join([*parts, *([f"*{self.next_line}*"] if self.next_line else [])])

    def __repr__(self) -> str:
        return self._repr_markdown_().replace("**", "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/markdown": self._repr_markdown_()}


def hint(question_id: str, step: int | None = None) -> Steps:
    """Open the next step of a question: a question back, the idea, a worked example, our answer.

    The last two take a try each: an answer of your own, checked. What you open is noted for you alone and costs
    nothing. For words that a person grades, the model answer and the rubric open once yours is written and saved.

    Args:
        question_id: the question's id, such as "row-softmax".
        step: open the steps up to this one, from 1; without it, one more than before.

    Raises:
        ValueError: there is no such question, or no such step.
    """
    texts, is_written = _find(question_id)
    if not texts:
        why = "Hints are for learning: grading shows none." if notes.is_grading() else "This course came without hints."
        return Steps({}, 0, why)
    if step is not None and not 1 <= step <= len(texts):
        raise ValueError(f"hint: expected a step from 1 to {len(texts)}, got {step!r}. Leave it out for the next one.")
    if is_written:
        allowed = len(texts) if is_answered(question_id) else 0
    else:
        allowed = opening.n_allowed_now(question_id, len(texts))
    before = min(opening.n_opened(question_id), len(texts))
    n_open = max(before, min(step or before + 1, allowed))
    opening.note_opened(question_id, n_open)
    return Steps(texts, n_open, _next_line(question_id, list(texts), n_open, allowed, is_written))


def our_answer(question_id: str) -> Steps:
    """Return the last step alone, for somebody who is right already."""
    opened = hint(question_id, len(find_texts(question_id)))
    title, text = list(opened.texts.items())[-1]
    return Steps({title: text}, 1, "")


def find_texts(question_id: str) -> dict[str, str]:
    """Return the steps of a question by title; none in grading, or where the course came without keys."""
    return _find(question_id)[0]


def _find(question_id: str) -> tuple[dict[str, str], bool]:
    if notes.is_grading():
        return {}, False
    try:
        from course.keys.steps import find_steps
    except ModuleNotFoundError as error:
        if error.name not in ("course.keys", "course.keys.steps"):
            raise
        return {}, False
    steps = find_steps(question_id)
    if steps is None:
        _check_id(question_id)
        return {}, False
    return steps.steps, steps.is_written


def _check_id(question_id: str) -> None:
    """Say which id an unknown one may have been meant for."""
    try:
        find(question_id)
    except ValueError as error:
        raise ValueError(str(error).replace("check:", "hint:")) from None


def _next_line(question_id: str, titles: list[str], n_open: int, allowed: int, is_written: bool) -> str:
    """Say how to go on."""
    if n_open == len(titles):
        return ""
    if n_open < allowed:
        return f'`hint("{question_id}")` opens the next step: {titles[n_open].lower()}.'
    if is_written:
        return "The model answer opens once you've written yours and saved the notebook."
    return opening.tell_try(titles[n_open], n_open)
