"""The capstone's doors: the digits to learn from, the digits to predict, and the file that is handed in."""
from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from course.data import Digits, digits, worn
from course.data.sealed import Sealed
from course.data.shifted import N_SHIFTED, PRACTICE, digits_id

DIGITS, PREDICTIONS = Path("digits.npz"), Path("predictions.csv")
N_CLASSES = 10
BAD, GOOD = 0.60, 0.85  # macro-F1: no points up to the one, all from the other on, in proportion between
MAX_BYTES = 1_000_000
HEADER = re.compile(r"digits_([0-9a-z]{1,16})")
NICKNAME, LONGEST = "# nickname: ", 24  # how the second line of the file may begin; characters of a nickname


class Given(NamedTuple):
    """What you learn from. No digit is in two of these, and none of them is among those that you predict.

    Attributes:
        train: 2,400 clean digits.
        validation: 800 clean digits.
        worn: 200 digits from the scanner that somebody labeled by hand.
        test: 600 digits from the scanner, behind a seal.
    """

    train: Digits
    validation: Digits
    worn: Digits
    test: Sealed


class Unlabelled(NamedTuple):
    """Digits to predict.

    Attributes:
        id: their name, which goes into what you hand in.
        x: pictures, (1000, 1, 28, 28), float32: 0 is paper, 1 is ink.
    """

    id: str
    x: Tensor


class Predictions(NamedTuple):
    """What was handed in.

    Attributes:
        digits: the id of the digits that were predicted.
        classes: the classes, one for each digit.
    """

    digits: str
    classes: Tensor


class Unreadable(NamedTuple):
    """A file of predictions that cannot be read, and why."""

    reason: str


def given() -> Given:
    """Return the digits to learn from; the tensors are new on each call."""
    x, y = digits()
    rows = worn.rows()
    return Given(Digits(x[rows.train], y[rows.train]), Digits(x[rows.validation], y[rows.validation]),
                 Digits(worn.scanned("labeled"), y[rows.labeled]),
                 Sealed("capstone", worn.scanned("test"), y[rows.test]))


def unlabelled() -> Unlabelled:
    """Return the digits to predict: those of your class, where their file lies beside the notebook, else for practice.

    Raises:
        ValueError: the file is there and cannot be read.
    """
    if not DIGITS.exists():
        print(f"Practice digits ({digits_id(PRACTICE)}): there's no {DIGITS} beside this notebook. They earn nothing. "
              "Your instructor hands out the digits that count.")
        return Unlabelled(digits_id(PRACTICE), worn.scanned("practice"))
    found = load_digits()
    print(f"{len(found.x):,} digits of your class ({found.id}), from {DIGITS}.")
    return found


