"""The claims of hints: what a hint says of an answer must be so of every way that it is given for.

`tests/claims/<question-id>.py` has one function for each misconception, named after it with
underscores, which takes the cases of a wrong way and asserts what the hint says of them:

    def softmax_over_columns(cases):
        assert all(close(case.came.sum(dim=0), 1) for case in cases)

A claim that is true of the right answer as well would be true of anything, so it must fail there.
"""
from __future__ import annotations

import runpy
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
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
        came: what it returned itself, without the answer's `call`, or the exception that it raised; the value itself,
            where none is called.
        due: the same of the right way.
        left: the arguments as they were after the call: a model that was worked on, for one.
        left_by_right: the same of the right way.
        fact: what the check compares of it: what `call` made of it, as a fact.
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
    """Return the claims of a file, and those that it takes from a file beside it, by their misconceptions' names."""
    path = path.resolve()
    sys.path.insert(0, str(path.parent))
    try:
        names = runpy.run_path(str(path), {"torch": torch})
    finally:
        sys.path.remove(str(path.parent))
    return {name.replace("_", "-"): one for name, one in names.items() if isinstance(one, FunctionType)
            and not name.startswith("_") and Path(one.__code__.co_filename).parent == path.parent}


def verify_claims(key: Key, claims: dict[str, Callable]) -> Iterator[tuple[str, str]]:
    """Yield each way of a key as its misconception and what is wrong with its hint: "" where all that it says is so."""
    for solution in key.solutions:
        right = try_ways(solution, solution.right)[0]
        for known in solution.misconceptions:
            claim = claims.get(known.name)
            useless = _useless(claim, deepcopy(right))  # a claim may put a model into another mode
            yield from ((known.name, useless or _holds(claim, cases)) for cases in try_ways(solution, *known.ways))


def _useless(claim: Callable | None, right: list[Tried]) -> str:
    """Return why there is nothing to test a hint by, or ""."""
    if claim is None:
        return "its hint has no claim in tests/claims"
    return "" if _holds(claim, right) else "its claim holds for the right answer too, so it says nothing"


def try_ways(solution: Solution, *ways: Any) -> list[list[Tried]]:
    """Return what ways give on every public input, beside what the right way gives."""
    with warnings.catch_warnings(), captured_output():
        warnings.simplefilter("ignore")
        dues, right = _calls(solution, solution.right), right_facts(solution, SEED)
        return [[Tried(before, came, due, left, left_by_right, fact, expected)
                 for (before, came, left), (_, due, left_by_right), fact, expected
                 in zip(_calls(solution, way), dues, run_way(solution, way, SEED), right)] for way in ways]


def _calls(solution: Solution, way: Any) -> list[tuple[tuple, Any, tuple]]:
    return [_call(way, arguments) for arguments in make_inputs(solution.answer, SEED)]


def _call(way: Any, arguments: tuple) -> tuple[tuple, Any, tuple]:
    """Return the arguments as they were, what came of the call, and the arguments as they are after it."""
    if not arguments or not callable(way):
        return arguments, way, arguments
    before = deepcopy(arguments)
    try:
        return before, way(*arguments), arguments
    except (Exception, SystemExit) as error:
        return before, error, arguments


def _holds(claim: Callable | None, cases: list[Tried]) -> str:
    """Return "" if what a claim asserts is so, else what isn't."""
    assert claim is not None
    try:
        claim(cases)
    except AssertionError as error:
        said = str(error).splitlines()[0] if str(error) else f"an assertion failed{_line(error)}"
        return f"what its hint says isn't so: {said}"
    except Exception as error:
        return f"its claim raised {type(error).__name__}: {error}{_line(error)}"
    return ""


def _line(error: Exception) -> str:
    """Return the line of a claims file from which an error came, in brackets."""
    steps = traceback.extract_tb(error.__traceback__)[1:]  # without ours
    own = [step for step in steps if steps and step.filename == steps[0].filename]
    return f" (line {own[-1].lineno}: `{own[-1].line}`)" if own else ""
