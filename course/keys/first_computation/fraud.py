"""The key of `fraud`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.fraud import FRAUD

FRAUD_KEY = Key(FRAUD, (
    Solution(
        FRAUD["ship_it"], False,
        (
            Misconception(
                "accuracy-is-enough",
                "98% sounds like a pass, and for classes of equal size it would be. Here nearly all payments are "
                "honest: a model that never says fraud scores about as well. Look at what it is for, and how much "
                "of that it finds.",
                (True,),
            ),
        ),
    ),
    Solution(
        FRAUD["missed_share"], 1 - 0.12,
        (
            Misconception(
                "recall-is-what-is-missed",
                "0.12 is the recall: the share of frauds that is found. Asked is the share that slips through. "
                "The two add up to 1.",
                (0.12,),
            ),
            Misconception(
                "accuracy-of-frauds",
                "0.02 is the share of all payments that the model gets wrong. Asked is a share of the frauds alone; "
                "their recall tells it.",
                (0.02,),
            ),
            Misconception(
                "percent-for-share",
                "The number is right as a percentage. A share goes from 0 to 1: divide by 100.",
                (88, 88.0),
            ),
        ),
        atol=5e-3,
    ),
))
