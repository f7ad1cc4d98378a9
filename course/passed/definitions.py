"""A function's source with all that it uses, taken from the cells of a notebook, and the function made from it again.

What a function uses is found where it is, in the notebook's names: helpers and classes come along as source, modules
and what can be imported as imports, plain values as they are written. No cell is run again.
"""
from __future__ import annotations

import ast
import builtins
import dis
import inspect
import linecache
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import torch

from course.passed.running import own

Pieces = list  # of [line, source]: the line of its cell where a piece starts, what it says; what is used comes first
MAX_TEXT = 20_000  # characters of a value that is written down, lines of a cell
FLAGS = annotations.compiler_flag  # annotations need no names


class NotPortable(Exception):
    """A function cannot be written down; the message says why, as the rest of a sentence."""


def write_down(function: Callable) -> tuple[str, Pieces]:
    """Return a function's name in the notebook, and the pieces of source that make it again.

    Raises:
        NotPortable: it is not defined by a statement of its own in a cell, or uses what cannot be written.
    """
    if text := plain_text("answer", function):
        return "answer", [[1, text]]
    name, line, source, names = find_definition(function)
    pieces: Pieces = []
    _add_definition(name, line, source, names, pieces, {name})
    return name, pieces


def bring_back(name: str, pieces: Pieces, title: str) -> Callable:
    """Return the function that pieces of source define under a name. `title` stands for their file in tracebacks.

    Raises:
        Exception: whatever the source raises, or what a damaged list of pieces leads to.
    """
    names: dict[str, Any] = {"__name__": title, "__builtins__": builtins}
    for i, (line, source) in enumerate(pieces):
        text, file = "\n" * min(line - 1, MAX_TEXT) + source + "\n", f"<{title} {i}>"
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        exec(compile(text, file, "exec", FLAGS, dont_inherit=True), names)
    if not callable(names[name]):
        raise TypeError(f"{name} is no function")
    return names[name]


def code_of(function: Any) -> CodeType | None:
    """Return the code that a learner wrote: of a function, of what a decorator wraps, of a class's first method."""
    if isinstance(function, type):
        return next((code for member in vars(function).values() if (code := code_of(member))), None)
    with_code = inspect.unwrap(function) if callable(function) else getattr(function, "__func__", None)
    return getattr(with_code, "__code__", None)


def find_module(thing: Any) -> str:
    """Return the module from which another notebook can import the same thing under its name; "" if there is none."""
    name, module = getattr(thing, "__name__", None), getattr(thing, "__module__", None)
    if not isinstance(name, str) or not isinstance(module, str) or module == "__main__":
        return ""
    return module if name.isidentifier() and getattr(sys.modules.get(module), name, None) is thing else ""


def find_definition(thing: Any) -> tuple[str, int, str, dict[str, Any]]:
    """Return the name, line and source of the statement that defines a function or class, and the names around it.

    Raises:
        NotPortable: no cell has such a statement; a function that another function made has none.
    """
    code = code_of(thing)
    if code is None:
        raise NotPortable("it isn't written as a `def` of its own")
    names = _names_around(thing)
    lines = linecache.getlines(code.co_filename)
    for statement in ast.parse("".join(lines)).body:
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
        last = statement.end_lineno or first
        name = _defined_name(statement)
        if first <= code.co_firstlineno <= last and name and own(names.get(name)) is thing:
            return name, first, "".join(lines[first - 1:last]), names
    raise NotPortable("it isn't written as a `def` of its own")


def _names_around(thing: Any) -> dict[str, Any]:
    """Return the names of the notebook where a function or class is."""
    if isinstance(thing, type):
        return next(_names_around(member) for member in vars(thing).values() if code_of(member))
    inner = inspect.unwrap(thing) if callable(thing) else thing.__func__
    return getattr(inner, "__globals__", {})


def _defined_name(statement: ast.stmt) -> str:
    """Return the name that a definition gives: `def f`, `class F`, `f = lambda …`; "" for any other statement."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return statement.name
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.value, ast.Lambda):
        return getattr(statement.targets[0], "id", "")
    return ""


def _add_definition(name: str, line: int, source: str, names: dict[str, Any], pieces: Pieces, seen: set[str]) -> None:
    """Add a definition to the pieces, and before it all that it uses."""
    for used in used_names(compile("\n" * (line - 1) + source, name, "exec", FLAGS, dont_inherit=True)):
        if used in seen or used not in names or used.startswith("__"):
            continue  # a builtin, or a name that no call has needed yet
        seen.add(used)
        _add_used(used, own(names[used]), pieces, seen)
    pieces.append([line, source])


def _add_used(name: str, thing: Any, pieces: Pieces, seen: set[str]) -> None:
    if text := plain_text(name, thing):
        pieces.append([1, text])
        return
    if not isinstance(thing, (FunctionType, type)) and not hasattr(thing, "__wrapped__"):
        raise NotPortable(f"it uses `{name}`, which only existed there")
    defined, line, source, names = find_definition(thing)
    _add_definition(defined, line, source, names, pieces, seen)
    if defined != name:
        pieces.append([1, f"{name} = {defined}"])


def plain_text(name: str, thing: Any) -> str:
    """Return the statement that gives a name its module, what can be imported, or a plain value; "" if none does."""
    if isinstance(thing, ModuleType):
        return f"import {thing.__name__} as {name}" if sys.modules.get(thing.__name__) is thing else ""
    if module := find_module(thing):
        return f"from {module} import {thing.__name__} as {name}"
    if isinstance(thing, (torch.dtype, torch.device)):
        return f"import torch; {name} = {'torch.' * isinstance(thing, torch.device)}{thing!r}"
    return f"{name} = {thing!r}" if _is_plain(thing) and len(repr(thing)) <= MAX_TEXT else ""


def _is_plain(thing: Any) -> bool:
    """Return whether a value is one that Python reads again as it writes it."""
    if type(thing) in (list, tuple, set):
        return all(map(_is_plain, thing)) and thing != set()
    if type(thing) is dict:
        return all(_is_plain(part) for item in thing.items() for part in item)
    return type(thing) in (bool, int, str, bytes, type(None)) or (type(thing) is float and abs(thing) < float("inf"))


def used_names(code: CodeType) -> Iterator[str]:
    """Yield the names that a piece of code looks for outside itself, those of its inner functions too."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for inner in filter(lambda constant: isinstance(constant, CodeType), code.co_consts):
        yield from used_names(inner)
