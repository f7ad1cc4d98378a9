"""The judge is a pure function of facts: right, partly right, wrong by name, not tried, or broken by our fault."""
import copy
import json
from dataclasses import replace

import pytest
import torch
from doubling import DOUBLE, HALF, TWO, function, inputs, judged, key_of, right_facts

from course.checking import ways
from course.checking.facts import describe
from course.checking.judge import judge
from course.checking.key import Misconception, Solution
from course.checking.probe import probe
from course.checking.question import Answer


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


def test_an_error_where_an_error_is_due_must_be_a_refusal():
    refuse = function(lambda x: x if x[0] < 3 else torch.ones(2, 2).reshape(5))
    slip = judged(lambda x: x / (1 / (x[0] < 3).item()), key=refuse)
    assert slip.message.startswith("`f` raised ZeroDivisionError")
    assert judged(lambda x: x, key=refuse).message.endswith("where it must raise an error.")


def no_way(x):
    raise RuntimeError("this torch has no such thing")


def no_inputs_left(seed):
    raise RuntimeError("no data")


NOTHING = {"question": "q", "answers": [[{"returned": {"kind": "none"}, "printed": "", "changed": []}]], "seconds": 0}


@pytest.mark.parametrize("key", [
    pytest.param(function(no_way), id="right_way_raises"),
    pytest.param(function(DOUBLE.right, inputs=no_inputs_left), id="inputs_raise"),
    pytest.param(function(lambda x: object()), id="right_way_cannot_be_compared"),
    pytest.param(function(lambda x: torch.ones(200, 200)), id="right_way_too_large"),
    pytest.param(function(lambda x: {"a": x}, call=lambda f, x: f(x)["b"]), id="observation_raises"),
])
@pytest.mark.parametrize("facts", [NOTHING, None, {}, []], ids=["none_came_back", "nothing", "empty", "list"])
def test_a_question_that_fails_before_any_fact_is_read_is_broken_and_costs_no_points(key, facts):
    result = judge(key, facts, 0, 3.0)
    assert (result.outcome, result.points) == ("broken", 3.0)
    assert result.message.startswith("q: its right answer raised")


def no_verdict(*facts):
    raise RuntimeError("the judge stumbles")


OBSERVED = Answer("half", "one half", call=lambda value: {"returned": value})
READ_HALF = Solution(OBSERVED, 0.5, (), reading=lambda fact, *case: {0.5: fact}[fact["items"]["returned"]["value"]])


@pytest.mark.parametrize("key", [pytest.param(key_of(replace(HALF, score=no_verdict)), id="score"),
                                 pytest.param(key_of(READ_HALF), id="reading")])
def test_a_judge_that_stumbles_over_facts_holds_the_points(key):
    result = judged(0.4, key=key)
    assert (result.outcome, result.points) == ("held", 0.0)
    assert result.message.startswith("q: its judge raised ")


def test_what_is_observed_is_read_before_it_is_compared_and_named():
    def sign(fact, inputs, case):
        return describe({"returned": fact["items"]["returned"]["value"] > inputs[case][0][0]})

    key = key_of(Solution(Answer("f", "more", inputs=inputs, call=lambda f, x: {"returned": f(x).item()}),
                          lambda x: x[0] + 1, (Misconception("less", "More.", (lambda x: x[0] - 5,)),), reading=sign))
    assert judged(lambda x: x[0] + 7, key=key, seed=3).outcome == "passed"
    assert judged(lambda x: x[0] - 1, key=key, seed=3).misconception == "less"
    assert judged(3, key=key).misconception == "not-a-function"


def test_a_misconception_that_cannot_be_run_costs_nothing_and_earns_nothing():
    key = function(DOUBLE.right, Misconception("w", "-", None))
    assert judged(lambda x: x * 2, key=key).outcome == "passed"
    wrong = judged(lambda x: x, key=key)
    assert (wrong.outcome, wrong.points, wrong.misconception) == ("failed", 0, "")


@pytest.mark.parametrize("value", [[torch.ones([1] * 64)], [torch.empty(2**40, 0)] * 1000], ids=["axes", "elements"])
def test_a_value_that_no_tensor_can_hold_is_wrong_and_not_our_fault(value):
    assert judged(lambda x: value, 0.5).outcome == "failed"


def test_wrong_ways_are_run_only_for_wrong_answers():
    ran = []
    key = function(lambda x: 2 * x, Misconception("watched", "-", (lambda x: ran.append(x),)))
    assert judged(lambda x: x + x, key=key).outcome == "passed"
    assert ran == []
    judged(lambda x: x, key=key)  # for the first time: the public input is tried as well
    ran.clear()
    judged(lambda x: x, key=key, seed=7)
    assert len(ran) == 1  # it differs on the first case, so the second is not run
    judged(lambda x: x, key=key, seed=7)
    assert len(ran) == 1  # what it gives on these inputs is known


def test_wrong_ways_that_give_another_kind_are_run_last():
    ran = []
    other_kind = Misconception("other-kind", "-", (lambda x: ran.append(x),))
    first, second = (Misconception(name, "-", (lambda x: -x,)) for name in ("first", "second"))
    key = key_of(replace(DOUBLE, misconceptions=(other_kind, first, second)))
    judged(lambda x: -x, key=key)
    ran.clear()
    assert judged(lambda x: -x, key=key, seed=7).misconception == "first" and not ran
    assert judged(lambda x: None, key=key, seed=7).misconception == "other-kind"


def test_a_wrong_way_that_gives_another_kind_on_other_inputs_is_found_all_the_same():
    refuses = Misconception("refuses", "-", (lambda x: x if x[0] < 5 else None,))
    key = key_of(replace(DOUBLE, misconceptions=(refuses,)))
    assert judged(refuses.ways[0], key=key, seed=9).misconception == "refuses"


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
def test_facts_of_another_form_are_held_without_points_and_answered_clearly(facts):
    result = judge(TWO, facts, 0, 4.0)
    assert (result.outcome, result.points) == ("held", 0.0)
    assert 10 < len(result.message) <= 300
    json.dumps(vars(result), allow_nan=False)


def test_facts_of_the_form_alone_earn_nothing():
    """A tensor cut short equals no tensor: forging one needs no knowledge of the right numbers."""
    cut = describe(torch.zeros(200, 200))
    facts = with_case(returned=cut)
    facts["answers"][0][1] |= {"returned": cut}
    assert judge(TWO, facts, 0, 4.0).points == 2.0


def test_the_judge_gets_facts_and_never_the_learners_objects(monkeypatch):
    seen = []
    monkeypatch.setattr(ways, "run_cases", lambda answer, way, seed, is_right: seen.append(way) or [])
    facts = json.loads(json.dumps(probe(TWO.question, (lambda x: x, 1), 99)))
    judge(TWO, facts, 99, 1.0)
    wrong = [way for solution in TWO.solutions for known in solution.misconceptions for way in known.ways]
    known = [DOUBLE.right, HALF.right, *wrong]
    assert seen
    assert all(any(way is one for one in known) for way in seen)
