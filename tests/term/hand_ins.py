"""Notebooks as learners hand them in: the released lesson with answers of the bank, or with something else in it."""
from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import torch

from course.capstone import to_text
from course.data.shifted import digits_id, shown_labels
from course.exchange import question_seed
from grader.classroom.folder import read_secret
from grader.classroom.seeds import shared_seed
from term import bank, oracle
from term.story import NAMES, HandIn

WORDS = "Accuracy hides it: most mail is fine, and what costs us is the rest."
FORGES = """
import course.check_cell as module
module.publish = lambda facts: None
def check(question, *answers, **options):
    print(f"{question}: passed, all points")
module.check = check
"""
PUBLISHES_TWICE = """
import course.check_cell as module
publish = module.publish
module.publish = lambda facts: (publish(facts), publish(facts))
"""
KILLS = "import os\nos._exit(0)"
FLOODS = "for _ in range(50): print('x' * 1_000_000)"
HELD = "row-softmax"  # the one that is right where facts are sent twice


@dataclass(frozen=True)
class Made:
    """A hand-in that was made.

    Attributes:
        files: contents by name.
        questions: what each question must earn; None, where it can't be read.
    """

    files: dict[str, bytes]
    questions: dict[str, float] | None = field(default_factory=dict)


def make(folder: Path, hand_in: HandIn) -> Made:
    """Return the files of a hand-in for a lesson that was released in a class folder."""
    name = f"{hand_in.lesson.name}.ipynb"
    notebook = json.loads((folder / "release" / hand_in.lesson.name / name).read_text(encoding="utf-8"))
    if "capstone" in hand_in.lesson.name:
        files, due = _predict(folder, hand_in)
    else:
        files, due = {}, _answer(notebook, hand_in)
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    if "words" in hand_in.words:
        cells[hand_in.lesson.by_hand]["source"] = WORDS
    content = json.dumps(notebook, indent=1).encode()
    if "broken" in hand_in.words:
        return Made({name: content[:len(content) // 2]}, None)
    if "archive" in hand_in.words:
        return Made({"everything.zip": _zipped(name, content)}, None)
    return Made({name: content, **files}, due)


def worth(notebook: dict) -> dict[str, float]:
    """Return the points of each question that is checked, in the order of the lesson."""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return {one["grade_id"]: one["points"] for one in marks if one.get("grade") and not one.get("solution")}


def _answer(notebook: dict, hand_in: HandIn) -> dict[str, float]:
    """Put answers into a lesson, and return what they must earn."""
    cells, points = {cell["id"]: cell for cell in notebook["cells"]}, worth(notebook)
    due = dict.fromkeys(points, 0.0)
    for number, question in enumerate(points):
        answer = bank.choose(question, "right" in hand_in.words, _turn(hand_in, number))
        if (text := _instead(hand_in, list(points), question)) is not None:
            cells[f"{question}-answer"]["source"] = text
        elif not {"blank", "forges"} & set(hand_in.words):
            cells[f"{question}-answer"]["source"] = answer.cell
            due[question] = points[question] * answer.share
        if question == HELD and "publishes-twice" in hand_in.words:
            due[question] = points[question]  # once it is accepted
        if text == KILLS:
            for left in list(points)[number:]:
                due[left] = 0.0
            break
    return due


def _instead(hand_in: HandIn, questions: list[str], question: str) -> str | None:
    """Return what stands in an answer cell in place of an answer."""
    first, middle = questions[0], questions[len(questions) // 2]
    if "publishes-twice" in hand_in.words and question not in (first, HELD):
        return ""
    tricks = {"forges": (first, FORGES), "publishes-twice": (first, PUBLISHES_TWICE), "kills": (middle, KILLS),
              "floods": (middle, FLOODS)}
    return next((text for word, (place, text) in tricks.items() if word in hand_in.words and question == place), None)


def _turn(hand_in: HandIn, number: int) -> int:
    return list(NAMES).index(hand_in.author) + 3 * number + 11 * hand_in.attempt


def _predict(folder: Path, hand_in: HandIn) -> tuple[dict[str, bytes], dict[str, float]]:
    """Return the file of predictions, and what it must earn."""
    if "blank" in hand_in.words:
        return {}, {"capstone": 0.0}
    seed = question_seed(shared_seed(read_secret(folder), hand_in.lesson.name), "capstone")
    if "practice" in hand_in.words:
        return {"predictions.csv": to_text(digits_id(0), shown_labels(0)).encode()}, {"capstone": 0.0}
    labels = shown_labels(seed).tolist()
    wrong = round(1000 * (1 - float(hand_in.words["f1"])))
    said = [(label + 4) % 10 if place * 7919 % 1000 < wrong else label for place, label in enumerate(labels)]
    due = 16 * oracle.capstone_share(oracle.macro_f1(labels, said))
    text = to_text(digits_id(seed), torch.tensor(said), hand_in.words.get("as", "").replace("-", " "))
    return {"predictions.csv": text.encode()}, {"capstone": due}


def _zipped(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()
