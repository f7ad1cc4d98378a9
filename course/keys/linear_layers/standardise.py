"""The key of `standardise`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.standardise import STANDARDISE

Scale = Callable[[Tensor], Tensor]
Center = Callable[[Tensor], Tensor]


def tell_columns(observed: Fact) -> Sequence[tuple[str, str]]:
    """Say of both tables that came back where their columns lie now, and how far they spread."""
    returned = observed["items"]["returned"]
    if returned["kind"] != "sequence" or len(returned["items"]) != 2:
        return []
    tables = [(name, numeric(fact)) for name, fact in zip(("train", "test"), returned["items"])]
    return [(f"Columns of {name}", f"mean {_row(table.mean(dim=0))}; std {_row(table.std(dim=0))}")
            for name, table in tables if table is not None and table.dim() == 2 and 1 < len(table)]


def _row(numbers: Tensor) -> str:
    return ", ".join(f"{round(number, 3) + 0.0:.4g}" for number in numbers.tolist()[:6])


def moments(x: Tensor) -> tuple[Tensor, Tensor]:
    return x.mean(dim=0), spread(x)


def spread(x: Tensor) -> Tensor:
    return x.std(dim=0) if len(x) > 1 else torch.full(x.shape[1:], torch.nan)  # as `std` itself, less its warning


def scale_by(pick: Callable[[Tensor, Tensor], Tensor], center: Center = lambda x: x.mean(dim=0),
             by: Scale = spread) -> Callable:
    """Return a way that takes two numbers a column, such as mean and spread, from the rows that `pick` returns."""
    def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
        known = pick(train, test)
        return (train - center(known)) / by(known), (test - center(known)) / by(known)
    return standardise


def of_train(center: Center = lambda x: x.mean(dim=0), by: Scale = spread) -> Callable:
    return scale_by(lambda train, test: train, center, by)


def scale_each(scale: Scale) -> Callable:
    """Return a way that scales each split by itself."""
    return lambda train, test: (scale(train), scale(test))


def scale_columns(x: Tensor) -> Tensor:
    mean, std = moments(x)
    return (x - mean) / std


def scale_as_scikit_learn(x: Tensor) -> Tensor:
    std = x.std(dim=0, correction=0)
    return (x - x.mean(dim=0)) / torch.where(std > 0, std, torch.ones_like(std))  # a single row becomes zeros


def scale_rows(x: Tensor, correction: int = 1) -> Tensor:
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True, correction=correction)


def by_range(x: Tensor) -> Tensor:
    return (x - x.amin(dim=0)) / (x.amax(dim=0) - x.amin(dim=0))


def nothing(x: Tensor) -> Tensor:
    return torch.zeros(())


STANDARDISE_KEY = Key(STANDARDISE, (
    Solution(
        STANDARDISE["standardise"], of_train(),
        (
            Misconception(
                "statistics-from-everything",
                "More rows give a better mean, so using all of them looks wise. But then the test rows have shaped "
                "the preparation, and they can no longer stand for cases that nobody has seen. Compute mean "
                "and standard deviation from `train` alone.",
                (scale_by(lambda train, test: torch.cat([train, test])),),
            ),
            Misconception(
                "each-split-by-its-own",
                "Both splits have mean 0 then, which looks tidy. But the same measurement becomes two different "
                "numbers, and a single test row has no spread at all. Use the training split's two numbers for both.",
                (scale_each(scale_columns), scale_each(scale_as_scikit_learn)),
            ),
            Misconception(
                "half-of-the-statistics-from-test",
                "The training split is right. But for `test` you took only one of the two numbers from `train`, and "
                "the other from `test` itself. Both splits need the same mean and the same standard deviation.",
                (lambda train, test: (scale_columns(train), (test - test.mean(dim=0)) / spread(train)),
                 lambda train, test: (scale_columns(train), (test - train.mean(dim=0)) / spread(test))),
            ),
            Misconception(
                "statistics-from-test",
                "The arithmetic is right, and the same numbers serve both splits. But they're the test split's, and "
                "that one plays the future, which nobody has seen yet. Take the numbers from `train`, and check the "
                "order of your arguments.",
                (scale_by(lambda train, test: test),
                 lambda train, test: scale_by(lambda train, test: test)(train, test)[::-1]),
            ),
            Misconception(
                "per-row",
                "A row is a case, so scaling each case looks fair. But a row mixes measurements of different kinds "
                "and units; what has a common scale is a column. Reduce over the rows, with `dim=0`.",
                (scale_each(scale_rows), scale_each(lambda x: scale_rows(x, correction=0)),
                 of_train(lambda x: x.mean(dim=1, keepdim=True), lambda x: x.std(dim=1, keepdim=True)),
                 of_train(lambda x: x.mean(dim=1), lambda x: x.std(dim=1))),
            ),
            Misconception(
                "one-mean-for-all-columns",
                "Without `dim`, `mean()` and `std()` mix the numbers of all columns. The column with the largest "
                "ones decides, and it doesn't fit the others. Reduce over the rows in both: `dim=0`.",
                (of_train(torch.mean, torch.std), of_train(torch.mean), of_train(by=torch.std),
                 scale_each(lambda x: (x - x.mean()) / x.std())),
            ),
            Misconception(
                "only-centered",
                "Every column is around 0 now, which is half of it. But one still runs in thousands and another in "
                "hundredths. Divide by the standard deviation of each column.",
                (of_train(by=lambda x: torch.ones(())),),
            ),
            Misconception(
                "only-divided",
                "Every column has the spread 1 now, which is half of it. But they still lie far from 0. Take away the "
                "mean of each column before you divide.",
                (of_train(nothing),),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it's the right formula. But Python divides before it subtracts, so only the mean was "
                "divided. Put brackets around the difference.",
                (lambda train, test: tuple(x - train.mean(dim=0) / train.std(dim=0) for x in (train, test)),),
            ),
            Misconception(
                "divided-by-variance",
                "The variance measures spread too, but in squared units. Dividing by it leaves columns of small "
                "numbers huge. Divide by its root, the standard deviation.",
                (of_train(by=lambda x: x.var(dim=0)),),
            ),
            Misconception(
                "multiplied-by-the-deviation",
                "The mean is gone, as it should be. But multiplying makes wide columns even wider. Divide by the "
                "standard deviation.",
                (of_train(by=lambda x: 1 / x.std(dim=0)),),
            ),
            Misconception(
                "scaled-to-a-range",
                "Fitting a column between its smallest and its largest number is another good way to one scale. "
                "Standardizing is the one with mean 0 and standard deviation 1. Use `mean` and `std`.",
                (of_train(lambda x: x.amin(dim=0), lambda x: x.amax(dim=0) - x.amin(dim=0)), scale_each(by_range),
                 of_train(by=lambda x: x.amax(dim=0) - x.amin(dim=0))),
            ),
            Misconception(
                "divided-by-the-largest",
                "Each column's largest number becomes 1, which does make the sizes alike. But without taking a mean "
                "away, a column stays on its side of 0. Subtract the mean first and divide by the standard deviation.",
                (of_train(nothing, lambda x: x.amax(dim=0)), of_train(nothing, lambda x: x.abs().amax(dim=0)),
                 scale_each(lambda x: x / x.amax(dim=0)), scale_each(lambda x: x / x.abs().amax(dim=0))),
            ),
            Misconception(
                "normalized-to-length-1",
                "`normalize` divides by a length, so that squares add up to 1. It takes no mean away, and what came "
                "out still lies far from 0. Subtract each column's mean, then divide by its standard deviation.",
                (scale_each(lambda x: functional.normalize(x, dim=0)), scale_each(functional.normalize),
                 of_train(nothing, lambda x: x.norm(dim=0))),
            ),
            Misconception(
                "median-for-mean",
                "The median is a middle too, and outliers don't move it. But standardizing is defined with the mean: "
                "afterwards each column has mean 0. Use `.mean(dim=0)`.",
                (of_train(lambda x: x.median(dim=0).values),),
            ),
            Misconception(
                "test-left-as-it-was",
                "The training split is right. But `test` comes out as it went in: either it was left alone, or `train` "
                "was overwritten first, and by then its mean was 0 and its spread 1. Keep both numbers before you "
                "change anything, and use them twice.",
                (lambda train, test: (scale_columns(train), test),),
            ),
            Misconception(
                "one-split-returned",
                "The split that came back is right. But the test split is to be judged on the same scale, and only "
                "this function knows the two numbers. Return both tensors, training first.",
                (lambda train, test: scale_columns(train), lambda train, test: of_train()(train, test)[1]),
            ),
            Misconception(
                "splits-joined",
                "All rows are right. But they came back as one tensor, and nobody can tell training rows from test "
                "rows anymore. Return the two separately: `return a, b`.",
                (lambda train, test: torch.cat(of_train()(train, test)),),
            ),
            Misconception(
                "statistics-returned",
                "Mean and standard deviation of the training split are what it takes. But asked for are the two "
                "splits on that scale. Subtract and divide, then return the tensors.",
                (lambda train, test: moments(train),),
            ),
            Misconception(
                "splits-swapped",
                "Both tensors are right, only their order is not. Return the training split first.",
                (lambda train, test: of_train()(train, test)[::-1],),
            ),
        ),
        rtol=5e-3, atol=2e-3, told=tell_columns,
    ),
))
