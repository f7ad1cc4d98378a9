"""What a learner's copy asks of its reader, in numbers: how long the way is, and what stands in it."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.lessons.text import DEEPER, role_of

WORDS_PER_MINUTE = 180
LONG = 12  # lines of code that a cell may have
HEADING = re.compile(r"(#+) ")
QUESTION_MINUTES = re.compile(r"^\*about (\d+) minutes?", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@dataclass
class Counts:
    """Of one learner's copy; only minutes leave out what is folded as *Going deeper*.

    Attributes:
        minutes: 180 words a minute, a minute for each code cell, and the stated time for each question.
        assertions: `assert` statements.
        silent: code cells that show nothing and define nothing.
        long: code cells of more than 12 lines.
        printed_tables: loops that print formatted text.
        predictions: guesses that one commits to before one sees.
        movable: things to move that answer at once.
        programs: whole programs without the course.
    """

    minutes: float = 0
    assertions: int = 0
    silent: int = 0
    long: int = 0
    printed_tables: int = 0
    predictions: int = 0
    movable: int = 0
    programs: int = 0


def count_lesson(copy: NotebookNode) -> Counts:
    """Count a learner's copy."""
    counts = Counts(minutes=round(sum(map(_minutes, on_the_way(copy)))))
    for cell in copy.cells:
        if cell.cell_type == "code":
            _count_code(cell, counts)
    return counts


def on_the_way(copy: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the cells that stand in no section that goes deeper."""
    folded = 0  # the level of the heading that folds, 1 for `#`; 0 where nothing is folded
    for cell in copy.cells:
        heading = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if heading and (not folded or len(heading[1]) <= folded):
            folded = len(heading[1]) if DEEPER.match(cell.source) else 0
        if not folded:
            yield cell


def _minutes(cell: NotebookNode) -> float:
    if cell.cell_type == "code":
        return 0 if role_of(cell) in ("answer", "check") else 1  # a question states its time
    words = len(CODE_BLOCK.sub("", cell.source).split())
    return words / WORDS_PER_MINUTE + sum(map(int, QUESTION_MINUTES.findall(cell.source)))


def _count_code(cell: NotebookNode, counts: Counts) -> None:
    tree = ast.parse(re.sub(r"^[%!].*", "", cell.source, flags=re.MULTILINE))
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    counts.assertions += sum(isinstance(node, ast.Assert) for node in ast.walk(tree))
    counts.silent += role_of(cell) in ("show", "setup") and not _shows(tree, calls) and not _defines(tree)
    counts.programs += cell.metadata.get("grader", {}).get("program", False)
    counts.long += len(cell.source.splitlines()) > LONG and not cell.metadata.get("grader", {}).get("program", False)
    counts.printed_tables += sum(_prints_formatted(node) for node in ast.walk(tree) if isinstance(node, ast.For))
    counts.predictions += sum(call in ("predict", "predictions.predict") for call in calls)
    counts.movable += sum(call.startswith("play.") for call in calls)


def _shows(tree: ast.Module, calls: list[str]) -> bool:
    return bool(tree.body and isinstance(tree.body[-1], ast.Expr)) or "print" in calls or "display" in calls


def _defines(tree: ast.Module) -> bool:
    kinds = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return any(isinstance(node, kinds) for node in ast.walk(tree))


def _prints_formatted(loop: ast.For) -> bool:
    return any(isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
               and any(isinstance(part, ast.FormattedValue) for part in ast.walk(node)) for node in ast.walk(loop))
