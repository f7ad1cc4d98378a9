"""The key of `size-mismatch`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.head_replacement.size_mismatch import SIZE_MISMATCH

SIZE_MISMATCH_KEY = Key(SIZE_MISMATCH, (
    Solution(
        SIZE_MISMATCH["mismatch_cause"], "B",
        (
            Misconception(
                "too-many-outputs",
                "The 10 stands in the message too, so it is worth a look. But a Linear may have any number of outputs: "
                "it is the last layer, and nothing after it objects. Compare the second and the third number of the "
                "message.",
                ("A",),
            ),
            Misconception(
                "eval-mode-missing",
                "Forgetting `eval()` is a frequent mistake, but a silent one: it changes answers, never shapes. This "
                "error names two shapes. Find out which layer each belongs to.",
                ("C",),
            ),
            Misconception(
                "pretrained-models-have-no-fc",
                "Some families have no `fc`, that is right. But then PyTorch would have taken a layer that `forward` "
                "never calls, and no error would come. Here it was called, and it refused. Ask what it refused.",
                ("D",),
            ),
        ),
    ),
))
