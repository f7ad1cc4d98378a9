"""Pairs of learners whose whole lesson is alike: all pairs at once, by products of sparse matrices.

The numbers below come from the bank of answers (`benchmarks/alike.py`): classes that were drawn from it by lot have no
pair by them, and answers that were handed on have, whatever names, comments and order they got.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from grader.alike.answers import OWN, Learner
from grader.alike.fragments import Reader, weight

LONG = 25.0  # fragments: what one answer has in common beyond that counts less and less, for two lessons are compared
WRONG = 1.5  # how much more it says to share what is wrong
PART, PART_SHARE = 5.0, 0.5  # from when on two answers are alike: fragments in common, of those of the shorter one
PAIR = 30.0  # from when on two hand-ins may be a pair, and then either in many answers or in nearly all there is
MANY, MANY_SHARE = 3, 0.45
SOME, SOME_SHARE = 2, 0.6


@dataclass(frozen=True)
class Shared:
    """What two learners have in common in one question.

    Attributes:
        part: its name.
        strength: telling fragments in common.
        share: of those that the shorter answer has, from 0 to 1.
        both_wrong: whether neither passed.
        runs: the fragments.
    """

    part: str
    strength: float
    share: float
    both_wrong: bool
    runs: frozenset[str]


@dataclass
class Pair:
    """Two learners who have more in common than is explained.

    Attributes:
        one: the name that comes first.
        two: the other.
        strength: by how much, over the whole lesson.
        share: of what the shorter hand-in has of its own, from 0 to 1.
        parts: in which answers, the most telling first.
        files: paths of equal files, of either.
        mistakes: equal mistakes among their predictions, and how many the one with fewer made; None if not compared.
    """

    one: str
    two: str
    strength: float = 0.0
    share: float = 0.0
    parts: list[Shared] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    mistakes: tuple[int, int] | None = None


def find_pairs(learners: Sequence[Learner], reader: Reader) -> list[Pair]:
    """Return the pairs whose answers are alike, the most telling first."""
    n = len(learners)
    runs = [{name: reader.fragments(part) for name, part in learner.parts.items()} for learner in learners]
    having = Counter(run for own in runs for run in frozenset().union(*own.values()))
    weights = {run: weight(count, n) for run, count in having.items()}
    strength, alike, telling = (np.zeros((n, n)) for _ in range(3))
    for name in sorted({name for own in runs for name in own}):
        common = _in_common(learners, runs, weights, name)
        least = np.minimum.outer(common.diagonal(), common.diagonal())
        counted = (common >= PART) & (common >= PART_SHARE * least)
        times = 1 + np.log2(np.maximum(common, LONG) / LONG) // 1 if name.endswith(OWN) else 1
        strength += _bounded(common)
        alike += counted * times
        telling += (least >= PART) * times
    share = strength / np.maximum(np.minimum.outer(strength.diagonal(), strength.diagonal()), 1)
    many = (alike >= MANY) & (share >= MANY_SHARE)
    some = (alike >= np.clip(telling, 1, SOME)) & (share >= SOME_SHARE)
    ones, twos = np.nonzero(np.triu((strength >= PAIR) & (many | some), 1))
    pairs = [Pair(learners[i].name, learners[j].name, float(strength[i, j]), min(1.0, float(share[i, j])),
                  _shared(learners[i], learners[j], runs[i], runs[j], weights))
             for i, j in zip(ones.tolist(), twos.tolist())]
    return sorted(pairs, key=lambda pair: (-pair.strength, pair.one, pair.two))


def _in_common(
    learners: Sequence[Learner], runs: list[dict], weights: dict[str, float], name: str,
) -> np.ndarray:
    """Return how much each two learners have in common in one question; on the diagonal, how much each has."""
    rows, columns, values = [], [], []
    numbers: dict[str, int] = {}
    for i, own in enumerate(runs):
        for run in own.get(name, ()):
            if weights[run]:
                rows.append(i)
                columns.append(numbers.setdefault(run, len(numbers)))
                values.append(weights[run] ** 0.5)
    table = sparse.csr_matrix((values, (rows, columns)), shape=(len(runs), len(numbers)))
    wrong = np.array([name in learner.parts and learner.parts[name].is_wrong for learner in learners])
    return (table @ table.T).toarray() * np.where(np.logical_and.outer(wrong, wrong), WRONG, 1.0)


def _bounded(common: np.ndarray) -> np.ndarray:
    return np.where(common <= LONG, common, LONG * (1 + np.log(np.maximum(common, LONG) / LONG)))


def _shared(one: Learner, two: Learner, ours: dict, theirs: dict, weights: dict[str, float]) -> list[Shared]:
    found = []
    for name in one.parts.keys() & two.parts.keys():
        both = frozenset(run for run in ours[name] & theirs[name] if weights[run])
        least = min(sum(weights[run] for run in own[name]) for own in (ours, theirs))
        strength = sum(weights[run] for run in both)
        if strength >= PART:
            wrong = one.parts[name].is_wrong and two.parts[name].is_wrong
            found.append(Shared(name, strength, strength / least, wrong, both))
    return sorted(found, key=lambda shared: (-shared.strength, shared.part))
