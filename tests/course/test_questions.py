"""Every question keeps what it promises: the right way passes, each wrong way is caught under its own name."""
import json
from dataclasses import replace

import pytest
import torch

from course import questions
from course.checking.judge import SLIPS, judge
from course.checking.probe import probe, run_cases
from course.questions import find, lessons

SEEDS = (0, 7, 1234, 2**61 + 5)
QUESTIONS = [pytest.param(question, id=question.id) for asked in lessons().values() for question in asked]
WAYS = [
    pytest.param(question.values[0], i, wrong, way, id=f"{question.id}/{wrong.name}-{k}")
    for question in QUESTIONS for i, answer in enumerate(question.values[0].answers)
    for wrong in answer.misconceptions for k, way in enumerate(wrong.ways)
]


def judged(question, given, seed):
    return judge(question, json.loads(json.dumps(probe(question, tuple(given), seed), allow_nan=False)), seed, 1.0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_right_way_passes_for_every_seed(question):
    right = [answer.right for answer in question.answers]
    assert {judged(question, right, seed).outcome for seed in SEEDS} == {"passed"}


@pytest.mark.parametrize(("question", "place", "wrong", "way"), WAYS)
def test_each_wrong_way_is_caught_under_its_own_name(question, place, wrong, way):
    given = [answer.right for answer in question.answers]
    given[place] = way
    results = [judged(question, given, seed) for seed in SEEDS]
    assert {(result.outcome, result.misconception, result.hint) for result in results} == {
        ("failed", wrong.name, wrong.hint)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_wrong_idea_has_a_name_of_its_own_and_a_hint(question):
    wrong = [wrong for answer in question.answers for wrong in answer.misconceptions]
    names = [misconception.name for misconception in wrong] + list(SLIPS)
    assert len(set(names)) == len(names)
    assert all(len(misconception.hint) > 40 and misconception.ways for misconception in wrong)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_says_what_is_due_without_its_numbers(question):
    assert question.section
    for answer in question.answers:
        assert answer.expected
        assert isinstance(answer.right, bool) or str(answer.right) not in answer.expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_inputs_are_new_objects_each_time_and_shared_by_no_two_cases(question):
    for answer in question.answers:
        cases = [argument for _ in range(2) for case in answer.inputs(3) for argument in case]
        changeable = [argument for argument in cases if isinstance(argument, (torch.Tensor, list, torch.nn.Module))]
        assert len({id(argument) for argument in changeable}) == len(changeable)


@pytest.mark.parametrize("question", [param for param in QUESTIONS if param.values[0].answers[0].is_function])
def test_fresh_inputs_differ_from_the_public_ones_and_are_the_same_again(question):
    for answer in filter(lambda answer: answer.is_function, question.answers):
        public, fresh, again = ([list(run_cases(answer, lambda *given, k=k: given[k], seed)) for k in (0, -1)]
                                for seed in (0, 99, 99))
        assert fresh == again
        assert fresh != public


def test_no_step_is_right_for_every_curve_in_float32():
    """A finite difference with the best of steps must not pass for autograd."""
    question = find("gradient")
    for h in (digit * 10.0**-k for k in range(1, 6) for digit in (1, 1.5, 2, 3, 4, 6, 8)):
        def slope(f, x, h=h):
            return (f(x + h) - f(x - h)) / (2 * h)
        assert judged(question, [slope], 1234).outcome == "failed", h


def test_order_of_training_runs_cannot_be_learned_by_heart():
    (answer,) = find("is-it-learning").answers
    orders = {tuple(answer.right(*case) for case in answer.inputs(seed)) for seed in range(20)}
    assert len(orders) > 15


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(ValueError, match=r"got 'row_softmax'. Did you mean 'row-softmax'\?"):
        find("row_softmax")


def test_one_id_for_two_questions_is_refused(monkeypatch):
    module = questions.first_computation
    twice = replace(module.BROADCAST, id="fraud")
    monkeypatch.setattr(module, "QUESTIONS", (*module.QUESTIONS, twice))
    with pytest.raises(ValueError, match=r"got \['fraud'\] twice"):
        lessons.__wrapped__()
