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
        "largest-exp",
        right="10 and 88",
        because="A float32 ends at about 3.4 × 10³⁸: exp(88) is half of that, but exp(89) overflows to `inf`.",
    ),
    Truth(
        "loss-after-one-step",
        right="smaller",
        because="Every weight moved a little in its downhill direction, so the loss went down.",
    ),
)
