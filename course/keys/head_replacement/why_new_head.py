"""The key of `why-new-head`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.head_replacement.why_new_head import WHY_NEW_HEAD

WHY_NEW_HEAD_KEY = Key(WHY_NEW_HEAD, (
    Solution(
        WHY_NEW_HEAD["why_new_head"], "C",
        (
            Misconception(
                "changes-the-input-size",
                "Pictures of another size are a common wish, so it is a fair guess. But the picture enters at the "
                "other end: the head sees features, and their number stays the same. Look at what leaves the head.",
                ("A",),
            ),
            Misconception(
                "makes-the-model-much-smaller",
                "Ten rows do hold less than a thousand. But look at the whole: more than nine tenths of a ResNet-50's "
                "parameters are in its backbone, which stays. Ask what else differs between the two heads.",
                ("B",),
            ),
            Misconception(
                "faster-because-layers-go",
                "Fewer layers would be faster. But none goes: one Linear takes the place of another, and nearly all "
                "the time is spent before it. Ask what the new task has that the old one had not.",
                ("D",),
            ),
        ),
    ),
))
