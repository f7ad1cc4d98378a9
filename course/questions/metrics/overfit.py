"""`overfit`: the epoch at which to stop, and the curve that says so."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.linear_layers.which_metric import read_word


def runs(seed: int) -> list[tuple]:
    """Runs that overfit early or late, one that does not, a bump on the way down, a tie, a rise at once, one epoch."""
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
    return [(noisy_train, valley), (list(train), bumpy), (list(train), tied), (list(train), falling),
            (list(train), rising), (train[:1], valley[:1])]


OVERFIT = Question("overfit", "How long to train?", (
    Answer("best_epoch", "a whole number: an epoch, counted from 0", inputs=runs),
    Answer("which_curve", "one of the three words in quotes", call=read_word),
))
