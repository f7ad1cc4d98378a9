"""What turns out to be right in lesson 6."""
from course.predictions.truth import Truth

LESSON = "06_capstone"
TRUTHS = (
    Truth(
        "recipe-on-worn-digits",
        right="0.1 or less",
        because="The head has only seen clean digits, so on these it's guessing, or worse.",
    ),
    Truth(
        "default-augmentation",
        right="Hardly any better: below 0.25",
        because="Turning digits by up to 15 degrees isn't what this scanner does to them.",
    ),
    Truth(
        "minus-row-median",
        right="The gray and the ruled lines",
        because="Most pixels of a row are paper, or the line across it, and a stroke rarely fills half a row.",
    ),
    Truth(
        "where-to-cut",
        right="The early cut is better",
        because="Early maps still know where a stroke is; the pooled end was made for what a photograph shows.",
    ),
    Truth(
        "trust-200",
        right="About ± 0.06",
        because="Two standard errors are 2 × √(0.8 × 0.2 / 200), which is 0.06.",
    ),
    Truth(
        "pseudo-labels",
        right="Well above 90%",
        because="Where a model is sure, it's mostly right, but not always: its mistakes become training data.",
    ),
)
