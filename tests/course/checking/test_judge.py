"""The judge is a pure function of facts: right, partly right, wrong by name, not tried, or broken by our fault."""
import copy
import json
import time
import warnings
from dataclasses import replace

import pytest
import torch

from course.checking import judge as judge_module
from course.checking.facts import describe
from course.checking.judge import SLIPS, UNKNOWN, judge
from course.checking.probe import probe
from course.checking.question import Answer, Misconception, Question, Score


def minus(x):
    warnings.warn("a wrong way may warn", stacklevel=2)
    return -2 * x


def inputs(seed):
    return [(torch.tensor([1.0, 2.0]) + seed,), (torch.tensor([5.0, 1.0]) + seed,)]


WRONG_SIGN = Misconception("wrong-sign", "Look at the sign.", (minus, lambda x: -2 * x - 1))
DOUBLE = Answer("double", "twice `x`", lambda x: 2 * x, (WRONG_SIGN,), inputs=inputs)
HALF = Answer("half", "one half", 0.5, (Misconception("whole", "Halve it.", (1,)),))
QUESTION = Question("two", "Twice and half", (DOUBLE, HALF))


def judged(*answers, seed=0, question=QUESTION, points=4.0):
    facts = json.loads(json.dumps(probe(question, answers, seed), allow_nan=False))
    return judge(question, facts, seed, points)


def right_facts():
    return probe(QUESTION, (DOUBLE.right, 0.5), 0)


def test_right_answers_earn_all_points_and_no_remark():
    result = judged(lambda x: x + x, torch.tensor(0.5))
    assert (result.outcome, result.points) == ("passed", 4)
    assert result.message == result.hint == result.misconception == ""


def test_half_right_earns_half_the_points_and_the_first_fault_is_explained():
    result = judged(lambda x: x * 2, 1)
    assert (result.outcome, result.points, result.answer, result.misconception) == ("failed", 2, "half", "whole")


def test_nothing_tried_is_not_a_failure():
    assert judged(..., ...).outcome == "not tried"
    assert judged(..., ...).points == 0


def test_an_answer_left_blank_beside_a_wrong_one_is_not_the_one_explained():
    result = judged(..., 1)
    assert (result.outcome, result.points, result.answer) == ("failed", 0, "half")


def stub(x):
    raise NotImplementedError


def unsupported(x):
    raise NotImplementedError('"softmax" not implemented for \'Long\'')


def test_the_stub_is_not_tried_but_pytorchs_own_refusal_is_an_attempt():
    assert judged(stub, ...).outcome == "not tried"
    result = judged(unsupported, ...)
    assert result.outcome == "failed"
    assert "not implemented for 'Long'" in result.message


def test_a_known_wrong_way_is_named_only_if_it_is_the_same_on_every_case():
    assert judged(lambda x: -2 * x, 0.5).misconception == "wrong-sign"
    assert judged(lambda x: -2 * x if x[0] < 3 else 2 * x, 0.5).misconception == ""


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


def test_slips_are_named_inside_what_a_question_observes():
    observed = Answer("f", "twice", lambda x: 2 * x, (), inputs=inputs,
                      call=lambda f, x: {"returned": f(x), "after": x})
    for given, slip in ((lambda x: None, "returns-nothing"), (lambda x: (2 * x)[None], "other-shape")):
        assert judged(given, question=Question("o", "S", (observed,))).misconception == slip


def test_the_card_shows_the_call_that_went_wrong_and_what_to_do_next():
    raised, misused = judged(lambda x: 1 / x[5], 0.5), judged(lambda: 1, 0.5)
    assert raised.called == "double(tensor (2,))" and raised.returned == ""
    assert "in a cell of its own" in raised.hint and "Keep its arguments" in misused.hint


@pytest.mark.parametrize(("given", "words"), [
    pytest.param(lambda x: 1 / 0, "`double` raised ZeroDivisionError: division by zero", id="raised"),
    pytest.param(lambda x: x[:1], "`double` returned shape (1,) where (2,) is expected.", id="shape"),
    pytest.param(lambda x: x + x[0], "first differs from the right result at index [1]: there it holds 3.", id="index"),
    pytest.param(lambda x: torch.ones(200, 200), "`double` does not have the right value yet.", id="too_large"),
])
def test_the_message_says_what_happened_and_not_what_is_due(given, words):
    assert judged(given, 0.5).message.endswith(words)


def test_a_card_stays_short_whatever_came_back():
    result = judged(lambda x: [["\ud800" * 300] * 5] * 5, 0.5)
    assert len(result.returned) <= 300
    result.returned.encode("utf-8")


def test_an_error_where_an_error_is_due_must_be_a_refusal():
    refuse = Answer("f", "an error", lambda x: x if x[0] < 3 else torch.ones(2, 2).reshape(5), (), inputs=inputs)
    question = Question("r", "S", (refuse,))
    slip = judged(lambda x: x / (1 / (x[0] < 3).item()), question=question)
    assert slip.message.startswith("`f` raised ZeroDivisionError")
    assert judged(lambda x: x, question=question).message.endswith("where it must raise an error.")


