"""The keys of the questions, one package a lesson, one module a question, as in `course.questions`.

No grading kernel has this folder, and a course can be installed without it: then a check says only that an answer is
ready to be handed in.
"""
from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from course.checking.key import Key
from course.questions import lessons


@cache
def keys() -> dict[str, Key]:
    """Return the key of every question, by its id.

    Raises:
        ValueError: a question has no key, two, or a key of other answers.
    """
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found = {key.question.id: key for module in modules for key in getattr(module, "KEYS", ())}
    for question in (question for questions in lessons().values() for question in questions):
        key = found.get(question.id)
        if key is None or key.question is not question or [s.answer for s in key.solutions] != [*question.answers]:
            raise ValueError(f"course/keys: expected a key for {question.id!r} with its answers in their order, got "
                             "none. Add it to the KEYS of its lesson.")
    return found


def find_key(question_id: str) -> Key:
    """Return the key of the question with this id."""
    return keys()[question_id]
