"""The key of `paradox`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.paradox import PARADOX

Share = Callable[[Tensor], float]


def shares(labels: Tensor) -> Tensor:
    return labels.unique(return_counts=True)[1].double() / len(labels)


def largest_count(labels: Tensor) -> int:
    return int(labels.unique(return_counts=True)[1].max())


def largest_share(labels: Tensor) -> float:
    return shares(labels).max().item()


def share_of(choose: Callable[[Tensor], Tensor | int]) -> Share:
    """Return a way that gives the share of the class that is chosen."""
    return lambda labels: (labels == choose(labels)).double().mean().item()


def accuracy(predictions: Tensor, labels: Tensor) -> float:
    return (predictions == labels).double().mean().item()


def above(baseline: Share, margin: float = 0.0) -> Callable[[Tensor, Tensor], bool]:
    return lambda predictions, labels: accuracy(predictions, labels) > baseline(labels) + margin


def of_two(labels: Tensor) -> float:
    return max(labels.double().mean().item(), 1 - labels.double().mean().item())


def mean_of_truths(dtype: torch.dtype) -> Callable[[Tensor], float]:
    return lambda labels: (labels == labels.mode().values).to(dtype).mean().item()


BASELINE = (
    Misconception(
        "one-over-classes",
        "With classes of equal size, guessing is right once in as many times as there are classes. Here the sizes "
        "differ, and whoever always names the largest class is right more often. Count the cases of each class.",
        (lambda labels: 1 / len(labels.unique()), lambda labels: 1 / (int(labels.max()) + 1)),
    ),
    Misconception(
        "one-half",
        "A coin has two sides, and with two classes of equal size you'd get one half. Here the sizes differ, and there "
        "may be more than two. Look for the share of the largest class.",
        (lambda labels: 0.5,),
    ),
    Misconception(
        "number-of-the-lesson",
        "0.90 is the baseline for \"is it a 9?\", where nine digits in ten are something else. Other labels have "
        "another one. Compute it from `labels`.",
        (lambda labels: 0.9,),
    ),
    Misconception(
        "share-of-class-0",
        "That's the share of class 0, which is the largest class in \"is it a 9?\". In other data it needn't be. Find "
        "the largest class, whatever its number.",
        (share_of(lambda labels: 0),),
    ),
    Misconception(
        "share-of-positives",
        "That's the share of class 1, the positives, and they're often the rare ones. The baseline names whichever "
        "class is the most common. Count all of them.",
        (share_of(lambda labels: 1),),
    ),
    Misconception(
        "mean-of-labels",
        "The mean of labels 0 and 1 is the share of the 1s. With classes 2 and 5, it's the mean of their numbers, and "
        "says nothing about how many there are. Count the cases of each class.",
        (lambda labels: labels.double().mean().item(),),
    ),
    Misconception(
        "two-classes-only",
        "The larger of the mean and 1 − mean is right as long as the labels are 0 and 1. Here there are other numbers, "
        "and more of them. Count the cases of each class.",
        (of_two,),
    ),
    Misconception(
        "share-of-the-highest-number",
        "`max` of the labels is the class with the highest number, not the one with the most cases. Count first, then "
        "take the maximum of the counts.",
        (share_of(lambda labels: labels.max()),),
    ),
    Misconception(
        "class-in-the-middle",
        "The median label is the one in the middle when all are sorted by number. It needn't be common. Look for the "
        "label that occurs most often.",
        (share_of(lambda labels: labels.median()), share_of(lambda labels: labels.double().mean().round())),
    ),
    Misconception(
        "class-of-the-first-label",
        "You looked at the first label and took its class. Which label stands first is chance. Count the cases of each "
        "class.",
        (share_of(lambda labels: labels[0]), share_of(lambda labels: labels[-1])),
    ),
    Misconception(
        "count-for-share",
        "You found the largest class, and this is how many cases it has. An accuracy is a share: divide that count by "
        "the number of all labels.",
        (largest_count,),
    ),
    Misconception(
        "in-percent",
        "The idea is right, but this is in percent. An accuracy goes from 0 to 1 here, so that it can be compared with "
        "other accuracies. Leave out the 100.",
        (lambda labels: 100 * largest_share(labels),),
    ),
    Misconception(
        "divided-by-classes",
        "The count of the largest class is right. But you divided it by the number of classes. An accuracy is a share "
        "of all cases: divide by the number of labels.",
        (lambda labels: largest_count(labels) / len(labels.unique()),
         lambda labels: largest_count(labels) / len(labels.bincount())),
    ),
    Misconception(
        "divided-by-the-others",
        "You divided the largest class by all the other cases together. That's the odds. An accuracy is a share: "
        "divide by all cases, the largest class included.",
        (lambda labels: largest_count(labels) / (len(labels) - largest_count(labels)),),
    ),
    Misconception(
        "whole-number-division",
        "`//` drops everything after the decimal point, so a share below 1 becomes 0. Divide with `/`.",
        (lambda labels: largest_count(labels) // len(labels),),
    ),
    Misconception(
        "rounded",
        "The idea is right. But you rounded, and two accuracies that differ a little then look the same. Return the "
        "share as it is.",
        (lambda labels: round(largest_share(labels), 2), lambda labels: round(largest_share(labels), 1)),
    ),
    Misconception(
        "class-for-share",
        "This is the number of the class that the baseline names. The question is how often that's right: the share of "
        "the labels that are of this class.",
        (lambda labels: int(labels.mode().values), lambda labels: int(labels.bincount().argmax())),
    ),
    Misconception(
        "share-of-each-class",
        "These are the shares of all the classes, so the work is done. The baseline always names one class. Which of "
        "the shares is its accuracy?",
        (lambda labels: labels.bincount() / len(labels), lambda labels: shares(labels)),
    ),
    Misconception(
        "guessing-by-shares",
        "Guessing each class as often as it occurs is a baseline, too, but a weaker one than always naming the largest "
        "class. Take the largest share itself.",
        (lambda labels: shares(labels).square().sum().item(),),
    ),
    Misconception(
        "smallest-share",
        "The share of the rarest class tells what's at stake. The baseline names the most common one. Take the largest "
        "share.",
        (lambda labels: shares(labels).min().item(),),
    ),
    Misconception(
        "errors-for-accuracy",
        "That's how often the baseline is wrong: everything outside the largest class. Its accuracy is how often it's "
        "right.",
        (lambda labels: 1 - largest_share(labels),),
    ),
    Misconception(
        "mean-of-whole-numbers",
        "You compared with the most common class, which works. But PyTorch takes no `mean()` of whole numbers or truth "
        "values. Make them decimal numbers first, or count and divide.",
        (mean_of_truths(torch.int64), mean_of_truths(torch.bool), mean_of_truths(torch.int32)),
    ),
)
BEATS = (
    Misconception(
        "tie-counts-as-beating",
        "As good as the baseline isn't worse, so it looks acceptable. But the baseline has learned nothing, and a "
        "model that ties with it hasn't shown more. Ask for more than the baseline.",
        (lambda predictions, labels: accuracy(predictions, labels) >= largest_share(labels),),
    ),
    Misconception(
        "asks-for-a-margin",
        "A tiny lead may be luck, so asking for a margin is careful. But the question is only whether the accuracy is "
        "above the baseline, by however little. Compare the two as they are.",
        tuple(above(largest_share, margin) for margin in (0.01, 0.02, 0.05, 0.1)),
    ),
    Misconception(
        "compared-with-one-over-classes",
        "1 / classes is chance when all classes have the same size. Where 90% are of one class, that bar is far too "
        "low. Compare with the share of the largest class.",
        (above(lambda labels: 1 / len(labels.unique())), above(lambda labels: 1 / (int(labels.max()) + 1))),
    ),
    Misconception(
        "compared-with-one-half",
        "One half is the bar for two classes of equal size. With one large class it's too low, with many classes too "
        "high. Compare with the share of the largest class.",
        (above(lambda labels: 0.5),),
    ),
    Misconception(
        "compared-with-a-good-score",
        "A fixed bar tells what you'd like. Whether a model has learned anything is another question: 0.85 is poor "
        "where one class has 90%, and 0.4 is progress among ten classes. Compare with the baseline of these labels.",
        tuple(above(lambda labels, bar=bar: bar) for bar in (0.8, 0.9, 0.7, 0.75, 0.6)),
    ),
    Misconception(
        "baseline-of-the-predictions",
        "You counted the largest class among the predictions. But those are the model's own doing, and the labels set "
        "the bar. Count the labels.",
        (lambda predictions, labels: accuracy(predictions, labels) > largest_share(predictions),),
    ),
    Misconception(
        "worse-for-better",
        "Both numbers are right, but the comparison points the other way: True comes out where the model has the lower "
        "accuracy. Turn it around.",
        (lambda predictions, labels: accuracy(predictions, labels) < largest_share(labels),
         lambda predictions, labels: accuracy(predictions, labels) <= largest_share(labels)),
    ),
    Misconception(
        "all-must-be-right",
        "That's True only for a model that makes no mistake at all. Compute the share of right predictions, and "
        "compare it with the baseline.",
        (lambda predictions, labels: bool((predictions == labels).all()),),
    ),
    Misconception(
        "difference-for-truth",
        "How far the model is above the baseline is good to know. But the question is whether it is above: return True "
        "or False. One comparison does it.",
        (lambda predictions, labels: accuracy(predictions, labels) - largest_share(labels),),
    ),
    Misconception(
        "accuracy-for-truth",
        "That's the accuracy of the predictions, the first half of the job. Compare it with the baseline, and return "
        "True or False.",
        (accuracy,),
    ),
    Misconception(
        "function-without-brackets",
        "`baseline_accuracy` is the function, and a function is no number that you could compare with. Call it with "
        "the labels, in parentheses.",
        (lambda predictions, labels: accuracy(predictions, labels) > largest_share,),
    ),
    Misconception(
        "compared-case-by-case",
        "You compared each prediction by itself with the baseline, so there's a truth value for each case. First make "
        "one number of them: the share that's right.",
        (lambda predictions, labels: (predictions == labels).double() > largest_share(labels),),
    ),
    Misconception(
        "how-often-it-names-the-largest",
        "You counted how often the model names the largest class. Naming it isn't the same as being right. Compare the "
        "predictions with the labels, case by case.",
        (lambda predictions, labels: (predictions == labels.mode().values).double().mean().item()
         > largest_share(labels),),
    ),
    Misconception(
        "true-for-every-model",
        "It says True to every model here, hopeless ones, too. A count compared with a share does that: even 1 right "
        "answer is more than 0.9. Are both sides of your comparison shares?",
        (lambda predictions, labels: True,),
    ),
    Misconception(
        "false-for-every-model",
        "It says False to every model here, good ones, too. A share compared with a count does that: 0.95 is less than "
        "58. Are both sides of your comparison shares?",
        (lambda predictions, labels: False,),
    ),
)

PARADOX_KEY = Key(PARADOX, (
    Solution(PARADOX["baseline_accuracy"], largest_share, BASELINE),
    Solution(PARADOX["beats_baseline"], above(largest_share), BEATS),
))
