"""The key of `row-softmax`."""
from __future__ import annotations

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.row_softmax import ROW_SOFTMAX


def _exp_shares(scores: torch.Tensor) -> torch.Tensor:
    return scores.exp() / scores.exp().sum(dim=1, keepdim=True)


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
                 lambda scores: scores.exp() / scores.exp().sum(dim=0)),
            ),
            Misconception(
                "softmax-over-all",
                "All numbers together sum to 1, which looks like a probability. But every row is a case of its own, "
                "with its own probabilities. Sum over the classes only, and keep that axis with `keepdim=True`.",
                (lambda scores: scores.flatten().softmax(0).reshape(scores.shape),
                 lambda scores: scores.exp() / scores.exp().sum()),
            ),
            Misconception(
                "softmax-without-exp",
                "Dividing by the sum makes each row sum to 1. But scores may be negative, and so would be your "
                "\"probabilities\". Exponentiate first: that makes every number positive.",
                (lambda scores: scores / scores.sum(dim=1, keepdim=True),),
            ),
        ),
        rtol=2e-3,
    ),
))
