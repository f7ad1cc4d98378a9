"""What somebody might do to an answer that is not theirs, so that it looks like another one."""
from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Callable

NAMES = ("alpha", "my_value", "zz", "result2", "temp", "thing", "foo", "helper_value", "acc", "other", "q1", "it_is")


def rename(source: str, asked: frozenset[str] = frozenset()) -> str:
    """Give every name of one's own another."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    own = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    own += [node.arg for node in nodes if isinstance(node, ast.arg)]
    own += [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    kept = asked | {word.arg for node in nodes if isinstance(node, ast.Call) for word in node.keywords if word.arg}
    fresh = [name for name in dict.fromkeys(own) if name not in kept | {"self"} and not name.startswith("__")]
    names = {name: f"{NAMES[i % len(NAMES)]}{i or ''}" for i, name in enumerate(fresh)}
    for node in nodes:
        for field in ("id", "arg", "name"):
            value = getattr(node, field, None)
            if isinstance(value, str) and not isinstance(node, ast.keyword | ast.alias):
                setattr(node, field, names.get(value, value))
    return ast.unparse(tree)


def reorder(source: str, asked: frozenset[str] = frozenset()) -> str:
    """Swap statements that do not need one another."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for i in range(0, len(body) - 1 if isinstance(body, list) else 0):
            one, two = body[i], body[i + 1]
            if _uses(one).isdisjoint(_uses(two)) and not isinstance(two, ast.Return | ast.ImportFrom):
                body[i], body[i + 1] = two, one
    return ast.unparse(tree)


def _uses(statement: ast.stmt) -> set[str]:
    found = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)} - set(dir(builtins))
    return found | {getattr(statement, "name", "")} - {""} | ({"*"} if isinstance(statement, ast.Import) else set())


def add_noise(source: str, asked: frozenset[str] = frozenset()) -> str:
    """Put comments, empty lines and a docstring in between, other ones for each answer; those that were there go."""
    lot, lines = random.Random(source), []
    for line in ast.unparse(ast.parse(source)).splitlines():
        indent = line[:len(line) - len(line.lstrip())]
        said = " ".join("".join(lot.choices("aeioulnrst", k=5)) for _ in range(8))
        lines += [f"{indent}# {said}", line, ""]
        if line.lstrip().startswith("def ") and line.endswith(":"):
            lines.append(f'{indent}    """{said}"""')
    return "\n".join(lines)


def split(source: str, asked: frozenset[str] = frozenset()) -> str:
    """Have every function hand its work to another one."""
    tree = ast.parse(source)
    body: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.args.vararg and not node.args.kwarg:
            words = ", ".join(each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))
            door = ast.parse(f"def {node.name}({ast.unparse(node.args)}):\n    return _{node.name}_inner({words})").body
            node.name = f"_{node.name}_inner"
            body += [node, *door]
        else:
            body.append(node)
    tree.body = body
    return ast.unparse(ast.fix_missing_locations(tree))


def change_strings(source: str, asked: frozenset[str] = frozenset()) -> str:
    """Put other words into every string."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 1:
            node.value = f"other {len(node.value)}"
    return ast.unparse(tree)


def everything(source: str, asked: frozenset[str] = frozenset()) -> str:
    """All of these at once."""
    for step in (reorder, split, change_strings, rename, add_noise):
        source = step(source, asked)
    return source


DISGUISES: dict[str, Callable[..., str]] = {
    "rename": rename, "reorder": reorder, "noise": add_noise, "split": split, "strings": change_strings,
    "everything": everything}
