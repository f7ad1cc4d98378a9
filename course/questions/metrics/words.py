"""A word that is given in quotes, read as the person meant it."""
from __future__ import annotations

from typing import Any

from course.questions.linear_layers.which_metric import read_word


def read_plain_word(answer: Any) -> Any:
    """A word is the same word in capitals, with spaces around it, in quotes of its own or with a period.

    >>> read_plain_word(" 'Validation'. ")
    'validation'
    """
    word = read_word(answer)
    return word.strip(" .\"'`") if type(word) is str else word
