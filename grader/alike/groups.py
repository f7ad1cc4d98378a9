"""Groups of learners whose work is alike, and for each the comparisons that show it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.alike.answers import Learner
from grader.alike.files import compare_predictions, find_equal_files
from grader.alike.fragments import Reader
from grader.alike.pairs import Pair, find_pairs


@dataclass(frozen=True)
class Group:
    """Learners who are connected by pairs.

    Attributes:
        learners: their names.
        pairs: all pairs among them, the most telling first.
        shown: as few of these as connect everybody.
    """

    learners: tuple[str, ...]
    pairs: tuple[Pair, ...]
    shown: tuple[Pair, ...]


def compare_class(
    learners: Sequence[Learner], reader: Reader, digits: tuple[str, Sequence[int]] | None = None,
) -> list[Group]:
    """Return the groups of a class whose answers, files or predictions are alike, the most telling first.

    Args:
        learners: who was graded, each once.
        reader: what reads their answers.
        digits: id and labels of the digits that they predicted, if they did.
    """
    pairs = {(pair.one, pair.two): pair for pair in find_pairs(learners, reader)}
    for (one, two), files in find_equal_files(learners).items():
        pairs.setdefault((one, two), Pair(one, two)).files = files
    for (one, two), mistakes in (compare_predictions(learners, *digits) if digits else {}).items():
        pairs.setdefault((one, two), Pair(one, two)).mistakes = mistakes
    return make_groups(sorted(pairs.values(), key=_rank))


def _rank(pair: Pair) -> tuple[float, int, int, str, str]:
    return -pair.strength, -(pair.mistakes or (0, 0))[0], -len(pair.files), pair.one, pair.two


def make_groups(pairs: Sequence[Pair]) -> list[Group]:
    """Return groups of pairs, which come the most telling first.

    >>> made = [("ada", "bo", 90), ("cy", "di", 80), ("bo", "eve", 70), ("ada", "eve", 60)]
    >>> groups = make_groups([Pair(*each) for each in made])
    >>> [(group.learners, len(group.pairs), len(group.shown)) for group in groups]
    [(('ada', 'bo', 'eve'), 3, 2), (('cy', 'di'), 1, 1)]
    """
    leader: dict[str, str] = {}
    shown = []
    for pair in pairs:
        one, two = _follow(leader, pair.one), _follow(leader, pair.two)
        if one != two:
            leader[two] = one
            shown.append(pair)
    of: dict[str, list[Pair]] = {}
    for pair in pairs:
        of.setdefault(_follow(leader, pair.one), []).append(pair)
    return [Group(tuple(sorted({name for pair in own for name in (pair.one, pair.two)})), tuple(own),
                  tuple(pair for pair in shown if pair in own)) for own in of.values()]


def _follow(leader: dict[str, str], name: str) -> str:
    while leader.setdefault(name, name) != name:
        leader[name] = name = leader[leader[name]]
    return name