def no_way(x):
    raise RuntimeError("this torch has no such thing")


def no_inputs_left(seed):
    raise RuntimeError("no data")


@pytest.mark.parametrize("answer", [
    pytest.param(Answer("f", "", no_way, (), inputs=inputs), id="right_way_raises"),
    pytest.param(Answer("f", "", DOUBLE.right, (), inputs=no_inputs_left), id="inputs_raise"),
    pytest.param(Answer("f", "", lambda x: object(), (), inputs=inputs), id="right_way_cannot_be_compared"),
    pytest.param(Answer("f", "", lambda x: torch.ones(200, 200), (), inputs=inputs), id="right_way_too_large"),
    pytest.param(Answer("f", "", [0.5], ()), id="right_value_cannot_be_kept"),
])
def test_a_broken_question_costs_no_points(answer):
    question = Question("b", "S", (answer,))
    facts = {"question": "b", "answers": [[{"returned": {"kind": "none"}, "printed": "", "changed": []}]], "seconds": 0}
    result = judge(question, facts, 0, 3.0)
    assert (result.outcome, result.points) == ("broken", 3.0)
    assert result.message.startswith("b: its right answer raised")


def test_a_misconception_that_cannot_be_run_costs_nothing_and_earns_nothing():
    question = Question("b", "S", (Answer("f", "", DOUBLE.right, (Misconception("w", "-", None),), inputs=inputs),))
    assert judged(lambda x: x * 2, question=question).outcome == "passed"
    wrong = judged(lambda x: x, question=question)
    assert (wrong.outcome, wrong.points, wrong.misconception) == ("failed", 0, "")


@pytest.mark.parametrize("value", [[torch.ones([1] * 64)], [torch.empty(2**40, 0)] * 1000], ids=["axes", "elements"])
def test_a_value_that_no_tensor_can_hold_is_wrong_and_not_our_fault(value):
    assert judged(lambda x: value).outcome == "failed"


def test_wrong_ways_are_run_only_for_wrong_answers():
    ran = []
    watched = Misconception("watched", "-", (lambda x: ran.append(x),))
    question = Question("w", "S", (Answer("f", "", lambda x: 2 * x, (watched,), inputs=inputs),))
    assert judged(lambda x: x + x, question=question).outcome == "passed"
    assert ran == []
    judged(lambda x: x, question=question)  # for the first time: the public input is tried as well
    ran.clear()
    judged(lambda x: x, question=question)
    assert len(ran) == 1  # it differs on the first case, so the second is not run


def test_wrong_ways_that_give_another_kind_are_run_last():
    ran = []
    other_kind = Misconception("other-kind", "-", (lambda x: ran.append(x),))
    first, second = (Misconception(name, "-", (lambda x: -x,)) for name in ("first", "second"))
    question = Question("w", "S", (replace(DOUBLE, misconceptions=(other_kind, first, second)),))
    judged(lambda x: -x, question=question)
    ran.clear()
    assert judged(lambda x: -x, question=question, seed=7).misconception == "first" and not ran
    assert judged(lambda x: None, question=question, seed=7).misconception == "other-kind"


def test_a_wrong_way_that_gives_another_kind_on_other_inputs_is_found_all_the_same():
    refuses = Misconception("refuses", "-", (lambda x: x if x[0] < 5 else None,))
    question = Question("w", "S", (replace(DOUBLE, misconceptions=(refuses,)),))
    assert judged(refuses.ways[0], question=question, seed=9).misconception == "refuses"


def with_case(**parts):
    facts = copy.deepcopy(right_facts())
    facts["answers"][0][0] |= parts
    return facts


@pytest.mark.parametrize("facts", [
    pytest.param(None, id="none"), pytest.param([], id="list"), pytest.param({}, id="empty"),
    pytest.param(right_facts() | {"question": "other"}, id="another_question"),
    pytest.param({"question": "two"}, id="no_answers"),
    pytest.param(right_facts() | {"answers": 3}, id="answers_a_number"),
    pytest.param(right_facts() | {"answers": []}, id="answers_missing"),
    pytest.param(right_facts() | {"answers": [3, 4]}, id="cases_are_numbers"),
    pytest.param(right_facts() | {"answers": ["ab", "c"]}, id="cases_are_text"),
    pytest.param(right_facts() | {"answers": [[None], [None]]}, id="case_is_none"),
    pytest.param(right_facts() | {"answers": [[], []]}, id="no_cases"),
    pytest.param(right_facts() | {"seconds": float("nan")}, id="seconds_nan"),
    pytest.param(right_facts() | {"seconds": 10**400}, id="seconds_huge"),
    pytest.param(right_facts() | {"seconds": "0"}, id="seconds_text"),
    pytest.param(right_facts() | {"seconds": -1}, id="seconds_negative"),
    pytest.param(with_case(returned=None), id="returned_none"), pytest.param(with_case(printed=3), id="printed_number"),
    pytest.param(with_case(changed={}), id="changed_mapping"),
    pytest.param(with_case(returned={"kind": []}), id="kind_list"),
    pytest.param(with_case(returned={"kind": "error", "types": [], "message": ""}), id="error_of_no_class"),
    pytest.param(with_case(returned=describe(torch.ones(2)) | {"values": []}), id="tensor_without_numbers"),
    pytest.param(with_case(returned=describe(torch.ones(2)) | {"shape": [10**12, 10**12]}), id="shape_1e24"),
    pytest.param(with_case(returned=describe((1, 2)) | {"items": []}), id="sequence_without_items"),
    pytest.param(with_case(returned={"kind": "number", "type": "int", "value": 10**400}), id="number_1e400"),
])
def test_forged_facts_earn_nothing_and_are_answered_clearly(facts):
    started = time.perf_counter()
    result = judge(QUESTION, facts, 0, 4.0)
    assert time.perf_counter() - started < 2
    assert result.outcome == "failed"
    assert result.points in (0.0, 2.0)  # the second answer may be right all the same
    assert 10 < len(result.message) <= 300
    json.dumps(vars(result), allow_nan=False)


