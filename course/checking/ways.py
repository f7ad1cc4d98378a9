"""The facts that a known way, right or wrong, gives on the inputs of a seed."""
from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from course.checking.facts import Fact, same
from course.checking.key import Solution
from course.checking.probe import make_inputs, run_cases
from course.checking.schema import shown


@lru_cache(maxsize=64)
def right_facts(solution: Solution, seed: int) -> list[Fact]:
    """Return the facts that the right way gives on the inputs of `seed`.

    Raises:
        ValueError: they cannot be judged by: all are errors, or one does not even equal itself.
    """
    facts = list(run_way(solution, solution.right, seed))
    if all(fact["kind"] == "error" for fact in facts) or not all(same(fact, fact) for fact in facts):
        raise ValueError(f"{solution.answer.name}: expected facts to judge by, got {shown(facts)}. Correct the key.")
    return facts


def run_way(solution: Solution, way: Any, seed: int) -> Iterator[Fact]:
    """Yield the facts that a way gives, case by case: most wrong ways differ on the first one already."""
    with warnings.catch_warnings():  # a wrong way may warn, which is no fault of the learner's
        warnings.simplefilter("ignore")
        returned = (case["returned"] for case in run_cases(solution.answer, way, seed))
        yield from read(solution, returned, seed)


def read(solution: Solution, returned: Iterable[Fact], seed: int) -> Iterator[Fact]:
    """Yield of each observed fact what is to be compared."""
    if solution.reading is None:
        yield from returned
        return
    inputs = make_inputs(solution.answer, seed)
    for case, fact in enumerate(returned):
        yield solution.reading(fact, inputs, case) if fact["kind"] == "mapping" else fact
