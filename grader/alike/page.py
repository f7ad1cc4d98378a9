"""The page of what is alike: one HTML file that needs nothing else, in words that accuse nobody."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.alike.answers import Answers, Learner
from grader.alike.fragments import Reader
from grader.alike.groups import Group
from grader.alike.pairs import Pair
from grader.content_policy import styled
from grader.printable import printable

TEMPLATES = Path(__file__).parent / "templates"
MAX_LINES, MAX_CHARS = 60, 6_000  # of an answer that is shown
MAX_GROUPS, MAX_SHOWN, MAX_PAIRS = 50, 20, 200  # groups on the page; of each, comparisons and lines of its table
BEFORE = 3  # lines that are shown before the first shared one


def render_page(answers: Answers, groups: Sequence[Group], reader: Reader) -> str:
    """Return the page; all text of learners in it is escaped, and characters that nobody sees are shown."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, finalize=_shown)
    learners = {learner.name: learner for learner in answers.learners}
    return environment.get_template("alike.html").render(
        lesson=answers.lesson, n_learners=len(learners), groups=groups[:MAX_GROUPS],
        n_more=max(0, len(groups) - MAX_GROUPS), **styled(TEMPLATES / "alike.css"), max_shown=MAX_SHOWN,
        max_pairs=MAX_PAIRS, alike_in=alike_in, sides=lambda pair: list(_sides(pair, learners, reader)),
        published=[learner for learner in answers.learners if learner.published],
        cut=[learner.name for learner in answers.learners if learner.is_cut], unread=answers.unread)


def alike_in(pair: Pair) -> str:
    """Return in what two learners are alike, in a few words.

    >>> alike_in(Pair("ada", "bo", files=[("a.csv", "b.csv")], mistakes=(20, 30)))
    'predictions, 1 equal file'
    """
    n, files = len(pair.parts), len(pair.files)
    found = [f"{n} answer{'s' * (n > 1)}" * bool(n), "predictions" * bool(pair.mistakes),
             f"{files} equal file{'s' * (files > 1)}" * bool(files)]
    return ", ".join(filter(None, found))


def _shown(value: object) -> object:
    return "\n".join(map(printable, value.split("\n"))) if type(value) is str else value


def _sides(pair: Pair, learners: dict[str, Learner], reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield what two learners answered to each question in which they are alike, cut into what is shared or not."""
    for shared in pair.parts:
        parts = [learners[name].parts[shared.part] for name in (pair.one, pair.two)]
        places = [reader.find_places(part, shared.runs) for part in parts]
        yield {"shared": shared, "cells": [(name, *excerpt(part.source, spans)) for name, part, spans
                                           in zip((pair.one, pair.two), parts, places)]}


def excerpt(source: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[str, bool]], int, int]:
    """Return an answer in pieces, each with whether it is shared, and how many lines before and after are not shown.

    >>> excerpt("a = 1", [(0, 1)])
    ([('a', True), (' = 1', False)], 0, 0)
    """
    first = spans[0][0] if spans else 0
    lines = source.split("\n")
    skipped = max(0, source.count("\n", 0, first) - BEFORE) if len(lines) > MAX_LINES else 0
    start = sum(len(line) + 1 for line in lines[:skipped])
    end = min(start + MAX_CHARS, start + len("\n".join(lines[skipped:skipped + MAX_LINES])))
    pieces: list[tuple[str, bool]] = []
    at = start
    for one, two in spans:
        one, two = max(one, start), min(two, end)
        if one < two:
            pieces += [(source[at:one], False), (source[one:two], True)]
            at = two
    pieces.append((source[at:end], False))
    kept = [(piece.expandtabs(4).replace("\r\n", "\n"), is_shared) for piece, is_shared in pieces if piece]
    return kept, skipped, source.count("\n", end)
