"""The key of `averages`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.averages import AVERAGES

Batches = Sequence[tuple[Tensor, Tensor]]
Score = Callable[[Tensor, Tensor, int], float]


def joined(batches: Batches) -> tuple[Tensor, Tensor]:
    return torch.cat([targets for targets, _ in batches]), torch.cat([says for _, says in batches])


def count(targets: Tensor, says: Tensor, n_classes: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return hits, actual cases and predicted cases of each class, (n_classes,) each."""
    return tuple(torch.bincount(classes, minlength=n_classes).double()
                 for classes in (targets[targets == says], targets, says))


def f1_of_classes(targets: Tensor, says: Tensor, n_classes: int) -> Tensor:
    hits, actual, predicted = count(targets, says, n_classes)
    return 2 * hits / (actual + predicted).clamp(min=1)


def macro(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return f1_of_classes(targets, says, n_classes).mean().item()


def macro_of_present(targets: Tensor, says: Tensor, n_classes: int) -> float:
    _, actual, predicted = count(targets, says, n_classes)
    return f1_of_classes(targets, says, n_classes)[actual + predicted > 0].mean().item()


def macro_of_actual(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return f1_of_classes(targets, says, n_classes)[count(targets, says, n_classes)[1] > 0].mean().item()


def macro_of_predicted(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return f1_of_classes(targets, says, n_classes)[count(targets, says, n_classes)[2] > 0].mean().item()


def macro_of_found(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return f1_of_classes(targets, says, n_classes)[count(targets, says, n_classes)[0] > 0].mean().item()


def of_the_averages(targets: Tensor, says: Tensor, n_classes: int) -> float:
    hits, actual, predicted = count(targets, says, n_classes)
    precision, recall = (hits / predicted.clamp(min=1)).mean(), (hits / actual.clamp(min=1)).mean()
    return (2 * precision * recall / (precision + recall)).item()


def micro(targets: Tensor, says: Tensor, n_classes: int) -> float:
    return (targets == says).double().mean().item()


def weighted(targets: Tensor, says: Tensor, n_classes: int) -> float:
    _, actual, _ = count(targets, says, n_classes)
    return (f1_of_classes(targets, says, n_classes) * actual).sum().item() / actual.sum().item()


def weighted_by_predictions(targets: Tensor, says: Tensor, n_classes: int) -> float:
    _, _, predicted = count(targets, says, n_classes)
    return (f1_of_classes(targets, says, n_classes) * predicted).sum().item() / predicted.sum().item()


def at_once(score: Score) -> Callable[[Batches, int], float]:
    return lambda batches, n_classes: score(*joined(batches), n_classes)


def of_the_last(score: Score) -> Callable[[Batches, int], float]:
    return lambda batches, n_classes: score(*batches[-1], n_classes)


def mean_of_batches(score: Score, by_size: bool = False) -> Callable[[Batches, int], float]:
    def mean(batches: Batches, n_classes: int) -> float:
        sizes = [len(says) if by_size else 1 for _, says in batches]
        return sum(size * score(*batch, n_classes) for size, batch in zip(sizes, batches)) / sum(sizes)
    return mean


BATCH_HINT = (
    "Averaging over batches works for a loss, so it looks safe. But {reason}. Join all batches, or add up their "
    "counts, and compute the score once."
)
RARE = "a rare class is missing from most batches, and F1 is no mean of its parts"
SMALL = "the last batch is smaller, and each of its cases would weigh more than the others"
LAST_HINT = "The loop leaves the last batch in your variables, so it is easily taken for all. Join all batches first."


AVERAGES_KEY = Key(AVERAGES, (
    Solution(
        AVERAGES["macro_f1"], at_once(macro),
        (
            Misconception(
                "micro-for-macro",
                "This counts every case the same, which is what micro means: large classes decide. Macro counts every "
                "class the same, however rare. Take the plain mean of the classes' F1.",
                (at_once(micro),),
            ),
            Misconception(
                "weighted-for-macro",
                "Weights by class size look fair to the cases. But then a rare class hardly counts, and macro is the "
                "average that lets it count. Take the plain mean of the classes' F1.",
                (at_once(weighted),),
            ),
            Misconception(
                "macro-over-batches", BATCH_HINT.format(reason=RARE),
                tuple(mean_of_batches(score, by_size)
                      for score in (macro, macro_of_present, macro_of_actual, macro_of_predicted, macro_of_found)
                      for by_size in (False, True)),
            ),
            Misconception("macro-of-the-last-batch", LAST_HINT,
                          (of_the_last(macro), of_the_last(macro_of_present))),
            Misconception(
                "f1-of-the-averages",
                "Averaging precision and recall over the classes first and joining them afterwards uses the right "
                "parts in another order, and gives another number. Compute F1 for each class, then take their mean.",
                (at_once(of_the_averages),),
            ),
            Misconception(
                "class-left-out",
                "0/0 has no value, so leaving that class out looks honest. But a class that is never predicted, or "
                "never found, would then improve the mean by being hopeless. Its F1 is 0: let it count.",
                (at_once(macro_of_predicted), at_once(macro_of_actual), at_once(macro_of_found)),
            ),
        ),
        atol=1e-4,
    ),
    Solution(
        AVERAGES["micro_f1"], at_once(micro),
        (
            Misconception(
                "macro-for-micro",
                "This counts every class the same, which is what macro means. Micro counts every case the same: add "
                "the hits and the mistakes of all classes up first, then compute one F1.",
                (at_once(macro),),
            ),
            Misconception(
                "weighted-for-micro",
                "Weighting by class size also lets large classes decide, so the two are close. But micro needs no F1 "
                "of a class at all: add up TP, FP and FN over the classes, then compute one F1.",
                (at_once(weighted),),
            ),
            Misconception("micro-over-batches", BATCH_HINT.format(reason=SMALL), (mean_of_batches(micro),)),
            Misconception("micro-of-the-last-batch", LAST_HINT, (of_the_last(micro),)),
        ),
        atol=1e-4,
    ),
    Solution(
        AVERAGES["weighted_f1"], at_once(weighted),
        (
            Misconception(
                "macro-for-weighted",
                "The plain mean counts every class the same. Weighted means: by how many cases the class has. Multiply "
                "each F1 by its number of actual cases, add up, divide by the number of all cases.",
                (at_once(macro),),
            ),
            Misconception(
                "micro-for-weighted",
                "Micro too lets large classes decide, so the two are close. But weighted is a mean of the classes' F1. "
                "Compute each of them, and weigh it by the class's number of actual cases.",
                (at_once(micro),),
            ),
            Misconception(
                "weighted-by-predictions",
                "How often a class is predicted is a count of that class too. But the model decides it, and a model "
                "must not choose its own weights. Weigh by how many cases really are of the class.",
                (at_once(weighted_by_predictions),),
            ),
            Misconception("weighted-over-batches", BATCH_HINT.format(reason=RARE),
                          (mean_of_batches(weighted), mean_of_batches(weighted, by_size=True))),
            Misconception("weighted-of-the-last-batch", LAST_HINT, (of_the_last(weighted),)),
        ),
        atol=1e-4,
    ),
))
