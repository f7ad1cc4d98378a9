"""Whether an answer still has the names and arguments that a question asks for."""
from __future__ import annotations

import ast

Names = dict[str, list[str] | None]  # a function's arguments by its name; None for a value


def misfit(answer: str, stub: str) -> str:
    """Return in a sentence what a stub asks for that an answer doesn't have; "" if it has all.

    >>> misfit("def rates(tp, fn): ...", "def rates(tp, fn, fp): ...")
    'It now asks for `rates(tp, fn, fp)`, and yours is `rates(tp, fn)`.'
    """
    try:
        wanted = defined(stub)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    try:
        given = defined(answer)
    except (SyntaxError, ValueError, RecursionError):
        return "Yours can't be read by Python, so look at it."
    for name, arguments in wanted.items():
        if name not in given:
            return f"It now asks for `{_shown(name, arguments)}`, which yours doesn't have."
        if arguments is not None and given[name] is not None and given[name] != arguments:
            return f"It now asks for `{_shown(name, arguments)}`, and yours is `{_shown(name, given[name])}`."
    return ""


def defined(source: str) -> Names:
    """Return the names that a cell defines, functions with their arguments.

    Raises:
        SyntaxError: it's no Python.
    """
    found: Names = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found[statement.name] = _arguments(statement.args)
        elif isinstance(statement, ast.ClassDef):
            found[statement.name] = None
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found |= dict.fromkeys((node.id for target in targets for node in ast.walk(target)
                                    if isinstance(node, ast.Name)), None)
    return found


def _arguments(arguments: ast.arguments) -> list[str]:
    plain = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    more = [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    named = [argument.arg for argument in arguments.kwonlyargs]
    return [*plain, *more, *named, *([f"**{arguments.kwarg.arg}"] if arguments.kwarg else [])]


def _shown(name: str, arguments: list[str] | None) -> str:
    return name if arguments is None else f"{name}({', '.join(arguments)})"
