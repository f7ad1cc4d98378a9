"""`is-it-learning`: tell a run that learns from one that does not."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def training_runs(seed: int) -> list[tuple]:
    """Runs that learn, stand still, get worse or only look good: (losses, accuracy, n_classes), in random order."""
    generator = seeded(seed)
    noise = [0.04 * share for share in torch.rand(9, generator=generator).tolist()]
    smooth = [1.2 - 0.12 * i + bump for i, bump in enumerate(noise[:8])]  # falls at every step: 0.12 > 0.04
    uneven = [*smooth[:4], smooth[3] + 0.05, *smooth[5:7], smooth[6] + 0.02]  # real ones jitter, the last value too
    bumpy = [*uneven[:7], smooth[7]]  # its last value is the lowest, and yet it rose once
    slight = [1.2, 1.22, 1.21, 1.19, 1.2, 1.18, 1.19, 1.17]  # falls by little
    climbing = [0.4, 0.5, 0.62, 0.58, 0.8, 1.0, 1.3, 1.25]  # falls at some steps, and is never below its start
    late = [1.0, 1.1, 0.8, 0.7, 0.6, 0.9, 1.2, 1.3]  # begins and ends above its start
    humped = [0.5, 1.5, 1.6, 1.4, 1.2, 1.0, 0.9, 0.8]  # ends below its average, and above its start
    sagging = [1.2, 0.3, 0.4, 0.35, 0.5, 0.6, 0.7, 0.9]  # ends above its average, and below its start
    rising = [*uneven[::-1][:6], 1.3, 1.25]  # falls a little at its end
    bouncing = [0.6, 0.4, 0.3, 0.5, 0.9, 1.5, 2.4, 4.0]  # well below its start for a while
    spiking = [*smooth[:7], 1.3]  # above its start, at the very end only
    dipping = [1.2, 0.5, *smooth[2:5], 0.6, 0.55, 0.7]  # above its second value, and yet below its start
    n = int(torch.randint(4, 40, (), generator=generator))  # classes; chance is 1 / n
    e = noise[8]
    runs = [
        (smooth, 0.9 + e, 2), (uneven, 0.9 - e, 2), (uneven, 0.5, 2), (uneven, 0.44 + e, 2), (uneven, 0.6 + e, 2),
        (uneven, (1.5 + e) / n, n), (uneven, (0.6 + e) / n, n), (uneven, 1 / n, n), (uneven, 0.2 + e, 4),
        (rising, 0.9 - e, 2), (rising, (1.5 + e) / n, n), (bouncing, 0.7 + e, n),
        ([0.7] * 8, 0.5, 2), ([0.7] * 8, 0.8 + e, 4), (spiking, 0.8 - e, 2), (dipping, 0.7 + e, n),
        (uneven, 0.0, 5), (bumpy, 0.8 + e, 2), (slight, 0.8 - e, 2), (climbing, 0.9 - e, 2), (late, 0.8 + e, 2),
        (uneven, 0.4, 10), (uneven, 0.51, 2), (uneven, 0.05, 5), (smooth, 0.85, 2),
        (humped, 0.8 - e, 2), (sagging, 0.9 - e, 2), (smooth[::-1], 0.8 + e, 2),
    ]
    scales = [9.0, 0.1, *(torch.rand(len(runs), generator=generator) * 9 + 0.1).tolist()]  # no loss is low as such
    order = torch.randperm(len(runs), generator=generator).tolist()
    return [([loss * scales[i] for loss in runs[i][0]], _readable(*runs[i][1:]), runs[i][2]) for i in order]


def _readable(accuracy: float, n: int) -> float:
    """Return an accuracy with few digits, for the card; exactly chance stays so."""
    return accuracy if accuracy == 1 / n else round(accuracy, 4)


IS_IT_LEARNING = Question("is-it-learning", "Is it learning?", (
    Answer("is_learning", "True or False", inputs=training_runs),
))
