"""The questions of the course, one package a lesson, one module a question; a package is found by its being here."""
from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

from course.checking.question import Question


@cache
def lessons() -> dict[str, tuple[Question, ...]]:
    """Return the questions of every lesson, by the name of its module and in the order of the lesson.

    Raises:
        ValueError: two questions have one id.
    """
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.ispkg]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    ordered = sorted(modules, key=lambda module: module.LESSON)
    found = {module.LESSON: module.QUESTIONS for module in ordered}
    ids = [question.id for questions in found.values() for question in questions]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"course/questions: expected every id once, got {twice} twice. Rename one of each.")
    return found


def find(question_id: str, caller: str = "check") -> Question:
    """Return the question with this id.

    Args:
        question_id: the id.
        caller: what the learner called, to begin the message with.

    Raises:
        ValueError: there is none; the message names the nearest id, if one is near.
    """
    known = {question.id: question for questions in lessons().values() for question in questions}
    if question_id in known:
        return known[question_id]
    near = difflib.get_close_matches(str(question_id), known, n=1)
    way = f"Did you mean {near[0]!r}?" if near else "The lesson's table of questions has them all."
    raise ValueError(f"{caller}: expected a question's id, got {question_id!r}. {way}")
