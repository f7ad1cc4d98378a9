"""`which-metric`: the metric that fits the goal."""
from __future__ import annotations

from typing import Any

from course.checking.question import Answer, Question

KIND = "one of the four words in quotes"


def read_word(answer: Any) -> Any:
    """A word is the same word in capitals and with spaces around it."""
    return str.lower(str.strip(answer)) if issubclass(type(answer), str) else answer


WHICH_METRIC = Question("which-metric", "Which metric fits the goal?", (
    Answer("metric_for_spam", KIND, call=read_word),
    Answer("metric_for_cancer", KIND, call=read_word),
))
