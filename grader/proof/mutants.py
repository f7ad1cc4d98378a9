"""Small edits of the reference answers: a check that accepts one which changes results has a hole."""
from __future__ import annotations

import ast
import contextlib
import io
import signal
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from course.checking.judge import judge
from course.checking.key import Key
from course.checking.probe import probe
from grader.lessons.text import role_of

SEEDS = (0, 1, 2, 1234, 2**40 + 7)
LIMIT_S = 20.0  # an edit may loop without end
OPERATORS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt,), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt,), ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Pow: (ast.Mult,), ast.And: (ast.Or,), ast.Or: (ast.And,), ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
SIBLINGS = {
    "in_features": "out_features", "in_channels": "out_channels", "train": "eval", "eval": "train", "mean": "sum",
    "sum": "mean", "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "abs": "square",
    "square": "abs", "argmax": "argmin", "all": "any", "any": "all", "sigmoid": "tanh",
}
MODULES = ("torch", "nn", "functional", "np", "random", "models")


@dataclass(frozen=True)
class Mutant:
    """A reference answer with one small edit.

    Attributes:
        question: the question's id.
        edit: the edited line, before and after.
        accepted: on how many of the seeds the check accepted it.
    """

    question: str
    edit: str
    accepted: int

    @property
    def is_survivor(self) -> bool:
        """Wrong on some inputs and yet accepted on others; what passes on all of them changes no result."""
        return 0 < self.accepted < len(SEEDS)


def try_mutants(lesson: NotebookNode, keys: Sequence[Key]) -> Iterator[Mutant]:
    """Yield every edit of the functions that a lesson asks for, with what the checks made of it."""
    names: dict[str, Any] = {"__name__": "lesson"}
    asked = {key.question.id: _unexplained(key) for key in keys
             if any(answer.is_function for answer in key.question.answers)}
    for cell in lesson.cells:
        if role_of(cell) not in ("setup", "answer") or cell.cell_type != "code":
            continue
        if key := asked.get(cell.metadata.grader.get("question")):
            for edit, code in edit_functions(cell.source):
                yield Mutant(key.question.id, edit, _count_accepted(key, code, dict(names)))
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, "lesson", "exec"), names)


def _unexplained(key: Key) -> Key:
    """Return a key that judges as this one does and doesn't look for the reason: of an edit, nobody asks for it."""
    return replace(key, solutions=tuple(replace(solution, misconceptions=()) for solution in key.solutions))


def _count_accepted(key: Key, code: str, names: dict[str, Any]) -> int:
    with warnings.catch_warnings():  # an edit may divide by 0, or use what is deprecated
        warnings.simplefilter("ignore")
        exec(compile(code, "mutant", "exec"), names)
        given = tuple(names[answer.name] for answer in key.question.answers)
        return sum(_is_accepted(key, given, seed) for seed in SEEDS)


class _TooSlow(KeyboardInterrupt):
    """Ends an edit that loops; the probe lets no other error through."""


def _is_accepted(key: Key, given: tuple, seed: int) -> bool:
    try:
        with _time_limit():
            facts = probe(key.question, given, seed)
    except _TooSlow:
        return False
    return judge(key, facts, seed, 1.0).outcome == "passed"


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def edit_functions(source: str) -> Iterator[tuple[str, str]]:
    """Yield (what was edited, the code) for every small edit of the functions in a cell.

    >>> [edit.partition(" → ")[2] for edit, _ in edit_functions("def f(a):\\n    return not a")]
    ['return', 'return (a)', 'return not (-a)', 'return not (a + 1)']
    """
    seen = {ast.dump(ast.parse(source))}
    for function in ast.parse(source).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        parameters = [argument.arg for argument in function.args.args]
        for node in _inner(function):
            for new in edits_of(node, parameters):
                edit, code = _replace(source, node, new)
                with contextlib.suppress(SyntaxError):
                    if (form := ast.dump(ast.parse(code))) not in seen:
                        seen.add(form)
                        yield edit, code


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is inside a function, but for its docstring, its arguments and the words of its errors."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arguments) or getattr(node, "returns", None) is child:
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if hasattr(child, "lineno"):
            yield child
        if not isinstance(child, (ast.JoinedStr, ast.Raise)):
            yield from _inner(child)


