"""What turns out to be right in lesson 1."""
from course.predictions.truth import Truth

LESSON = "01_first_computation"
TRUTHS = (
    Truth(
        "reshape-or-transpose",
        right="No, same shape but different places",
        because="`reshape` reads the numbers row by row and fills the new shape; `.T` turns rows into columns.",
    ),
    Truth(
        "two-by-three-plus-two",
        right="an error",
        because="Lined up at the last axis, 3 stands against 2, and neither of them is 1.",
    ),
    Truth(
        "largest-exp",
        right="10 and 88",
        because="A float32 ends at about 3.4 × 10³⁸: exp(88) is half of that, but exp(89) overflows to `inf`.",
    ),
    Truth(
        "backward-again",
        right="8",
        because="The slope is 4 both times. `backward` adds it to what `grad` held already; it doesn't replace it.",
    ),
    Truth(
        "loss-after-one-step",
        right="smaller",
        because="Every weight moved a little in its downhill direction, so the loss went down.",
    ),
    Truth(
        "fooled-rule",
        right="no `zero_grad`",
        because="Its loss ends below where it began and its accuracy is high, although the loss is climbing again.",
    ),
    Truth(
        "higher-threshold",
        right="precision rises, recall falls",
        because="Only the surest emails are still marked: fewer false alarms, and more spam that gets through.",
    ),
)
