"""`leak`: a split that keeps groups together, and a scale that only the training rows decide."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.entries import entries
from course.questions.metrics.kept import kept

REPEATS = 5  # more than one: two draws may give the same split by chance


@kept
def grouped_tables(seed: int) -> list[tuple]:
    """Rows of groups, mixed up, each group with a level of its own; shares that come out even.

    The first is small, to read at a glance. In the others the groups are of unlike size, and one is far larger.
    """
    generator = seeded(seed)
    cases = []
    for held_out in (1 / 3, 0.25, 0.25, 0.5, 0.75):
        is_small = held_out == 1 / 3
        n_groups = 6 if is_small else 4 * int(torch.randint(2, 6, (), generator=generator))
        names = torch.randperm(900, generator=generator)[:n_groups] + 100
        sizes = torch.full((6,), 2) if is_small else torch.randint(3, 9, (n_groups,), generator=generator)
        if not is_small:
            sizes[0] = 20
        groups = torch.repeat_interleave(names, sizes)
        groups = groups[torch.randperm(len(groups), generator=generator)]
        levels = torch.randn(n_groups, 3, generator=generator) * 2
        noise = torch.randn(len(groups), 3, generator=generator)
        x = (noise + levels[(groups[:, None] == names).int().argmax(dim=1)]) * torch.tensor([100.0, 1.0, 0.1])
        cases.append((groups, x, held_out, int(torch.randint(0, 10_000, (), generator=generator))))
    return cases


def observe_split(split: Callable, groups: Tensor, x: Tensor, held_out: float, seed: int) -> Any:
    """What came back and its form, the rows of both parts and the table; rows held out again, and with other seeds."""
    original = x.clone()
    returned = split(groups, x, held_out, seed)
    parts = entries(returned)
    if parts is None:
        return returned
    seen = {"returned": returned, "groups": groups, "form": form_of(parts), "train": [], "held": [], "again": [],
            "others": [], "scaled": None}
    if seen["form"]:
        return seen
    train, held, scaled = as_rows(parts[0]), as_rows(parts[1]), parts[2]
    seen |= {"train": torch.tensor(train), "held": torch.tensor(held)}
    if sorted(train + held) != list(range(len(groups))):  # such rows say nothing about groups
        return seen

    def held_with(other_seed: int) -> str:
        return marks(as_rows(split(groups, original.clone(), held_out, other_seed)[1]), len(groups))

    return seen | {
        "again": [held_with(seed) for _ in range(REPEATS)],
        "others": [held_with(seed + 1 + i) for i in range(REPEATS)],
        "scaled": torch.as_tensor(scaled).detach().cpu().double(),
    }


def form_of(parts: list) -> str:
    """Return "" for three parts, two of them rows in an order; else what they are instead."""
    if len(parts) != 3:
        return f"{len(parts)} parts"
    if any(issubclass(type(part), (set, frozenset)) for part in parts[:2]):
        return "sets"
    rows = [torch.as_tensor(part) for part in parts[:2]]
    return "fractions" if any(part.is_floating_point() and part.numel() for part in rows) else ""


def as_rows(part: Any) -> list[int]:
    """Row numbers of a tensor, an array or a list; where a mask is True."""
    rows = torch.as_tensor(part)
    return (rows.nonzero() if rows.dtype == torch.bool else rows).flatten().tolist()


def marks(rows: list[int], n_rows: int) -> str:
    """Return for each row of a table how often it is among `rows`, a digit each; "" where one is not of the table."""
    counts = dict.fromkeys(range(n_rows), 0)
    for row in rows:
        if row not in counts:
            return ""
        counts[row] = min(counts[row] + 1, 9)
    return "".join(map(str, counts.values()))


LEAK = Question("leak", "Split before anything else", (
    Answer(
        "split", "three parts: the row numbers for training, those held out, and all of `x`, standardized",
        inputs=grouped_tables, call=observe_split,
    ),
))
