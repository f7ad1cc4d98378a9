"""A letter of an option, as people write it; what is no letter is told in kind, so that each kind can have a hint."""
from __future__ import annotations

import re
from typing import Any

LOOKALIKES = set("АВСҮԀΑΒϹ")  # Cyrillic and Greek letters, in capitals
AROUND = "().:,;[]{}'\"`*- \t\n"  # what people write around a letter
NAMED = "OPTION|ANSWER|CHOICE|LETTER|LINE"
WITH_WORDS = re.compile(rf"(({NAMED}) *)?[A-D] *[:.)\]=–-]|({NAMED}) *[A-D]\b|[B-D] ")
CODE = re.compile(r"\w\(|\w=|\w_Weights")


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in quotes or brackets or with spaces around it; else what was given, in words.

    >>> read_letter(" (c). "), read_letter("B and C"), read_letter("C: one logit"), read_letter(["C"])
    ('C', 'several letters', 'a letter and words', 'a letter in a list, a tuple or a set')
    >>> read_letter("resnet50( )"), read_letter("one logit"), read_letter(2.0), read_letter(True)
    ('a line of code', 'words, and no letter', 'a number', 'True or False')
    """
    kind = type(answer)
    if issubclass(kind, bool):
        return "True or False"
    if issubclass(kind, (int, float)) and answer in range(5):
        return "a number"
    if issubclass(kind, (list, tuple, set, frozenset)) and answer and all(type(item) is str for item in answer):
        return "a letter in a list, a tuple or a set" if len(answer) == 1 else "several letters"
    return _read_text(str.strip(answer)) if issubclass(kind, str) else answer


def _read_text(text: str) -> str:
    """Return the letter that a text is, or what else it is."""
    plain = text.strip(AROUND).upper()
    words = re.findall(r"[^\W_]+", plain)
    if len(plain) == 1 and plain.isalpha():
        return "a letter of another alphabet" if plain in LOOKALIKES else plain
    if plain in ("0", "1", "2", "3", "4"):
        return "a number"
    if words and all(len(word) == 1 or word in ("AND", "OR") for word in words) or re.fullmatch("[A-D]+", plain):
        return "several letters"
    if WITH_WORDS.match(plain):
        return "a letter and words"
    return "a line of code" if CODE.search(text) else "words, and no letter" if words else text
