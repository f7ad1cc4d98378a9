"""Which lesson and which question somebody means."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from course.work.folder import NoSuch

NEAR = 0.7  # how much alike two names are, from 0 to 1, for one to be taken for a slip of the other


def find_lesson(given: str, questions: Mapping[str, Sequence[str]]) -> str:
    """Return the lesson that somebody means by its name, its number, or the beginning of either half of its name.

    >>> lessons = {"01_first_computation": [], "02_linear_layers": []}
    >>> {find_lesson(given, lessons) for given in ("2", "lesson 2", "02_lin", "Linear", "work/02_linear_layers.ipynb")}
    {'02_linear_layers'}

    Args:
        given: what they wrote; a shell may have made a path of it.
        questions: the ids of all questions, by lesson.

    Raises:
        NoSuch: there's none, or more than one; the message says if it's a question instead.
    """
    lessons, said = list(questions), _plain(given)
    if said in lessons:
        return said
    fits = [name for name in lessons if said and (_is_number(said, name) or name.startswith(said)
                                                  or name.partition("_")[2].startswith(said))]
    if len(fits) == 1:
        return fits[0]
    of = next((name for name, ids in questions.items() if said in ids), "")
    if of and not fits:
        raise NoSuch(f"course: expected a lesson, got {given!r}, which is a question of {of}. Name the lesson first: "
                     f"{of} {said}")
    raise NoSuch(_no_such("a lesson", given, fits or lessons, [name.partition("_")[2] for name in lessons]))


def _plain(given: str) -> str:
    """Return a lesson's name without what people and shells put around it."""
    name = re.split(r"[/\\]", given.strip())[-1] if ".." not in given else given
    return re.sub(r"^lesson\s*(?=\d)", "", name.lower().removesuffix(".ipynb")).rstrip(".").replace(" ", "_")


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
    beginnings = {name[:n]: name for name in [*also, *known] for n in (len(given), len(name)) if n > 2}
    near = difflib.get_close_matches(given.lower(), beginnings, n=1, cutoff=NEAR)
    guess = f" Did you mean {beginnings[near[0]]!r}?" if near else ""
    return f"course: expected {what}, got {given!r}.{guess} There are: {', '.join(known)}."
