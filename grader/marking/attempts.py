"""What in a hand-in an instructor may want to look at: names that no answer needs, and answers that are published.

Nothing here decides about a mark. The words accuse nobody.
"""
from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from functools import cache

from nbformat import NotebookNode

from course.exchange import FACTS_MIME, GRADING_SEED
from course.packs import packs
from course.questions import lessons
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, role_of

TOLD = re.compile("|".join(map(re.escape, (
    GRADING_SEED, FACTS_MIME, "course.keys", "course.checking", "course.questions", "find_key", "right_facts",
    "run_cases", "question_seed", "grading_seed", "FACTS_MIME",
    "ast_transformers", "input_transformers", "set_custom_exc", "showtraceback", "NBGRADER_EXECUTION",
    *(f"{pack.package}.keys" for pack in packs()),
))))
LEARNERS_OWN = ("answer", "work", "")  # roles of cells in which a learner writes; a demonstration that changed has none
MAX_SOURCE = 100_000  # characters: nobody writes a longer answer, and to parse one takes seconds


def find_attempts(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Return a sentence for every cell of a learner's that names a part of the checks' own machinery."""
    ours = {cell.source for cell in release.cells}
    found = []
    for place, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source not in ours:
            names = {*TOLD.findall(cell.source), *(f"{package}.keys" for package in _imported(cell.source))}
            found += [f"Cell {place} names {', '.join(sorted(names))}, which no answer needs."] * bool(names)
    return found


def _imported(source: str) -> set[str]:
    """Return the packages whose keys a cell imports, or spells out beside another of these names."""
    packages = (pack.package for pack in packs())
    return {name for name in packages
            if f"{name}.keys" in source or re.search(rf"from\s+{re.escape(name)}\s+import\b[^\n]*\bkeys\b", source)}


def find_published(notebook: NotebookNode, lesson: str) -> list[str]:
    """Return the ids of questions whose function is the published one, names of arguments and comments aside."""
    known = published_functions(lesson)
    asked: dict[str, str] = {}
    names = {name for _, name in known}
    left = MAX_SOURCE  # of all cells together: to read a function can take longer than it took to write it
    for cell in notebook.cells:
        if cell.cell_type == "code" and role_of(cell) in LEARNERS_OWN and any(name in cell.source for name in names):
            left -= len(cell.source)
            asked |= dict(read_functions(cell.source, names)) if left >= 0 else {}
    return sorted({question for (question, name), forms in known.items() if asked.get(name, "") in forms})


@cache
def published_functions(lesson: str) -> dict[tuple[str, str], set[str]]:
    """Return the published forms of every function that a lesson asks for, by question id and name."""
    known: dict[tuple[str, str], set[str]] = {}
    if lesson not in lessons() or lesson not in find_lessons():
        return known
    functions = {answer.name for question in lessons()[lesson] for answer in question.answers if answer.is_function}
    for cell in read_lesson(find_lessons()[lesson]).cells:
        if role_of(cell) == "answer" and cell.cell_type == "code":
            for name, form in read_functions(cell.source, functions):
                known.setdefault((cell.metadata.grader.question, name), set()).add(form)
    names = {name: question for question, name in known}
    for name, form in _key_functions():
        if name in names:
            known[names[name], name].add(form)
    return known


@cache
def _key_functions() -> tuple[tuple[str, str], ...]:
    """Return name and form of the right ways in the keys, as far as they are written out."""
    found = []
    for path in (path for pack in packs() for path in sorted((pack.folder / "keys").rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("Solution"), [ast.Subscript(slice=ast.Constant(str() as name)), right, *_]):
                    way = functions.get(right.id) if isinstance(right, ast.Name) else right
                    if way is not None:
                        found.append((name, form_of(way)))
    return tuple(found)


def read_functions(source: str, names: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield name and form of those functions that code defines at its top level; none where it is no plain Python."""
    try:
        statements = ast.parse(source).body if len(source) < MAX_SOURCE else ()
        for node in statements:
            match node:
                case ast.FunctionDef() if node.name in names:
                    yield node.name, form_of(node)
                case ast.Assign([ast.Name() as target], ast.Lambda() | ast.Attribute() | ast.Call()) \
                        if target.id in names:
                    yield target.id, form_of(node.value)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def form_of(function: ast.AST) -> str:
    """Return what a function does as text: without its name, its docstring, its annotations; its own names by number.

    >>> def form(source): return dict(read_functions(source, "f"))["f"]
    >>> form("def f(a): return a + 1") == form("f = lambda b: b + 1")
    True
    """
    if not isinstance(function, (ast.FunctionDef, ast.Lambda)):
        return ast.unparse(function)
    body = [ast.Return(function.body)] if isinstance(function, ast.Lambda) else function.body
    if len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    own = [argument.arg for argument in function.args.args]
    own += [node.id for each in body for node in ast.walk(each)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    numbers = {name: f"_{number}" for number, name in enumerate(dict.fromkeys(own))}
    text = "\n".join(ast.unparse(ast.fix_missing_locations(each)) for each in body)
    return re.sub(r"(?<![\w.])[A-Za-z_]\w*", lambda word: numbers.get(word[0], word[0]), text)
