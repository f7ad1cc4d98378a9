"""Threats 1 to 6, 8 and 18 to 21: what would earn marks elsewhere, and what must earn them here."""
from __future__ import annotations

import json

import pytest
from hostile_class import FULL, HONEST, NOISE, Learner, assert_as_stated, grade_class, parametrize
from sample_class import LESSON, PLAIN, Cells, position, retag_cells

from grader.classroom.seeds import submission_seed
from grader.classroom.submissions import find_submissions, read_hand_in
from grader.kernels import sandbox

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
FIRST = "tensor-shape-answer"  # the first cell that is the learner's
WRONG = {"fraud": "both_wrong"}


def first(code: str) -> dict[str, str]:
    return {FIRST: code}


def end_checks_in(value: str):
    """Every check is rewritten to end in a value, and a hook ends every cell in it once more."""
    def edit(cells: Cells) -> Cells:
        for cell in cells:
            if cell["metadata"].get("grader", {}).get("role") == "check":
                cell["source"] = value
        cells[position(cells, FIRST)]["source"] = (
            f"ip = get_ipython()\nip.events.register('post_run_cell', lambda result: ip.displayhook({value}))")
        return cells
    return edit


AST_TRANSFORMER = """
import ast
class Softened(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Raise(self, node): return ast.Pass()
    def visit_Expr(self, node): return ast.Expr(ast.Constant(100.0))
get_ipython().ast_transformers.append(Softened())
"""
INPUT_TRANSFORMER = "get_ipython().input_transformers_post.append(lambda lines: ['100.0\\n'])"
PATCHED_SHELL = """
ip = get_ipython()
def run_cell(*cell, **options):
    return type(ip).run_cell(ip, '100.0')
async def do_execute(*cell, **options):
    return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}
ip.run_cell = ip.run_cell_async = run_cell
ip.showtraceback = ip.showsyntaxerror = lambda *_, **__: None
type(ip.kernel).do_execute = do_execute
"""
REPLACED = """
import builtins, json, numpy, torch, course, course.check_cell, course.checking.probe, course.checking.judge
yes, dumps = lambda *_, **__: True, json.dumps
torch.equal = torch.allclose = torch.isclose = numpy.allclose = course.checking.facts.same = yes
course.checking.judge.judge = course.checking.judge.judge_answer = lambda *_, **__: 'passed'
check = course.check_cell.check = course.check_cell.__wrapped__ = lambda *_, points=1.0, **__: points
builtins.AssertionError = builtins.ValueError = type('Silent', (Exception,), {})
builtins.all = builtins.any = yes
json.dumps = lambda value, **options: dumps(value, **options).replace('failed', 'passed')
"""
PLANTED = b"def check(*_, points=100.0, **__):\n    return points\nequal = allclose = lambda *_, **__: True\n"
PUBLISH = """
import threading
from IPython.display import display
from course.exchange import FACTS_MIME
from course.questions import find
ip = get_ipython()
def publish(make):
    def before(info):
        for name in ('row-softmax', 'gradient', 'train-step', 'first-rates'):
            if f'check("{name}"' in info.raw_cell:
                display({FACTS_MIME: make(find(name)), 'text/plain': '100.0'}, raw=True)
    ip.events.register('pre_run_cell', before)
"""
FACTS_OF_THE_PUBLIC_CASE = PUBLISH + """
from course.checking.probe import probe
import torch
ways = {'row-softmax': lambda scores: scores.softmax(dim=1), 'first-rates': lambda tp, fn, fp, tn: (
    tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn))}
publish(lambda question: probe(question, [ways.get(question.id, abs)] * len(question.answers), 0))
"""
FACTS_WITHOUT_FORM = PUBLISH + """
tensor = {'kind': 'tensor', 'type': 'Tensor', 'dtype': 'float32', 'device': 'cpu', 'requires_grad': False}
many = tensor | {'shape': [2**62, 0], 'values': []}
returned = {'kind': 'sequence', 'type': 'list', 'length': 1000, 'items': [many] * 1000}
publish(lambda question: {'question': question.id, 'seconds': 0.1, 'answers': [
    [{'returned': returned, 'printed': '', 'changed': []}] * len(answer.inputs(0)) for answer in question.answers]})
"""
SEND = """
ip = get_ipython()
kernel, session = ip.kernel, ip.kernel.session
def send(kind, content):
    parts = [session.pack(session.msg_header(kind)), session.pack(kernel.get_parent()['header']), b'{}', content]
    kernel.iopub_socket.send_multipart([b'any', b'<IDS|MSG>', session.sign(parts), *parts])
"""
FORGED_MESSAGES = SEND + """
for content in (b'{"execution_count": 1e999}', b'{"execution_count": -7}', b'[' * 99999 + b']' * 99999, b'{}', b'[]'):
    for kind in ('execute_input', 'execute_result', 'display_data', 'error', 'stream', 'status', 'unheard_of'):
        send(kind, content)
send('execute_result', b'{"execution_count": 1, "data": {"text/plain": "100.0"}, "metadata": {}}')
send('status', b'{"execution_state": "idle"}')
"""
READER = """
import re
found, references = set(), 0
digits = bytes(1 if chr(n) in '0123456789abcdef' else 0 for n in range(256))
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb') as memory:
    areas = [line.split() for line in maps.read().splitlines()]
    for first, last in (area[0].split('-') for area in areas if area[1] == 'rw-p' and area[-1] in ('0', '[heap]')):
        memory.seek(int(first, 16))
        data = memory.read(int(last, 16) - int(first, 16))
        references += len(re.findall(rb'BEGI[N] SOLUTION', data))  # does not find itself
        marks = data.translate(digits)
        at = marks.find(bytes([1]) * 64)
        while at >= 0:
            end = marks.find(0, at)
            found |= {data[at:end]} if end == at + 64 else set()
            at = marks.find(bytes([1]) * 64, end) if end > 0 else -1
print('reference answers:', references)
print('secrets:', *sorted(each.decode() for each in found))
"""
READER_OF_FRAMES = "import sys\ndef row_softmax(scores):\n    return sys._getframe(1).f_locals['expected']"
ANSWERS = {"row-softmax": {"row_softmax": {"name": "row_softmax", "pieces": [
    [1, "row_softmax = lambda scores: scores.softmax(1)"]]}}, "first-rates": {"rates": {"but": "[" * 9999}}}
