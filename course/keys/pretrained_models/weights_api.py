"""The key of `weights-api`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.pretrained_models.weights_api import OPTIONS, WEIGHTS_API

WEIGHTS_API_KEY = Key(WEIGHTS_API, (
    Solution(
        WEIGHTS_API["load_code"], "C",
        (
            Misconception(
                "pretrained-true",
                "`pretrained=True` was the way for years, and many pages still show it. It can't say which of several "
                "sets of weights you mean, so torchvision 0.13 replaced it. Look for the argument that names an entry "
                "of an enum.",
                ("A",),
            ),
            Misconception(
                "random-weights",
                "The builder's name sounds like the finished network. But it only builds the layers: without weights "
                "they hold random numbers, so the answers are random, too. Look for a line that says which weights to "
                "load.",
                ("B",),
            ),
            Misconception(
                "enum-of-another-model",
                "That's the right argument, and any entry looks like a set of weights. But each enum belongs to one "
                "model, since the tensors must fit its layers. Compare the enum's name with the builder's.",
                ("D",),
            ),
            Misconception(
                "line-for-letter",
                "You wrote out a line of code, or part of one. The check reads one letter. Find that line in the list, "
                "and give only the letter in front of it, in quotation marks.",
                (*OPTIONS.values(), "weights=ResNet50_Weights.DEFAULT", "pretrained=True"),
            ),
            Misconception(
                "letter-and-line",
                "You copied the option, letter and all, so that nothing gets lost. The check reads one letter. Leave "
                "out the rest.",
                (*(f"{letter}: {code}" for letter, code in OPTIONS.items()), "Option A", "answer b"),
            ),
            Misconception(
                "several-letters",
                "Two of these lines load weights, so naming several is tempting. But only one does all that's asked: a "
                "ResNet-50, pretrained, the way it's done today. Give a single letter.",
                ("A, C", "A and C", ["A", "C", "D"], ("B", "C")),
            ),
            Misconception(
                "letter-in-a-container",
                "There's one letter in there, but brackets or a comma at the end make a list, tuple or set of it. Give "
                "the letter itself, in quotation marks.",
                (["A"], ("C",), {"D"}),
            ),
            Misconception(
                "number-for-the-letter",
                "Counting the lines is natural, but nobody knows whether you count from 0 or from 1. Give the letter "
                "in front of the line, in quotation marks.",
                (0, 2, 3, "3"),
            ),
            Misconception(
                "letter-of-another-alphabet",
                "It looks like one of the letters, but it's from another alphabet, Cyrillic or Greek, and Python sees "
                "a different character. Switch your keyboard layout and type it again.",
                ("А", "В", "С", "с"),
            ),
            Misconception(
                "no-such-option",
                "That's a letter, but no line has it: they go from A to D. Read the four lines again and choose one.",
                tuple("EFGHIJKLMNOPQRSTUVWXYZ"),
            ),
            Misconception(
                "words-for-the-letter",
                "Saying it in words is good practice, but words can be put in many ways, so nobody reads them here. "
                "Find the line that does what you mean, and give its letter in quotation marks.",
                ("the one with the weights", "the third"),
            ),
        ),
    ),
))