def test_facts_of_the_form_alone_earn_nothing():
    """A tensor cut short equals no tensor: forging one needs no knowledge of the right numbers."""
    cut = describe(torch.zeros(200, 200))
    facts = with_case(returned=cut)
    facts["answers"][0][1] |= {"returned": cut}
    assert judge(QUESTION, facts, 0, 4.0).points == 2.0


def test_the_judge_gets_facts_and_never_the_learners_objects(monkeypatch):
    seen = []
    monkeypatch.setattr(judge_module, "run_cases", lambda answer, way, seed: seen.append(way) or [])
    facts = json.loads(json.dumps(probe(QUESTION, (lambda x: x, 1), 99)))
    judge(QUESTION, facts, 99, 1.0)
    wrong = [way for answer in QUESTION.answers for known in answer.misconceptions for way in known.ways]
    known = [DOUBLE.right, HALF.right, *wrong]
    assert seen
    assert all(any(way is one for one in known) for way in seen)


def closeness(fact, seed):
    """How near a number is to the seed's; nobody here knows what is negative."""
    value = fact.get("value")
    if not isinstance(value, (int, float)):
        return Score(0, "That is no number.", hint="Give a number.")
    if value < 0:
        return Score(None, "It is negative.")
    near = 1 - abs(value - seed) / 10
    return Score(near, f"{near:g} of the way.", "" if near > 0 else "far", "Go nearer.")


FAR = Misconception("far", "Look where the others are.", (lambda seed: seed + 100,))
NEAR = Answer("guess", "a number", lambda seed: seed, (FAR,), inputs=lambda seed: [(seed,)], score=closeness)
GUESS = Question("guess", "Near", (NEAR,))


@pytest.mark.parametrize(("given", "outcome", "points", "misconception", "hint"), [
    pytest.param(7, "passed", 4.0, "", "", id="right"), pytest.param(9, "failed", 3.2, "", "Go nearer.", id="near"),
    pytest.param(90, "failed", 0.0, "far", FAR.hint, id="far"), pytest.param("7", "failed", 0.0, "", "Give a number.",
                                                                             id="text"),
    pytest.param(-1, "ready", 0.0, "", "", id="unknown"), pytest.param(..., "not tried", 0.0, "", "", id="blank"),
    pytest.param(None, "failed", 0.0, "none-for-a-value", SLIPS["none-for-a-value"], id="none"),
    pytest.param(lambda x, y: x, "failed", 0.0, "function-not-called", SLIPS["function-not-called"], id="function"),
])
def test_an_answer_without_one_right_value_earns_its_share(given, outcome, points, misconception, hint):
    result = judged(given, seed=7, question=GUESS)
    assert (result.outcome, result.points, result.misconception, result.hint) == (outcome, points, misconception, hint)


def test_what_a_score_says_is_on_the_card_also_of_a_right_answer():
    assert judged(7, seed=7, question=GUESS).message == "1 of the way."
    assert judged(9, seed=7, question=GUESS).message == "0.8 of the way."
    assert judged(9, seed=7, question=GUESS).returned == "int 9"


def test_shares_of_several_answers_add_up():
    both = Question("both", "S", (NEAR, HALF))
    assert judged(9, 0.5, seed=7, question=both).points == pytest.approx(4 * (0.8 + 1) / 2)
    assert judged(-1, 0.5, seed=7, question=both).outcome == "ready"
    assert judged(9, ..., seed=7, question=both).points == pytest.approx(4 * 0.4)


def test_a_score_beyond_its_bounds_is_cut():
    for value, points in ((99.0, 4.0), (-99.0, 0.0)):
        wild = replace(NEAR, score=lambda fact, seed, value=value: Score(value, "-"))
        assert judged(1, question=Question("w", "S", (wild,))).points == points
