"""Ways to split rows of groups and to standardize them, right and wrong, and how a table was scaled: for `leak`."""
from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course.device import seeded

Parts = tuple[Tensor, Tensor]  # row numbers: for training, held out
Choose = Callable[[Tensor, float, int], Parts]  # from groups, the share to hold out, and a seed
Scaling = Callable[[Tensor, Tensor, Tensor], Tensor]  # from the table, and the rows of both parts


def deviation(by: Tensor, correction: int = 1) -> Tensor:
    """Return the standard deviation of each column; of a single row nan, without a warning."""
    return ((by - by.mean(dim=0)).square().sum(dim=0) / (len(by) - correction)).sqrt()


def scale(x: Tensor, by: Tensor, correction: int = 1) -> Tensor:
    """Return `x` with the mean and spread of `by`."""
    return (x - by.mean(dim=0)) / deviation(by, correction)


def by_each(x: Tensor, train: Tensor, held: Tensor) -> Tensor:
    scaled = torch.empty_like(x)
    scaled[train], scaled[held] = scale(x[train], x[train]), scale(x[held], x[held])
    return scaled


def between_extremes(x: Tensor, by: Tensor) -> Tensor:
    low, high = by.min(dim=0).values, by.max(dim=0).values
    return (x - low) / (high - low)


SCALINGS: dict[str, tuple[Scaling, ...]] = {  # by what is said of them, the right one first
    "": (lambda x, train, held: scale(x, x[train]), lambda x, train, held: scale(x, x[train], 0)),
    "all rows": (lambda x, train, held: scale(x, x), lambda x, train, held: scale(x, x, 0)),
    "held-out rows": (lambda x, train, held: scale(x, x[held]), lambda x, train, held: scale(x, x[held], 0)),
    "each part its own": (by_each,
                          lambda x, train, held: by_each(x, train, held)
                          * _per_row(x, train, held, lambda part: (len(part) / (len(part) - 1)) ** 0.5)),
    "spread of all rows": (lambda x, train, held: (x - x[train].mean(dim=0)) / deviation(x),
                           lambda x, train, held: (x - x[train].mean(dim=0)) / deviation(x, 0)),
    "mean of all rows": (lambda x, train, held: (x - x.mean(dim=0)) / deviation(x[train]),
                         lambda x, train, held: (x - x.mean(dim=0)) / deviation(x[train], 0)),
    "variance": (lambda x, train, held: (x - x[train].mean(dim=0)) / deviation(x[train]) ** 2,
                 lambda x, train, held: (x - x[train].mean(dim=0)) / deviation(x[train], 0) ** 2),
    "one for all columns": (lambda x, train, held: (x - x[train].mean()) / x[train].std(),
                            lambda x, train, held: (x - x[train].mean()) / x[train].std(correction=0),
                            lambda x, train, held: (x - x.mean()) / x.std(),
                            lambda x, train, held: (x - x.mean()) / x.std(correction=0)),
    "row by row": (lambda x, train, held: scale(x.T, x.T).T, lambda x, train, held: scale(x.T, x.T, 0).T),
    "only the training rows": (lambda x, train, held: scale(x[train], x[train]),
                               lambda x, train, held: scale(x[train], x[train], 0)),
    "only centered": (lambda x, train, held: x - x[train].mean(dim=0), lambda x, train, held: x - x.mean(dim=0)),
    "only divided": (lambda x, train, held: x / deviation(x[train]), lambda x, train, held: x / deviation(x)),
    "lowest and highest": (lambda x, train, held: between_extremes(x, x[train]),
                           lambda x, train, held: between_extremes(x, x)),
    "nothing": (lambda x, train, held: x.clone(),),
}


def _per_row(x: Tensor, train: Tensor, held: Tensor, factor: Callable[[Tensor], float]) -> Tensor:
    factors = torch.ones(len(x), 1)
    factors[train], factors[held] = factor(train), factor(held)
    return factors


