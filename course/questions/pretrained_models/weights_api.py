"""`weights-api`: the line that loads a pretrained ResNet-50."""
from __future__ import annotations

from typing import Any

from course.checking.question import Answer, Question

OPTIONS = {  # as the lesson lists them
    "A": "resnet50(pretrained=True)",
    "B": "resnet50()",
    "C": "resnet50(weights=ResNet50_Weights.DEFAULT)",
    "D": "resnet50(weights=ResNet18_Weights.DEFAULT)",
}


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in brackets or with spaces, and so is the line that it stands for."""
    if not issubclass(type(answer), str):
        return answer
    text = str.strip(answer)
    letters = {code: letter for letter, code in OPTIONS.items()}
    return letters.get(text.replace(" ", ""), text.strip("().: ").upper())


WEIGHTS_API = Question("weights-api", "Load a pretrained model", (
    Answer("load_code", "the letter of one option, in quotation marks", call=read_letter),
))
