"""Every question keeps what it promises: the right way passes, each wrong way is caught under its own name."""
import json
import warnings
from dataclasses import replace

import pytest
import torch

from course import questions
from course.checking.facts import describe
from course.checking.judge import judge
from course.checking.probe import probe, run_cases
from course.checking.verdict import SLIPS
from course.keys import find_key, keys
from course.questions import find, lessons
from course.stuck.cases import case

SEEDS = (0, 7, 1234, 2**61 + 5)
KEYS = [pytest.param(key, id=name) for name, key in keys().items()]
QUESTIONS = [pytest.param(question, id=question.id) for asked in lessons().values() for question in asked]
WAYS = [
    pytest.param(key, i, wrong, way, id=f"{name}/{wrong.name}-{k}")
    for name, key in keys().items() for i, solution in enumerate(key.solutions)
    for wrong in solution.misconceptions for k, way in enumerate(wrong.ways)
]


def judged(key, given, seed):
    with warnings.catch_warnings():  # what a wrong way warns of stops no kernel
        warnings.simplefilter("ignore")
        facts = json.loads(json.dumps(probe(key.question, tuple(given), seed), allow_nan=False))
    return judge(key, facts, seed, 1.0)


@pytest.mark.parametrize("key", KEYS)
def test_the_right_way_passes_for_every_seed(key):
    right = [solution.right for solution in key.solutions]
    assert {judged(key, right, seed).outcome for seed in SEEDS} == {"passed"}


@pytest.mark.parametrize(("key", "place", "wrong", "way"), WAYS)
def test_each_wrong_way_is_caught_under_its_own_name(key, place, wrong, way):
    given = [solution.right for solution in key.solutions]
    given[place] = way
    results = [judged(key, given, seed) for seed in SEEDS]
    assert {(result.outcome, result.misconception, result.hint) for result in results} == {
        ("failed", wrong.name, wrong.hint)}


@pytest.mark.parametrize("key", KEYS)
def test_every_wrong_idea_has_a_name_of_its_own_and_a_hint(key):
    wrong = [wrong for solution in key.solutions for wrong in solution.misconceptions]
    names = [misconception.name for misconception in wrong] + list(SLIPS)
    assert len(set(names)) == len(names)
    assert all(len(misconception.hint) > 40 and misconception.ways for misconception in wrong)


@pytest.mark.parametrize("key", KEYS)
def test_every_answer_says_what_is_due_without_its_numbers(key):
    assert key.question.section
    for solution in key.solutions:
        assert solution.answer.expected
        assert isinstance(solution.right, bool) or str(solution.right) not in solution.answer.expected


@pytest.mark.parametrize("question", QUESTIONS)
def test_inputs_are_new_objects_each_time_and_shared_by_no_two_cases(question):
    for answer in question.answers:
        cases = [argument for _ in range(2) for case in answer.inputs(3) for argument in case]
        changeable = [argument for argument in cases if isinstance(argument, (torch.Tensor, list, torch.nn.Module))]
        assert len({id(argument) for argument in changeable}) == len(changeable)


@pytest.mark.parametrize("question", [param for param in QUESTIONS if param.values[0].answers[0].is_function])
def test_fresh_inputs_differ_from_the_public_ones_and_are_the_same_again(question):
    for answer in filter(lambda answer: answer.is_function, question.answers):
        public, fresh, again = (
            [describe(list(case)) for case in answer.inputs(seed)]
            + [list(run_cases(answer, lambda *given, k=k: given[k], seed)) for k in (0, -1)] for seed in (0, 99, 99))
        assert fresh == again
        assert fresh != public


def test_no_step_is_right_for_every_curve_in_float32():
    """A finite difference with the best of steps must not pass for autograd."""
    key = find_key("gradient")
    for h in (digit * 10.0**-k for k in range(1, 6) for digit in (1, 1.5, 2, 3, 4, 6, 8)):
        def slope(f, x, h=h):
            return (f(x + h) - f(x - h)) / (2 * h)
        assert judged(key, [slope], 1234).outcome == "failed", h


def test_order_of_training_runs_cannot_be_learned_by_heart():
    (solution,) = find_key("is-it-learning").solutions
    orders = {tuple(solution.right(*case) for case in solution.answer.inputs(seed)) for seed in range(20)}
    assert len(orders) > 15


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(ValueError, match=r"got 'row_softmax'. Did you mean 'row-softmax'\?"):
        find("row_softmax")


def test_an_unknown_id_like_no_other_is_not_guessed():
    with pytest.raises(ValueError, match=r"^case: expected .* got 'nix'\. The lesson's table of questions"):
        case("nix")


def test_one_id_for_two_questions_is_refused(monkeypatch):
    module = questions.first_computation
    twice = replace(module.BROADCAST, id="fraud")
    monkeypatch.setattr(module, "QUESTIONS", (*module.QUESTIONS, twice))
    monkeypatch.setattr(questions, "lessons_of", questions.lessons_of.__wrapped__)
    with pytest.raises(ValueError, match=r"got \['fraud'\] twice"):
        lessons.__wrapped__()
