"""Which lesson and which question somebody means."""
from __future__ import annotations

import difflib
from collections.abc import Iterable

from course.work.folder import NoSuch


def find_lesson(given: str, known: Iterable[str]) -> str:
    """Return the lesson that somebody means by its name, its number, or the beginning of either half of its name.

    >>> lessons = ["01_first_computation", "02_linear_layers"]
    >>> [find_lesson(given, lessons) for given in ("2", "02_lin", "Linear", "02_linear_layers.ipynb")]
    ['02_linear_layers', '02_linear_layers', '02_linear_layers', '02_linear_layers']

    Raises:
        NoSuch: there's none, or more than one.
    """
    lessons, said = list(known), given.strip().removesuffix(".ipynb").lower()
    if said in lessons:
        return said
    fits = [name for name in lessons if said and (_is_number(said, name) or name.startswith(said)
                                                  or name.partition("_")[2].startswith(said))]
    if len(fits) == 1:
        return fits[0]
    raise NoSuch(_no_such("a lesson", given, fits or lessons, [name.partition("_")[2] for name in lessons]))


def _is_number(said: str, name: str) -> bool:
    return said.isdecimal() and name.partition("_")[0].isdecimal() and int(said) == int(name.partition("_")[0])


def find_question(given: str, lesson: str, questions: dict[str, list[str]]) -> str:
    """Return the question of a lesson that somebody means by its id or by how that begins.

    Args:
        given: what they wrote.
        lesson: the lesson's name.
        questions: the ids of all questions, by lesson.

    Raises:
        NoSuch: the lesson has none, or more than one; the message says which other lesson has it.
    """
    said = given.strip().lower().removesuffix("-answer")
    if said in questions[lesson]:
        return said
    fits = [name for name in questions[lesson] if said and name.startswith(said)]
    if len(fits) == 1:
        return fits[0]
    elsewhere = next((other for other, ids in questions.items() if said in ids), "")
    if elsewhere:
        raise NoSuch(f"course: expected a question of {lesson}, got {given!r}, which is in {elsewhere}. Name that "
                        "lesson.")
    raise NoSuch(_no_such(f"a question of {lesson}", given, fits or questions[lesson]))


def _no_such(what: str, given: str, known: list[str], also: Iterable[str] = ()) -> str:
    """Return an error that lists what there is and names what is nearest."""
    near = difflib.get_close_matches(given.lower(), [*known, *also], n=1, cutoff=0.4)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    return f"course: expected {what}, got {given!r}.{guess} There are: {', '.join(known)}."
