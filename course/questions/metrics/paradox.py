"""`paradox`: the accuracy of a baseline that has learned nothing, and whether a model beats it."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.kept import kept


@kept
def classes_of_cases(seed: int) -> list[tuple]:
    """Three labels to read at a glance; the nines of the lesson for the public seed; a large class of any number; gaps;
    equal classes."""
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(30, generator=generator)[:4] + 3).tolist()
    counts = [
        {2: 2, 5: 1}, {0: 2, 1: 3, 2: 5}, {0: a, 1: a + b + 30}, {0: a + 2 * c + 40, 1: a},
        {0: b, 1: c, 2: d, 7: a + b + c + d}, {2: 3 * a, 5: b}, {0: c, 1: c, 2: c, 3: c},
    ]
    cases = [{0: 90, 1: 10}, *counts] if seed == 0 else counts
    in_order = torch.tensor([0, 3, 3, 3, 3, 3, 9, 9])
    return [*((mixed(case, generator),) for case in cases), (in_order,)]


def mixed(counts: dict[int, int], generator: torch.Generator) -> Tensor:
    labels = torch.repeat_interleave(torch.tensor(list(counts)), torch.tensor(list(counts.values())))
    return labels[torch.randperm(len(labels), generator=generator)]


@kept
def models_and_labels(seed: int) -> list[tuple]:
    """Models above, at and below the baseline and below chance, small ones and by a hair: (predictions, labels)."""
    generator = seeded(seed)
    e = int(torch.randint(0, 3, (), generator=generator))
    plans = [  # cases of each class, and how many of all are right; powers of 2 have ties without rounding
        ((5, 3), 5), ((5, 3), 6), ((5, 3), 8), ((2, 6), 5), ((2, 2, 2, 2), 3), ((2, 2, 2, 2), 1),
        ((250 - e, 6 + e), 251 - e),
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


PARADOX = Question("paradox", "The baseline comes first", (
    Answer("baseline_accuracy", "one number from 0 to 1", inputs=classes_of_cases),
    Answer("beats_baseline", "True or False", inputs=models_and_labels),
))
