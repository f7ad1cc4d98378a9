"""Small lessons, as they are handed out, for the tests of the home page."""
import json
from pathlib import Path


def prose(*lines: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": "\n".join(lines)}


def code(source: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": [source], "outputs": [], "execution_count": None}


def check(question: str, points: float = 2.0) -> dict:
    return code(f'check("{question}", answer, points={points})') | {
        "metadata": {"nbgrader": {"grade": True, "grade_id": question, "points": points}}}


def text_answer(question: str, text: str = "*Write your answer here.*") -> dict:
    return prose(text) | {"metadata": {"nbgrader": {"grade": True, "grade_id": question, "points": 1.0}}}


def lesson(number: int, *questions: str) -> dict:
    """Return a lesson with a prediction, a section for each question, and a last one that is answered in words."""
    rows = [f"| `{question}` | a function | 2 | {minutes} | easy |" for minutes, question in enumerate(questions, 3)]
    top = prose(f"# Lesson {number} · Title {number}", "", "| question | you write | points | minutes | difficulty |",
                "|---|---|---|---|---|", *rows)
    parts = [cell for question in questions
             for cell in (prose(f"## About {question}"), prose(f"### Question `{question}`: go"), check(question))]
    asked = code('predict("backward-again", ["0", "4", "8", "16"])')
    words = [prose("### Question in words"), text_answer(f"words-{number}")]
    return {"cells": [top, asked, *parts, *words], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def hand_out(folder: Path) -> Path:
    """Write two lessons into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, questions in enumerate([("alpha", "beta"), ("gamma",)], 1):
        (folder / f"0{number}_lesson.ipynb").write_text(json.dumps(lesson(number, *questions)), encoding="utf-8")
    return folder
