"""Digits from the capstone's scanner, which nobody here can call: a file has what it made, once.

`packaging/scan_digits.py` writes that file anew.
"""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from course.data.digits import digits
from course.data.shifted import RESERVED
from course.data.splits import split

FILE = Path(__file__).with_name("worn.npz")


class Rows(NamedTuple):
    """Which rows of `digits()` are whose; no row has two owners, and none is reserved for what is predicted.

    Attributes:
        train: 2,400 to learn from.
        validation: 800 to choose by, clean.
        labeled: 200 to choose by, scanned and labeled by hand.
        test: 600 behind the seal, scanned.
    """

    train: Tensor
    validation: Tensor
    labeled: Tensor
    test: Tensor


def rows() -> Rows:
    """Return the rows of the capstone's splits; each has every digit equally often."""
    y = digits().y
    free = torch.tensor(sorted(set(range(len(y))) - set(RESERVED)))
    rest, worn = (free[chosen] for chosen in split(y[free], held_out=0.2, seed=6))
    train, validation = (rest[chosen] for chosen in split(y[rest], held_out=0.25, seed=6))
    test, labeled = (worn[chosen] for chosen in split(y[worn], held_out=0.25, seed=6))
    return Rows(train, validation, labeled, test)


def scanned(name: str) -> Tensor:
    """Return pictures that the scanner made, (n, 1, 28, 28) from 0 to 1, as new tensors.

    Args:
        name: "labeled", "test" or "practice".

    >>> scanned("labeled").shape
    torch.Size([200, 1, 28, 28])
    """
    return torch.from_numpy(_file()[name])[:, None].float() / 255


@cache
def _file() -> dict[str, np.ndarray]:
    with np.load(FILE, allow_pickle=False) as file:
        return dict(file)
