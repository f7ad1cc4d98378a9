"""`yours`: what a learner wrote and passed is what the lesson goes on with. Until then, ours stands in."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course import notes
from course.check_cell import CheckFailed, find_key
from course.checking.question import Question
from course.passed import memory
from course.passed.running import Running, say
from course.questions import find, lessons


class NothingYet(CheckFailed):
    """A lesson needs a function that hasn't been checked yet, and this course was installed without ours."""


def yours(question_id: str, otherwise: Callable | None = None) -> Any:
    """Return the learner's function that passed a check, or ours until it does, and say which of the two runs.

    What passed last is used, even if it was changed afterwards and now fails. It is found after a restart and in
    another lesson's notebook, too, if its source could be saved. If it raises where ours doesn't, ours takes over for
    that call, and a line says so once.

    While a notebook is being graded, only what was checked in that run is returned, nothing is read or written, and
    ours is never there.

    Args:
        question_id: the question's id, such as "train-step".
        otherwise: what runs where there's neither theirs nor ours, as in grading; for a question that asks for one
            function. A lesson that uses what another one asked for gives it.

    Returns:
        The function; for a question that asks for several, a tuple in the question's order. Values are left out.

    Raises:
        ValueError: there is no such question, or it asks for no function.
        NothingYet: the course was installed without keys, no answer is ready yet, and there's no `otherwise`.
    """
    question = find(question_id)
    names = memory.function_names(question)
    if not names:
        raise ValueError(f"yours: expected a question that asks for a function, got {question_id!r}. "
                         "Use its values by their own names.")
    theirs = memory.recall(question)
    if notes.is_grading():  # before any key is imported
        return _one_or_all([Running(name, _function(theirs, name), otherwise or _absent(name)) for name in names])
    ours = _find_ours(question) or ({names[0]: otherwise} if otherwise else {})
    if not ours and not all(_function(theirs, name) for name in names):
        raise NothingYet(_what_to_do(question, theirs))
    say(_which_runs(question, names, theirs))
    return _one_or_all([Running(name, _function(theirs, name), ours.get(name)) for name in names])


def _find_ours(question: Question) -> dict[str, Callable]:
    """Return the right ways of a question, by name; none where there are no keys."""
    key = find_key(question.id)
    return {solution.answer.name: solution.right for solution in key.solutions} if key else {}


def _function(theirs: dict[str, Callable | str], name: str) -> Callable | None:
    found = theirs.get(name)
    return None if isinstance(found, str) else found


def _absent(name: str) -> Callable:
    """Return what stands in for a function that a graded notebook hasn't checked: a lesson goes on until it's used."""
    def absent(*args: Any, **kwargs: Any) -> Any:
        raise NothingYet(f"yours: expected `{name}` to be checked before it's used, got no check of it in this run.")
    return absent


def _one_or_all(functions: list[Running]) -> Any:
    return functions[0] if len(functions) == 1 else tuple(functions)


def _which_runs(question: Question, names: list[str], theirs: dict[str, Callable | str]) -> str:
    """Return the line above a demonstration: whose function runs, and if it's ours, why."""
    if not theirs:
        return f"Running ours until your {_listed(names)} {'passes its' if len(names) == 1 else 'pass their'} check."
    lost = [reason for reason in theirs.values() if isinstance(reason, str)]
    found = [name for name in names if _function(theirs, name)]
    if not found:
        return " ".join(["Running ours here.", *lost])
    when = ""
    if memory.is_failing(question):
        when = f" from the last time {'it' if len(found) == 1 else 'they'} passed"
    rest = [f"Ours stands in for {_listed([name for name in names if name not in found])}."] if lost else []
    return " ".join([f"Running your {_listed(found)}{when}.", *rest, *lost])


def _listed(names: list[str]) -> str:
    """Return names as code, with commas and an "and"."""
    return " and ".join(", ".join(f"`{name}`" for name in names).rsplit(", ", 1))


def _what_to_do(question: Question, theirs: dict[str, Callable | str]) -> str:
    """Return the error where there's neither theirs nor ours: which check to do first, in words."""
    lesson = next(lesson for lesson, asked in lessons().items() if question in asked)
    names = ", ".join(answer.name for answer in question.answers)
    lost = "".join(f" {reason}" for reason in theirs.values() if isinstance(reason, str))
    return (f"yours: expected an answer to {question.id!r} that is ready to hand in, got none.{lost} In lesson "
            f"{lesson}, fill in its cell, run it, then run check(\"{question.id}\", {names}).")
