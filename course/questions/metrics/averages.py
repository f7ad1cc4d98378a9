"""`averages`: macro, micro and weighted F1 of a data set that comes in batches."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.kept import kept

EXPECTED = "one number from 0 to 1"


@kept
def batches_of_predictions(seed: int) -> list[tuple]:
    """Classes of unlike size in batches, the last a single case; a class never predicted, one only predicted; at last
    seven cases to read at a glance."""
    generator = seeded(seed)
    cases = []
    for sizes, batch, silent in (((26, 12, 5), 14, None), ((17, 30, 6, 8), 20, 2), ((30, 8), 25, None)):
        targets = torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
        rate = 0.85 - 0.3 * torch.rand(len(sizes), generator=generator)  # each class has a recall of its own
        others = torch.randint(0, len(sizes), (len(targets),), generator=generator)
        if len(sizes) == 2:  # lopsided, so that the order of averaging matters
            rate, others = torch.tensor([0.5, 1.0]), 1 - targets
        says = torch.where(torch.rand(len(targets), generator=generator) < rate[targets], targets, others)
        says[0] = 1  # at least one mistake
        if silent is not None:
            says[(says == silent) | (targets == silent)] = len(sizes)  # a class that does not occur
        order = torch.randperm(len(targets), generator=generator)
        pairs = zip(targets[order].split(batch), says[order].split(batch))
        cases.append(([(t.clone(), p.clone()) for t, p in pairs], len(sizes) + (silent is not None)))
    few = [([0, 0, 0, 1], [0, 0, 1, 1]), ([1, 2, 0], [1, 0, 0])]
    return [*cases, ([(torch.tensor(t), torch.tensor(p)) for t, p in few], 3)]


AVERAGES = Question("averages", "Three ways to average", (
    Answer("macro_f1", EXPECTED, inputs=batches_of_predictions),
    Answer("micro_f1", EXPECTED, inputs=batches_of_predictions),
    Answer("weighted_f1", EXPECTED, inputs=batches_of_predictions),
))
