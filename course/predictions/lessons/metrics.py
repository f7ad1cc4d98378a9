"""What turns out to be right in lesson 5."""
from course.predictions.truth import Truth

LESSON = "05_metrics"
TRUTHS = (
    Truth(
        "table-without-a-class",
        right="(3, 3)",
        because="Without `labels`, scikit-learn can't know of a class that occurs nowhere, so it has no row for it.",
    ),
    Truth(
        "always-zero-by-average",
        right="Micro",
        because="Micro counts cases, and 100 of 145 are zeros; macro counts classes, and nine of ten are never found.",
    ),
    Truth(
        "alarms-at-five-percent",
        right="About 1 in 3",
        because="5% of 900 other digits are nearly as many as the 9s that it finds.",
    ),
    Truth(
        "threshold-of-costly-misses",
        right="Well below 0.5",
        because="When a miss costs ten times as much, even a score of 0.2 is reason enough to raise the alarm.",
    ),
    Truth(
        "coins-for-photographs",
        right="Crops: above 0.8; photographs: 0.5",
        because="A crop's neighbor in the training split shows half of it, and has the same coin.",
    ),
    Truth(
        "wide-net-on-few-digits",
        right="It falls, then rises",
        because="First the network learns digits; then it memorizes these 100, and grows too sure of its mistakes.",
    ),
    Truth(
        "most-frauds-possible",
        right="About 2,270",
        because="88% of the frauds are missed, and more misses than 2,000 would be more than 2% mistakes.",
    ),
    Truth(
        "best-of-500-coins",
        right="About 0.74",
        because="On only 50 cases luck spreads widely, and the best of 500 has the most of it.",
    ),
    Truth(
        "mean-over-batches",
        right="Below it",
        because="In a batch of 17 some digits are missing, and each of those counts as an F1 of 0 or so.",
    ),
    Truth(
        "weight-for-a-rare-class",
        right="Recall rises, accuracy falls",
        because="The model calls more digits a 9: more of the real ones, and more of the many others.",
    ),
    Truth(
        "pixels-chosen-by-all",
        right="About 0.66",
        because="The choice had seen the coins of the held-out digits, too.",
    ),
)
