"""The key of `threshold`."""
from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.threshold import THRESHOLD


def above(logits: Tensor, threshold: float) -> Tensor:
    return torch.sigmoid(logits) > threshold


def of_probability(decide: Callable[[Tensor, float], object]) -> Callable:
    """Return a way that computes the right probabilities and then does something of its own."""
    return lambda logits, threshold: decide(torch.sigmoid(logits), threshold)


def of_decision(finish: Callable[[Tensor], object]) -> Callable:
    """Return a way that decides correctly and goes on from there."""
    return lambda logits, threshold: finish(above(logits, threshold))


THRESHOLD_KEY = Key(THRESHOLD, (
    Solution(
        THRESHOLD["predict"], above,
        (
            Misconception(
                "threshold-on-the-logits",
                "Both are numbers, so comparing them runs. But it comes to `logit > threshold`, and a logit of 0.3 "
                "means 57%: that should be a yes at 0.5. The threshold is a probability already, so only the logits "
                "need the sigmoid.",
                (lambda logits, threshold: logits > threshold,
                 lambda logits, threshold: torch.sigmoid(logits) > torch.sigmoid(torch.tensor(threshold)),
                 lambda logits, threshold: logits >= threshold),
            ),
            Misconception(
                "threshold-ignored",
                "At a threshold of 0.5 that's the place to look: 0 on the logits, one half on the probabilities. At "
                "others it isn't, and the caller chooses. Compare with `threshold`.",
                (lambda logits, threshold: logits > 0, lambda logits, threshold: logits >= 0),
            ),
            Misconception(
                "at-the-threshold-too",
                "Nearly always this is the same. But the question says *above* the threshold, and a probability of "
                "exactly 0.5 isn't above 0.5. Leave equality out.",
                (of_probability(lambda p, threshold: p >= threshold),),
            ),
            Misconception(
                "below-for-above",
                "The threshold is in the right place, but the answer is the other way around: a high probability means "
                "yes. Turn the comparison.",
                (of_probability(lambda p, threshold: p < threshold),
                 of_probability(lambda p, threshold: p <= threshold)),
            ),
            Misconception(
                "threshold-turned-around",
                "At 0.5 it makes no difference. But 1 − threshold belongs to the probability of the other class, "
                "and yours is that of the positive one. Compare it with `threshold` itself.",
                (of_probability(lambda p, threshold: p > 1 - threshold),),
            ),
            Misconception(
                "sigmoid-twice",
                "One sigmoid makes probabilities. A second one squeezes them into 0.5 to 0.73, so that most thresholds "
                "no longer divide anything. Apply it once.",
                (lambda logits, threshold: torch.sigmoid(torch.sigmoid(logits)) > threshold,),
            ),
            Misconception(
                "sigmoid-on-the-threshold",
                "You saw that the two need one scale. But the threshold is a probability already, and a sigmoid of it "
                "always lies between 0.5 and 0.73. It's the logits that need one.",
                (lambda logits, threshold: logits > torch.sigmoid(torch.tensor(threshold)),),
            ),
            Misconception(
                "logarithm-for-logit",
                "Taking the threshold to the scale of the logits is a good idea. But the way there isn't the "
                "logarithm: it's log(t / (1 − t)). Or take the other way, and turn the logits into probabilities.",
                (lambda logits, threshold: logits > math.log(threshold),
                 lambda logits, threshold: torch.exp(logits) > threshold),
            ),
            Misconception(
                "softmax-over-the-cases",
                "Softmax makes probabilities as well, but for several logits of one case. Over the cases, it deals "
                "out a single whole to all of them. With one logit per case, use `torch.sigmoid`.",
                (lambda logits, threshold: logits.softmax(dim=0) > threshold,
                 lambda logits, threshold: logits.softmax(dim=-1) > threshold),
            ),
            Misconception(
                "probabilities-returned",
                "These are the right probabilities, and one step is left: the decision. Compare them with "
                "`threshold`, and return what comes of that.",
                (of_probability(lambda p, threshold: p),),
            ),
            Misconception(
                "difference-returned",
                "The sign of this difference is the answer, and one step is left: the decision. Return True where it's "
                "above 0.",
                (of_probability(lambda p, threshold: p - threshold),),
            ),
            Misconception(
                "probabilities-kept",
                "Every no is a 0, as it should be. But a yes is still a probability, where True or 1 is due. The "
                "comparison itself is the answer: return that.",
                (of_probability(lambda p, threshold: p * (p > threshold)),),
            ),
            Misconception(
                "only-the-yes",
                "Picking with a mask keeps only those above the threshold, so nobody can tell which case is which. "
                "The mask itself is the answer: True or False for every case. Return that.",
                (of_probability(lambda p, threshold: p[p > threshold]),
                 lambda logits, threshold: logits[above(logits, threshold)]),
            ),
            Misconception(
                "positions-for-decisions",
                "You found where the answer is yes. But asked for is a decision for every case, in the shape of "
                "`logits`. The comparison gives just that: leave out the step that looks for positions.",
                (of_decision(torch.nonzero), of_decision(lambda yes: yes.nonzero().flatten()),
                 of_decision(lambda yes: yes.nonzero()[:, 0]), of_decision(torch.where),
                 of_decision(lambda yes: torch.where(yes)[0])),
            ),
            Misconception(
                "one-answer-for-all",
                "The comparison is there. But what came back is a single value for all cases together, and each of "
                "them needs a decision of its own. Return the comparison as it is.",
                tuple(map(of_decision, (torch.all, torch.any, torch.sum)))
                + (of_probability(lambda p, threshold: p.mean() > threshold),
                   of_probability(lambda p, threshold: p.max() > threshold)),
            ),
            Misconception(
                "truth-of-a-tensor",
                "`if` wants one yes or no, and here there's one for each case, so PyTorch refuses to choose. You don't "
                "need an `if`: a comparison of tensors already answers for every case.",
                (of_decision(lambda yes: True if yes else False), of_decision(bool)),
            ),
            Misconception(
                "python-number-wanted",
                "`.item()`, `float()` and the functions in `math` take a single number, and `logits` holds many. "
                "PyTorch's own functions take them all at once: `torch.sigmoid`, or `torch.exp`.",
                (lambda logits, threshold: torch.sigmoid(logits).item() > threshold,
                 lambda logits, threshold: float(torch.sigmoid(logits)) > threshold,
                 lambda logits, threshold: 1 / (1 + math.exp(-logits)) > threshold),
            ),
            Misconception(
                "minus-one-for-no",
                "The decisions are right, and −1 for a no is common elsewhere. Here it's 0 or False, so that they can "
                "be counted. Return the comparison itself.",
                (of_decision(lambda yes: torch.where(yes, 1, -1)),
                 of_probability(lambda p, threshold: torch.sign(p - threshold))),
            ),
        ),
    ),
))
