"""All entries of all lessons, and the way to look one up."""
from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable
from functools import cache

from course.packs import OURS, packs
from course.predictions.truth import Truth


@cache
def lessons() -> dict[str, tuple[Truth, ...]]:
    """Return the entries of every lesson that has any, by lesson name and in the order of the lesson.

    Raises:
        ValueError: two entries share an id.
    """
    found: dict[str, tuple[Truth, ...]] = {}
    for pack in packs():
        with contextlib.nullcontext() if pack is OURS else contextlib.suppress(Exception):  # as for its questions
            found |= {topic.LESSON: topic.TRUTHS
                      for topic in sorted(pack.topics("predictions.lessons"), key=lambda topic: topic.LESSON)}
    ids = [truth.id for truths in found.values() for truth in truths]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"course/predictions/lessons: expected every id once, got {twice} twice. Rename one of each.")
    return found


def find(prediction_id: str) -> Truth:
    """Return the entry with this id.

    Raises:
        ValueError: there is none; the message names the nearest id.
    """
    known = {truth.id: truth for truths in lessons().values() for truth in truths}
    if isinstance(prediction_id, str) and prediction_id in known:
        return known[prediction_id]
    raise ValueError(f"predict: expected a prediction's id, got {prediction_id!r}. "
                     f"Do you mean {nearest(prediction_id, known)!r}? Add a new one in course/predictions/lessons.")


def of_lesson(lesson: str) -> tuple[Truth, ...]:
    """Return the entries of a lesson, such as "01_first_computation".

    Raises:
        ValueError: no lesson of this name has predictions.
    """
    if isinstance(lesson, str) and lesson in lessons():
        return lessons()[lesson]
    raise ValueError(f"my_guesses: expected the name of a lesson with predictions, got {lesson!r}. "
                     f"Do you mean {nearest(lesson, lessons())!r}?")


def nearest(name: object, known: Iterable[str]) -> str:
    """Return the known name most like a given one."""
    names = sorted(known)
    return (difflib.get_close_matches(str(name), names, n=1, cutoff=0.3) or names)[0]


def right_choice(prediction_id: str) -> str:
    """Return the choice that turns out to be right, so that a lesson's proof cell can compare it with what it measured.

    Raises:
        ValueError: there is no such prediction.

    >>> right_choice("loss-after-one-step")
    'smaller'
    """
    return find(prediction_id).right
