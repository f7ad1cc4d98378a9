"""The keys of the questions, one package a lesson, one module a question, as in `course.questions`.

No grading kernel has this folder, and a course can be installed without it: then a check says only that an answer is
ready to be handed in.
"""
from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from course.checking.key import Key
from course.checking.question import Question
from course.questions import lessons


@cache
def keys() -> dict[str, Key]:
    """Return the key of every question, by its id.

    Raises:
        ValueError: a question has no key, two, or a key of other answers.
    """
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.ispkg]
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return match_keys([key for module in modules for key in module.KEYS], lessons())


def match_keys(found: list[Key], asked: dict[str, tuple[Question, ...]]) -> dict[str, Key]:
    """Return keys by the ids of their questions.

    Raises:
        ValueError: a question has no key, two, or a key of other answers, or a key has no question.
    """
    by_id = {key.question.id: key for key in found}
    questions = {question.id: question for lesson in asked.values() for question in lesson}
    ids = sorted(key.question.id for key in found)
    if ids != sorted(questions):
        odd = sorted({name for name in (*ids, *questions) if ids.count(name) != (name in questions)})
        raise ValueError(f"course/keys: expected one key for each question, got another number for {odd}. "
                         "Look at the KEYS of their lessons.")
    for name, key in by_id.items():
        if [solution.answer for solution in key.solutions] != [*questions[name].answers]:
            raise ValueError(f"course/keys: expected a solution for each answer of {name!r} in their order, got "
                             f"{[solution.answer.name for solution in key.solutions]}. Correct its key.")
    return by_id


def find_key(question_id: str) -> Key:
    """Return the key of the question with this id."""
    return keys()[question_id]
