"""`rebuild`: a confusion matrix with 98% accuracy and 12% recall. Many are right."""
from __future__ import annotations

from course.checking.question import Answer, Question

REBUILD = Question("rebuild", "98% accuracy, 12% recall: settled", (
    Answer(
        "matrix", "a table of two rows and two columns of whole counts: rows actual, columns predicted, fraud first",
    ),
))
