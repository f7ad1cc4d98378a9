"""Tests that test nothing: nbgrader gives all points for a test cell that raises nothing, so none may be empty."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from course.questions import lessons
from grader.errors import WrongCall
from grader.lessons.text import role_of
from grader.printable import printable

COMMENT = re.compile(r"^\s*(#|//|--|%|;).*$", re.MULTILINE)  # of the languages that kernels speak
AUTOTEST = re.compile(r"^\s*\S{1,3}\s*(HASHED\s+)?AUTOTEST\b", re.MULTILINE)
DELIMITER = re.compile(r"^\s*\S+\s*(BEGIN|END)\s+HIDDEN\s+TESTS\s*$", re.MULTILINE)


def require_tests(releases: Mapping[str, NotebookNode], lesson: str) -> None:
    """Make sure that every cell that gives points for raising nothing has something to test.

    Args:
        releases: the released notebooks by name, hidden tests included.
        lesson: their lesson's name.

    Raises:
        WrongCall: a test cell holds nothing, or tests that nobody has instantiated, or a `check` that nobody judges.
    """
    wrong = [f"  {name}.ipynb, cell {cell.metadata.nbgrader.grade_id}: {reason}"
             for name, release in releases.items() for cell, reason in find_empty(release)]
    if wrong:
        listed = "\n".join(map(printable, wrong))
        raise WrongCall(f"{lesson}: expected tests in every cell that has points, got cells that would give all of "
                        f"them for any answer:\n{listed}\nCorrect them in source/{lesson}/, then run `grader "
                        f"release {lesson}`.")


def find_empty(release: NotebookNode) -> Iterator[tuple[NotebookNode, str]]:
    """Yield the test cells of a release that test nothing, each with what is the matter and what to do."""
    for cell in release.cells:
        if role_of(cell) == "tests" and cell.cell_type == "code" and cell.metadata.nbgrader.points:
            if reason := why_empty(cell.source):
                yield cell, reason


def why_empty(source: str) -> str:
    """Return why a test cell tests nothing, "" if it does test something.

    >>> why_empty("# tests follow\\n"), why_empty("assert x == 1")
    ('it holds no code. Write a test, or give it 0 points.', '')
    """
    if AUTOTEST.search(source):
        return ("its AUTOTEST lines were not turned into tests. Name nbgrader.preprocessors.InstantiateTests in "
                "c.GenerateAssignment.preprocessors, behind IncludeHeaderFooter.")
    if question := _called_question(source):
        return (f"it calls check({question!r}), which judges nothing in a cell made with the toolbar. Release the "
                "lesson that the question is from, or test with assert.")
    if not _does_something(source):
        return "it holds no code. Write a test, or give it 0 points."
    return ""


def _called_question(source: str) -> str:
    """Return the question of this course that a cell has `check` judge, "" if there is none."""
    known = {question.id for questions in lessons().values() for question in questions}
    for call in re.finditer(r"\bcheck\s*\(\s*[rbuf]*(['\"]+)([\w-]+)\1", source):
        if call[2] in known:
            return call[2]
    return ""


def _does_something(source: str) -> bool:
    """Return whether code, in whatever language, has more than comments, texts and constants."""
    text = DELIMITER.sub("", source)
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return bool(COMMENT.sub("", text).strip())
    return any(not _is_idle(statement) for statement in statements)


def _is_idle(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant(str() | None | bool() | bytes())) | ast.Assert(ast.Constant()):
            return True  # a number, or a name, may be the points themselves
        case ast.Expr(ast.Constant(value)):
            return value is ...
    return False
