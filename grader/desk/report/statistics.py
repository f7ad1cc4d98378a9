"""What numbers say of a question: how hard it is, and whether it tells strong learners from weak ones."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEW, TOO_FEW = 30, 10  # learners: below the first a number is shaky, below the second there is none
LOW = 0.2  # a correlation below which a question hardly tells who did well elsewhere
Z = 1.96  # standard deviations to each side that hold 95% of a normal distribution


@dataclass(frozen=True)
class Discrimination:
    """How a question goes with the rest of the lesson.

    Attributes:
        r: the corrected item-rest correlation, -1 to 1; None where there is no telling.
        low: where its 95% interval begins.
        high: where that ends.
        said: what to make of it, in a few words.
    """

    r: float | None = None
    low: float | None = None
    high: float | None = None
    said: str = ""


def discriminate(item: Sequence[float], rest: Sequence[float]) -> Discrimination:
    """Return the correlation of a question's shares with the shares of everything else, learner by learner.

    >>> discriminate([0.0, 1.0], [0.2, 0.9]).said
    'too few learners (2)'
    >>> discriminate([1.0] * 40, [0.5] * 40).said
    'everyone has the same'
    """
    n = len(item)
    if n < TOO_FEW:
        return Discrimination(said=f"too few learners ({n})")
    r = correlate(item, rest)
    if r is None:
        return Discrimination(said="everyone has the same")
    spread = Z / math.sqrt(n - 3)
    bound = math.atanh(max(-0.999999, min(0.999999, r)))
    low, high = math.tanh(bound - spread), math.tanh(bound + spread)
    return Discrimination(r, low, high, _say(r, low, high, n))


def _say(r: float, low: float, high: float, n: int) -> str:
    doubt = f"only {n} learners: it could be anything from {low:.1f} to {high:.1f}"
    if r < 0:
        said = "who did well elsewhere did worse here: reread the question"
    elif r < LOW:
        said = "hardly tells who did well elsewhere"
    else:
        said = ""
    return "; ".join(filter(None, (said, doubt if n < FEW else "")))


def correlate(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None where one of the two is the same throughout.

    >>> correlate([0, 1, 2], [1, 3, 5]), correlate([0, 1, 2], [2, 1, 0]), correlate([1, 1], [0, 1])
    (1.0, -1.0, None)
    """
    mean_a, mean_b = (sum(each) / len(each) for each in (a, b))
    from_a, from_b = [x - mean_a for x in a], [y - mean_b for y in b]
    spread = math.sqrt(sum(x * x for x in from_a) * sum(y * y for y in from_b))
    return sum(x * y for x, y in zip(from_a, from_b)) / spread if spread > 1e-12 else None


def median(numbers: Sequence[float]) -> float | None:
    """Return the middle of some numbers; None of none.

    >>> median([3, 1, 2]), median([1, 2]), median([])
    (2, 1.5, None)
    """
    ordered, middle = sorted(numbers), len(numbers) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
