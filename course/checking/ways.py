"""The facts that a known way, right or wrong, gives on the inputs of a seed."""
from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
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
        odd = next((fact["type"] for fact in facts if fact["kind"] == "object"), "")
        way = f"Let `Answer.call` make lists, dicts or arrays of each {odd}." if odd else "Correct the key."
        raise ValueError(f"{solution.answer.name}: expected facts to judge by, got {shown(facts)}. {way}")
    return facts


def way_facts(solution: Solution, way: Any, seed: int) -> Iterator[Fact]:
    """Yield what `run_way` does, of one of the solution's own wrong ways: answers to one seed's inputs share its facts.

    Those of the first case are found alone, and mostly they are all that anyone needs.
    """
    kept = _facts_of_ways(solution, seed)
    if (id(way), "first") not in kept:
        kept[id(way), "first"] = list(islice(run_way(solution, way, seed), 1))
    yield from kept[id(way), "first"]
    if (id(way), "all") not in kept:
        kept[id(way), "all"] = list(run_way(solution, way, seed))
    yield from kept[id(way), "all"][1:]


@lru_cache(maxsize=4)
def _facts_of_ways(solution: Solution, seed: int) -> dict[Any, list[Fact]]:
    """Ways by their identity, which a solution keeps alive: not all of them have a hash."""
    return {}


def run_way(solution: Solution, way: Any, seed: int) -> Iterator[Fact]:
    """Yield the facts that a way gives, case by case: most wrong ways differ on the first one already."""
    with warnings.catch_warnings():  # a wrong way may warn, which is no fault of the learner's
        warnings.simplefilter("ignore")
        returned = (case["returned"] for case in run_cases(solution.answer, way, seed, is_right=way is solution.right))
        yield from read(solution, returned, seed)


def read(solution: Solution, returned: Iterable[Fact], seed: int) -> Iterator[Fact]:
    """Yield of each observed fact what is to be compared."""
    if solution.reading is None:
        yield from returned
        return
    inputs = make_inputs(solution.answer, seed)
    for case, fact in enumerate(returned):
        yield solution.reading(fact, inputs, case) if fact["kind"] == "mapping" else fact
