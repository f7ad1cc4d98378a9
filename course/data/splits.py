"""Splits that a seed repeats, and the training split's statistics."""
from __future__ import annotations

import torch
from torch import Tensor


def split(y: Tensor, held_out: float = 0.3, seed: int = 0, stratify: bool = True) -> tuple[Tensor, Tensor]:
    """Return the row numbers of a training split and of a held-out split, without overlap.

    Args:
        y: targets, (cases,).
        held_out: share of the cases to hold out, between 0 and 1.
        seed: the same seed gives the same split.
        stratify: hold out this share of every class, so that both splits have the same mix. Targets of a
            regression have no classes: pass False.

    Raises:
        ValueError: `held_out` is no share.

    >>> train, test = split(torch.tensor([0, 0, 0, 0, 1, 1]), held_out=0.5)
    >>> len(train), len(test)
    (3, 3)
    """
    if not 0 < held_out < 1:
        raise ValueError(f"split: expected a share between 0 and 1, got held_out={held_out}. Write 0.3 for 30 %.")
    generator = torch.Generator().manual_seed(seed)  # on the CPU: every device gets the same split
    is_held_out = torch.zeros(len(y), dtype=torch.bool)
    groups = y.cpu() if stratify else torch.zeros(len(y))
    for group in groups.unique():
        rows = (groups == group).nonzero().flatten()
        shuffled = rows[torch.randperm(len(rows), generator=generator)]
        is_held_out[shuffled[: round(held_out * len(rows))]] = True
    return (~is_held_out).nonzero().flatten(), is_held_out.nonzero().flatten()


def statistics(x_train: Tensor) -> tuple[Tensor, Tensor]:
    """Return mean and standard deviation of each column, (features,) both.

    Call it on the training split and use the two numbers for every split: held-out cases that shape
    the preprocessing are held out no longer. A constant column has standard deviation 1, so that
    dividing by it does no harm.

    >>> statistics(torch.tensor([[1., 5.], [3., 5.]]))
    (tensor([2., 5.]), tensor([1.4142, 1.0000]))
    """
    mean, std = x_train.mean(dim=0), x_train.std(dim=0)
    return mean, torch.where(std > 0, std, torch.ones_like(std))
