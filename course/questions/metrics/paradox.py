"""`paradox`: the accuracy of a baseline that has learned nothing, and whether a model beats it."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.question import Answer, Misconception, Question
from course.device import seeded


def classes_of_cases(seed: int) -> list[tuple]:
    """The nines of the lesson for the public seed; a large class of any number; gaps; equal classes; one case."""
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(30, generator=generator)[:4] + 3).tolist()
    counts = [
        {0: a, 1: a + b + 30}, {0: a + 2 * c + 40, 1: a},
        {0: b, 1: c, 2: d, 7: a + b + c + d}, {2: 3 * a, 5: b}, {0: c, 1: c, 2: c, 3: c}, {4: 1},
    ]
    cases = [({0: 90, 1: 10}), *counts] if seed == 0 else counts
    return [(mixed(case, generator),) for case in cases]


def mixed(counts: dict[int, int], generator: torch.Generator) -> Tensor:
    labels = torch.repeat_interleave(torch.tensor(list(counts)), torch.tensor(list(counts.values())))
    return labels[torch.randperm(len(labels), generator=generator)]


def models_and_labels(seed: int) -> list[tuple]:
    """Models above, at and below the baseline and below chance: (predictions, labels), in random order."""
    generator = seeded(seed)
    e = int(torch.randint(0, 3, (), generator=generator))
    plans = [  # cases of each class, and how many of all are right; 32 and 64 cases have ties without rounding
        ((58, 6), 58), ((57, 7), 54 - e), ((58, 6), 60 + e), ((16, 16, 16, 16), 20 + e), ((16, 16, 16, 16), 9 + e),
        ((20, 6, 6), 16 + e), ((20, 6, 6), 22 + e), ((16, 16), 16), ((8, 24), 20 + e), ((8, 24), 24),
        ((4, 28), 30), ((8, 8, 16), 13 + e), ((8, 8, 16), 18 + e),
    ]
    cases = []
    for sizes, n_right in plans:
        labels = mixed(dict(enumerate(sizes)), generator)
        is_right = torch.randperm(len(labels), generator=generator) < n_right
        cases.append((torch.where(is_right, labels, (labels + 1) % len(sizes)), labels))
    never, labels = torch.zeros(64).long(), mixed({0: 56, 1: 8}, generator)
    order = torch.randperm(len(cases) + 1, generator=generator).tolist()
    return [[*cases, (never, labels)][i] for i in order]


def shares(labels: Tensor) -> Tensor:
    return labels.unique(return_counts=True)[1].double() / len(labels)


def largest_share(labels: Tensor) -> float:
    return shares(labels).max().item()


def accuracy(predictions: Tensor, labels: Tensor) -> float:
    return (predictions == labels).double().mean().item()


def above(baseline: Callable[[Tensor], float]) -> Callable[[Tensor, Tensor], bool]:
    return lambda predictions, labels: accuracy(predictions, labels) > baseline(labels)


PARADOX = Question("paradox", "The baseline comes first", (
    Answer(
        "baseline_accuracy", "one number from 0 to 1", largest_share,
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
        inputs=classes_of_cases,
    ),
    Answer(
        "beats_baseline", "True or False", above(largest_share),
        (
            Misconception(
                "tie-counts-as-beating",
                "As good as the baseline is not worse, so it looks acceptable. But the baseline has learned nothing, "
                "and a model that ties with it has not shown more. Ask for more than the baseline.",
                (lambda predictions, labels: accuracy(predictions, labels) >= largest_share(labels),),
            ),
            Misconception(
                "compared-with-one-over-classes",
                "1 / classes is chance where the classes have equal size. Where 90 % are of one class, it is far too "
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
                "0.8 is the border of a good band. Whether a model has learned anything is another question: 0.85 is "
                "poor where one class has 90 %, and 0.4 is progress among ten classes. Compare with the baseline.",
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
        inputs=models_and_labels,
    ),
))
