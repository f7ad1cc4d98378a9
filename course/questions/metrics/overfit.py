"""`overfit`: the epoch at which to stop, and the curve that says so."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.metrics.words import read_plain_word


def runs(seed: int) -> list[tuple]:
    """Runs that overfit early or late, one that does not, a bump on the way down, a tie, a rise at once, one epoch.

    A long bump, a best that is better by a hair, losses that never fall below 1 and losses in the hundreds; and short
    ones to read at a glance.
    """
    generator = seeded(seed)
    n, best = (int(torch.randint(low, low + 6, (), generator=generator)) for low in (14, 6))
    train = [1.2 * 0.8**i + 0.005 * bump for i, bump in enumerate(torch.rand(n, generator=generator).tolist())]
    jitter = (0.004 * torch.rand(n, generator=generator)).tolist()
    valley = [0.5 + 0.06 * abs(i - best) + bump for i, bump in enumerate(jitter)]
    bumpy = [*valley[:2], valley[1] + 0.15, *valley[3:]]  # rises once, long before its best
    tied = [*valley[:best], 0.3, 0.4, 0.3, *valley[best + 3:]]
    falling = [1.3 - 0.05 * i + bump for i, bump in enumerate(jitter)]
    rising = [0.6 + 0.05 * i + bump for i, bump in enumerate(jitter)]
    noisy_train = [*train[:-3], train[-3] * 0.5, *train[-2:]]  # lowest before its end
    hair = [0.9, 0.7, 0.5004, 0.55, 0.6, 0.58, 0.54, 0.5 + 0.0003 * jitter[0], 0.56, 0.61]
    long_bump = [0.8, 0.6, *(0.7 + 0.02 * bump for bump in range(9)), 0.55, 0.45 + jitter[1], 0.5, 0.6]
    above = [2.3, 1.9, 1.6, 1.4 + jitter[2], 1.5, 1.7]
    hundreds = [loss * 400 for loss in above]
    short = [0.9, 0.6, 0.7, 0.5 + jitter[3], 0.8]
    few = [1.0, 0.6, 0.4, 0.3, 0.2, 0.15]
    ones = [(few[:5], short), (few, above), ([loss * 400 for loss in few], hundreds), (train[: len(hair)], hair),
            ([1.2 * 0.8**i for i in range(len(long_bump))], long_bump), ([0.9, 0.5, 0.2], [0.6, 0.6, 0.7])]
    return [*ones, (noisy_train, valley), (list(train), bumpy), (list(train), tied), (list(train), falling),
            (list(train), rising), (train[:1], valley[:1])]


OVERFIT = Question("overfit", "How long to train?", (
    Answer("best_epoch", "a whole number: an epoch, counted from 0", inputs=runs),
    Answer("which_curve", "one of the three words in quotes", call=read_plain_word),
))
