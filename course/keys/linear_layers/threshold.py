"""The key of `threshold`."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.threshold import THRESHOLD


def above(logits: Tensor, threshold: float) -> Tensor:
    return torch.sigmoid(logits) > threshold


THRESHOLD_KEY = Key(THRESHOLD, (
    Solution(
        THRESHOLD["predict"], above,
        (
            Misconception(
                "threshold-on-the-logits",
                "Both are numbers, so comparing them runs. But the threshold is a probability and logits are not: a "
                "logit of 0.3 means 57%, and `logit > 0.5` would call that a no. Turn the logits into probabilities "
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
                "The threshold is right, but the answer is turned round: a high probability means yes. Turn the "
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
    ),
))
