"""What an author's own code may do: raise, or make inputs that prove nothing. That ends nothing: it is a fault."""
from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.checking.facts import INSTALLED, same
from course.checking.key import Key, Solution
from course.checking.probe import make_inputs
from course.checking.ways import right_facts, run_way
from grader.errors import WrongCall
from grader.proof.row import PROOF_SEEDS

OURS = (*INSTALLED, str(Path(__file__).parents[1]))  # an error is looked for in files that are the author's


def until_broken(name: str, faults: Iterable[str]) -> Iterator[str]:
    """Yield faults, and as the last one whatever ended the search for them."""
    try:
        yield from faults
    except WrongCall as error:
        yield str(error)
    except Exception as error:
        yield f"{name}: could not be verified. {tell(error)}"


def tell(error: Exception) -> str:
    """Return an error in a line, with the place in the author's files from which it came."""
    steps = [step for step in traceback.extract_tb(error.__traceback__) if not step.filename.startswith(OURS)]
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{words} ({Path(steps[-1].filename).name}, line {steps[-1].lineno})" if steps else words


def verify_inputs(key: Key) -> Iterator[str]:
    """Inputs are tuples, the same ones for the same seed, and those of another seed have other results."""
    for solution in key.solutions:
        what = f"{key.question.id}: the inputs of `{solution.answer.name}`"
        if not solution.answer.is_function:
            continue
        odd = [type(one).__name__ for one in make_inputs(solution.answer, 0) if not isinstance(one, tuple)]
        if odd:
            yield f"{what}: expected a tuple of arguments for each call, got {odd[0]}. Write `(table,)`, say."
        elif solution.score or solution.reading:
            continue  # how it behaves is judged, which may be the same on all inputs
        elif right_facts(solution, 0) and not _agree(solution, 0, 0):
            yield f"{what} are others each time. Make them from `seed` alone: no other random numbers, no clock."
        elif all(_agree(solution, 0, seed) for seed in PROOF_SEEDS[1:]):
            yield f"{what} give the same right results with every seed, which can be copied. Make them from `seed`."


def _agree(solution: Solution, seed: int, other: int) -> bool:
    """Whether the right way gives the same on the inputs of two seeds, which are made anew."""
    a, b = ([*run_way(solution, solution.right, each)] for each in (seed, other))
    return len(a) == len(b) and all(same(*pair) for pair in zip(a, b))
