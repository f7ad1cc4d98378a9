"""`leak`: a split that keeps groups together, and a scale that only the training rows decide."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Misconception, Question
from course.device import seeded

Parts = tuple[Tensor, Tensor]  # row numbers: for training, held out
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


def random_groups(groups: Tensor, held_out: float, seed: int | None) -> Parts:
    names = groups.unique()
    generator = None if seed is None else seeded(seed)
    chosen = names[torch.randperm(len(names), generator=generator)[: round(held_out * len(names))]]
    return _parts(torch.isin(groups, chosen))


def first_groups(groups: Tensor, held_out: float, seed: int) -> Parts:
    names = groups.unique()
    return _parts(torch.isin(groups, names[: round(held_out * len(names))]))


def random_rows(groups: Tensor, held_out: float, seed: int) -> Parts:
    return _parts(torch.randperm(len(groups), generator=seeded(seed)) < held_out * len(groups))


def last_rows(groups: Tensor, held_out: float, seed: int) -> Parts:
    return _parts(torch.arange(len(groups)) >= (1 - held_out) * len(groups))


def _parts(is_held: Tensor) -> Parts:
    return (~is_held).nonzero().flatten(), is_held.nonzero().flatten()


def by_train(x: Tensor, train: Tensor, held: Tensor) -> Tensor:
    return scale(x, x[train])


def by_all(x: Tensor, train: Tensor, held: Tensor) -> Tensor:
    return scale(x, x)


def by_each(x: Tensor, train: Tensor, held: Tensor) -> Tensor:
    scaled = torch.empty_like(x)
    scaled[train], scaled[held] = scale(x[train], x[train]), scale(x[held], x[held])
    return scaled


def way(choose: Callable = random_groups, scaling: Callable = by_train) -> Callable:
    def split(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
        train, held = choose(groups, held_out, seed)
        return train, held, scaling(x, train, held)
    return split


def turned(groups: Tensor, held_out: float, seed: int) -> Parts:
    return random_groups(groups, held_out, seed)[::-1]


def names_for_rows(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    train, held = random_groups(groups, held_out, seed)
    return groups[train].unique(), groups[held].unique(), scale(x, x[train])


LEAK = Question("leak", "Split before anything else", (
    Answer(
        "split", "three parts: the row numbers for training, those held out, and all of `x`, standardised", way(),
        (
            Misconception(
                "rows-for-groups",
                "Shuffling the rows is the usual split, and it is right where the rows have nothing to do with one "
                "another. Rows of one group are almost copies: the model meets in the test what it has learned by "
                "heart. Draw among the groups, then take all their rows.",
                tuple(way(choose, scaling) for choose in (random_rows, last_rows) for scaling in (by_train, by_all)),
            ),
            Misconception(
                "scaled-before-the-split",
                "Scaling first is one line for all rows. But then the held-out rows have had a say in the mean and the "
                "spread, and they can no longer stand for what nobody has seen. Split first, then compute both from "
                "the training rows.",
                (way(scaling=by_all),),
            ),
            Misconception(
                "each-part-by-its-own",
                "Both parts then look alike, which seems tidy. But the same measurement becomes two different numbers. "
                "Use the training rows' mean and spread for every row.",
                (way(scaling=by_each),),
            ),
            Misconception(
                "scaled-by-the-held-out",
                "One mean and one spread for all rows is right, but these come from the held-out rows. Those play the "
                "future. Compute both from the training rows.",
                (way(scaling=lambda x, train, held: scale(x, x[held])),),
            ),
            Misconception(
                "not-scaled",
                "The split is right. But `x` came back as it was: subtract the training rows' mean and divide by their "
                "standard deviation, column by column.",
                (way(scaling=lambda x, train, held: x.clone()),),
            ),
            Misconception(
                "seed-ignored",
                "The same split every time can be repeated, which is good. But whoever wants to know how much luck is "
                "in a score needs other splits too. Let `seed` start the random numbers.",
                (way(first_groups), way(lambda groups, held_out, seed: random_groups(groups, held_out, 0))),
            ),
            Misconception(
                "not-seeded",
                "Random is right. But without the seed nobody, you included, gets this split again. Pass `seed` to a "
                "generator: `torch.Generator().manual_seed(seed)`.",
                (way(lambda groups, held_out, seed: random_groups(groups, held_out, None)),),
            ),
            Misconception(
                "parts-swapped",
                "The groups are kept together. But `held_out` is the share of the groups to hold out, and you train on "
                "that share. Turn the two parts round.",
                (way(turned),),
            ),
            Misconception(
                "group-numbers-for-rows",
                "These are the groups of each side, so the choice is made. But whoever trains needs rows. Find the "
                "rows of the chosen groups, for example with `torch.isin(groups, chosen)`.",
                (names_for_rows,),
            ),
        ),
        inputs=grouped_tables, call=observe,
    ),
))
