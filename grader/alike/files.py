"""Equal files beside the notebooks, and predictions with equal mistakes.

Two good classifiers agree wherever both are right, so only their mistakes can tell.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from course.capstone import Predictions, from_text
from course.exchange import question_seed
from course.questions.capstone.predictions import CAPSTONE
from grader.alike.answers import Learner
from grader.alike.fragments import FEW, weight
from grader.classroom.folder import read_secret
from grader.classroom.seeds import shared_seed

MISTAKES, MISTAKES_SHARE = 8, 0.8  # rare mistakes in common, and of those of the one with fewer
Labels = Sequence[int]


def find_equal_files(learners: Sequence[Learner]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the paths of equal files by pairs of learners; what a third of the class has explains itself."""
    having: dict[bytes, dict[str, str]] = defaultdict(dict)
    for learner in learners:
        for path, content in sorted(learner.files.items()):
            if content:
                having[content].setdefault(learner.name, path)
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for paths in having.values():
        if len(paths) <= max(FEW, len(learners) / 3):
            for one, two in combinations(sorted(paths), 2):
                found[one, two].append((paths[one], paths[two]))
    return dict(found)


def read_labels(class_folder: Path, lesson: str, asked: Sequence[str]) -> tuple[str, list[int]] | None:
    """Return id and labels of the digits that a class predicts in the capstone; None where it predicts none."""
    if CAPSTONE.id not in asked:
        return None
    from course.data.shifted import digits_id, shown_labels

    seed = question_seed(shared_seed(read_secret(class_folder), lesson), CAPSTONE.id)
    return digits_id(seed), [int(label) for label in shown_labels(seed)]


def compare_predictions(
    learners: Sequence[Learner], digits: str, labels: Labels,
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return, by pairs, how many mistakes are equal, and how many the one with fewer made.

    A mistake is a digit with the class that was said in place of its own. What a third of the class says, the digit
    explains; what two alone say counts in full.
    """
    mistakes = {learner.name: found for learner in learners
                if (found := read_mistakes(learner.predictions, digits, labels))}
    counts = Counter(each for own in mistakes.values() for each in own)
    weights = {each: weight(count, len(mistakes)) for each, count in counts.items()}
    return dict(_compare(mistakes, weights))


def read_mistakes(content: bytes, digits: str, labels: Labels) -> frozenset[tuple[int, int]]:
    """Return the mistakes in a file of predictions; none if it is not about these digits."""
    found = from_text(content.decode("utf-8-sig", "replace"))
    if not isinstance(found, Predictions) or found.digits != digits or len(found.classes) != len(labels):
        return frozenset()
    return frozenset((i, int(said)) for i, (said, label) in enumerate(zip(found.classes.tolist(), labels))
                     if said == said and abs(said) < 100 and said != label)


def _compare(
    mistakes: Mapping[str, frozenset[tuple[int, int]]], weights: Mapping[tuple[int, int], float],
) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    rare = {name: frozenset(each for each in own if weights[each]) for name, own in mistakes.items()}
    weight_of = {name: sum(weights[each] for each in own) for name, own in rare.items()}
    for one, two in combinations(sorted(mistakes), 2):
        both = rare[one] & rare[two]
        telling = sum(weights[each] for each in both) if len(both) >= MISTAKES else 0.0
        if telling >= MISTAKES and telling >= MISTAKES_SHARE * min(weight_of[one], weight_of[two]):
            yield (one, two), (len(mistakes[one] & mistakes[two]), min(len(mistakes[one]), len(mistakes[two])))
