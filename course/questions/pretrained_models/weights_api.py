"""`weights-api`: the line that loads a pretrained ResNet-50."""
from __future__ import annotations

import re
from typing import Any

from course.checking.question import Answer, Question

OPTIONS = {  # as the lesson lists them
    "A": "resnet50(pretrained=True)",
    "B": "resnet50()",
    "C": "resnet50(weights=ResNet50_Weights.DEFAULT)",
    "D": "resnet50(weights=ResNet18_Weights.DEFAULT)",
}
AROUND = "().:,;[]{}'\"`*- \t\n"  # what people write around a letter
LOOKALIKES = set("АВСҮԀΑΒϹ")  # Cyrillic and Greek letters, in capitals


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in quotes or brackets or with spaces around it; else what was given, in words.

    >>> read_letter(" (c). "), read_letter("A, C"), read_letter("C: resnet50()"), read_letter("resnet50( )")
    ('C', 'several letters', 'a letter and its line', 'a line of code')
    """
    kind = type(answer)
    if issubclass(kind, (list, tuple, set, frozenset)) and answer and all(type(item) is str for item in answer):
        return "a letter in a list, a tuple or a set" if len(answer) == 1 else "several letters"
    if issubclass(kind, (int, float)) and not issubclass(kind, bool) and answer in range(5):
        return "a number"
    return _read_text(str.strip(answer)) if issubclass(kind, str) else answer


def _read_text(text: str) -> str:
    """Return the letter that a text is, or what else it is."""
    plain = text.strip(AROUND).upper()
    words = re.findall(r"[^\W_]+", plain)
    if len(plain) == 1 and plain.isalpha():
        return "a letter of another alphabet" if plain in LOOKALIKES else plain
    if plain in ("0", "1", "2", "3", "4"):
        return "a number"
    if words and all(word in (*OPTIONS, "AND", "OR") for word in words):
        return "several letters"
    if re.match(r"((OPTION|ANSWER|LETTER|LINE) *)?[A-D] *[:.)\]=-]|(OPTION|ANSWER|LETTER|LINE) *[A-D]\b", plain):
        return "a letter and its line"
    return "a line of code" if re.search(r"\w\(|\w=|\w_Weights", text) else "words" if words else text


WEIGHTS_API = Question("weights-api", "Load a pretrained model", (
    Answer("load_code", "the letter of one option, in quotation marks", call=read_letter),
))
