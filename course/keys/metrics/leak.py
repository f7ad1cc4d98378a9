"""The key of `leak`."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor

from course.checking.facts import Fact, describe, numeric
from course.checking.key import Key, Misconception, Solution
from course.keys.metrics.splits import (
    SCALINGS,
    after,
    first_groups,
    in_folds,
    last_rows,
    of_names,
    one_row_lost,
    raising,
    random_groups,
    random_rows,
    scaled_by,
    stratified,
    train_in_both,
    turned,
    until_rows_fill,
    way,
)
from course.keys.reading import UNREADABLE, observed
from course.questions.metrics.leak import LEAK, REPEATS, marks

Rows = list[int | float]
FAULTS = (
    "it did not return three parts: rows, rows, and a table",
    "a part is empty, or a row is in neither part, or in both", "a group lies on both sides",
    "it holds out another number of groups", "the same seed gives another split", "every seed gives the same split",
    "`x` is not scaled with the mean and spread of its training rows",
)


class Split(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_split` reports; what came back, the groups and `scaled` stay facts."""

    returned: Any
    groups: Any
    form: str
    train: Rows
    held: Rows
    again: list[str]
    others: list[str]
    scaled: Any


def read_split(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return what is true of every right split, since each source of random numbers gives another."""
    seen, (groups, x, held_out, _) = observed(fact, Split), inputs[case]
    if seen is None:
        return UNREADABLE
    partition = "" if seen.form else find_partition(seen, groups)
    faults = dict.fromkeys(FAULTS, "not looked at") | {FAULTS[0]: seen.form, FAULTS[1]: partition}
    if not seen.form and not partition:
        if [len(seen.again), len(seen.others)] != [REPEATS, REPEATS]:
            return UNREADABLE
        train, held = ([int(row) for row in rows] for rows in (seen.train, seen.held))
        here = marks(held, len(groups))
        faults |= dict(zip(FAULTS[2:], (
            *count_groups([here, *seen.again, *seen.others], groups, held_out),
            any(other != here for other in seen.again), all(other == here for other in seen.others),
            scaled_by(numeric(fact["items"]["scaled"]), x, train, held),
        )))
    return describe(faults | {"returned": "two sets of rows and a table"})


def find_partition(seen: Split, groups: Tensor) -> str:
    """Return what is wrong with the rows as such, "" where each is in one of two parts."""
    rows = seen.train + seen.held
    if sorted(rows) == list(range(len(groups))):
        return "" if seen.train and seen.held else "a part is empty"
    if {*rows} == {*groups.tolist()}:
        return "groups for each row" if len(rows) == len(groups) else "the groups' own numbers"
    return "lost" if {*rows} < {*range(len(groups))} else "in both" if len({*rows}) < len(rows) else "no"


def count_groups(draws: Sequence[str], groups: Tensor, held_out: float) -> tuple[bool, str]:
    """Return whether any draw parts a group, and what is wrong with how many groups the draws hold out."""
    n_groups = len(groups.unique())
    due, counts = round(held_out * n_groups), set()
    for draw in draws:
        if len(draw) != len(groups) or {*draw} - {*"01"}:
            return False, "another number"
        is_held = torch.tensor([mark == "1" for mark in draw])
        held = groups[is_held].unique()
        if torch.isin(groups[~is_held], held).any():
            return True, ""
        counts.add(len(held))
    if len(counts) > 1:
        return False, "another number"
    return False, {n_groups - due: "the other share", due: ""}.get(counts.pop(), "another number")


def tell(fact: Fact) -> list[tuple[str, str]]:
    """Return what a card says of a split: the groups on both sides, how many are held out, how the rows are scaled."""
    items = fact["items"]
    groups, train, held, scaled = (numeric(items[name]) for name in ("groups", "train", "held", "scaled"))
    if groups is None or train is None or held is None or not items["again"]["items"]:
        return []
    sides = [groups[rows.long()].unique().long().tolist() for rows in (train, held)]
    said = [("Groups to train on", _listed(sides[0])), ("Groups held out", _listed(sides[1])),
            ("On both sides", _listed(sorted({*sides[0]} & {*sides[1]}))),
            ("Held out", f"{len(sides[1])} of {len(groups.unique())} groups, {len(held)} of {len(groups)} rows")]
    if scaled is not None and scaled.dim() == 2 and len(scaled) == len(groups):
        rows = scaled[train.long()]
        said.append(("Training rows", f"after scaling, means of {_shown(rows.mean(dim=0))} and standard deviations of "
                                      f"{_shown(rows.std(dim=0))}, column by column"))
    return said


def _listed(names: Sequence[int]) -> str:
    return ", ".join(map(str, names[:12])) + (", …" if len(names) > 12 else "") if names else "none"


def _shown(values: Tensor) -> str:
    return ", ".join(f"{value if abs(value) > 5e-3 else 0:.2g}" for value in values.tolist())


def scaling(name: str) -> tuple:
    return tuple(way(scaling=one) for one in SCALINGS[name])


HINTS = {
    "rows-for-groups": (
        "Shuffling the rows is the usual split, and it's right where rows have nothing to do with one another. Rows of "
        "one group are almost copies: the model meets in the test what it has memorized. Draw among the groups, then "
        "take all their rows.",
        tuple(way(choose, SCALINGS[name][0]) for choose in (random_rows, last_rows, stratified)
              for name in ("", "all rows")),
    ),
    "scaled-before-the-split": (
        "Scaling first is one line for all rows. But then the held-out rows have a say in the mean and the spread, and "
        "they can't stand for what nobody has seen. Split first, then compute both from the training rows.",
        scaling("all rows"),
    ),
    "half-of-it-from-all-rows": (
        "One of the two, mean or standard deviation, comes from the training rows, as it should. The other still comes "
        "from all rows, so the held-out ones have a say in it. Take both from the training rows.",
        scaling("spread of all rows") + scaling("mean of all rows"),
    ),
    "each-part-by-its-own": (
        "Both parts then look alike, which seems tidy. But the same measurement becomes two different numbers. Use the "
        "training rows' mean and standard deviation for every row.",
        scaling("each part its own"),
    ),
    "scaled-by-the-held-out": (
        "One mean and one spread for all rows is right, but these come from the held-out rows, and those play the "
        "future. Compute both from the training rows.",
        scaling("held-out rows"),
    ),
    "one-mean-for-all-columns": (
        "You took one mean and one standard deviation for the whole table. Its columns are measured in different "
        "units, so each needs its own: `dim=0` goes down the columns.",
        scaling("one for all columns"),
    ),
    "row-by-row": (
        "You standardized each row by itself. That mixes columns of different units, and what was large in one row is "
        "lost. Go column by column: `dim=0`.",
        scaling("row by row"),
    ),
    "divided-by-the-variance": (
        "The mean is right, but you divided by the variance, which is the standard deviation squared. Divide by the "
        "standard deviation: `std`.",
        scaling("variance"),
    ),
    "only-the-training-rows": (
        "The scaling is right, but only the training rows came back. The held-out rows will be needed, too, scaled in "
        "the same way. Return all of `x`, in its own order.",
        scaling("only the training rows"),
    ),
    "half-standardized": (
        "Standardizing has two steps, and one is missing: subtract the mean, then divide by the standard deviation, "
        "column by column, both of the training rows.",
        scaling("only centered") + scaling("only divided"),
    ),
    "between-lowest-and-highest": (
        "Squeezing each column between 0 and 1 is another way of scaling. To standardize is to subtract the mean and "
        "divide by the standard deviation.",
        scaling("lowest and highest"),
    ),
    "not-scaled": (
        "The split is right. But `x` came back as it was: subtract the training rows' mean and divide by their "
        "standard deviation, column by column.",
        scaling("nothing"),
    ),
    "seed-ignored": (
        "The same split every time can be repeated, which is good. But whoever wants to know how much luck is in a "
        "score needs other splits, too. Let `seed` start the random numbers.",
        (way(first_groups), way(lambda groups, held_out, seed: random_groups(groups, held_out, 0))),
    ),
    "not-seeded": (
        "Random is right. But without the seed nobody, you included, gets this split again. Hand `seed` to what draws: "
        "a generator, or `random_state`.",
        (way(lambda groups, held_out, seed: random_groups(groups, held_out, None)),),
    ),
    "parts-swapped": (
        "The groups are kept together. But the share that should be held out came first, where the training rows "
        "belong. Turn the two parts around, or check which share `held_out` is.",
        (way(turned), way(turned, lambda x, train, held: SCALINGS[""][0](x, held, train)),
         way(turned, SCALINGS["all rows"][0])),
    ),
    "another-number-of-groups": (
        "The groups are kept together, but some draws hold out more or fewer of them than asked for. Filling up a "
        "share of the rows does that, or drawing among numbers that no group has, or one group twice. Draw among the "
        "different groups.",
        (way(of_names(torch.unique, 1)), way(of_names(torch.unique, -1)), way(of_names(torch.unique_consecutive)),
         way(of_names(lambda groups: torch.arange(int(groups.max()) + 1))), way(until_rows_fill)),
    ),
    "groups-counted-from-0": (
        "Drawing among the groups is right. But their numbers needn't be 0, 1, 2, …: those that you drew occur "
        "nowhere, so one part is empty. Draw among `groups.unique()`.",
        (way(of_names(lambda groups: torch.arange(len(groups.unique())))),),
    ),
    "folds-for-a-share": (
        "Folds cut the groups into equal parts, so they can hold out 1/2, 1/3 or 1/4, but not 3/4: that makes one "
        "fold, and it's refused. For any share, take `GroupShuffleSplit`.",
        (way(in_folds(random_groups)), way(in_folds(first_groups))),
    ),
    "group-numbers-for-rows": (
        "These are the groups of each side, so the choice is made. But whoever trains needs rows. Find the rows of the "
        "chosen groups, for example with `torch.isin(groups, chosen)`.",
        (after(lambda train, held, scaled, groups: (groups[train].unique(), groups[held].unique(), scaled)),),
    ),
    "groups-of-rows-for-rows": (
        "For each row you returned the number of its group. Asked for are the row's own numbers, counted from 0: where "
        "in the table it stands. `nonzero()` of a mask gives them.",
        (after(lambda train, held, scaled, groups: (groups[train], groups[held], scaled)),),
    ),
    "row-lost": (
        "Some rows of the table are in neither part. Every row belongs to one of the two: the training rows are all "
        "those that aren't held out.",
        (way(one_row_lost),),
    ),
    "row-in-both": (
        "All rows are for training, the held-out ones, too. Then the model has seen what it's tested on. Leave the "
        "held-out rows out of the training rows.",
        (way(train_in_both),),
    ),
    "two-parts": (
        "Two parts came back. The question asks for a third: all of `x`, standardized with the mean and the standard "
        "deviation of the training rows.",
        (after(lambda train, held, scaled, groups: (train, held)),),
    ),
    "tables-for-rows": (
        "Four parts came back. Asked for are three: the training rows' numbers, the held-out rows' numbers, and one "
        "table, all of `x`, standardized.",
        (after(lambda train, held, scaled, groups: (train, held, scaled[train], scaled[held])),),
    ),
    "sets-for-rows": (
        "The rows are in a set, which has no order and can't pick rows of a tensor: `x[rows]` would fail. Make a list "
        "or a tensor of them.",
        (after(lambda train, held, scaled, groups: ({*train.tolist()}, {*held.tolist()}, scaled)),),
    ),
    "fractions-for-rows": (
        "Your row numbers have a decimal point, and PyTorch takes no rows by such numbers: `x[rows]` would fail. Keep "
        "them whole, `int64`.",
        (after(lambda train, held, scaled, groups: (train.float(), held.float(), scaled)),),
    ),
    "splitter-not-asked": (
        "A splitter's `split` gives pairs of rows, one after another, and you unpacked the splitter as if it were a "
        "single pair. Ask it for its first pair with `next(…)`, or loop over it.",
        (raising("too many values to unpack (expected 2)"), raising("too many values to unpack (expected 2, got 10)"),
         raising("not enough values to unpack (expected 2, got 1)")),
    ),
    "groups-not-passed": (
        "The splitter was given no groups, so it can't keep them together. Without a name, the second thing that you "
        "pass is taken for labels. Write `groups=groups`.",
        (raising("The 'groups' parameter should not be None."),),
    ),
}


LEAK_KEY = Key(LEAK, (
    Solution(LEAK["split"], way(), tuple(Misconception(name, hint, ways) for name, (hint, ways) in HINTS.items()),
             reading=read_split, told=tell),
))
