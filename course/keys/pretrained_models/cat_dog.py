"""The key of `cat-dog`."""
from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.pretrained_models.cat_dog import CAT_DOG


def rates_of_class(matrix: Tensor, k: int) -> tuple[float, float]:
    hits = matrix[k, k].item()
    return hits / matrix[:, k].sum().item(), hits / matrix[k].sum().item()


def change_each(change: Callable[[float], float]) -> Callable:
    return lambda matrix, k: tuple(change(rate) for rate in rates_of_class(matrix, k))


def without_the_hits(matrix: Tensor, k: int) -> tuple[float, float]:
    hits = matrix[k, k].item()
    return hits / (matrix[:, k].sum().item() - hits), hits / (matrix[k].sum().item() - hits)


def as_if_two_classes(matrix: Tensor, k: int) -> tuple[float, float]:
    hits = matrix[k, k].item()
    return hits / (hits + matrix[1 - k, k].item()), hits / (hits + matrix[k, 1 - k].item())


def accuracy(matrix: Tensor) -> float:
    return (matrix.diagonal().sum() / matrix.sum()).item()


CAT_DOG_KEY = Key(CAT_DOG, (
    Solution(
        CAT_DOG["class_rates"], rates_of_class,
        (
            Misconception(
                "rows-for-columns",
                "Both start from the same cell on the diagonal, and tables are printed either way round. Here a row is "
                "what the pictures are, a column what the model says. Precision asks about what it says: which of "
                "the two do you add up?",
                (lambda matrix, k: rates_of_class(matrix, k)[::-1],),
            ),
            Misconception(
                "always-the-first-class",
                "Cat is the class of the example, so its place looks fixed. But every class has its own precision and "
                "recall. Use `k` for the row and the column.",
                (lambda matrix, k: rates_of_class(matrix, 0), lambda matrix, k: rates_of_class(matrix, 1)),
            ),
            Misconception(
                "divided-by-all-pictures",
                "Dividing by all pictures gives a share, but of the whole table: how common such a hit is. Precision "
                "asks only about the pictures that were called `k`, recall only about those that are. Add up one "
                "column and one row.",
                (lambda matrix, k: 2 * ((matrix[k, k] / matrix.sum()).item(),),
                 lambda matrix, k: ((matrix[k, k] / matrix.sum()).item(), rates_of_class(matrix, k)[1])),
            ),
            Misconception(
                "accuracy-for-rates",
                "The diagonal over everything is a fair question to ask of a table, but it is the accuracy: one number "
                "for all classes. Keep to the row and the column of class `k`.",
                (lambda matrix, k: 2 * (accuracy(matrix),),),
            ),
            Misconception(
                "mistakes-without-the-hits",
                "The mistakes do belong into the denominator. But so do the hits: a share is a part of all that were "
                "called `k`, right ones too. Yours can exceed 1. Add up the whole column and the whole row.",
                (without_the_hits,),
            ),
            Misconception(
                "two-classes-only",
                "With cats and dogs, `1 - k` is the other class. With three classes there are two others. Add up the "
                "whole column and the whole row, however long they are.",
                (as_if_two_classes,),
            ),
            Misconception(
                "percent-for-rates",
                "The numbers are right as percentages, and people say them so. Code that reads them expects shares, "
                "where 1 is everything. Leave out the factor 100.",
                (change_each(lambda rate: 100 * rate),),
            ),
            Misconception(
                "whole-division",
                "`//` looks like a stronger `/`. It drops everything behind the decimal point, and a share below 1 "
                "becomes 0. Divide with `/`.",
                (change_each(int),),
            ),
            Misconception(
                "rounded-to-two-digits",
                "Two digits read well in a report. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are, and round where they are shown.",
                (change_each(lambda rate: round(rate, 2)),),
            ),
        ),
        atol=5e-4,
    ),
))
