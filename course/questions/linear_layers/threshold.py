"""`threshold`: a yes or no from a logit, at a chosen probability."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Misconception, Question
from course.device import seeded


def logits_and_thresholds(seed: int) -> list[tuple]:
    """Logits of both signs, some between a threshold and its logit; low, middle and high thresholds; columns too."""
    generator = seeded(seed)
    thresholds = [0.5, *(torch.rand(3, generator=generator) * 0.1 + torch.tensor([0.05, 0.3, 0.85])).tolist()]
    cases = []
    for i, threshold in enumerate(thresholds):
        border = torch.logit(torch.tensor(threshold))
        logits = 6 * torch.rand(12 + i, generator=generator) - 3
        logits = torch.where((logits - border).abs() < 0.02, border + 0.1, logits)  # `>` and `>=` are both right
        near = torch.stack([border - 0.05, border + 0.05, (border + threshold) / 2, torch.tensor(threshold + 0.05)])
        cases.append((torch.cat([logits, near])[torch.randperm(len(logits) + 4, generator=generator)], threshold))
    return [*cases, (6 * torch.rand(5, 1, generator=generator) - 3, 0.7)]


def above(logits: Tensor, threshold: float) -> Tensor:
    return torch.sigmoid(logits) > threshold


THRESHOLD = Question("threshold", "Move the threshold", (
    Answer(
        "predict", "a tensor in the shape of `logits`: True (or 1) where the answer is yes, else False (or 0)", above,
        (
            Misconception(
                "threshold-on-the-logits",
                "Both are numbers, so comparing them runs. But the threshold is a probability and logits are not: a "
                "logit of 0.3 means 57 %, and `logit > 0.5` would call that a no. Turn the logits into probabilities "
                "first.",
                (lambda logits, threshold: logits > threshold,),
            ),
            Misconception(
                "threshold-ignored",
                "For a threshold of 0.5 this is right: above 0 on the logits, above one half on the probabilities. "
                "For others it is not. Compare with `threshold`.",
                (lambda logits, threshold: logits > 0, lambda logits, threshold: torch.sigmoid(logits).round()),
            ),
            Misconception(
                "below-for-above",
                "The border is right, but the answer is turned round: a high probability means yes. Turn the "
                "comparison.",
                (lambda logits, threshold: torch.sigmoid(logits) < threshold,),
            ),
            Misconception(
                "sigmoid-twice",
                "One sigmoid makes probabilities. A second squeezes them into 0.5 to 0.73, so that most thresholds no "
                "longer part anything. Apply it once.",
                (lambda logits, threshold: torch.sigmoid(torch.sigmoid(logits)) > threshold,),
            ),
            Misconception(
                "softmax-over-the-cases",
                "Softmax makes probabilities as well, but for several logits of one case. Over the cases it shares "
                "one whole out among all of them. For one logit a case, use `torch.sigmoid`.",
                (lambda logits, threshold: logits.softmax(dim=0) > threshold,
                 lambda logits, threshold: logits.softmax(dim=-1) > threshold),
            ),
            Misconception(
                "probabilities-returned",
                "These are the right probabilities, and one step is left: the decision. Compare them with "
                "`threshold`.",
                (lambda logits, threshold: torch.sigmoid(logits),),
            ),
        ),
        inputs=logits_and_thresholds,
    ),
))
