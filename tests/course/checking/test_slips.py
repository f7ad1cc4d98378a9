"""Slips that any answer may have: what is said of them, and what to do next."""

import pytest
import torch
from doubling import function, judged, key_of

from course.checking.judge import judge
from course.checking.key import Key, Solution
from course.checking.probe import probe
from course.checking.question import Answer, Question
from course.checking.verdict import SLIPS, UNKNOWN


@pytest.mark.parametrize(("given", "slip"), [
    pytest.param(lambda x: None, "returns-nothing", id="none"), pytest.param(print, "prints-instead", id="print"),
    pytest.param(lambda x: x.mul_(2), "changes-its-input", id="right_in_place"),
    pytest.param(lambda x: x.zero_(), "changes-its-input", id="wrong_in_place"),
    pytest.param(lambda x: (2 * x)[None], "other-shape", id="axis"), pytest.param(7, "not-a-function", id="number"),
    pytest.param(lambda x: x.mul, "function-not-called", id="method"),
    pytest.param(lambda x: x / 0, "not-finite", id="inf"), pytest.param(lambda x: x + 9, "", id="unknown"),
])
def test_a_slip_is_named_and_its_hint_given(given, slip):
    result = judged(given, 0.5)
    assert (result.outcome, result.misconception, result.hint) == ("failed", slip, SLIPS.get(slip, UNKNOWN))


def test_numbers_that_are_only_grouped_in_another_way_are_told_so():
    three = function(lambda x: (x[0].item(), x[1].item(), 0.5))
    result = judged(lambda x: ((x[0].item(), x[1].item()), 0.5), key=three)
    assert result.misconception == "other-grouping"
    assert result.message == "`f` returned 2 values where 3 values are expected."


def test_a_value_in_quotes_and_a_tensor_for_its_shape_are_told_so():
    of_shape = key_of(Solution(Answer("shape", "a tuple"), (2, 3), ()))
    assert judged("(2, 3)", key=of_shape).misconception == "text-for-a-value"
    assert judged(torch.zeros(2, 3), key=of_shape).misconception == "tensor-for-its-shape"
    assert judged(torch.zeros(3, 2), key=of_shape).misconception == ""


def test_an_error_counts_for_more_than_an_argument_that_it_left_changed():
    def records(x):
        x.requires_grad_().mul(2).backward()

    result = judged(records, 0.5)
    assert result.misconception == "" and "`backward` starts from a single number" in result.hint


def test_a_right_result_with_a_changed_argument_says_which():
    assert judged(lambda x: (2 * x, x.zero_())[0], 0.5).message == (
        "`double` returned the right result, but its first argument isn't what it was before the call.")


def test_what_is_expected_of_several_answers_is_told_of_each_until_one_is_tried():
    two = Key(Question("q", "s", (Answer("a", "yes or no"), Answer("b", "a share"))),
              (Solution(Answer("a", "yes or no"), True, ()), Solution(Answer("b", "a share"), 0.5, ())))
    given = probe(two.question, (..., ...), 0)
    assert judge(two, given, 0, 1.0).expected == "`a`: yes or no; `b`: a share"


def test_slips_are_named_inside_what_a_question_observes():
    observed = function(lambda x: 2 * x, call=lambda f, x: {"returned": f(x), "after": x})
    for given, slip in ((lambda x: None, "returns-nothing"), (lambda x: (2 * x)[None], "other-shape")):
        assert judged(given, key=observed).misconception == slip


def test_the_card_shows_the_call_that_went_wrong_and_what_to_do_next():
    raised, misused = judged(lambda x: 1 / x[5], 0.5), judged(lambda: 1, 0.5)
    assert raised.called == "double(tensor (2,))" and raised.returned == ""
    assert "There's no place with that number" in raised.hint and "Keep its arguments" in misused.hint


@pytest.mark.parametrize(("given", "words"), [
    pytest.param(lambda x: 1 / 0, "`double` raised ZeroDivisionError: division by zero", id="raised"),
    pytest.param(lambda x: x[:1], "`double` returned shape (1,) where (2,) is expected.", id="shape"),
    pytest.param(lambda x: x + x[0], "first differs from the right result at index [1]: there it holds 3.", id="index"),
    pytest.param(lambda x: torch.ones(200, 200), "shape (200, 200) where (2,) is expected.", id="too_large"),
    pytest.param(lambda x: 3.0, "`double` returned a single number where a tensor of shape (2,) is expected.",
                 id="number_for_a_tensor"),
    pytest.param(lambda x: [2.0], "returned 1 value where a tensor of shape (2,) is expected.", id="one_value"),
])
def test_the_message_says_what_happened_and_not_what_is_due(given, words):
    assert judged(given, 0.5).message.endswith(words)


def test_a_card_stays_short_whatever_came_back():
    result = judged(lambda x: [["\ud800" * 300] * 5] * 5, 0.5)
    assert len(result.returned) <= 300
    result.returned.encode("utf-8")
