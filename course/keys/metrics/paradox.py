"""The key of `paradox`."""
from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.paradox import PARADOX


def shares(labels: Tensor) -> Tensor:
    return labels.unique(return_counts=True)[1].double() / len(labels)


def largest_share(labels: Tensor) -> float:
    return shares(labels).max().item()


def accuracy(predictions: Tensor, labels: Tensor) -> float:
    return (predictions == labels).double().mean().item()


def above(baseline: Callable[[Tensor], float]) -> Callable[[Tensor, Tensor], bool]:
    return lambda predictions, labels: accuracy(predictions, labels) > baseline(labels)


PARADOX_KEY = Key(PARADOX, (
    Solution(
        PARADOX["baseline_accuracy"], largest_share,
        (
            Misconception(
                "one-over-classes",
                "With classes of equal size a guess is right once in as many times as there are classes. Here they "
                "are not equal, and whoever always names the largest is right more often. Count the classes, take the "
                "largest share.",
                (lambda labels: 1 / len(labels.unique()), lambda labels: 1 / (int(labels.max()) + 1)),
            ),
            Misconception(
                "one-half",
                "A coin has two sides, and for two classes of equal size one half is right. Here the sizes differ, and "
                "there may be more classes. Take the share of the largest class.",
                (lambda labels: 0.5,),
            ),
            Misconception(
                "share-of-class-0",
                "Class 0 is the largest in our example. In other data it need not be. Look for the largest class, "
                "whatever its number.",
                (lambda labels: (labels == 0).double().mean().item(),),
            ),
            Misconception(
                "share-of-positives",
                "That is how common the positive class is, and it is mostly the rare one. The baseline names the class "
                "that is most common. Take the largest share.",
                (lambda labels: (labels == 1).double().mean().item(), lambda labels: labels.double().mean().item()),
            ),
            Misconception(
                "count-for-share",
                "The largest class is found. An accuracy is a share: divide its count by the number of all cases.",
                (lambda labels: int(labels.unique(return_counts=True)[1].max()),),
            ),
            Misconception(
                "class-for-share",
                "This is the class that the baseline names. Asked is how often that is right: the share of cases that "
                "are of this class.",
                (lambda labels: int(labels.mode().values), lambda labels: int(labels.bincount().argmax())),
            ),
            Misconception(
                "guessing-by-shares",
                "Guessing each class as often as it occurs is a baseline too, but a weaker one than always naming the "
                "largest class. Take the largest share itself.",
                (lambda labels: shares(labels).square().sum().item(),),
            ),
            Misconception(
                "smallest-share",
                "The share of the rarest class tells what is at stake. The baseline names the most common one. Take "
                "the largest share.",
                (lambda labels: shares(labels).min().item(), lambda labels: 1 - largest_share(labels)),
            ),
        ),
    ),
    Solution(
        PARADOX["beats_baseline"], above(largest_share),
        (
            Misconception(
                "tie-counts-as-beating",
                "As good as the baseline is not worse, so it looks acceptable. But the baseline has learned nothing, "
                "and a model that ties with it has not shown more. Ask for more than the baseline.",
                (lambda predictions, labels: accuracy(predictions, labels) >= largest_share(labels),),
            ),
            Misconception(
                "compared-with-one-over-classes",
                "1 / classes is chance where the classes have equal size. Where 90% are of one class, it is far too "
                "low a bar. Compare with the share of the largest class.",
                (above(lambda labels: 1 / len(labels.unique())), above(lambda labels: 1 / (int(labels.max()) + 1))),
            ),
            Misconception(
                "compared-with-one-half",
                "One half is the bar for two classes of equal size. With one large class it is too low, with many "
                "classes too high. Compare with the share of the largest class.",
                (above(lambda labels: 0.5),),
            ),
            Misconception(
                "compared-with-a-good-score",
                "0.8 is the threshold of a good band. Whether a model has learned anything is another question: 0.85 "
                "is poor where one class has 90%, and 0.4 is progress among ten classes. Compare with the baseline.",
                (above(lambda labels: 0.8), above(lambda labels: 0.9), above(lambda labels: 0.7)),
            ),
            Misconception(
                "baseline-of-the-predictions",
                "The largest class was counted among the predictions. But those are the model's own doing; the data "
                "set the bar. Count the labels.",
                (lambda predictions, labels: accuracy(predictions, labels) > largest_share(predictions),),
            ),
            Misconception(
                "worse-for-better",
                "The two numbers are right, the comparison is turned round: the model's accuracy must be the larger "
                "one. Turn it.",
                (lambda predictions, labels: accuracy(predictions, labels) < largest_share(labels),
                 lambda predictions, labels: accuracy(predictions, labels) <= largest_share(labels)),
            ),
        ),
    ),
))
