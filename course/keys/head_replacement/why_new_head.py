"""The key of `why-new-head`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.letters import FORMS
from course.questions.head_replacement.why_new_head import WHY_NEW_HEAD

WHY_NEW_HEAD_KEY = Key(WHY_NEW_HEAD, (
    Solution(
        WHY_NEW_HEAD["why_new_head"], "C",
        (
            Misconception(
                "changes-the-input-size",
                "Your pictures may well have another size, so it's a fair guess. But the picture enters at the other "
                "end: the head gets features, and a pooled backbone gives as many of them for any picture. Look at "
                "what leaves the head.",
                ("A",),
            ),
            Misconception(
                "makes-the-model-much-smaller",
                "Ten rows do hold less than a thousand. But look at the whole: nine tenths of a ResNet-50's parameters "
                "are in its backbone, which stays. Ask what else differs between the two heads.",
                ("B",),
            ),
            Misconception(
                "faster-because-layers-go",
                "Fewer layers would be faster. But none goes away: one Linear takes the place of another, and nearly "
                "all the work is done before it. Ask what the new task has that the old one hadn't.",
                ("D",),
            ),
            *FORMS,
        ),
    ),
))
