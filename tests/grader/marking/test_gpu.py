"""Grading on a GPU: the marks are those of the CPU, and kernels that run at once share its memory."""
from __future__ import annotations

import json
import shutil

import pytest
import torch
from sample_class import LEARNERS, LESSON, hand_in

from course.checking.judge import judge
from course.checking.probe import probe
from course.questions import find
from grader.lessons.copies import NOTEBOOKS
from grader.proof.answers import load, read_answers

pytestmark = [pytest.mark.gpu, pytest.mark.slow,
              pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")]


def test_the_sample_class_gets_the_same_marks_on_a_gpu(run, released_class, tmp_path):
    folder = tmp_path / "class"
    shutil.copytree(released_class, folder)
    hand_in(folder)
    done = run("grader", "grade", LESSON, "--folder", str(folder), "--device", "cuda", "--json")
    graded = {one["learner"]: one for one in json.loads(done.stdout.splitlines()[-1])["graded"]}
    expected = {name: learner.points for name, learner in LEARNERS.items() if learner.raw is None}
    assert {name: graded[name]["points"] for name in expected} == expected


@pytest.mark.filterwarnings("ignore")
def test_the_bank_of_answers_gets_the_same_verdicts_with_everything_on_a_gpu():
    for answer in read_answers(NOTEBOOKS.parent / "tests" / "answers"):
        question = find(answer.question)
        with torch.device("cuda"):
            facts = probe(question, load(answer), answer.seeds[0])
        result = judge(question, json.loads(json.dumps(facts)), answer.seeds[0], 1.0)
        assert (result.outcome, result.points) == (answer.verdict, answer.share), f"{answer.question}/{answer.name}"
