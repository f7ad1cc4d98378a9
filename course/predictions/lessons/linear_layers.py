"""What turns out to be right in lesson 2."""
from course.predictions.truth import Truth

LESSON = "02_linear_layers"
TRUTHS = (
    Truth(
        "weight-of-a-layer",
        right="(2, 3)",
        because="`nn.Linear` keeps one weight vector per output, each as a row: (out, in).",
    ),
    Truth(
        "loss-on-raw-columns",
        right="It grows until it overflows",
        because="Columns in the hundreds make such steep slopes that each step overshoots further than the one before.",
    ),
    Truth(
        "one-zero-too-many",
        right="MSE about 6 times, MAE about 1.2 times",
        because="The one huge error counts squared in the MSE, and only once among 110 in the MAE.",
    ),
    Truth(
        "sigmoid-before-the-loss",
        right="0.313",
        because="The loss applies a sigmoid of its own, so it takes your 1.0 for a logit: a probability of only 0.731.",
    ),
    Truth(
        "always-benign",
        right="0.63",
        because="107 of the 171 held-out masses are benign, so someone who never looks is right that often.",
    ),
    Truth(
        "f1-of-a-lopsided-model",
        right="0.33",
        because="F1 stays near the smaller of the two: 2 × 0.9 × 0.2 / 1.1.",
    ),
    Truth(
        "threshold-falls",
        right="Recall",
        because="Calling more masses malignant never loses one already found, but false alarms come along.",
    ),
    Truth(
        "which-net-bends",
        right="Only your network",
        because="Two linear layers in a row are still one linear layer, and that draws one straight line.",
    ),
    Truth(
        "broken-with-full-recall",
        right="The one that ends in a sigmoid",
        because="A probability is always above 0, so read as a logit it calls every mass malignant.",
    ),
    Truth(
        "taught-by-three",
        right="More than 9 times in 10",
        because="Having seen 250 benign masses and 3 malignant ones, it calls only the clearest cases malignant.",
    ),
)
