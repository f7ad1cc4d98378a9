"""`size-mismatch`: the cause behind the error that a head of the wrong width gives."""
from __future__ import annotations

from course.checking.question import Answer, Misconception, Question
from course.questions.head_replacement.why_new_head import read_letter

SIZE_MISMATCH = Question("size-mismatch", "When it goes wrong: mat1 and mat2", (
    Answer(
        "mismatch_cause", "the letter of one option, in quotation marks", "B",
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
        call=read_letter,
    ),
))
