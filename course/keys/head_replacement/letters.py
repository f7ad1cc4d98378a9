"""What learners write where one letter is asked for: each in the words that `read_letter` has for it."""
from __future__ import annotations

from course.checking.key import Misconception

FORMS = (
    Misconception(
        "letter-and-words",
        "You copied the option, words and all, so that nothing gets lost. But the check compares one letter. Give the "
        "letter alone, in quotation marks.",
        ("A: its words", "B: its words", "c) its words", "Option D"),
    ),
    Misconception(
        "words-for-the-letter",
        "Knowing it in words is worth more than a letter, but words can be put in a hundred ways, so nobody reads them "
        "here. Find the option that says the same, and give its letter.",
        ("to the point, in words", "model.eval()", "RuntimeError"),
    ),
    Misconception(
        "several-letters",
        "More than one option may look fair. But only one is asked for, and only one is right. Look for what's wrong "
        "with each of those that you named, and keep the other.",
        ("AB", "B, C", ["A", "B", "C", "D"], ("C", "D"), "A or D"),
    ),
    Misconception(
        "letter-in-a-container",
        "There is one letter in there. But brackets, braces, or a comma at the end make a list, a set or a tuple "
        "of it. Give the letter itself, with nothing around it but quotation marks.",
        (["A"], ("B",), {"C"}, ("D",)),
    ),
    Misconception(
        "number-for-the-letter",
        "Counting the options is natural, but nobody knows whether you count from 0 or from 1. Give the letter that "
        "stands before the option, in quotation marks.",
        (0, 3, 2.0, "2"),
    ),
    Misconception(
        "true-or-false",
        "True and False answer a yes-or-no question. This one offers four options. Give the letter of one of them.",
        (True, False),
    ),
    Misconception(
        "no-such-option",
        "A letter it is, but no option has it: they go from A to D. Read them again, and choose one.",
        tuple("EFGHIJKLMNOPQRSTUVWXYZ"),
    ),
    Misconception(
        "letter-of-another-alphabet",
        "It looks like the letter, but it's a Cyrillic or Greek one, which Python takes for another. Switch your "
        "keyboard to Latin, and type it again.",
        ("А", "В", "С", "с", "Α"),
    ),
)
