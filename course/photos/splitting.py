"""A split that keeps groups whole and takes about the same share of every class."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence


class NoSplit(Exception):
    """A class can't be on both sides, since all its pictures hang together."""

    def __init__(self, label: int) -> None:
        super().__init__(f"class {label}")
        self.label = label


def hold_out(labels: Sequence[int], groups: Sequence[Sequence[int]], share: float, seed: int) -> list[bool]:
    """Return for each picture whether it's held out: whole groups, about a share of every class, at least one of each.

    Args:
        labels: the class of each picture.
        groups: rows of pictures that must stay together; each row is in one.
        share: how much of each class to hold out.
        seed: the same one gives the same split.

    Raises:
        NoSplit: a class would be on one side alone.

    >>> hold_out([0, 0, 0, 0, 1, 1], [[0, 1], [2], [3], [4], [5]], 0.5, seed=0)
    [False, False, True, True, False, True]
    """
    shuffled = [list(rows) for rows in groups]
    random.Random(seed).shuffle(shuffled)
    sizes = Counter(labels)
    wanted = {label: min(max(round(share * n), 1), n - 1) for label, n in sizes.items()}
    held: Counter[int] = Counter()
    chosen: list[list[int]] = []

    def take(rows: list[int]) -> None:
        chosen.append(rows)
        held.update(labels[row] for row in rows)

    for rows in shuffled:
        if all(held[label] + n <= wanted[label] for label, n in Counter(labels[row] for row in rows).items()):
            take(rows)
    for label in sizes:  # a class whose groups are all larger than its share gives its smallest
        if not held[label]:
            take(min(_free(labels, shuffled, chosen, held, sizes, label), key=len))
    rows_out = {row for rows in chosen for row in rows}
    return [row in rows_out for row in range(len(labels))]


def _free(labels: Sequence[int], groups: list[list[int]], chosen: list[list[int]], held: Counter[int],
          sizes: Counter[int], label: int) -> list[list[int]]:
    """Return the groups with pictures of a class that can be held out and leave some of each class to learn from."""
    free = [rows for rows in groups if rows not in chosen and any(labels[row] == label for row in rows) and all(
        held[other] + n < sizes[other] for other, n in Counter(labels[row] for row in rows).items())]
    if not free:
        raise NoSplit(label)
    return free
