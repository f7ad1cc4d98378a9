"""The claims of hints: what a hint says of an answer must be so of every way that it is given for.

`tests/claims/<question-id>.py` has one function for each misconception, named after it with
underscores, which takes the cases of a wrong way and asserts what the hint says of them:

    def softmax_over_columns(cases):
        assert all(close(case.came.sum(dim=0), 1) for case in cases)

A claim that is true of the right answer as well would be true of anything, so it must fail there.
"""
from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from course.checking.facts import Fact
from course.checking.key import Key, Solution
from course.checking.probe import captured_output, make_inputs
from course.checking.ways import right_facts, run_way

SEED = 0


@dataclass(frozen=True)
class Tried:
    """What a way gave on one input.

    Attributes:
        arguments: what it was called with, as it was before the call.
        came: what it returned, or the exception that it raised; the value itself, where none is called.
        due: the same of the right way.
        left: the arguments as they were after the call: a model that was worked on, for one.
        left_by_right: the same of the right way.
        fact: what the check compares of it.
        right: what the check compares it with.
    """

    arguments: tuple
    came: Any
    due: Any
    left: tuple
    left_by_right: tuple
    fact: Fact
    right: Fact


def read_claims(path: Path) -> dict[str, Callable]:
    """Return the claims of a file by the names of their misconceptions."""
    names: dict[str, Any] = {"__name__": path.stem, "torch": torch}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    return {name.replace("_", "-"): one for name, one in names.items()
            if callable(one) and not name.startswith("_") and getattr(one, "__module__", None) == path.stem}


def verify_claims(key: Key, claims: dict[str, Callable]) -> Iterator[tuple[str, str]]:
    """Yield each way of a key as its misconception and what is wrong with its hint: "" where all that it says is so."""
    for solution in key.solutions:
        for known in solution.misconceptions:
            claim = claims.get(known.name, _nothing)
            useless = _useless(claim, solution)
            yield from ((known.name, useless or _holds(claim, try_way(solution, way))) for way in known.ways)


def _nothing(cases: list[Tried]) -> None:
    """Stands for a claim that nobody wrote."""


def _useless(claim: Callable, solution: Solution) -> str:
    """Return why there is nothing to test a hint by, or ""."""
    if claim is _nothing:
        return "its hint has no claim in tests/claims"
    holds = not _holds(claim, try_way(solution, solution.right))
    return "its claim holds for the right answer too, so it says nothing" if holds else ""


def try_way(solution: Solution, way: Any) -> list[Tried]:
    """Return what a way gives on every public input, beside what the right way gives."""
    with warnings.catch_warnings(), captured_output():
        warnings.simplefilter("ignore")
        facts, right = list(run_way(solution, way, SEED)), right_facts(solution, SEED)
        calls = [_call(way, arguments) for arguments in make_inputs(solution.answer, SEED)]
        dues = [_call(solution.right, arguments) for arguments in make_inputs(solution.answer, SEED)]
    return [Tried(before, came, due, left, left_by_right, fact, expected)
            for (before, came, left), (_, due, left_by_right), fact, expected in zip(calls, dues, facts, right)]


def _call(way: Any, arguments: tuple) -> tuple[tuple, Any, tuple]:
    """Return the arguments as they were, what came of the call, and the arguments as they are after it."""
    if not arguments or not callable(way):
        return arguments, way, arguments
    before = deepcopy(arguments)
    try:
        return before, way(*arguments), arguments
    except (Exception, SystemExit) as error:
        return before, error, arguments


def _holds(claim: Callable, cases: list[Tried]) -> str:
    """Return "" if what a claim asserts is so, else what isn't."""
    try:
        claim(cases)
    except AssertionError as error:
        return f"what its hint says isn't so: {str(error).splitlines()[0] if str(error) else 'an assertion failed'}"
    except Exception as error:
        return f"its claim raised {type(error).__name__}: {error}"
    return ""
