"""Equal files beside the notebooks, and predictions with equal mistakes.

Two good classifiers agree wherever both are right, so only their mistakes can tell. The order of lines, the way
numbers are written, and comments do not count.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from pathlib import Path, PurePosixPath

from course.capstone import PREDICTIONS, Predictions, from_text
from course.exchange import question_seed
from course.questions.capstone.predictions import CAPSTONE
from grader.alike.answers import Learner
from grader.alike.fragments import FEW, weight
from grader.classroom.folder import read_secret
from grader.classroom.seeds import shared_seed

LEAST = 40  # characters: a shorter file is equal by chance
MISTAKES, MISTAKES_SHARE = 8, 0.8  # rare mistakes in common, and of those of the one with fewer
TABLES = (".csv", ".tsv", ".txt", ".json", ".md", ".py")
NUMBER = re.compile(rb"(?<![\w.])[+-]?(\d+)\.0*(?![\w.])")
Labels = Sequence[int]


def find_equal_files(learners: Sequence[Learner]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the paths of equal files by pairs of learners; what a third of the class has explains itself.

    Predictions are no part of it: `compare_predictions` looks at those.
    """
    having: dict[bytes, dict[str, str]] = defaultdict(dict)
    for learner in learners:
        for path, content in sorted(learner.files.items()):
            plain = _plain(path, content)
            if path != str(PREDICTIONS) and len(plain) >= LEAST:
                having[sha256(plain).digest()].setdefault(learner.name, path)
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for paths in having.values():
        if len(paths) <= max(FEW, len(learners) / 3):
            for one, two in combinations(sorted(paths), 2):
                found[one, two].append((paths[one], paths[two]))
    return dict(found)


def _plain(path: str, content: bytes) -> bytes:
    """Return what a file says: of a table its lines in order, numbers as they are written most shortly."""
    if PurePosixPath(path).suffix.lower() not in TABLES:
        return content
    lines = NUMBER.sub(rb"\1", content.replace(b"\r", b"\n").replace(b" ", b"")).split(b"\n")
    return b"\n".join(sorted(line for line in lines if line and not line.startswith(b"#")))


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
                if (found := read_mistakes(learner.files.get(str(PREDICTIONS), b""), digits, labels))}
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
    rare = {name: sum(weights[each] for each in own) for name, own in mistakes.items()}
    for one, two in combinations(sorted(mistakes), 2):
        both = mistakes[one] & mistakes[two]
        if len(both) < MISTAKES:
            continue
        telling = sum(weights[each] for each in both)
        if telling >= MISTAKES and telling >= MISTAKES_SHARE * min(rare[one], rare[two]):
            yield (one, two), (len(both), min(len(mistakes[one]), len(mistakes[two])))
