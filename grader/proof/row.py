"""What is proven of one question, and how an answer is judged for it."""
from __future__ import annotations

from dataclasses import dataclass

from course.checking.judge import judge
from course.checking.key import Key
from course.checking.probe import probe
from course.checking.question import Result

PROOF_SEEDS = (0, 1, 20_000, 2**40 + 7)  # the public one, and some that grading could draw


@dataclass
class Row:
    """What was proven of one question, in numbers of answers, of steps of hints and of wrong ways."""

    question: str
    right_accepted: int = 0
    wrong_caught: int = 0
    hints_named: int = 0
    steps: int = 0
    ways_tested: int = 0
    edits_caught: int = 0
    survivors: int = 0
    refused: int = 0


def judged(key: Key, given: list | tuple, seed: int) -> Result:
    """Return what the check makes of answers on the inputs of a seed, for one point."""
    return judge(key, probe(key.question, tuple(given), seed), seed, 1.0)
