"""`weights-api`: the line that loads a pretrained ResNet-50."""
from __future__ import annotations

from typing import Any

from course.checking.question import Answer, Misconception, Question

OPTIONS = {  # as the lesson lists them
    "A": "resnet50(pretrained=True)",
    "B": "resnet50()",
    "C": "resnet50(weights=ResNet50_Weights.DEFAULT)",
    "D": "resnet50(weights=ResNet18_Weights.DEFAULT)",
}


def read_letter(answer: Any) -> Any:
    """A letter is the same letter small, in brackets or with spaces, and so is the line that it stands for."""
    if not isinstance(answer, str):
        return answer
    text = str.strip(answer)
    letters = {code: letter for letter, code in OPTIONS.items()}
    return letters.get(text.replace(" ", ""), text.strip("().: ").upper())


WEIGHTS_API = Question("weights-api", "Load a pretrained model", (
    Answer(
        "load_code", "the letter of one option, in quotation marks", "C",
        (
            Misconception(
                "pretrained-true",
                "`pretrained=True` was the way for years, and many pages still show it. torchvision 0.13 replaced it: "
                "the word could not say which of several sets of weights is meant. Look for the argument that names "
                "an entry of an enum.",
                ("A",),
            ),
            Misconception(
                "random-weights",
                "The name of the builder sounds like the finished network. But it builds the layers only; without "
                "weights they hold random numbers, and so do the answers. Say which weights to load.",
                ("B",),
            ),
            Misconception(
                "enum-of-another-model",
                "The argument is right, and any entry looks like a set of weights. But each enum belongs to one model, "
                "since the tensors must fit its layers. Compare the enum's name with the builder's.",
                ("D",),
            ),
        ),
        call=read_letter,
    ),
))
