"""Right answers are in the keys alone: nothing that a grading kernel can import has them, makes them or tells them."""
import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from keyless_course import SOURCE, copy_course, run_there

from course.keys import find_key, keys, match_keys
from course.questions import lessons
from grader.lessons.copies import find_lessons
from grader.lessons.text import read_lesson, role_of

IMPORT_ALL = """
import importlib, pkgutil, sys
import course
for module in pkgutil.walk_packages(course.__path__, "course."):
    if module.name != "course.start":
        importlib.import_module(module.name)
"""
LOOK_FOR_KEYS = IMPORT_ALL + """
import gc
from course.checking import key
from course.questions import head_replacement, lessons
for question in (question for questions in lessons().values() for question in questions):
    for answer in question.answers:
        for seed in (0, 5):
            list(answer.inputs(seed))
list(head_replacement.shared_models())
kinds = (key.Key, key.Solution, key.Misconception, key.Score)
print(len(lessons()), [thing for thing in gc.get_objects() if type(thing) in kinds])
print([name for name in sys.modules if name.startswith("course.keys")])
"""
ASK_ALL_OF_A_HEAD = IMPORT_ALL + """
import contextlib, io, types
from torch import nn
from course.backbones import copy_model, small_model
HEADS = {"squeezenet1_1": "classifier.1", "vgg16": "classifier.6", "swin_t": "head", "resnet18": "fc"}
N = {"squeezenet1_1": 61, "vgg16": 62, "swin_t": 63, "resnet18": 64}
MODELS = {name: small_model(name, 136, N[name]) for name in HEADS}

def tells_the_head(function):
    for name, original in MODELS.items():
        model = copy_model(original)
        head = model.get_submodule(HEADS[name])
        said = function(model)
        parts = [said, *said] if isinstance(said, (tuple, list)) else [said]
        if not any(part is head or (type(part), part) in ((int, 136), (str, HEADS[name])) for part in parts):
            return False
    return True

def replaces_the_head(function):
    for name, original in MODELS.items():
        made = function(copy_model(original), 7)
        if not isinstance(made, nn.Module) or len(made.get_submodule(HEADS[name]).weight) != 7:
            return False
    return True

found = []
functions = {function for name, module in list(sys.modules.items()) if name.split(".")[0] == "course"
             for function in vars(module).values()
             if isinstance(function, types.FunctionType) and function.__module__.split(".")[0] == "course"}
for function in functions:
    for is_answer in (tells_the_head, replaces_the_head):
        with contextlib.suppress(BaseException), contextlib.redirect_stdout(io.StringIO()):
            if is_answer(function):
                found.append(f"{function.__module__}.{function.__name__}")
print(len(functions) > 150, found)
"""


@pytest.fixture(scope="module")
def keyless(tmp_path_factory):
    return copy_course(tmp_path_factory.mktemp("keyless"))


def test_without_keys_every_lesson_is_there_and_no_solution_in_memory(keyless, tmp_path):
    assert run_there(keyless, LOOK_FOR_KEYS, tmp_path) == f"{len(lessons())} []\n[]\n"


def test_no_function_that_a_kernel_can_import_finds_or_replaces_a_models_head(keyless, tmp_path):
    assert run_there(keyless, ASK_ALL_OF_A_HEAD, tmp_path) == "True []\n"


class Anonymous(ast.NodeTransformer):
    """Gives names by the order in which they come, and drops docstrings and annotations."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_Name(self, node):
        return ast.Name(self.names.setdefault(node.id, f"n{len(self.names)}"))

    def visit_arg(self, node):
        return ast.arg(self.names.setdefault(node.arg, f"n{len(self.names)}"))

    def visit_AnnAssign(self, node):
        return self.visit(ast.Assign([node.target], node.value)) if node.value else None


def body_of(function) -> str:
    """Return what a function does, whatever its names: its arguments and its body."""
    body = function.body if isinstance(function.body, list) else [ast.Return(function.body)]
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    anonymous = Anonymous()
    arguments = [ast.dump(anonymous.visit(argument)) for argument in function.args.args]
    return "\n".join([*arguments, *(ast.dump(anonymous.visit(line)) for line in body)])


def bodies(source: str) -> dict[str, str]:
    """Return what the functions in a source do, each with the line where it is."""
    functions = [node for node in inner(ast.parse(source)) if isinstance(node, (ast.FunctionDef, ast.Lambda))]
    return {body_of(function): f"line {function.lineno}" for function in functions}


def inner(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is in a node, but for misconceptions: what is wrong in one place may be right in another."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Call) and getattr(child.func, "id", "") == "Misconception"):
            yield child
            yield from inner(child)


def remaining() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "keys" not in path.relative_to(SOURCE).parts]


def answers_written_out() -> dict[str, str]:
    """Return every function of the keys, right ways and their parts, and every reference answer of the lessons."""
    found = {}
    for path in (SOURCE / "keys").rglob("*.py"):
        found |= bodies(path.read_text(encoding="utf-8"))
    for path in find_lessons().values():
        for cell in read_lesson(path).cells:
            if role_of(cell) == "answer" and cell.cell_type == "code":
                found |= bodies(cell.source)
    return found


def test_no_function_of_the_keys_or_of_a_reference_stands_in_what_a_kernel_can_import():
    known = answers_written_out()
    assert len(known) > 250
    same = [f"{path}, {line}" for path in remaining()
            for body, line in bodies(path.read_text(encoding="utf-8")).items() if body in known]
    assert same == []


def test_the_same_body_is_found_under_other_names():
    given = "def f(x, y: int) -> int:\n    '''Add.'''\n    z: int = x + y\n    return z"
    assert bodies(given).keys() == bodies("g = 3\ndef add(a, b):\n    c = a + b\n    return c").keys()
    assert bodies(given).keys() != bodies("def add(a, b):\n    c = a - b\n    return c").keys()


def test_no_hint_and_no_name_of_a_misconception_stands_there_either():
    text = "\n".join(path.read_text(encoding="utf-8") for path in remaining())
    wrong = [wrong for key in keys().values() for solution in key.solutions for wrong in solution.misconceptions]
    assert len(wrong) > 250
    assert [known.name for known in wrong if f'"{known.name}"' in text or known.hint[:40] in text] == []


def test_every_question_has_one_key():
    asked = [question for questions in lessons().values() for question in questions]
    assert sorted(keys()) == sorted(question.id for question in asked)
    assert all(find_key(question.id).question is question for question in asked)


@pytest.mark.parametrize("spoil", [
    pytest.param(lambda found: found[1:], id="one_missing"), pytest.param(lambda found: [*found, found[0]], id="twice"),
    pytest.param(lambda found: [*found, replace(found[0], question=replace(found[0].question, id="new"))],
                 id="no_question"),
])
def test_another_number_of_keys_is_refused_by_name(spoil):
    found = spoil(list(keys().values()))
    with pytest.raises(ValueError, match=r"^course/keys: expected one key for each question, got .+\. Look at the K"):
        match_keys(found, lessons())


def test_a_key_of_other_answers_is_refused_by_name():
    fraud = keys()["fraud"]
    turned = keys() | {"fraud": replace(fraud, solutions=fraud.solutions[::-1])}
    with pytest.raises(ValueError, match=r"each answer of 'fraud' in their order, got \['missed_share', 'ship_it'\]"):
        match_keys(list(turned.values()), lessons())


def test_the_copy_without_keys_has_none(keyless, tmp_path):
    code = "from importlib.util import find_spec; print(find_spec('course.data').name, find_spec('course.keys'))"
    assert run_there(keyless, code, tmp_path) == "course.data None\n"
