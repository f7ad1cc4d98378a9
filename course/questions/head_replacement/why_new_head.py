"""`why-new-head`: what a new task needs a new head for; and letters of options, as two questions of this lesson ask."""
from __future__ import annotations

import re
from typing import Any

from course.checking.question import Answer, Question

LOOKALIKES = str.maketrans({"А": "A", "В": "B", "С": "C", "Α": "A", "Β": "B", "Ϲ": "C"})  # Cyrillic and Greek


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in quotes or brackets or with spaces around it; else what was given, in words.

    >>> read_letter(" (c). "), read_letter("B and C"), read_letter("C: one logit"), read_letter(["C"])
    ('C', 'several letters', 'a letter and words', 'a letter in a list, a tuple or a set')
    """
    kind = type(answer)
    if issubclass(kind, bool):
        return "True or False"
    if issubclass(kind, (int, float)) and answer in range(5):
        return "a number"
    if issubclass(kind, (list, tuple, set, frozenset)) and answer and all(type(item) is str for item in answer):
        return "a letter in a list, a tuple or a set" if len(answer) == 1 else "several letters"
    return read_text(str.strip(answer)) if issubclass(kind, str) else answer


def read_text(text: str) -> str:
    """Return the letter that a text is, or what else it is."""
    plain = text.strip("().:,;[]{}'\"` ").upper()
    words = re.findall(r"[^\W_]+", plain)
    if len(plain) == 1 and plain.isalpha():
        return plain if plain == plain.translate(LOOKALIKES) else "a letter of another alphabet"
    if plain in ("0", "1", "2", "3", "4"):
        return "a number"
    if words and all(len(word) == 1 or word in ("AND", "OR") for word in words) or re.fullmatch("[A-D]+", plain):
        return "several letters"
    if re.match(r"(OPTION|ANSWER|CHOICE|LETTER) [A-D]\b|[A-D] ?[:.)\]–-]|[B-D] ", plain):
        return "a letter and words"
    return "words, and no letter" if words else text


WHY_NEW_HEAD = Question("why-new-head", "What a head does", (
    Answer("why_new_head", "the letter of one option, in quotation marks", call=read_letter),
))
