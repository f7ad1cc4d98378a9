"""The key of `row-softmax`."""
from __future__ import annotations

import math

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.row_softmax import ROW_SOFTMAX


def _exp_shares(scores: torch.Tensor) -> torch.Tensor:
    return scores.exp() / scores.exp().sum(dim=1, keepdim=True)


def _row_shares(weights: torch.Tensor) -> torch.Tensor:
    return weights / weights.sum(dim=1, keepdim=True)


def _shifted(scores: torch.Tensor) -> torch.Tensor:
    return scores - scores.max(dim=1, keepdim=True).values


ROW_SOFTMAX_KEY = Key(ROW_SOFTMAX, (
    Solution(
        ROW_SOFTMAX["row_softmax"], lambda scores: scores.softmax(dim=1),
        (
            Misconception(
                "softmax-overflow",
                "The formula is right, and for small scores so is the result. But exp(10,000) is larger than any "
                "float32: it becomes inf, and inf / inf is nan. Take each row's largest score away first; that "
                "changes nothing in the quotient.",
                (_exp_shares,),
            ),
            Misconception(
                "whole-tables-maximum",
                "With the whole table's largest score taken away, exp no longer overflows. But a row far below that "
                "maximum becomes all zeros, and 0/0 is nan. Take away each row's own largest score.",
                (lambda scores: _exp_shares(scores - scores.max()),),
            ),
            Misconception(
                "softmax-over-columns",
                "`dim=0` is the first axis, and rows come first, so it looks like \"per row\". But `dim` names the "
                "axis that is summed away: `dim=0` walks down a column. Print `result.sum(dim=1)`; it should be all "
                "ones.",
                (lambda scores: scores.softmax(dim=0),
                 lambda scores: scores.exp() / scores.exp().sum(dim=0),
                 lambda scores: _shifted(scores).exp() / _shifted(scores).exp().sum(dim=0)),
                "`dim` names the axis that gets summed away, so probabilities for each row take `dim=1`.",
            ),
            Misconception(
                "softmax-over-all",
                "All numbers together sum to 1, which looks like a probability. But every row is a case of its own, "
                "with its own probabilities. Sum over the classes only, and keep that axis with `keepdim=True`.",
                (lambda scores: scores.flatten().softmax(0).reshape(scores.shape),
                 lambda scores: scores.exp() / scores.exp().sum(),
                 lambda scores: _shifted(scores).exp() / _shifted(scores).exp().sum()),
            ),
            Misconception(
                "softmax-without-exp",
                "Dividing by the sum makes each row sum to 1. But scores may be negative, and so would be your "
                "\"probabilities\". Exponentiate first: that makes every number positive.",
                (_row_shares,),
            ),
            Misconception(
                "columns-maximum",
                "Taking a maximum away first is right. But with `dim=0` each column loses its own, so two scores of "
                "one row move by different amounts, and their quotient changes. Take away the maximum of each row.",
                (lambda scores: (scores - scores.max(dim=0).values).softmax(dim=1),
                 lambda scores: _exp_shares(scores - scores.max(dim=0).values)),
            ),
            Misconception(
                "keepdim-forgotten",
                "One sum or maximum per row is what you need. But without `keepdim=True` it has shape (rows,), which "
                "lines up with the classes, not with the rows. Keep the axis, with size 1, and it broadcasts.",
                (lambda scores: _shifted(scores).exp() / _shifted(scores).exp().sum(dim=1),),
            ),
            Misconception(
                "max-pair-not-opened",
                "`max` with a `dim` gives two tensors at once: the largest numbers and where they are. You can't "
                "subtract a pair. Take the numbers out of it first.",
                (lambda scores: scores - scores.max(dim=1, keepdim=True),),
            ),
            Misconception(
                "logarithms-returned",
                "`log_softmax` is the safe way to the logarithms of these probabilities, so it's a close relative. "
                "But none of its numbers is above 0, and no row sums to 1. Take `softmax`, or undo the logarithm.",
                (lambda scores: scores.log_softmax(dim=1),),
            ),
            Misconception(
                "not-divided",
                "Exponentials are positive and in the right order, which is half the way. But nothing makes a row sum "
                "to 1 yet. Divide by each row's own sum.",
                (lambda scores: scores.exp(), lambda scores: _shifted(scores).exp()),
            ),
            Misconception(
                "scores-clamped",
                "Clamping keeps `exp` from overflowing, and ordinary scores don't notice. But 10,000 and 9,999 become "
                "the same number, so their difference is lost. Subtracting the row's largest score keeps all "
                "differences.",
                (lambda scores: _exp_shares(scores.clamp(max=80)), lambda scores: scores.clamp(max=80).softmax(dim=1),
                 lambda scores: scores.clamp(-80, 80).softmax(dim=1)),
            ),
            Misconception(
                "nans-replaced",
                "With nan replaced there's a number everywhere. But it is made up: rows with large scores no longer "
                "sum to 1. Keep `exp` from overflowing instead: take each row's largest score away first.",
                (lambda scores: _exp_shares(scores).nan_to_num(0.0),
                 lambda scores: _exp_shares(scores).nan_to_num(1.0)),
            ),
            Misconception(
                "sigmoid-for-softmax",
                "The sigmoid turns each score into a number from 0 to 1, too. But it looks at one score at a time, so "
                "a row doesn't sum to 1. Here the classes of a row share the 1 among them.",
                (lambda scores: scores.sigmoid(),),
            ),
            Misconception(
                "rounded",
                "A few digits read well on a screen. But a function that rounds hands its error on to whatever is "
                "computed next. Return the numbers as they are.",
                (lambda scores: scores.softmax(dim=1).round(decimals=2),
                 lambda scores: scores.softmax(dim=1).round(decimals=1), lambda scores: scores.softmax(dim=1).round()),
            ),
            Misconception(
                "another-shift",
                "Taking one number away from a whole row changes nothing in the result, so small scores come out "
                "right. But only the *largest* score brings all of them down to 0 or below. With another, `exp` still "
                "overflows.",
                (lambda scores: _exp_shares(scores - scores.mean(dim=1, keepdim=True)),
                 lambda scores: _exp_shares(scores - scores.min(dim=1, keepdim=True).values)),
            ),
            Misconception(
                "divided-by-the-maximum",
                "Making the scores smaller keeps `exp` from overflowing. But dividing changes how far apart they are, "
                "and with that the result. Subtracting keeps all differences: take the maximum *away*.",
                (lambda scores: (scores / scores.max(dim=1, keepdim=True).values).softmax(dim=1),
                 lambda scores: (scores / scores.abs().max(dim=1, keepdim=True).values).softmax(dim=1),
                 lambda scores: (scores / scores.max()).softmax(dim=1)),
            ),
            Misconception(
                "absolute-values-shared",
                "Without their signs the numbers are positive, and each row sums to 1. But a score of −5 then counts "
                "as much as one of 5. Exponentiate: that's positive, too, and keeps the order.",
                (lambda scores: _row_shares(scores.abs()), lambda scores: _row_shares(scores**2)),
            ),
            Misconception(
                "winner-takes-all",
                "A 1 at the largest score and 0 elsewhere says which class wins, and each row sums to 1. But it "
                "doesn't say by how much. Exponentials share the 1 among all classes.",
                (lambda scores: (scores == scores.max(dim=1, keepdim=True).values).float(),),
            ),
            Misconception(
                "place-of-the-largest",
                "`argmax` says at which class the largest score stands: one number per row. What's asked for is a "
                "probability for every class, in the shape of `scores`.",
                (lambda scores: scores.argmax(dim=1), lambda scores: scores.argmax(dim=1, keepdim=True)),
            ),
            Misconception(
                "softmax-twice",
                "One softmax makes probabilities. A second one takes those for scores, and as they all lie between 0 "
                "and 1, it makes them nearly equal. Once is enough.",
                (lambda scores: scores.softmax(dim=1).softmax(dim=1),),
            ),
            Misconception(
                "sign-turned",
                "Each row sums to 1, but the largest score has the smallest share: a minus turned the order around. "
                "Exponentiate the scores as they are.",
                (lambda scores: (-scores).softmax(dim=1),),
            ),
            Misconception(
                "first-row-only",
                "Row by row works, and the first row is right. But `return` ends the function, loop and all, so no "
                "other row is reached. Collect the rows and return them after the loop, or work on all of them at "
                "once.",
                (lambda scores: scores[0].softmax(dim=0),),
            ),
            Misconception(
                "base-two",
                "A power of 2 or 10 is positive too, and each row sums to 1. But softmax is made with e, which is "
                "what `exp` takes. With another base the shares are others.",
                (lambda scores: (scores * math.log(2)).softmax(dim=1),
                 lambda scores: (scores * math.log(10)).softmax(dim=1)),
            ),
            Misconception(
                "another-divisor",
                "Exponentials above the line are right. But below it stands something else than their sum, so no row "
                "sums to 1. Add up, along each row, the very numbers that stand above.",
                (lambda scores: _shifted(scores).exp() / _shifted(scores).sum(dim=1, keepdim=True),
                 lambda scores: scores.exp() / scores.sum(dim=1, keepdim=True),
                 lambda scores: _shifted(scores).exp() / _shifted(scores).exp().mean(dim=1, keepdim=True)),
            ),
            Misconception(
                "table-turned",
                "The probabilities are in there, or those of the columns, but the table came back turned: rows and "
                "columns have changed places. Work on `scores` as it is: `dim` chooses the axis, and no `.T` is "
                "needed.",
                (lambda scores: scores.T.softmax(dim=0), lambda scores: scores.T.softmax(dim=1)),
            ),
            Misconception(
                "pythons-exp",
                "`math.exp` knows e to a power, but only for one number. A tensor has a method of its own for all its "
                "numbers at once. Use that one.",
                (lambda scores: math.exp(scores),),
            ),
        ),
        rtol=2e-3,
    ),
))
