"""The key of `weights-api`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.pretrained_models.weights_api import WEIGHTS_API

WEIGHTS_API_KEY = Key(WEIGHTS_API, (
    Solution(
        WEIGHTS_API["load_code"], "C",
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
    ),
))
