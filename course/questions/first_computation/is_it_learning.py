"""`is-it-learning`: tell a run that learns from one that does not."""
from __future__ import annotations

from statistics import mean

import torch

from course.checking.question import Answer, Misconception, Question
from course.device import seeded


def training_runs(seed: int) -> list[tuple]:
    """Runs that learn, stand still, get worse or only look good: (losses, accuracy, n_classes), in random order."""
    generator = seeded(seed)
    noise = [0.04 * share for share in torch.rand(9, generator=generator).tolist()]
    smooth = [1.2 - 0.12 * i + bump for i, bump in enumerate(noise[:8])]  # falls at every step: 0.12 > 0.04
    uneven = [*smooth[:4], smooth[3] + 0.05, *smooth[5:7], smooth[6] + 0.02]  # real ones jitter, the last value too
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
    ]
    scales = [9.0, 0.1, *(torch.rand(len(runs), generator=generator) * 9 + 0.1).tolist()]  # no loss is low as such
    order = torch.randperm(len(runs), generator=generator).tolist()
    return [([loss * scales[i] for loss in runs[i][0]], *runs[i][1:]) for i in order]


def falls(losses: list[float]) -> bool:
    return losses[-1] < losses[0]


IS_IT_LEARNING = Question("is-it-learning", "Is it learning?", (
    Answer(
        "is_learning", "True or False", lambda losses, accuracy, n_classes: falls(losses) and accuracy > 1 / n_classes,
        (
            Misconception(
                "loss-only",
                "A falling loss is the first thing to look for. But a model may grow more certain and still guess no "
                "better than chance. Ask for both: the loss falls, and the accuracy is above chance.",
                (lambda losses, accuracy, n_classes: falls(losses),),
            ),
            Misconception(
                "accuracy-only",
                "The accuracy is what we want in the end. But a high value under a flat or rising loss was there "
                "before training, or is on its way down: nothing is learned. Ask for both.",
                (lambda losses, accuracy, n_classes: accuracy > 1 / n_classes,),
            ),
            Misconception(
                "chance-is-always-half",
                "With two classes, guessing gets half of them right. With ten it gets a tenth, so 0.36 is progress "
                "there. Compute chance from `n_classes`.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy > 0.5,
                 lambda losses, accuracy, n_classes: accuracy > 0.5),
            ),
            Misconception(
                "good-score-for-chance",
                "0.7 is a good sign with two classes, but it is no border: 0.6 is above chance there too, and with "
                "ten classes 0.36 is far above it. Compare with what guessing gets, computed from `n_classes`.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy > 0.7,
                 lambda losses, accuracy, n_classes: accuracy > 0.7),
            ),
            Misconception(
                "either-for-both",
                "Each of the two is a good sign, so one alone looks like enough. But a falling loss with an accuracy "
                "at chance is no progress, and neither is a high accuracy with a rising loss. Both must hold at once: "
                "look at the word that joins your two conditions.",
                (lambda losses, accuracy, n_classes: falls(losses) or accuracy > 1 / n_classes,),
            ),
            Misconception(
                "chance-counts-as-learning",
                "Exactly chance looks like a border that may count either way. But a model that guesses gets it "
                "without having learned anything. Ask for more than chance.",
                (lambda losses, accuracy, n_classes: falls(losses) and accuracy >= 1 / n_classes,),
            ),
            Misconception(
                "must-fall-at-every-step",
                "A loss that falls at every step would be clear proof. Real ones jitter, since each step sees other "
                "data or goes a little too far. Compare the end with the beginning.",
                (lambda losses, accuracy, n_classes:
                    all(b < a for a, b in zip(losses, losses[1:])) and accuracy > 1 / n_classes,),
            ),
            Misconception(
                "averages-compared",
                "Averages smooth the jitter away, which is wise for a long curve. But they hide a run that explodes at "
                "its end, where all that it had learned is lost. Compare the last loss with the first.",
                (lambda losses, accuracy, n_classes:
                    mean(losses[len(losses) // 2:]) < mean(losses[:len(losses) // 2]) and accuracy > 1 / n_classes,),
            ),
        ),
        inputs=training_runs,
    ),
))
