"""The key of `size-mismatch`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.letters import FORMS
from course.questions.head_replacement.size_mismatch import SIZE_MISMATCH

SIZE_MISMATCH_KEY = Key(SIZE_MISMATCH, (
    Solution(
        SIZE_MISMATCH["mismatch_cause"], "B",
        (
            Misconception(
                "too-many-outputs",
                "The 10 stands in the message too, so it's worth a look. But a Linear may have any number of outputs: "
                "it's the last layer, and nothing after it objects. Compare the second and the third number of the "
                "message.",
                ("A",),
            ),
            Misconception(
                "eval-mode-missing",
                "Forgetting `eval()` is a common mistake, but a silent one here: it changes the numbers that come out, "
                "never a shape. This error is about two shapes. Find out what each of them belongs to.",
                ("C",),
            ),
            Misconception(
                "pretrained-models-have-no-fc",
                "Some families have no `fc`, that's right. But a ResNet has one, pretrained or not: its `forward` "
                "called the new layer, and that layer refused. Ask what it refused.",
                ("D",),
            ),
            *FORMS,
            Misconception(
                "numbers-of-the-message",
                "You found the two numbers that have to agree, and that's the key to the message. Now say it with an "
                "option: which one is about them? Give its letter.",
                ((2048, 1024), (1024, 2048), 1024, 2048),
            ),
        ),
    ),
))
