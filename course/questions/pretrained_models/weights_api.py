"""`weights-api`: the line that loads a pretrained ResNet-50."""
from __future__ import annotations

from course.checking.question import Answer, Question
from course.questions.letters import read_letter

OPTIONS = {  # as the lesson lists them
    "A": "resnet50(pretrained=True)",
    "B": "resnet50()",
    "C": "resnet50(weights=ResNet50_Weights.DEFAULT)",
    "D": "resnet50(weights=ResNet18_Weights.DEFAULT)",
}

WEIGHTS_API = Question("weights-api", "Load a pretrained model", (
    Answer("load_code", "the letter of one option, in quotation marks", call=read_letter),
))
