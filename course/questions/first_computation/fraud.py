"""`fraud`: 98% accuracy and 12% recall."""
from __future__ import annotations

from course.checking.question import Answer, Question

FRAUD = Question("fraud", "98% accuracy, 12% recall", (
    Answer("ship_it", "True or False"),
    Answer("missed_share", "a share from 0 to 1"),
))
