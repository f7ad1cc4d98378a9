"""Fragments of answers: runs of a few tokens or words, and what already explains that two learners have them.

Every run counts, so no choice of some (winnowing) can miss one: lessons are short. What the lesson shows, what it asks
with, and what keys and steps publish explains itself, and so does what a third of the class wrote.
"""
from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from course.keys.steps import BLOCK
from course.packs import packs
from grader.alike.answers import Part
from grader.alike.tokens import Token, defined_names, imported_names, split_code, split_words
from grader.lessons.text import role_of

CODE_RUN, WORD_RUN = 7, 6  # tokens of code, words of prose: shorter runs are anybody's
SMALL_CLASS, FEW = 30, 4  # learners: rarity in a smaller class is judged as in this one; so many never explain a run


@dataclass
class Reader:
    """Reads answers of one lesson.

    Attributes:
        known: names that all answers share.
        language: the notebooks' language, as Pygments calls it.
        explained: fragments that everybody has seen.
    """

    known: set[str] = field(default_factory=set)
    language: str = "python"
    explained: set[str] = field(default_factory=set)
    _kept: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict)
    _shown: dict[tuple[str, bool], list[tuple[str, list[Token]]]] = field(default_factory=dict)

    def fragments(self, part: Part) -> frozenset[str]:
        """Return the fragments of an answer that nothing explains."""
        key = part.source, part.is_code
        if key not in self._kept:
            self._kept[key] = frozenset(run for run, _ in self._split(*key)) - self.explained
        return self._kept[key]

    def find_places(self, part: Part, wanted: Container[str]) -> list[tuple[int, int]]:
        """Return where in an answer some fragments stand, token by token, as one where only spaces are between."""
        key = part.source, part.is_code
        if key not in self._shown:
            self._shown[key] = list(self._split(*key))
        found = {(token.start, token.end) for run, tokens in self._shown[key] if run in wanted for token in tokens}
        return merge(part.source, sorted(found))

    def explain(self, texts: Iterable[tuple[str, bool]]) -> None:
        """Take texts that everybody has seen, each with whether it is code."""
        self.explained.update(run for text in texts for run, _ in self._split(*text))

    def _split(self, source: str, is_code: bool) -> Iterator[tuple[str, list[Token]]]:
        """Yield all fragments of a text; comments count as words."""
        code, words = split_code(source, self.known, self.language) if is_code else ([], split_words(source))
        yield from _runs(code, CODE_RUN, "")
        yield from _runs(words, WORD_RUN, "\n")


def _runs(tokens: list[Token], length: int, mark: str) -> Iterator[tuple[str, list[Token]]]:
    for i in range(len(tokens) - length + 1):
        run = tokens[i:i + length]
        yield mark + " ".join(token.text for token in run), run


def merge(source: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places of a text, in order, as one where they overlap or have only spaces between them.

    >>> merge("a = b  # c\\nd", [(0, 1), (2, 3), (4, 5), (11, 12)])
    [(0, 5), (11, 12)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and not source[merged[-1][1]:start].strip(" \t"):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def make_reader(class_folder: Path, lesson: str, releases: Mapping[str, NotebookNode]) -> Reader:
    """Return what reads the answers of a lesson: it knows the lesson with its answers, its keys and their hints."""
    from nbformat import reads

    texts: list[tuple[str, bool]] = []
    reader = Reader()
    for release in releases.values():
        kernel = release.metadata.get("kernelspec", {})
        reader.language = str(kernel.get("language") or release.metadata.get("language_info", {}).get("name")
                              or reader.language).lower()
        texts += [text for cell in release.cells for text in _texts_of(cell)]
        for cell in release.cells:
            if cell.cell_type == "code":
                reader.known |= imported_names(cell.source)
                reader.known |= defined_names(cell.source) if role_of(cell) == "answer" else set()
    for path in sorted((class_folder / "source" / lesson).glob("*.ipynb")):
        texts += [text for cell in reads(path.read_text(encoding="utf-8"), as_version=4).cells
                  for text in _texts_of(cell)]
    asked = {cell.metadata.grader.get("question") for release in releases.values() for cell in release.cells
             if role_of(cell) in ("answer", "manual")}
    reader.explain([*texts, *_published(asked)])
    return reader


def _texts_of(cell: NotebookNode) -> Iterator[tuple[str, bool]]:
    yield cell.source, cell.cell_type == "code"
    if cell.cell_type != "code":
        yield from ((block, True) for block in BLOCK.findall(cell.source))


def _published(asked: Iterable[str | None]) -> Iterator[tuple[str, bool]]:
    """Yield keys and hints of the lessons to which questions belong: right ways, and wrong ones that many take."""
    folders = {path.parent for name in asked if name and re.fullmatch(r"[a-z0-9-]+", name)
               for pack in packs() for path in pack.folder.glob(f"keys/*/{name}.md")}
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.suffix in (".py", ".md"):
            text = path.read_text(encoding="utf-8")
            yield text, path.suffix == ".py"
            yield from ((block, True) for block in BLOCK.findall(text))


def weight(n_having: int, n_learners: int) -> float:
    """Return how telling it is that somebody has a fragment: 1 if two of the class have it, 0 if a third of it does.

    >>> [round(weight(n, 60), 2) for n in (1, 2, 5, 10, 20, 60)]
    [1.0, 1.0, 0.6, 0.3, 0.0, 0.0]
    """
    if n_having > max(FEW, n_learners / 3):
        return 0.0
    return max(0.0, 1 - math.log(max(n_having, 2) / 2) / math.log(max(n_learners, SMALL_CLASS) / 6))
