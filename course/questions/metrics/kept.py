"""Inputs that are made once for each seed, and copied for each call: many wrong ways are tried on the same ones."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from torch import Tensor

Inputs = Callable[[int], list[tuple]]


def kept(make: Inputs) -> Inputs:
    """Return what makes the same inputs, new objects each time, but draws them only once.

    >>> inputs = kept(lambda seed: [([seed],)])
    >>> inputs(3), inputs(3)[0][0] is inputs(3)[0][0]
    ([([3],)], False)
    """
    drawn = lru_cache(maxsize=4)(make)

    @wraps(make)
    def inputs(seed: int) -> list[tuple]:
        return [copied(case) for case in drawn(seed)]
    return inputs


def copied(value: Any) -> Any:
    """Return a copy of tensors in tuples, lists and dictionaries; numbers and texts as they are."""
    if isinstance(value, Tensor):
        return value.clone()
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    return type(value)(map(copied, value)) if isinstance(value, (list, tuple)) else value
