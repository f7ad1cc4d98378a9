"""The key of `standardise`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.standardise import STANDARDISE


def moments(x: Tensor) -> tuple[Tensor, Tensor]:
    std = x.std(dim=0) if len(x) > 1 else torch.full(x.shape[1:], torch.nan)  # as `std` itself, less its warning
    return x.mean(dim=0), std


def scale_by(pick: Callable[[Tensor, Tensor], Tensor]) -> Callable:
    """Return a way that takes mean and standard deviation from the rows that `pick` returns."""
    def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
        mean, std = moments(pick(train, test))
        return (train - mean) / std, (test - mean) / std
    return standardise


def scale_each(scale: Callable[[Tensor], Tensor]) -> Callable:
    """Return a way that scales each split by itself."""
    return lambda train, test: (scale(train), scale(test))


def scale_columns(x: Tensor) -> Tensor:
    mean, std = moments(x)
    return (x - mean) / std


def scale_as_scikit_learn(x: Tensor) -> Tensor:
    std = x.std(dim=0, correction=0)
    return (x - x.mean(dim=0)) / torch.where(std > 0, std, torch.ones_like(std))  # a single row becomes zeros


def scale_rows(x: Tensor) -> Tensor:
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)


def scale_to_range(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    low, high = train.amin(dim=0), train.amax(dim=0)
    return (train - low) / (high - low), (test - low) / (high - low)


def scale_by_one_number(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    return (train - train.mean()) / train.std(), (test - train.mean()) / train.std()


def divide_by_variance(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    mean, variance = train.mean(dim=0), train.var(dim=0)
    return (train - mean) / variance, (test - mean) / variance


STANDARDISE_KEY = Key(STANDARDISE, (
    Solution(
        STANDARDISE["standardise"], scale_by(lambda train, test: train),
        (
            Misconception(
                "statistics-from-everything",
                "More rows give a better mean, so using all of them looks wise. But then the test rows have shaped "
                "the preparation, and they can no longer play the part of cases that nobody has seen. Compute mean "
                "and standard deviation from `train` alone.",
                (scale_by(lambda train, test: torch.cat([train, test])),),
            ),
            Misconception(
                "each-split-by-its-own",
                "Both splits then have mean 0, which looks tidy. But the same measurement becomes two different "
                "numbers, and a single test row has no spread at all. Use the training split's two numbers for both.",
                (scale_each(scale_columns), scale_each(scale_as_scikit_learn)),
            ),
            Misconception(
                "statistics-from-test",
                "The arithmetic is right, and one set of numbers serves both splits. But it is the test split's, and "
                "that one plays the future, which nobody has seen yet. Take the numbers from `train`.",
                (scale_by(lambda train, test: test),),
            ),
            Misconception(
                "per-row",
                "A row is a case, so scaling each case looks fair. But a row mixes measurements of different kinds "
                "and units; what has a common scale is a column. Reduce over the rows, with `dim=0`.",
                (scale_each(scale_rows),),
            ),
            Misconception(
                "one-mean-for-all-columns",
                "Without `dim` you get one mean and one spread for the whole table. The column with the largest "
                "numbers decides both, and the others are pressed to one value. Reduce with `dim=0`.",
                (scale_by_one_number, scale_each(lambda x: (x - x.mean()) / x.std())),
            ),
            Misconception(
                "only-centred",
                "Every column is around 0 now, which is half of it. But one still runs in thousands and another in "
                "hundredths. Divide by the standard deviation of each column.",
                (lambda train, test: (train - train.mean(dim=0), test - train.mean(dim=0)),),
            ),
            Misconception(
                "only-divided",
                "Every column has the spread 1 now, which is half of it. But they still lie far from 0. Take away the "
                "mean of each column before you divide.",
                (lambda train, test: (train / train.std(dim=0), test / train.std(dim=0)),),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it is the right formula. But Python divides before it subtracts, so only the mean was "
                "divided. Put brackets around the difference.",
                (lambda train, test: tuple(x - train.mean(dim=0) / train.std(dim=0) for x in (train, test)),),
            ),
            Misconception(
                "divided-by-variance",
                "The variance measures spread too, but in squared units. Dividing by it leaves columns of small "
                "numbers huge. Divide by its root, the standard deviation.",
                (divide_by_variance,),
            ),
            Misconception(
                "scaled-to-a-range",
                "Smallest to 0 and largest to 1 is another good way to bring columns to one scale. Standardising is "
                "the one with mean 0 and standard deviation 1. Use `mean` and `std`.",
                (scale_to_range,),
            ),
            Misconception(
                "test-left-as-it-was",
                "The training split is right, and the test split must not shape anything: true. But the model is used "
                "to scaled numbers now. Apply the same mean and standard deviation to `test`.",
                (lambda train, test: (scale_columns(train), test),),
            ),
            Misconception(
                "one-split-returned",
                "The training split is right. But the test split is to be judged on the same scale, and only this "
                "function knows the two numbers. Return both tensors.",
                (lambda train, test: scale_columns(train),),
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
                (lambda train, test: scale_by(lambda train, test: train)(train, test)[::-1],),
            ),
        ),
        rtol=5e-3, atol=2e-3,
    ),
))