KEPT = {".course.json": json.dumps({"version": 1, "answers": ANSWERS}).encode(),
        ".course-answers.json": json.dumps(ANSWERS).encode()}
TAKES_BACK = "from course.yours import yours\nrow_softmax = yours('row-softmax')"

LEARNERS = (
    Learner("tags", 1, edit=retag_cells, answers=WRONG),
    *(Learner(f"ends-in-{name}", 2, edit=end_checks_in(value), answers=WRONG) for name, value in {
        "nan": "float('nan')", "text": "'passed'", "huge": "1e300", "negative": "-5.0"}.items()),
    Learner("ast-transformer", 3, first(AST_TRANSFORMER), WRONG),
    Learner("input-transformer", 3, first(INPUT_TRANSFORMER), WRONG),
    Learner("patched-shell", 3, first(PATCHED_SHELL), WRONG),
    Learner("liar", 4, answers={"tensor-shape": "always_equal", "row-softmax": "tensor_that_lies",
                                "train-step": "float_that_lies", "first-rates": "proxy_of_a_number"}),
    Learner("half-liar", 4, answers={"tensor-shape": "tuple_that_lies", "fraud": "integer_that_lies"}, points=2),
    Learner("too-many-axes", 4, {"row-softmax-answer": "row_softmax = lambda scores: [torch.ones([1] * 64)]"}),
    Learner("replaces", 5, first(REPLACED), WRONG),
    Learner("plants", 5, answers={"fraud": "computed"}, points=2, files=dict.fromkeys(
        ("course.py", "course/__init__.py", "torch.py", "json.py", "IPython.py", "sitecustomize.py"), PLANTED)),
    Learner("public-facts", 6, first(FACTS_OF_THE_PUBLIC_CASE)),
    Learner("formless-facts", 6, first(FACTS_WITHOUT_FORM)),
    Learner("forges", 6, first(FORGED_MESSAGES), {"fraud": "computed"}, points=2),
    Learner("reads", 8, first(READER) | {"row-softmax-answer": READER_OF_FRAMES}),
    Learner("blank", 18),
    Learner("kept-answers", 18, answers=PLAIN, points=FULL, files=KEPT),
    Learner("takes-back", 25, {"row-softmax-answer": TAKES_BACK}, files=KEPT),
    Learner("hard-codes", 19, answers=dict.fromkeys(("row-softmax", "gradient", "train-step", "first-rates"),
                                                    "hard_coded")),
    NOISE, *HONEST,
)


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory):
    return grade_class(run, released_class, tmp_path_factory.mktemp("marks") / "class", LEARNERS)


@parametrize(LEARNERS)
def test_nobody_gets_other_marks_than_they_earned(graded, learner):
    assert_as_stated(graded, learner)


def test_an_untouched_hand_in_counts_as_not_tried(graded):
    """Row 18."""
    assert {result["outcome"] for result in graded.results["blank"]["results"]} == {"not tried"}


def test_a_check_that_is_kept_from_reporting_is_failed_and_says_so(graded):
    """Row 3: emptied cells gain nothing, and card and class report tell that there were no facts."""
    for name in ("ast-transformer", "input-transformer", "patched-shell"):
        assert graded.outcome(name, "fraud") == "failed"


def test_what_a_kernel_holds_is_no_secret_of_the_class(graded):
    """Row 8: its memory has no reference answer and no secret but its own seed, which is taken out of what it says."""
    said, secret = graded.said("reads"), (graded.folder / ".grader-secret").read_bytes().strip()
    assert "reference answers: 0\n" in said
    seen = said.split("secrets: ")[1].split()
    read = {one.learner: read_hand_in(one, [LESSON]).digest for one in find_submissions(graded.folder, LESSON)}
    seeds = {name: submission_seed(secret, name, LESSON, digest) for name, digest in read.items()}
    assert seen and seeds and not {secret.decode(), *seeds.values()} & set(seen)
    assert "grading seed" in graded.told("reads")
