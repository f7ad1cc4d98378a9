"""Whatever JSON comes for facts: the judge neither raises nor gives a point unless they say what the right ones say."""
from __future__ import annotations

import json
import math
import os
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course.checking.facts import MAX_DEPTH
from course.checking.judge import judge
from course.checking.probe import probe
from course.keys import keys

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "5"))  # a question and kind of JSON; 100,000 in all were run once
SEED = 1234
OUTCOMES = {"passed", "failed", "held", "not tried", "ready"}
small = settings(max_examples=EXAMPLES, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
                 suppress_health_check=list(HealthCheck))

texts = st.text(max_size=8) | st.sampled_from(["", "int", "float", "bool", "nan", "inf", "float32", "A", "list"])
numbers = st.booleans() | st.integers() | st.floats() | st.sampled_from([0, 1, 0.5, -1, 2**63, 10**400, "nan", "inf"])
json_values = st.recursive(st.none() | numbers | texts, lambda inner: st.lists(inner, max_size=4)
                           | st.dictionaries(texts, inner, max_size=4), max_leaves=12)
leaves = st.one_of(
    st.fixed_dictionaries({"kind": st.sampled_from(["none", "blank"])}),
    st.fixed_dictionaries({"kind": st.just("number"), "type": texts, "value": numbers}),
    st.fixed_dictionaries({"kind": st.sampled_from(["text", "dtype"]), "value": texts}),
    st.fixed_dictionaries({"kind": st.sampled_from(["function", "object"]), "type": texts}),
    st.fixed_dictionaries({"kind": st.just("error"), "types": st.lists(texts, min_size=1, max_size=3),
                           "message": texts}),
    st.lists(numbers, max_size=6).map(lambda values: {
        "kind": "tensor", "type": "Tensor", "shape": [len(values)], "dtype": "float32", "device": "cpu",
        "requires_grad": False, "values": values}),
)
parts = st.recursive(leaves, lambda inner: st.one_of(
    st.lists(inner, max_size=4).map(lambda items: {"kind": "sequence", "type": "list", "length": len(items),
                                                   "items": items}),
    st.fixed_dictionaries({"kind": st.just("mapping"), "type": texts,
                           "items": st.dictionaries(texts, inner, max_size=4)}),
), max_leaves=8)
QUESTIONS = [pytest.param(key, id=name) for name, key in keys().items()]


@cache
def right_text(key) -> str:
    return json.dumps(probe(key.question, tuple(solution.right for solution in key.solutions), SEED))


def right_facts(key) -> dict:
    return json.loads(right_text(key))


def alike(a: Any, b: Any) -> bool:
    """Whether two facts say the same to somebody who does not know how the judge compares them."""
    if isinstance(a, dict) and isinstance(b, dict) and {"values", "items"} & {*a} & {*b} and a["kind"] != "mapping":
        return alike(_flat(a), _flat(b))
    if isinstance(a, dict) and isinstance(b, dict):
        if a.get("kind") == b.get("kind") == "error":
            return True  # that it refuses is what counts
        if {a.get("kind"), b.get("kind")} == {"text", "dtype"}:
            return True
        ignored = {"type", "dtype", "device", "requires_grad", "printed"}
        return {*a} - ignored == {*b} - ignored and all(alike(a[name], b[name]) for name in a if name not in ignored)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=1e-2, abs_tol=1e-2)
    return str(a).removeprefix("torch.") == str(b).removeprefix("torch.")


def _flat(fact: Any) -> list:
    if fact["kind"] == "tensor":
        return fact["values"]
    return [number for item in fact["items"] for number in (_flat(item) if {"values", "items"} & {*item} else [item])]


def seen_to(key, facts: Any) -> None:
    """Judge facts: nothing is raised, and each answer's share is there only if its facts are the right ones."""
    result = judge(key, facts, SEED, 1.0)
    assert result.outcome in OUTCOMES, result
    assert 0 <= result.points <= 1 and math.isfinite(result.points)
    if result.points and not any(solution.score or solution.reading for solution in key.solutions):
        right = right_facts(key)["answers"]
        given = facts["answers"]
        rightly = sum(alike([case["returned"] for case in a], [case["returned"] for case in b])
                      for a, b in zip(given, right))
        assert result.points <= rightly / len(right) + 1e-4, (facts, right)  # points have four decimals


@pytest.mark.parametrize("key", QUESTIONS)
def test_right_facts_pass_also_after_a_journey_as_json(key):
    assert judge(key, right_facts(key), SEED, 1.0).outcome == "passed"


@pytest.mark.parametrize("key", QUESTIONS)
@given(data=st.data())
@small
def test_no_json_at_all_makes_the_judge_raise_or_give(key, data):
    seen_to(key, data.draw(json_values | st.fixed_dictionaries(
        {"question": st.just(key.question.id), "answers": json_values, "seconds": numbers})))


@pytest.mark.parametrize("key", QUESTIONS)
@given(data=st.data())
@small
def test_no_facts_of_the_form_make_the_judge_raise_or_give(key, data):
    case = st.fixed_dictionaries({"returned": parts, "printed": texts, "changed": st.just([])})
    lengths = [len(cases) for cases in right_facts(key)["answers"]]
    answers = [data.draw(st.lists(case, min_size=n, max_size=n)) for n in lengths]
    seen_to(key, {"question": key.question.id, "answers": answers, "seconds": 0.0})


@pytest.mark.parametrize("key", QUESTIONS)
@given(data=st.data())
@small
def test_right_facts_with_one_edit_earn_nothing_that_is_not_right(key, data):
    facts = right_facts(key)
    paths = list(places(facts["answers"], ()))
    *way, last = data.draw(st.sampled_from(paths))
    holder = facts["answers"]
    for step in way:
        holder = holder[step]
    edit = data.draw(st.sampled_from(["replace", "remove", "add", "nest"]))
    if edit == "remove":
        del holder[last]
    elif edit == "add" and isinstance(holder, dict):
        holder[data.draw(texts)] = data.draw(json_values)
    elif edit == "nest":
        for _ in range(data.draw(st.integers(1, 3 * MAX_DEPTH))):
            holder[last] = {"kind": "sequence", "type": "list", "length": 1, "items": [holder[last]]}
    else:
        holder[last] = data.draw(json_values | parts)
    seen_to(key, facts)


def places(value: Any, way: tuple):
    """Yield the way to every part of a value, but not to each of a hundred numbers."""
    inner = value.items() if isinstance(value, dict) else list(enumerate(value))[:12] if isinstance(value, list) else ()
    for name, part in inner:
        yield (*way, name)
        yield from places(part, (*way, name))
