"""Rows 24 and 25: facts that nobody foresaw, values that lie about their class, and right answers that lie about."""
from __future__ import annotations

import json
import re
import shutil

import pytest
from hostile_class import HONEST, Learner, assert_as_stated, grade_class, parametrize
from sample_class import LESSON, POINTS

from grader.kernels import sandbox
from grader.marks.reading import read_marks

pytestmark = pytest.mark.skipif(bool(sandbox.available()), reason="no sandbox here")
FIRST = "tensor-shape-answer"
PUBLISHED = """
from IPython.display import display
from course.exchange import FACTS_MIME
from course.questions import find
import course.check_cell as module
def forge(make):
    def publish(facts):
        question = find(facts['question'])
        cases = [[make(answer)] * len(answer.inputs(0)) for answer in question.answers]
        facts = {'question': question.id, 'seconds': 0.1, 'answers': [
            [{'returned': fact, 'printed': '', 'changed': []} for fact in facts] for facts in cases]}
        display({FACTS_MIME: facts, 'text/plain': ''}, raw=True)
    module.publish = publish
"""
FORGED = {
    "length-as-text": "{'kind': 'mapping', 'type': 'dict', 'items': {}, 'length': 'x'}",
    "list-for-text": "{'kind': 'text', 'value': ['a']}",
    "list-for-dtype": "{'kind': 'tensor', 'type': 'T', 'shape': [1], 'dtype': ['float32'], 'device': 'cpu', "
                      "'requires_grad': False, 'values': [1.0]}",
    "empty-dtype": "{'kind': 'dtype', 'value': ''}",
    "unknown-kind": "{'kind': 'wonder', 'value': 1}",
    "kind-as-list": "{'kind': ['number'], 'type': 'int', 'value': 1}",
    "unknown-key": "{'kind': 'number', 'type': 'int', 'value': 1, 'right': True}",
    "shape-of-booleans": "{'kind': 'tensor', 'type': 'T', 'shape': [True], 'dtype': 'float32', 'device': 'cpu', "
                         "'requires_grad': False, 'values': [1.0]}",
    "no-types": "{'kind': 'error', 'types': [], 'message': ''}",
    "deep": "deep",
}
DEEP = "deep = {'kind': 'none'}\nfor _ in range(20): deep = {'kind': 'sequence', 'type': 'list', 'length': 1, " \
       "'items': [deep]}\n"
LIAR = """
import torch
class Liar:
    __class__ = property(lambda self: torch.dtype)
    def __str__(self): return ''
    def __eq__(self, other): return True
    def __call__(self, *arguments): return Liar()
%s = Liar()
"""
NAMES = {"tensor-shape": "predicted_shape = predicted_dtype", "broadcast": "broadcast_shape",
         "row-softmax": "row_softmax", "gradient": "slope", "train-step": "train_step", "is-it-learning": "is_learning",
         "first-rates": "rates", "fraud": "ship_it = missed_share"}
LOOKED_UP = f"""
from course.questions import find
def known(name):
    for question in {[*POINTS]}:
        for answer in find(question).answers:
            if answer.name == name: return getattr(answer, 'right', None) or __import__('course.keys')
"""
CALLED_FOR = """
import course.checking.probe as probe
run = probe.run_cases
def run_cases(known, given, seed, output=None):
    from course.keys import find_key, keys
    solution = next(s for key in keys().values() for s in key.solutions if s.answer is known)
    return run(known, solution.right, seed, output)
probe.run_cases = run_cases
"""
TWICE = """
import course.check_cell as module
publish = module.publish
module.publish = lambda facts: (publish(facts), publish(facts))
"""

LEARNERS = (
    *(Learner(f"forges-{name}", 24, {FIRST: f"{PUBLISHED}\n{DEEP}forge(lambda answer: {fact})"}, told="held")
      for name, fact in FORGED.items()),
    Learner("lies-about-its-class", 24, {f"{question}-answer": LIAR % name for question, name in NAMES.items()}),
    Learner("looks-up", 25, {f"{question}-answer": LOOKED_UP + "\n".join(
        f"{part.strip()} = known({part.strip()!r})" for part in name.split("=")) for question, name in NAMES.items()},
        told=r"course\.questions"),
    Learner("calls-the-key", 25, {FIRST: CALLED_FOR}, told=r"course\.keys"),
    Learner("publishes-twice", 24, {FIRST: TWICE}, {"row-softmax": "method"}, told="held"),
    *HONEST,
)


@pytest.fixture(scope="module")
def graded(run, released_class, tmp_path_factory):
    return grade_class(run, released_class, tmp_path_factory.mktemp("forged") / "class", LEARNERS)


@parametrize(LEARNERS)
def test_nothing_but_a_right_answer_earns_points(graded, learner):
    assert_as_stated(graded, learner)


def test_what_is_held_comes_first_and_waits_for_a_person(graded):
    """Row 24: in the report, in the command's last lines, in its exit status and in formgrader's list."""
    assert graded.done.returncode == 1
    assert graded.page.index("publishes-twice") < graded.page.index("Marks")
    assert re.search(r"held: publishes-twice.*--accept publishes-twice row-softmax", graded.done.stdout)
    assert "row-softmax" in graded.marks["publishes-twice"].waiting


@pytest.mark.prove
def test_who_is_accepted_keeps_the_points_until_another_hand_in(graded, run, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(graded.folder, folder)
    call = ("grader", "grade", LESSON, "--folder", str(folder), "--only", "publishes-twice", "--json")
    refused = run(*call, "--accept", "publishes-twice", "row-softmax", "--accept", "publishes-twice", "no-such")
    assert refused.returncode == 2 and "no-such" in refused.stderr
    once = run(*call, "--accept", "publishes-twice", "row-softmax")
    result = json.loads((folder / "results" / LESSON / "publishes-twice.json").read_text())
    kept = json.loads((folder / "accepted.json").read_text())
    assert result["hand_in"] and kept == {LESSON: {"publishes-twice": {"row-softmax": result["hand_in"]}}}
    again = run(*call, "--force")
    notebook = folder / "submitted" / "publishes-twice" / LESSON / f"{LESSON}.ipynb"
    notebook.write_text(notebook.read_text() + "\n")
    changed = run(*call)
    points = [json.loads(done.stdout.splitlines()[-1])["graded"][0]["points"] for done in (once, again, changed)]
    assert points == [POINTS["row-softmax"]] * 2 + [0]
    assert read_marks(folder, LESSON)["publishes-twice"].score == 0


def test_a_pasted_answer_earns_its_points_and_is_told_to_be_the_published_one(graded):
    assert graded.results["ada"]["same_as_published"] == ["first-rates", "is-it-learning", "train-step"]
    assert graded.results["looks-up"]["same_as_published"] == []
