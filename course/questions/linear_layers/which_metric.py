"""`which-metric`: the metric that fits the goal."""
from __future__ import annotations

import difflib
import re
from typing import Any

from course.checking.question import Answer, Question
from course.questions.entries import entries

KIND = "one of the four words in quotes"
WORDS = ("accuracy", "precision", "recall", "f1")
AROUND = " \t\n\"'`“”‘’.,:;!*_()[]"
F1_TOO = {"f1 score", "f1-score", "f1_score", "f-score", "f score", "f1 measure", "f-measure"}


def read_word(answer: Any) -> Any:
    """A word is the same word in capitals, and with spaces, quotes or a period around it.

    What isn't one of the four is told in kind, so that each kind can get its own hint.
    """
    if issubclass(type(answer), str):
        return _read_text(str.lower(answer))
    if issubclass(type(answer), (int, float)):
        return "a number, not a word"
    size = set.__len__(answer) if issubclass(type(answer), set) else None
    parts = entries(answer)
    if parts is None and size is None:
        return answer
    return "several words" if (size or len(parts or ())) > 1 else "a list, not a word"


def _read_text(text: str) -> str:
    word = text.strip(AROUND)
    if word in WORDS:
        return word
    if word in F1_TOO:
        return "f1"
    held = [known for known in WORDS if re.search(rf"\b{known}\b", word)]
    if held:
        return "several words" if len(held) > 1 else f"{held[0]}, with more around it"
    near = difflib.get_close_matches(word[:40], WORDS, n=1, cutoff=0.75)
    return f"almost {near[0]}" if near else word


WHICH_METRIC = Question("which-metric", "Which metric fits the goal?", (
    Answer("metric_for_spam", KIND, call=read_word),
    Answer("metric_for_cancer", KIND, call=read_word),
))
