"""The key of `capstone`."""
from __future__ import annotations

import math
import re

import torch
from torch import Tensor
from torch.nn import functional

from course.capstone import BAD, GOOD, N_CLASSES, Predictions, Unreadable, macro_f1, to_text
from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Score, Solution
from course.data.shifted import N_SHIFTED, PRACTICE, digits_id, shown_labels
from course.keys.capstone.worn_file import pack_digits
from course.questions.capstone.predictions import CAPSTONE

CHANCE = 0.20  # below it, nothing was learned
FORM = "`capstone.hand_in(classes, digits)` sees to the form. Write the file with it, then run this again."
PART, COARSE = 300, 0.05  # of the practice digits, so many are judged; what is told of them is rounded to this
LIFT = ("Look at the digits that it got wrong among the 200 worn ones with labels. Does your imitation look like them? "
        "Measure slant, paper and ink on both. Then keep features that still know where a stroke is.")


def right(seed: int) -> Predictions:
    """Return what a perfect classifier would hand in."""
    return Predictions(digits_id(seed), shown_labels(seed))


def score_predictions(fact: Fact, seed: int) -> Score:
    """Return the share of the points for predictions, or what is wrong with them."""
    name, classes = read_classes(fact)
    if isinstance(classes, Score):
        return classes
    if name and name != digits_id(seed):
        return Score(0, f"These are classes of other digits ({name[:20]}).", "other-digits")
    return score_classes(classes, seed)


def rehearse_predictions(fact: Fact, seed: int) -> Score:
    """Return what a learner's own check can tell: the form, and of practice digits about how good they are.

    Their labels are public, yet what is told of them is coarse and about a part of them: enough to see that something
    is badly wrong, too little to choose by. None of it earns points.
    """
    name, classes = read_classes(fact)
    if isinstance(classes, Score):
        return classes
    if name and name != digits_id(PRACTICE):
        if not re.fullmatch("[0-9a-f]{8}", name):
            return Score(0, f"These are classes of other digits ({name[:20]}).", "other-digits")
        return Score(None, f"The form is right: {N_SHIFTED:,} classes of the digits {name}. How many are right comes "
                           "out when your instructor grades: nobody else has their labels.")
    f1 = macro_f1(shown_labels(PRACTICE)[:PART], classes[:PART])
    about = f"{round(f1 / COARSE) * COARSE:.2f}"
    said = (f"The form is right. On {PART} of the practice digits, macro-F1 is about {about}. This is practice: it "
            "earns nothing. The digits that count come from your instructor, as `digits.npz`.")
    return Score(None, said, hint=LIFT if f1 < GOOD - COARSE else "", is_practice=True)


def read_classes(fact: Fact) -> tuple[str, Tensor | Score]:
    """Return the digits' id, where there is one, and their classes, or what is wrong with their form."""
    name, listed = read_name(fact)
    if fact["kind"] == "sequence" and fact["type"] == Unreadable.__name__ and name:
        return name, Score(0, name, "broken-file")
    classes = numeric(listed)
    if fault := find_fault(listed, classes):
        return name, fault
    assert classes is not None
    if len(classes.unique()) == 1:
        return name, Score(0, "Every digit got the same class.", "all-one-class")
    return name, classes.long()


def read_name(fact: Fact) -> tuple[str, Fact]:
    """Return the digits' id, where there is one, and the fact that should be the classes."""
    if fact["kind"] == "sequence" and fact["items"] and fact["items"][0]["kind"] == "text":
        return fact["items"][0]["value"], fact["items"][-1]
    return "", fact


def find_fault(listed: Fact, classes: Tensor | None) -> Score | None:
    """Return what is wrong with the form of classes, as a score of 0; None where nothing is."""
    shape = tuple(listed["shape"]) if listed["kind"] == "tensor" else () if classes is None else tuple(classes.shape)
    length = shape[0] if shape else listed.get("length", 0)
    if len(shape) == 2 and shape[1] == N_CLASSES:
        return Score(0, f"`predictions` has {N_CLASSES} numbers for each digit.", "scores-for-classes")
    if len(shape) > 1 or listed["kind"] not in ("tensor", "sequence"):
        return Score(0, "`predictions` is not one row of classes.", hint=FORM)
    if length != N_SHIFTED:
        return Score(0, f"`predictions` has {length:,} entries for {N_SHIFTED:,} digits.", "wrong-length")
    if classes is None:
        return Score(0, "`predictions` holds something that is no number.", hint=FORM)
    if "float" in dtypes_of(listed) or (classes != classes.round()).any():
        return Score(0, "`predictions` holds floating-point numbers.", "labels-as-floats")
    if classes.min() == 1 and classes.max() == N_CLASSES:
        return Score(0, "`predictions` goes from 1 to 10.", "classes-from-one")
    if classes.min() < 0 or classes.max() >= N_CLASSES:
        where = int(((classes < 0) | (classes >= N_CLASSES)).nonzero()[0])
        return Score(0, f"At index {where} `predictions` holds {classes[where]:.6g}, which is no digit.", hint=FORM)
    return None


