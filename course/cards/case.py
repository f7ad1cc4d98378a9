"""The case that a card shows: one small input on which an answer is wrong, what came back, and what was due.

For the learner's own check alone. In grading the inputs are fresh, and nobody sees them.
"""
from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import nn, optim

from course.checking.facts import Fact, describe, same
from course.checking.judge import wrong_cases
from course.checking.key import Key, Solution
from course.checking.probe import make_inputs
from course.checking.question import Answer
from course.checking.verdict import outermost
from course.checking.ways import right_facts

MAX_LINES, MAX_LINE = 12, 100  # of an argument that no fact can tell


@dataclass(frozen=True)
class Case:
    """One input on which an answer is wrong.

    Attributes:
        answer: the name of the answer.
        number: which of the question's public inputs it is, from 0.
        arguments: what the answer was called with, by name, as facts or words.
        part: what differs, where the check looks at more than what came back; else empty.
        came: what came back.
        due: what was due; None where it would say nothing.
        where: the line of the learner's code that raised.
        printed: what the answer printed.
        told: what else was observed, as (label, text) pairs.
        picture: a drawing of the input and of what came back, as SVG; else empty.
    """

    answer: str
    number: int
    arguments: dict[str, Fact | str]
    part: str
    came: Fact
    due: Fact | None
    where: str = ""
    printed: str = ""
    told: tuple[tuple[str, str], ...] = ()
    picture: str = ""


def find_case(key: Key, facts: Fact, answer: str, seed: int) -> Case | None:
    """Return the case that shows what is wrong with one answer, or None where there is none to show."""
    for solution, cases in zip(key.solutions, facts["answers"]):
        if solution.answer.name == answer and solution.answer.is_function and solution.score is None:
            wrong = wrong_cases(solution, cases, seed)
            return _case(solution, cases[wrong[0]], wrong[0], seed) if wrong else None
    return None


def _case(solution: Solution, observed: Fact, number: int, seed: int) -> Case:
    arguments = make_inputs(solution.answer, seed)[number]
    returned = observed["returned"]
    part, came, due = _differing(solution, returned, right_facts(solution, seed)[number])
    return Case(solution.answer.name, number, _by_name(solution, arguments), part, came, due,
                where=returned.get("where", ""), printed=observed["printed"].strip(),
                told=tuple(solution.told(returned)) if solution.told and returned["kind"] == "mapping" else (),
                picture=solution.picture(arguments, outermost(returned)) if solution.picture else "")


def _differing(solution: Solution, returned: Fact, right: Fact) -> tuple[str, Fact, Fact | None]:
    """Return what to set side by side: the name of the part that differs, what it is, and what it should be."""
    if returned["kind"] != "mapping" or right["kind"] != "mapping" or returned["items"].keys() != right["items"].keys():
        came, due = outermost(returned), outermost(right)
        return "", came, due if not solution.reading or _is_of_numbers(came, due, right) else None
    for name, due in right["items"].items():
        came = returned["items"][name]
        if not same(came, due, solution.rtol, solution.atol) and not _is_flags(due):
            return ("" if name == "returned" else name), came, due
    return "", outermost(returned), outermost(right)


def _is_of_numbers(came: Fact, due: Fact, right: Fact) -> bool:
    """Whether what was due can be shown, though more than that was observed; what came back may be of any kind."""
    return due is not right and due["kind"] in ("sequence", "tensor", "number") and not same(came, due)


def _is_flags(fact: Fact) -> bool:
    """Whether a part only says that something is so; the card's sentence says that already."""
    return all(map(_is_flags, fact["items"])) if fact["kind"] == "sequence" else fact.get("type") == "bool"


def _by_name(solution: Solution, arguments: tuple) -> dict[str, Fact | str]:
    names = _names(solution.answer, solution.right, len(arguments))
    return {name: _words(one) or _told(one) for name, one in zip(names, arguments)}


def _told(value: Any) -> Fact | str:
    """Return an argument as a fact, or, where that says its type alone, as it shows itself: a table of pandas, say."""
    fact = describe(value)
    if fact["kind"] != "object":
        return fact
    lines = repr(value).splitlines()
    return "\n".join(line[:MAX_LINE] for line in [*lines[:MAX_LINES], *["…"] * (len(lines) > MAX_LINES)])


def _names(answer: Answer, right: Any, n_arguments: int) -> list[str]:
    """Return the names of an answer's arguments: those of the right way, else of what calls it."""
    for called in (right, partial(answer.call, None)):
        try:
            taken = inspect.signature(called).parameters.values()
        except (TypeError, ValueError):
            continue
        names = [one.name for one in taken if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        if len(names) >= n_arguments:
            return names
    return [f"argument {i + 1}" for i in range(n_arguments)]


def _words(value: Any) -> str:
    """Return what an argument is, where numbers alone would not say it."""
    if isinstance(value, nn.Sequential):
        return f"Sequential({', '.join(map(_layer, value))})"
    if isinstance(value, nn.Module):
        return _layer(value)
    if isinstance(value, optim.Optimizer):
        return f"{type(value).__name__}(lr={value.param_groups[0]['lr']:g})"
    if callable(value):
        return getattr(value, "__doc__", None) or "a function"
    return repr(value) if isinstance(value, (str, int)) else ""


def _layer(module: nn.Module) -> str:
    inside = module.extra_repr()
    return f"{type(module).__name__}({inside})" if inside and len(inside) < 60 else f"{type(module).__name__}(…)"
