"""`leak`: a split that keeps groups together, and a scale that only the training rows decide."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

REPEATS = 5  # more than one: two draws may give the same split by chance
FAULTS = (
    "a row is in neither part, or in both", "a group lies on both sides", "it holds out another number of groups",
    "the same seed gives another split", "every seed gives the same split",
    "`x` is not scaled with the mean and spread of its training rows",
)


def grouped_tables(seed: int) -> list[tuple]:
    """Rows of groups of unlike size, mixed up, each group with a level of its own; shares that come out even."""
    generator = seeded(seed)
    cases = []
    for held_out in (0.25, 0.25, 0.5, 0.75):
        n_groups = 4 * int(torch.randint(2, 6, (), generator=generator))
        names = torch.randperm(900, generator=generator)[:n_groups] + 100
        sizes = torch.randint(3, 9, (n_groups,), generator=generator)
        groups = torch.repeat_interleave(names, sizes)
        groups = groups[torch.randperm(len(groups), generator=generator)]
        levels = torch.randn(n_groups, 3, generator=generator) * 2
        noise = torch.randn(len(groups), 3, generator=generator)
        x = (noise + levels[(groups[:, None] == names).int().argmax(dim=1)]) * torch.tensor([100.0, 1.0, 0.1])
        cases.append((groups, x, held_out, int(torch.randint(0, 10_000, (), generator=generator))))
    return cases


def observe(split: Callable, groups: Tensor, x: Tensor, held_out: float, seed: int) -> Any:
    """Describe a split by what is true of every right one, since each source of random numbers gives another."""
    original = x.clone()
    returned = split(groups, x, held_out, seed)
    if not isinstance(returned, (tuple, list)) or len(returned) != 3:
        return returned
    train, held = (as_rows(part) for part in returned[:2])
    partition = "" if sorted(train + held) == list(range(len(groups))) and train and held else "no"
    if partition and set(train + held) == set(groups.tolist()):
        partition = "the groups' own numbers"
    facts = dict.fromkeys(FAULTS, "not looked at") | {FAULTS[0]: partition, "returned": "two sets of rows and a table"}
    if partition:
        return facts
    sides = [set(groups[part].tolist()) for part in (train, held)]
    again, others = ([sorted(as_rows(split(groups, original.clone(), held_out, i)[1])) for i in seeds]
                     for seeds in ([seed] * REPEATS, range(seed + 1, seed + 1 + REPEATS)))
    return facts | dict(zip(FAULTS[1:], (
        bool(sides[0] & sides[1]),
        0 if sides[0] & sides[1] else len(sides[1]),
        any(other != sorted(held) for other in again),
        all(other == sorted(held) for other in others),
        scaled_by(returned[2], original, train, held),
    )))


def as_rows(part: Any) -> list[int]:
    """Row numbers of a tensor, an array or a list; where a mask is True."""
    rows = torch.as_tensor(part)
    return (rows.nonzero() if rows.dtype == torch.bool else rows).flatten().tolist()


def scaled_by(scaled: Any, x: Tensor, train: list[int], held: list[int]) -> str:
    """Name the rows whose mean and spread turn `x` into what came back; both forms of the spread will do."""
    given = torch.as_tensor(scaled).detach().cpu().double()
    known = {"": train, "all rows": train + held, "held-out rows": held}
    for name, rows in known.items():
        for correction in (1, 0):
            if _is_close(given, scale(x, x[rows], correction)):
                return name
            own = torch.empty_like(x)
            own[train], own[held] = (scale(x[part], x[part], correction) for part in (train, held))
            if _is_close(given, own):
                return "each part its own"
    return "nothing" if _is_close(given, x) else "something else"


def _is_close(given: Tensor, expected: Tensor) -> bool:
    return given.shape == expected.shape and torch.allclose(given, expected.double(), rtol=1e-3, atol=1e-3)


def scale(x: Tensor, by: Tensor, correction: int = 1) -> Tensor:
    return (x - by.mean(dim=0)) / by.std(dim=0, correction=correction)


LEAK = Question("leak", "Split before anything else", (
    Answer(
        "split", "three parts: the row numbers for training, those held out, and all of `x`, standardised",
        inputs=grouped_tables, call=observe,
    ),
))