def load_digits() -> Unlabelled:
    """Return the digits in the file beside the notebook.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        with np.load(DIGITS, allow_pickle=False) as file:
            return Unlabelled(str(file["id"]), torch.from_numpy(file["x"])[:, None].float() / 255)
    except Exception as error:  # a cut, empty or other file raises many kinds
        raise ValueError(f"{DIGITS}: expected the file that came with the lesson, got one that can't be read "
                         f"({type(error).__name__}). Get it again from where you got the lesson.") from None


def hand_in(classes: Any, of: Unlabelled, nickname: str = "") -> None:
    """Write your predictions into `predictions.csv` beside the notebook, which you hand in together with it.

    Args:
        classes: 1,000 whole numbers from 0 to 9: a tensor, an array or a list.
        of: the digits that they are the classes of, as `unlabelled` gave them.
        nickname: how you want to be called on your class's leaderboard, in at most 24 characters. Without one, you
            aren't on it.

    Raises:
        ValueError: they are not of that form; the message says in what.
    """
    PREDICTIONS.write_text(to_text(of.id, read_classes(classes), nickname), encoding="utf-8")
    called = f", as {name!r} on the leaderboard" if (name := clean_nickname(nickname)) else ""
    print(f"{PREDICTIONS}: {N_SHIFTED:,} classes of the digits {of.id}{called}. "
          "Hand it in together with this notebook.")


def clean_nickname(nickname: str) -> str:
    """Return a nickname as one short line: what can't be printed is left out, and what is too long is cut.

    >>> clean_nickname(" Blue\\n  Heron\\x07 ")
    'Blue Heron'
    """
    kept = "".join(sign if sign.isprintable() else " " * sign.isspace() for sign in str(nickname)[:1000])
    return " ".join(kept.split())[:LONGEST].strip()


def read_classes(classes: Any) -> Tensor:
    """Return classes as a tensor of whole numbers, if that is what they are.

    Raises:
        ValueError: they are not.
    """
    try:
        kept = classes if isinstance(classes, (Tensor, list)) else np.ascontiguousarray(classes)
        found = torch.as_tensor(kept).detach().cpu()
    except (TypeError, ValueError, RuntimeError):  # text, a ragged list, nothing
        raise _wrong_form(f"{type(classes).__name__} that is not all numbers", "Hand in one tensor.") from None
    got = f"shape {tuple(found.shape)} and {str(found.dtype).removeprefix('torch.')}"
    if found.ndim == 2 and found.shape[1] == N_CLASSES:
        raise _wrong_form(got, "Take the class with the largest logit: `logits.argmax(dim=1)`.")
    if found.shape != (N_SHIFTED,):
        raise _wrong_form(got, "Give one class for each digit, in their order.")
    if found.is_floating_point() or found.is_complex() or found.dtype == torch.bool:
        raise _wrong_form(got, "A class is a whole number: `argmax` gives them.")
    found = found.long()
    if (outside := (found < 0) | (found >= N_CLASSES)).any():
        where = int(outside.nonzero()[0])
        raise _wrong_form(f"{found[where]} at index {where}", "Classes are the digits themselves, 0 to 9.")
    return found


def _wrong_form(got: str, action: str) -> ValueError:
    return ValueError(f"hand_in: expected {N_SHIFTED} whole numbers from 0 to {N_CLASSES - 1}, got {got}. {action}")


def to_text(digits: str, classes: Tensor, nickname: str = "") -> str:
    """Return predictions as the text of their file: whose they are, a nickname if there is one, one class a line."""
    called = [NICKNAME + name] if (name := clean_nickname(nickname)) else []
    return "\n".join([f"digits_{digits}", *called, *map(str, classes.tolist())]) + "\n"


def read_predictions() -> Predictions | Unreadable | Any:
    """Return what `predictions.csv` beside the notebook holds, `...` where there is none, or why it cannot be read."""
    try:
        if not PREDICTIONS.exists():
            return ...
        if (size := PREDICTIONS.stat().st_size) > MAX_BYTES:
            return Unreadable(f"{PREDICTIONS}: expected some kilobytes, got {size / 1e6:.1f} MB.")
        found = from_text(PREDICTIONS.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        return Unreadable(f"{PREDICTIONS}: expected a text file, got {type(error).__name__}.")
    _remind(found)
    return found


def _remind(found: Predictions | Unreadable) -> None:
    """Say so where predictions were made before the class's digits came."""
    with contextlib.suppress(ValueError):
        if isinstance(found, Predictions) and DIGITS.exists() and (due := load_digits().id) != found.digits:
            print(f"{PREDICTIONS} is about the digits {found.digits}, {DIGITS} holds {due}. Only these count: predict "
                  "them, then hand in again.")


def from_text(text: str) -> Predictions | Unreadable:
    """Return the predictions in the text of a file, or the first line that cannot be read.

    >>> from_text("digits_00c0ffee\\n7\\n2\\n")
    Predictions(digits='00c0ffee', classes=tensor([7, 2]))
    >>> from_text("digits_00c0ffee\\n7\\n0,2\\n").reason
    "predictions.csv, line 3: expected one number, got '0,2'."
    """
    first, *lines = [line.strip() for line in text.rstrip().splitlines()] or [""]
    if (header := HEADER.fullmatch(first)) is None:
        return Unreadable(f"{PREDICTIONS}, line 1: expected 'digits_' and the digits' id, got {first[:40]!r}.")
    start = 2
    if lines and lines[0].startswith(NICKNAME.strip()):
        start, lines = 3, lines[1:]
    numbers: list[int | float] = []
    for place, line in enumerate(lines, start):
        try:
            numbers.append(int(line) if re.fullmatch(r"[+-]?\d{1,9}", line) else float(line))
        except ValueError:
            return Unreadable(f"{PREDICTIONS}, line {place}: expected one number, got {line[:40]!r}.")
    return Predictions(header[1], torch.tensor(numbers))


def macro_f1(targets: Tensor, classes: Tensor) -> float:
    """Return the mean of the ten digits' F1, from 0 to 1; that of a digit which is neither there nor said is 0.

    Args:
        targets: the digits, (n,).
        classes: what was said, (n,), 0 to 9.

    >>> macro_f1(torch.arange(10), torch.arange(10))
    1.0
    """
    there, said = (labels.long().cpu().bincount(minlength=N_CLASSES) for labels in (targets, classes))
    hits = targets[targets == classes].long().cpu().bincount(minlength=N_CLASSES)
    return (2 * hits / (there + said).clamp(min=1)).mean(dtype=torch.float64).item()
