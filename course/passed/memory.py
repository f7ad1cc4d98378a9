"""Which functions passed their checks: the objects in this kernel, and their source in the state beside the notebooks.

The source is the learner's own and is run in the learner's own kernel alone: grading neither writes nor reads it.
"""
from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from course import notes, state
from course.checking.question import Question
from course.passed import definitions

_passed: dict[str, dict[str, Callable]] = {}  # in this kernel, by question and answer
_failing: set[str] = set()  # questions whose last check in this kernel was not passed


def function_names(question: Question) -> list[str]:
    """Return the names of the functions that a question asks for, in its order. Values are left out."""
    return [] if question.same_for_all else [answer.name for answer in question.answers if answer.is_function]


def remember(question: Question, answers: tuple, is_passed: bool) -> None:
    """Note what came of a check. What passed last stays, whatever fails after it."""
    wanted = function_names(question)
    given = {answer.name: one for answer, one in zip(question.answers, answers) if answer.name in wanted}
    if not wanted or not is_passed or not all(map(callable, given.values())):
        _failing.add(question.id)
        return
    _failing.discard(question.id)
    _passed[question.id] = given
    if not notes.is_grading():
        written = {name: _written(one) for name, one in given.items()}
        state.update("answers", lambda kept: kept | {question.id: written})


def is_failing(question: Question) -> bool:
    """Return whether the last check of a question in this kernel was not passed."""
    return question.id in _failing


def recall(question: Question) -> dict[str, Callable | str]:
    """Return the functions that passed last, by name; a sentence for one that cannot be brought back.

    Empty if the question was never passed.
    """
    if question.id in _passed:
        return dict(_passed[question.id])
    kept = state.read("answers").get(question.id, {})
    if not isinstance(kept, dict) or not kept:
        return {}
    return {name: _brought_back(name, kept.get(name)) for name in function_names(question)}


def _written(function: Callable) -> dict[str, Any]:
    """Return a function as it is kept in the file: its source, or why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python says of a cell, it has said when that ran
            name, pieces = definitions.write_down(function)
        return {"name": name, "pieces": pieces}
    except definitions.NotPortable as error:
        return {"but": str(error)}
    except (Exception, SystemExit):  # whatever a learner's objects do when they are looked at: the check goes on
        return {"but": "its source couldn't be saved"}


def _brought_back(name: str, kept: Any) -> Callable | str:
    """Return a function made from what the file says, or a sentence about why that failed."""
    try:
        if "but" in kept:
            return f"Your `{name}` passed its check, but can't be brought back from that session: {kept['but']}."
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return definitions.bring_back(kept["name"], kept["pieces"], f"your {name}")
    except (Exception, SystemExit) as error:
        return f"Your `{name}` passed its check, but bringing it back raised {type(error).__name__}."