def edits_of(node: ast.AST, parameters: list[str]) -> list[ast.AST]:
    """Return what may stand in a node's place: another operator, constant, index or name, or nothing."""
    match node:
        case ast.Compare(ops=[op]):
            return [ast.Compare(node.left, [other()], node.comparators) for other in OPERATORS.get(type(op), ())]
        case ast.BinOp():
            others = [ast.BinOp(node.left, other(), node.right) for other in OPERATORS.get(type(node.op), ())]
            return [*others, node.left]
        case ast.BoolOp():
            return [ast.BoolOp(OPERATORS[type(node.op)][0](), node.values), *node.values]
        case ast.UnaryOp():
            return [node.operand]
        case ast.IfExp():
            return [ast.IfExp(_negated(node.test), node.body, node.orelse), node.body, node.orelse]
        case ast.If() | ast.While():
            return [type(node)(_negated(node.test), node.body, node.orelse), ast.Pass()]
        case ast.With():
            return [ast.If(ast.Constant(True), node.body, [])]
        case ast.Constant(value=bool()):
            return [ast.Constant(not node.value)]
        case ast.Constant(value=int() | float() as n):
            return [ast.Constant(other) for other in dict.fromkeys((n + 1, n - 1, 2 * n, -n, 0)) if other != n]
        case ast.Return(value=ast.expr()):
            return [ast.Return(None)]
        case ast.Call():
            return _edits_of_call(node)
        case ast.Subscript(slice=ast.Slice() as part, ctx=ast.Load()):
            bare = [ast.Slice(None, part.upper, part.step), ast.Slice(part.lower, None, part.step)]
            return [ast.Subscript(node.value, other, node.ctx) for other in bare]
        case ast.Tuple(elts=[first, second, *rest], ctx=ast.Load()) if not isinstance(first, ast.Slice):
            return [ast.Tuple([second, first, *rest], node.ctx)]
        case ast.Subscript(slice=ast.Tuple(elts=[first, second]), ctx=ast.Load()):
            return [ast.Subscript(node.value, ast.Tuple([second, first], ast.Load()), node.ctx)]
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
            bare = [ast.comprehension(part.target, part.iter, [], 0) for part in node.generators]
            return [type(node)(node.elt, bare)]
        case ast.Attribute() if node.attr in SIBLINGS:
            return [ast.Attribute(node.value, SIBLINGS[node.attr], node.ctx)]
        case ast.Name(ctx=ast.Load()) if node.id in parameters:
            other = ast.Name(parameters[parameters.index(node.id) - 1], node.ctx)
            return [other, ast.UnaryOp(ast.USub(), node), ast.BinOp(node, ast.Add(), ast.Constant(1))]
        case ast.Name(ctx=ast.Load()) if node.id in SIBLINGS:
            return [ast.Name(SIBLINGS[node.id], node.ctx)]
        case ast.stmt() if not isinstance(node, (ast.Return, ast.Pass)):
            return [ast.Pass()]
    return []


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _edits_of_call(node: ast.Call) -> list[ast.AST]:
    """A call without one of its arguments, with two of them swapped, or the value that it was made on."""
    fewer = [ast.Call(node.func, node.args, [*node.keywords[:i], *node.keywords[i + 1:]])
             for i in range(len(node.keywords))]
    fewer += [ast.Call(node.func, [*node.args[:i], *node.args[i + 1:]], node.keywords) for i in range(len(node.args))]
    swapped = []
    if len(node.args) > 1:
        swapped = [ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)]
    is_method = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") not in MODULES
    return [*fewer, *swapped, *([node.func.value] if is_method else node.args[:1])]


def _replace(source: str, node: ast.AST, new: ast.AST) -> tuple[str, str]:
    """Return the line with the edit, before and after, and the whole source with the node replaced."""
    lines = [line.encode() for line in source.split("\n")]  # columns are counted in bytes
    start, end = node.lineno - 1, node.end_lineno - 1
    text = ("\n" + " " * node.col_offset).join(ast.unparse(new).split("\n"))
    text = text if isinstance(node, ast.stmt) else f"({text})"
    edited = lines[start][:node.col_offset] + text.encode() + lines[end][node.end_col_offset:]
    code = b"\n".join([*lines[:start], edited, *lines[end + 1:]]).decode()
    words = " ".join(edited.decode().split())
    return f"{' '.join(lines[start].decode().split())} → {words}", code
