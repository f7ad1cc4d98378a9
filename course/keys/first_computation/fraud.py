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
                "honest: a model that never says fraud scores about as well. Look at what it is for, and how much of "
                "that it finds.",
                (True,),
            ),
            Misconception(
                "text-for-a-verdict",
                "In quotes that's a word, and to Python any word counts as true in an `if`, even \"False\" or \"no\". "
                "True and False are values of their own: write one without quotes, with a capital letter.",
                ("False", "false", "FALSE", "True", "true", "TRUE", "no", "No", "NO", "yes", "Yes", "YES", "n", "y"),
            ),
            Misconception(
                "number-for-a-verdict",
                "That's a number from the report, or made of it. `ship_it` asks for your decision: is a model with "
                "such a recall good enough? Write True or False.",
                (0.12, 0.88, 0.98, 0.02, 12, 88, 98),
            ),
        ),
    ),
    Solution(
        FRAUD["missed_share"], 1 - 0.12,
        (
            Misconception(
                "recall-is-what-is-missed",
                "The 12% are the recall: the share of frauds that is found. What's asked is the share that slips "
                "through. Found and missed together are all of them, so the two shares add up to 1.",
                (0.12, 12),
            ),
            Misconception(
                "accuracy-of-frauds",
                "The 2% are the share of all payments that the model gets wrong. What's asked is a share of the "
                "frauds alone; their recall tells it.",
                (0.02, 2),
            ),
            Misconception(
                "accuracy-itself",
                "The 98% are the share of all payments that the model gets right, nearly all of them honest. What's "
                "asked is a share of the frauds alone, and only the recall speaks of those.",
                (0.98, 98),
            ),
            Misconception(
                "accuracy-mixed-in",
                "Both numbers of the report are in there. But the accuracy speaks of all payments, and you're asked "
                "about the frauds alone. The recall is all you need: what part does it leave?",
                (0.86, 86, 0.98 * 0.88),
            ),
            Misconception(
                "percent-for-share",
                "The number is right as a percentage. A share goes from 0 to 1: divide by 100.",
                (88,),
            ),
            Misconception(
                "percent-taken-from-one",
                "What's missed is 1 minus what's found: right. But 12% isn't the number 12, so you took away far too "
                "much. As a share, it's 12 out of 100.",
                (1 - 12,),
            ),
            Misconception(
                "comma-for-point",
                "Python puts a comma between two numbers, so you made a pair of them. Write a decimal number with a "
                "point.",
                ((0, 88), (0, 12), (0, 98), (0, 2)),
            ),
            Misconception(
                "text-for-a-number",
                "In quotes it's text, with which nobody can compute. Write the share as a plain number from 0 to 1, "
                "without quotes and without a percent sign.",
                ("0.88", ".88", "88%", "88 %", "88", "0,88", "12%", "12 %", "0.12", "88 percent", "88.0%"),
            ),
            Misconception(
                "rounded-share",
                "That's near, but not exact. The report gives the recall in whole percents, and so you can give "
                "what's missed: what part does the recall leave?",
                (0.9, 0.87, 0.89),
            ),
            Misconception(
                "all-or-none",
                "1 would mean that every fraud gets through, and 0 that none does; True and False count as 1 and 0. "
                "With a recall of 12% it's in between: how large is the share?",
                (True, False),
            ),
        ),
        atol=5e-3,
    ),
))
