"""`capstone`: classes of digits that nobody outside the grader has the labels of, scored by macro-F1."""
from __future__ import annotations

from course.checking.question import Answer, Question

CAPSTONE = Question("capstone", "Hand in", (
    Answer(
        "predictions", "one class, 0 to 9, for each of the 1,000 digits, from `capstone.read_predictions()`",
        inputs=lambda seed: [(seed,)],
    ),
), same_for_all=True)
