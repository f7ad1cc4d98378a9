"""The questions of all course packs, one package a lesson, one module a question; found by its being there."""
from __future__ import annotations

import difflib
import re
from functools import cache

from course.checking.question import Question
from course.packs import OURS, Pack, packs

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
left_out: dict[str, str] = {}  # packs whose questions can't be used, by name, and why


@cache
def lessons() -> dict[str, tuple[Question, ...]]:
    """Return the questions of every lesson, by its name: those of this course, then those of other packs.

    A pack that can't be read, or has a lesson or a question that another has, is left out: `left_out` says why.

    Raises:
        ValueError: two questions of this course have one id.
    """
    found: dict[str, tuple[Question, ...]] = {}
    owners: dict[str, Pack] = {}  # of names of lessons and ids of questions
    for pack in packs():
        try:
            own = _require_new(lessons_of(pack), owners, pack)
            found |= own
            owners |= dict.fromkeys(_names(own), pack)
        except Exception as error:  # whatever somebody else's code does, the other lessons are there
            if pack is OURS:
                raise
            left_out[pack.name] = f"{type(error).__name__}: {error}"
    return found


@cache
def lessons_of(pack: Pack) -> dict[str, tuple[Question, ...]]:
    """Return the questions of a pack's lessons, by the lesson's name and in the order of these."""
    topics = sorted(pack.topics("questions"), key=lambda topic: topic.LESSON)
    return {topic.LESSON: tuple(topic.QUESTIONS) for topic in topics}


def _names(own: dict[str, tuple[Question, ...]]) -> list[str]:
    """Return the names of lessons and the ids of their questions."""
    return [*own, *(question.id for asked in own.values() for question in asked)]


def _require_new(
    own: dict[str, tuple[Question, ...]], owners: dict[str, Pack], pack: Pack,
) -> dict[str, tuple[Question, ...]]:
    names = _names(own)
    if odd := sorted({repr(name) for name in names if not (isinstance(name, str) and NAME.fullmatch(name))}):
        raise ValueError(f"{pack.package}/questions: expected names of lessons and ids of letters, digits, hyphens and "
                         f"underscores, got {', '.join(odd)}. They name files and folders: choose others.")
    if twice := sorted({name for name in names if name in owners or names.count(name) > 1}):
        others = " and ".join(dict.fromkeys(owners.get(name, pack).name for name in twice))
        raise ValueError(f"{pack.package}/questions: expected every name once, got {twice} twice, also in the course "
                         f"pack {others}. Rename one of each.")
    return own


def usable_packs() -> tuple[Pack, ...]:
    """Return the packs that aren't left out."""
    lessons()
    return tuple(pack for pack in packs() if pack.name not in left_out)


def find_pack(lesson: str) -> Pack | None:
    """Return the pack that has a lesson, or None: it is an instructor's own, without questions of ours."""
    return next((pack for pack in usable_packs() if lesson in lessons_of(pack)), None)


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
    lost = "".join(f" (The course pack {name} is left out. {why})" for name, why in left_out.items())
    raise ValueError(f"{caller}: expected a question's id, got {question_id!r}. {way}{lost}")
