"""Every answer in the bank gets the verdict that its file states, by the way that a grader takes: through JSON."""
import json
from pathlib import Path

import pytest

from course.checking.judge import judge
from course.checking.probe import probe
from course.checking.question import Result
from course.keys import find_key, keys
from course.questions import find
from grader.proof.answers import AnswerFile, load, read_answers

BANK = read_answers(Path(__file__).parents[2] / "answers")
CASES = [pytest.param(answer, seed, id=f"{answer.question}/{answer.name}-{seed}")
         for answer in BANK for seed in answer.seeds]
PUBLIC = [pytest.param(answer, id=f"{answer.question}/{answer.name}") for answer in BANK if answer.seeds == (1234,)]

pytestmark = pytest.mark.filterwarnings("ignore")  # a right answer may warn


def judge_file(answer: AnswerFile, seed: int) -> Result:
    facts = probe(find(answer.question), load(answer), seed)
    sent = json.dumps(facts, allow_nan=False)
    return judge(find_key(answer.question), json.loads(sent), seed, 1.0)


@pytest.mark.parametrize(("answer", "seed"), CASES)
def test_answer_gets_the_verdict_that_it_states_and_leaves_nothing_on_the_screen(answer, seed, capfd):
    result = judge_file(answer, seed)
    assert (result.outcome, result.misconception, result.points) == (
        answer.verdict, answer.misconception, answer.share), result.message
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("answer", PUBLIC)
def test_hard_coded_answer_passes_the_public_check(answer):
    assert judge_file(answer, 0).outcome == "passed"


@pytest.mark.parametrize("question", keys())
def test_bank_holds_every_misconception_of_a_question(question):
    named = {answer.misconception for answer in BANK if answer.question == question}
    solutions = find_key(question).solutions
    assert {wrong.name for solution in solutions for wrong in solution.misconceptions} <= named


@pytest.mark.parametrize("question", keys())
def test_bank_holds_four_right_answers_and_the_released_one(question):
    verdicts = [answer.verdict for answer in BANK if answer.question == question]
    assert verdicts.count("passed") >= 4
    assert "not tried" in verdicts
