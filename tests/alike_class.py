"""A class drawn from the bank of answers by lot, whose learners know nothing of one another."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from course.questions import find, lessons
from grader.alike.answers import Learner, Part
from grader.alike.fragments import Reader, make_reader
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, released
from grader.proof.answers import read_answers

ANSWERS = Path(__file__).parent / "answers"
Drawn = dict[str, tuple[str, bool, str]]  # by question: file of the bank, whether it is wrong, what it says


def read_bank(lesson: str) -> dict[str, list[tuple[str, bool, str]]]:
    """Return the bank's answers to each question of a lesson."""
    asked = {question.id for question in lessons()[lesson]}
    found: dict[str, list[tuple[str, bool, str]]] = {}
    for answer in read_answers(ANSWERS):
        if answer.question in asked:
            text = answer.path.read_text(encoding="utf-8").partition("\n\n")[2]
            found.setdefault(answer.question, []).append((answer.name, answer.verdict != "passed", text))
    return found


def draw(lesson: str, n: int, seed: int) -> list[Drawn]:
    """Return the answers of so many learners: each file of the bank once before any is drawn again.

    The bank has fewer answers to a question than a class has learners; no two learners share two files.
    """
    lot = random.Random(seed)
    drawn: list[Drawn] = [{} for _ in range(n)]
    for question, answers in read_bank(lesson).items():
        for learner in range(n):
            often = Counter(own[question][0] for own in drawn if question in own)
            free = [each for each in answers if _met_before(drawn, learner, question, each) == 0] or answers
            least = min(often[each[0]] for each in free)
            drawn[learner][question] = lot.choice([each for each in free if often[each[0]] == least])
    return drawn


def _met_before(drawn: Sequence[Drawn], learner: int, question: str, answer: tuple[str, bool, str]) -> int:
    """Return how many of those who have this answer share another one with a learner already."""
    own = drawn[learner]
    return sum(any(other.get(name) == each for name, each in own.items())
               for other in drawn if other is not own and other.get(question) == answer)


def hand_on(drawn: Drawn, disguise: Callable[..., str] = lambda source, asked: source) -> Drawn:
    """Return answers as somebody else hands them in; what cannot be disguised stays."""
    changed: Drawn = {}
    for question, (name, wrong, source) in drawn.items():
        asked = frozenset(answer.name for answer in find(question).answers)
        try:
            changed[question] = name, wrong, disguise(source, asked)
        except SyntaxError:
            changed[question] = name, wrong, source
    return changed


def as_learner(name: str, drawn: Drawn) -> Learner:
    return Learner(name, {question: Part(question, source, True, wrong)
                          for question, (_, wrong, source) in drawn.items()})


def reader_of(lesson: str, class_folder: Path = Path("nowhere")) -> Reader:
    """Return what reads the answers of a lesson as it is released."""
    with_answers = read_lesson(find_lessons()[lesson])
    reader = make_reader(class_folder, lesson, {lesson: released(with_answers)})
    reader.explain((cell.source, cell.cell_type == "code") for cell in with_answers.cells)
    return reader