def dtypes_of(listed: Fact) -> str:
    """Return the types of the numbers in a fact, as words."""
    if listed["kind"] == "tensor":
        return listed["dtype"]
    return " ".join({item.get("dtype", type(item.get("value")).__name__) for item in listed["items"]})


def score_classes(classes: Tensor, seed: int) -> Score:
    """Return the share that classes of the right form earn: none at BAD, all at GOOD, and in proportion between."""
    labels = shown_labels(seed)
    f1 = macro_f1(labels, classes)
    share = math.floor(100 * (f1 - BAD) / (GOOD - BAD)) / 100  # so that the good band is not reached by rounding
    said = (f"macro-F1 is {f1:.3f} on {N_SHIFTED:,} digits. It earns nothing up to {BAD:.2f}, and everything from "
            f"{GOOD:.2f} on.")
    if macro_f1(labels, (classes - 1) % N_CLASSES) > max(BAD, f1):
        return Score(0, said, "classes-from-one")
    return Score(min(max(share, 0), 1), said, "chance" if f1 < CHANCE else "", LIFT)


CAPSTONE_KEY = Key(CAPSTONE, (
    Solution(
        CAPSTONE["predictions"], right,
        (
            Misconception(
                "broken-file",
                "The file is there, but not in the form in which it is read: a header that names the digits, then one "
                f"class a line. Spreadsheets and `to_csv` add columns and quotes. {FORM}",
                (lambda seed: Unreadable("predictions.csv, line 3: expected one number, got 'seven'."),),
            ),
            Misconception(
                "scores-for-classes",
                "Ten numbers a digit are logits, probabilities or a one-hot row: they hold the answer, but are not "
                "the answer. A class is the place of the largest: `logits.argmax(dim=1)`.",
                (lambda seed: Predictions(digits_id(seed), functional.one_hot(shown_labels(seed), N_CLASSES)),
                 lambda seed: functional.one_hot(shown_labels(seed), N_CLASSES).float()),
            ),
            Misconception(
                "wrong-length",
                "There must be one class for each digit that you got. A loop that skips the last, smaller batch, or "
                "the predictions of another split, give another number. Compare `len(classes)` with `len(digits.x)`.",
                (lambda seed: right(seed)._replace(classes=shown_labels(seed)[:960]),
                 lambda seed: shown_labels(seed).repeat(2)),
            ),
            Misconception(
                "labels-as-floats",
                "7.0 looks like the class 7, but a class is a whole number, and floats often are something else: "
                "probabilities, or the output of `max` in place of `argmax`. Take `logits.argmax(dim=1)`.",
                (lambda seed: right(seed)._replace(classes=shown_labels(seed).float()),
                 lambda seed: shown_labels(seed) / 10),
            ),
            Misconception(
                "classes-from-one",
                "Counting from 1 is how people count. The classes here are the digits themselves, 0 to 9, which is "
                "also how `argmax` counts. Look for a `+ 1`, or for labels that you have moved.",
                (lambda seed: right(seed)._replace(classes=shown_labels(seed) + 1),
                 lambda seed: (shown_labels(seed) + 1) % N_CLASSES),
            ),
            Misconception(
                "all-one-class",
                "A model that always says the same is right for one digit in ten, and has an F1 of 0 for nine of ten "
                "digits. An untrained head, a learning rate far too large, or `argmax` over the wrong axis do that. "
                "Look at the loss, then at `classes.bincount()`.",
                (lambda seed: right(seed)._replace(classes=torch.zeros(N_SHIFTED, dtype=torch.int64)),
                 lambda seed: [7] * N_SHIFTED),
            ),
            Misconception(
                "other-digits",
                "These predictions may be good, but they are of other digits: those to practise on, or a validation "
                "split. Put the file `digits.npz` of your class beside the notebook, predict what "
                "`capstone.unlabelled()` then gives, and hand in anew.",
                (lambda seed: right(seed)._replace(digits="validation"),),
            ),
            Misconception(
                "chance",
                "Guessing is right for one digit in ten, and this is about that. A model that is good on validation "
                "digits and falls to chance here has mostly lost the order: a loader with `shuffle=True`, or sorted "
                "rows. It may also get pictures that are prepared in another way. Predict in the order given, and "
                "prepare alike.",
                (lambda seed: right(seed)._replace(classes=shown_labels(seed).roll(1)),
                 lambda seed: torch.arange(N_SHIFTED) % N_CLASSES),
            ),
        ),
        score=score_predictions, rehearsal=rehearse_predictions,
    ),
), files=lambda seed: {"digits.npz": pack_digits(seed)},
    handed_in=lambda seed: {"predictions.csv": to_text(*right(seed)).encode()})
