"""The keys of the questions, one package a lesson, one module a question, as in `course.questions`.

No grading kernel has this folder, and a course can be installed without it: then a check says only that an answer is
ready to be handed in.
"""
from __future__ import annotations

from functools import cache

from course.checking.key import Key
from course.checking.question import Question
from course.packs import Pack
from course.questions import lessons_of, usable_packs


class NoKeys(LookupError):
    """A course pack was installed without its keys."""


def keys() -> dict[str, Key]:
    """Return the key of every question, by its id, as far as keys are installed."""
    return {name: key for pack in usable_packs() for name, key in keys_of(pack).items()}


@cache
def keys_of(pack: Pack) -> dict[str, Key]:
    """Return the key of every question of a pack, by its id; none where it was installed without them.

    Raises:
        ValueError: a question has no key, two, or a key of other answers.
    """
    topics = pack.topics("keys")
    return match_keys([key for topic in topics for key in topic.KEYS], lessons_of(pack), pack.package) if topics else {}


def match_keys(
    found: list[Key], asked: dict[str, tuple[Question, ...]], package: str = "course",
) -> dict[str, Key]:
    """Return keys by the ids of their questions.

    Raises:
        ValueError: a question has no key, two, or a key of other answers, or a key has no question.
    """
    by_id = {key.question.id: key for key in found}
    questions = {question.id: question for lesson in asked.values() for question in lesson}
    ids = sorted(key.question.id for key in found)
    if ids != sorted(questions):
        odd = sorted({name for name in (*ids, *questions) if ids.count(name) != (name in questions)})
        raise ValueError(f"{package}/keys: expected one key for each question, got another number for {odd}. "
                         "Look at the KEYS of their lessons.")
    for name, key in by_id.items():
        if [solution.answer for solution in key.solutions] != [*questions[name].answers]:
            raise ValueError(f"{package}/keys: expected a solution for each answer of {name!r} in their order, got "
                             f"{[solution.answer.name for solution in key.solutions]}. Correct its key.")
    return by_id


def find_key(question_id: str) -> Key:
    """Return the key of the question with this id.

    Raises:
        KeyError: there is no such question.
        NoKeys: its pack was installed without keys.
    """
    pack = next((pack for pack in usable_packs() for asked in lessons_of(pack).values()
                 if any(one.id == question_id for one in asked)), None)
    if pack is None:
        raise KeyError(question_id)
    if question_id not in keys_of(pack):
        raise NoKeys(f"{question_id}: expected the keys of the course pack {pack.name}, got none. Install the "
                     "pack with its keys: its learner's wheel has none.")
    return keys_of(pack)[question_id]