def scaled_by(given: Tensor | None, x: Tensor, train: Sequence[int], held: Sequence[int]) -> str:
    """Name what turns `x` into what came back; both forms of the spread will do."""
    parts = torch.tensor(train), torch.tensor(held)
    found = (name for name, ways in SCALINGS.items() for scaling in ways if _is_close(given, scaling(x, *parts)))
    return next(found, "something else")


def _is_close(given: Tensor | None, expected: Tensor) -> bool:
    return (given is not None and given.shape == expected.shape
            and torch.allclose(given, expected.double(), rtol=1e-3, atol=1e-3))


def parts(is_held: Tensor) -> Parts:
    return (~is_held).nonzero().flatten(), is_held.nonzero().flatten()


def drawn(names: Tensor, n: int, seed: int | None) -> Tensor:
    """Return n of some names."""
    return names[torch.randperm(len(names), generator=None if seed is None else seeded(seed))[:n]]


def random_groups(groups: Tensor, held_out: float, seed: int | None) -> Parts:
    names = groups.unique()
    return parts(torch.isin(groups, drawn(names, round(held_out * len(names)), seed)))


def of_names(names_of: Callable[[Tensor], Tensor], more: int = 0) -> Choose:
    """Return a way that draws among other names, or other than the right number of them."""
    def choose(groups: Tensor, held_out: float, seed: int) -> Parts:
        names = names_of(groups)
        return parts(torch.isin(groups, drawn(names, round(held_out * len(names)) + more, seed)))
    return choose


def until_rows_fill(groups: Tensor, held_out: float, seed: int) -> Parts:
    names = groups.unique()
    is_held = torch.zeros(len(groups), dtype=torch.bool)
    for name in drawn(names, len(names), seed):
        if is_held.sum() < held_out * len(groups):
            is_held |= groups == name
    return parts(is_held)


def first_groups(groups: Tensor, held_out: float, seed: int) -> Parts:
    names = groups.unique()
    return parts(torch.isin(groups, names[: round(held_out * len(names))]))


def in_folds(choose: Choose) -> Choose:
    """Return a way by folds, as many as fit into 1 / share: for a large share there is one fold, which is refused."""
    def fold(groups: Tensor, held_out: float, seed: int) -> Parts:
        if round(1 / held_out) < 2:
            raise ValueError("k-fold cross-validation requires at least one train/test split by setting n_splits=2 or "
                             "more, got n_splits=1.")
        return choose(groups, held_out, seed)
    return fold


def random_rows(groups: Tensor, held_out: float, seed: int) -> Parts:
    return parts(torch.randperm(len(groups), generator=seeded(seed)) < held_out * len(groups))


def stratified(groups: Tensor, held_out: float, seed: int) -> Parts:
    """Rows of every group on both sides; with fewer rows held out than groups, scikit-learn refuses."""
    n_held, n_groups = math.ceil(held_out * len(groups)), len(groups.unique())
    if n_held < n_groups:
        raise ValueError(f"The test_size = {n_held} should be greater or equal to the number of classes = {n_groups}")
    return random_rows(groups, held_out, seed)


def last_rows(groups: Tensor, held_out: float, seed: int) -> Parts:
    return parts(torch.arange(len(groups)) >= (1 - held_out) * len(groups))


def turned(groups: Tensor, held_out: float, seed: int) -> Parts:
    train, held = random_groups(groups, held_out, seed)
    return held, train


def one_row_lost(groups: Tensor, held_out: float, seed: int) -> Parts:
    train, held = random_groups(groups, held_out, seed)
    return train[:-1], held


def train_in_both(groups: Tensor, held_out: float, seed: int) -> Parts:
    _, held = random_groups(groups, held_out, seed)
    return torch.arange(len(groups)), held


def way(choose: Choose = random_groups, scaling: Scaling = SCALINGS[""][0]) -> Callable:
    def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
        train, held = choose(groups, held_out, seed)
        return train, held, scaling(x, train, held)
    return split


def after(change: Callable[..., object]) -> Callable:
    """Return a way that is right but for what is made of its parts: (train, held, scaled, groups)."""
    def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> object:
        return change(*way()(groups, x, held_out, seed), groups)
    return split


def raising(message: str) -> Callable:
    def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> None:
        raise ValueError(message)
    return split
