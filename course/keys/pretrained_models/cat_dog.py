"""The key of `cat-dog`."""
from __future__ import annotations

from collections.abc import Callable

import torch
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


def sums(matrix: Tensor, k: int) -> tuple[float, float, float]:
    """Return hits, column and row of class `k`."""
    return matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item()


def over_the_row(matrix: Tensor, k: int) -> tuple[float, float]:
    hits, _, row = sums(matrix, k)
    return 2 * (hits / row,)


def over_the_column(matrix: Tensor, k: int) -> tuple[float, float]:
    hits, column, _ = sums(matrix, k)
    return 2 * (hits / column,)


def hits_counted_twice(matrix: Tensor, k: int) -> tuple[float, float]:
    hits, column, row = sums(matrix, k)
    return hits / (hits + column), hits / (hits + row)


def over_both_kinds_of_mistakes(matrix: Tensor, k: int) -> tuple[float, float]:
    hits, column, row = sums(matrix, k)
    return 2 * (hits / (column + row - hits),)


def over_all_mistakes(matrix: Tensor, k: int) -> tuple[float, float]:
    hits = matrix[k, k].item()
    return 2 * (hits / (hits + matrix.sum().item() - matrix.trace().item()),)


def of_every_class(matrix: Tensor, k: int) -> tuple[Tensor, Tensor]:
    return matrix.diagonal() / matrix.sum(dim=0), matrix.diagonal() / matrix.sum(dim=1)


def false_and_missed(matrix: Tensor, k: int) -> tuple[float, float]:
    return tuple(1 - rate for rate in rates_of_class(matrix, k))  # type: ignore[return-value]


def specificity(matrix: Tensor, k: int) -> float:
    hits, column, row = sums(matrix, k)
    others = matrix.sum().item() - row
    return (others - (column - hits)) / others


def f1(matrix: Tensor, k: int) -> float:
    hits, column, row = sums(matrix, k)
    return 2 * hits / (column + row)


def named(matrix: Tensor, k: int) -> dict[str, float]:
    return dict(zip(("precision", "recall"), rates_of_class(matrix, k)))


CAT_DOG_KEY = Key(CAT_DOG, (
    Solution(
        CAT_DOG["class_rates"], rates_of_class,
        (
            Misconception(
                "rows-for-columns",
                "Both numbers are there, each in the other's place. Tables are printed either way around; here a row "
                "is what the pictures are, a column what the model says. Precision comes first: is it about what they "
                "are, or about what it says?",
                (lambda matrix, k: rates_of_class(matrix, k)[::-1],),
            ),
            Misconception(
                "row-twice",
                "One of the two is right: the row of class `k` holds all pictures that are `k`, so it gives the "
                "recall. But precision asks about all pictures that were *called* `k`. Where in the table are those?",
                (over_the_row,),
            ),
            Misconception(
                "column-twice",
                "One of the two is right: the column of class `k` holds all pictures that were called `k`, so it gives "
                "the precision. But recall asks about all pictures that *are* `k`. Where in the table are those?",
                (over_the_column,),
            ),
            Misconception(
                "counted-from-one",
                "People call the first class number 1, but tensors count from 0, and so does `k`. With `k - 1` you get "
                "the class before, and for class 0 the last one. Use `k` as it is.",
                (lambda matrix, k: rates_of_class(matrix, k - 1),),
            ),
            Misconception(
                "rates-of-every-class",
                "These are the right rates, but of all classes at once. The caller asks for class `k` alone: pick one "
                "number from each.",
                (of_every_class, lambda matrix, k: torch.stack(of_every_class(matrix, k)),
                 lambda matrix, k: of_every_class(matrix, k)[::-1]),
            ),
            Misconception(
                "hits-counted-twice",
                "Hits plus mistakes is the right idea. But the column and the row of class `k` already contain the "
                "hits, so you've counted them twice, and no model could get above one half. Divide by the sum alone.",
                (hits_counted_twice,),
            ),
            Misconception(
                "all-mistakes-in-one",
                "Both of your numbers are the same, since you put all mistakes into one denominator. Precision only "
                "minds pictures that were wrongly called `k`, recall only those of `k` that were missed. Keep the two "
                "apart.",
                (over_both_kinds_of_mistakes, over_all_mistakes),
            ),
            Misconception(
                "share-of-mistakes",
                "Those are the shares that went wrong. Precision and recall are the shares that are right: put the "
                "hits on top.",
                (false_and_missed,),
            ),
            Misconception(
                "other-rate-for-recall",
                "The precision is right. But the other number is a different rate: accuracy, F1 and specificity each "
                "look at more than the pictures that are `k`. Recall is about those alone: add up one row.",
                (lambda matrix, k: (rates_of_class(matrix, k)[0], accuracy(matrix)),
                 lambda matrix, k: (rates_of_class(matrix, k)[0], f1(matrix, k)),
                 lambda matrix, k: (rates_of_class(matrix, k)[0], specificity(matrix, k))),
            ),
            Misconception(
                "accuracy-for-precision",
                "The recall is right. But the diagonal over everything is the accuracy, which is about all classes at "
                "once. Precision is about the pictures that were called `k`: add up one column.",
                (lambda matrix, k: (accuracy(matrix), rates_of_class(matrix, k)[1]),),
            ),
            Misconception(
                "sum-not-called",
                "`.sum` without brackets is the function itself, and nothing can be divided by a function. Put `()` "
                "after it.",
                (lambda matrix, k: matrix[k, k] / matrix[:, k].sum,
                 lambda matrix, k: matrix[k, k].item() / matrix[:, k].sum,
                 lambda matrix, k: int(matrix[k, k]) / matrix[:, k].sum),
            ),
            Misconception(
                "round-brackets",
                "In mathematics one writes a cell that way. In Python round brackets call a function, and a tensor is "
                "none. Square brackets pick a cell, a row or a column.",
                (lambda matrix, k: matrix(k, k),),
            ),
            Misconception(
                "precision-alone",
                "That's the precision, and it's right. The caller expects two numbers, though: return the recall after "
                "it.",
                (lambda matrix, k: rates_of_class(matrix, k)[0],),
            ),
            Misconception(
                "dictionary-for-two-numbers",
                "Names make it easy to read, but the caller unpacks two numbers: precision first, then recall. Return "
                "them as a pair.",
                (named,),
            ),
            Misconception(
                "always-the-first-class",
                "You always give the rates of the same class, as in the example. But every class has its own precision "
                "and recall. Use `k` for the row and the column.",
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
                "The mistakes do belong in the denominator. But so do the hits: a share is a part of everything, what "
                "is right included. Yours can exceed 1. Add up the whole column and the whole row.",
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
                "`//` looks like a stronger `/`. It drops everything after the decimal point, so a share below 1 "
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
