"""The steps of hints of a question, read from `<lesson>/<question-id>.md` beside its key.

A file has these headings, each `## ...`, in this order:

    Ask yourself      a question back
    The idea          what it takes, in words
    A worked example  the form of the answer, or a neighbor worked out
    Our answer        the solution with its reasons; its first block of Python is an answer that passes
    Tried             of functions: what is among the inputs that are tried, to go on from "among them "
    In short          the idea in a sentence, for whoever got it right

That of words that a person grades has `Model answer` and `Rubric` instead.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from course.packs import packs

STEPS = ("Ask yourself", "The idea", "A worked example", "Our answer")
WRITTEN = ("Model answer", "Rubric")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Steps:
    """What can be opened about a question.

    Attributes:
        steps: by title, in the order in which they open; each is Markdown.
        tried: what is among the inputs of its functions, or "".
        in_short: its idea in a sentence.
    """

    steps: dict[str, str]
    tried: str = ""
    in_short: str = ""

    @property
    def is_written(self) -> bool:
        """Whether these are of words that a person grades."""
        return WRITTEN[0] in self.steps


def find_steps(question_id: str) -> Steps | None:
    """Return the steps of a question, or None where it has none.

    Raises:
        ValueError: the file has other headings.
    """
    found = [path for pack in packs() for path in sorted(pack.folder.glob(f"keys/*/{question_id}.md"))]
    return read_steps(found[0].read_text(encoding="utf-8"), str(found[0])) if found else None


def read_steps(text: str, where: str) -> Steps:
    """Return the steps that a file's text holds.

    Raises:
        ValueError: it has other headings, or an empty section.
    """
    _, *parts = HEADING.split(text)
    sections = dict(zip(parts[::2], map(str.strip, parts[1::2])))
    tried, in_short = sections.pop("Tried", ""), sections.pop("In short", "")
    if tuple(sections) not in (STEPS, WRITTEN) or not all(sections.values()):
        raise ValueError(f"{where}: expected the sections {', '.join(STEPS)} or {', '.join(WRITTEN)}, each with text, "
                         f"got {', '.join(sections) or 'none'}. Correct the headings.")
    return Steps(sections, tried, in_short)


def first_block(text: str) -> str:
    """Return the first block of Python in a step.

    Raises:
        ValueError: there is none.
    """
    if not (found := BLOCK.search(text)):
        raise ValueError("expected a block of Python, got none")
    return found[1]
