"""The key of `leak`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor

from course.checking.facts import Fact, describe, numeric
from course.checking.key import Key, Misconception, Solution
from course.device import seeded
from course.keys.reading import UNREADABLE, observed
from course.questions.metrics.leak import LEAK, REPEATS, marks

Parts = tuple[Tensor, Tensor]  # row numbers: for training, held out
Rows = list[int | float]
FAULTS = (
    "a part is empty, or a row is in neither part, or in both", "a group lies on both sides",
    "it holds out another number of groups", "the same seed gives another split", "every seed gives the same split",
    "`x` is not scaled with the mean and spread of its training rows",
)


class Split(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_split` reports; `scaled` stays a fact."""

    train: Rows
    held: Rows
    again: list[str]
    others: list[str]
    scaled: Any


def read_split(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return what is true of every right split, since each source of random numbers gives another."""
    seen, (groups, x, *_) = observed(fact, Split), inputs[case]
    if seen is None:
        return UNREADABLE
    partition = find_partition(seen, groups)
    faults = dict.fromkeys(FAULTS, "not looked at") | {FAULTS[0]: partition}
    if not partition:
        if [len(seen.again), len(seen.others)] != [REPEATS, REPEATS]:
            return UNREADABLE
        train, held = ([int(row) for row in rows] for rows in (seen.train, seen.held))
        sides = [set(groups[rows].tolist()) for rows in (train, held)]
        faults |= dict(zip(FAULTS[1:], (
            bool(sides[0] & sides[1]),
            0 if sides[0] & sides[1] else len(sides[1]),
            any(other != marks(held, len(groups)) for other in seen.again),
            all(other == marks(held, len(groups)) for other in seen.others),
            scaled_by(numeric(fact["items"]["scaled"]), x, train, held),
        )))
    return describe(faults | {"returned": "two sets of rows and a table"})


def find_partition(seen: Split, groups: Tensor) -> str:
    """Return what is wrong with the rows as such, "" where each is in one of two parts."""
    rows = seen.train + seen.held
    if sorted(rows) == list(range(len(groups))):
        return "" if seen.train and seen.held else "a part is empty"
    return "the groups' own numbers" if {*rows} == {*groups.tolist()} else "no"


def scaled_by(given: Tensor | None, x: Tensor, train: list[int], held: list[int]) -> str:
    """Name the rows whose mean and spread turn `x` into what came back; both forms of the spread will do."""
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


def _is_close(given: Tensor | None, expected: Tensor) -> bool:
    return (given is not None and given.shape == expected.shape
            and torch.allclose(given, expected.double(), rtol=1e-3, atol=1e-3))


def scale(x: Tensor, by: Tensor, correction: int = 1) -> Tensor:
    """Return `x` with the mean and spread of `by`; where that is a single row it becomes nan, without a warning."""
    variance = (by - by.mean(dim=0)).square().sum(dim=0) / (len(by) - correction)
    return (x - by.mean(dim=0)) / variance.sqrt()


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


def counted_from_0(groups: Tensor, held_out: float, seed: int) -> Parts:
    n_groups = len(groups.unique())
    chosen = torch.randperm(n_groups, generator=seeded(seed))[: round(held_out * n_groups)]
    return _parts(torch.isin(groups, chosen))


def turned(groups: Tensor, held_out: float, seed: int) -> Parts:
    return random_groups(groups, held_out, seed)[::-1]


def names_for_rows(groups: Tensor, x: Tensor, held_out: float, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    train, held = random_groups(groups, held_out, seed)
    return groups[train].unique(), groups[held].unique(), scale(x, x[train])


LEAK_KEY = Key(LEAK, (
    Solution(
        LEAK["split"], way(),
        (
            Misconception(
                "rows-for-groups",
                "Shuffling the rows is the usual split, and it is right where the rows have nothing to do with one "
                "another. Rows of one group are almost copies: the model meets in the test what it has "
                "memorized. Draw among the groups, then take all their rows.",
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
                "groups-counted-from-0",
                "Drawing among the groups is right. But their numbers need not be 0, 1, 2, …: the ones you drew occur "
                "nowhere, so one part is empty. Draw among `groups.unique()`.",
                (way(counted_from_0),),
            ),
            Misconception(
                "group-numbers-for-rows",
                "These are the groups of each side, so the choice is made. But whoever trains needs rows. Find the "
                "rows of the chosen groups, for example with `torch.isin(groups, chosen)`.",
                (names_for_rows,),
            ),
        ),
        reading=read_split,
    ),
))
