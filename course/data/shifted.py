"""Which digits a seed shows: whole numbers alone decide, so every machine and every library agrees on the labels.

Pictures need not be the same everywhere. So whoever knows the seed knows the labels without a picture.
"""
from __future__ import annotations

import hashlib

import torch
from torch import Tensor

from course.data.digits import digits

PRACTICE = 0  # the seed of the practice digits: everybody may know their labels
N_SHIFTED = 1_000
RESERVED = tuple(range(4, 5_000, 5))  # rows of `digits()`, 100 of each digit: no split of the capstone has them


def shown_labels(seed: int) -> Tensor:
    """Return the labels of the digits that a seed shows, (1000,), without making a picture."""
    return digits().y[shown_rows(seed)]


def shown_rows(seed: int) -> Tensor:
    """Return which rows of `digits()` a seed shows, in what order; one may come twice, another not at all."""
    numbers = [number(f"row {place} of {seed}") for place in range(N_SHIFTED)]
    return torch.tensor([RESERVED[one % len(RESERVED)] for one in numbers])


def digits_id(seed: int) -> str:
    """Return the name of a seed's digits; it tells nothing about the seed.

    >>> len(digits_id(0))
    8
    """
    return f"{number(f'name of {seed}') % 16**8:08x}"


def number(text: str) -> int:
    """Return a whole number that follows from a text alone, and from which nobody finds the text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
