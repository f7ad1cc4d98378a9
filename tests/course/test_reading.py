"""Observations: a key reads them raw, whatever comes; what it makes of them cannot be sent in their place."""
import copy
import json
import os
import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course.checking.facts import describe, same
from course.checking.judge import judge
from course.checking.probe import make_inputs, probe
from course.checking.ways import right_facts
from course.keys import find_key, keys
from course.keys.reading import UNREADABLE, observed, plain

SEED = 1234
READ = [pytest.param(name, i, id=f"{name}-{solution.answer.name}") for name, key in keys().items()
        for i, solution in enumerate(key.solutions) if solution.reading]
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "10"))
small = settings(max_examples=EXAMPLES, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
                 suppress_health_check=list(HealthCheck))
names = st.sampled_from(["fc", "fc.weight", "cpu", ""])
leaves = st.none() | st.booleans() | st.integers(-9, 2**62) | st.floats() | names
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3)
                      | st.dictionaries(st.sampled_from(["fc", "layer1"]), inner, max_size=2), max_leaves=6)


def right(question):
    key = find_key(question)
    return json.loads(json.dumps(probe(key.question, tuple(solution.right for solution in key.solutions), SEED)))


def test_some_answers_are_read():
    assert {param.values[0] for param in READ} == {
        "leak", "any-head", "freeze-then-replace", "resnet50-ten-classes", "trainable", "batchnorm", "nonlinear",
        "fit-classifier", "gradient"}


@pytest.mark.parametrize(("question", "place"), READ)
def test_what_a_key_makes_of_an_observation_earns_nothing_when_it_is_sent_itself(question, place):
    key, facts = find_key(question), right(question)
    full = judge(key, facts, SEED, 1.0)
    for case, read in zip(facts["answers"][place], right_facts(key.solutions[place], SEED)):
        case["returned"] = copy.deepcopy(read)
    forged = judge(key, facts, SEED, 1.0)
    assert (full.outcome, forged.outcome) == ("passed", "failed")
    assert forged.points == pytest.approx(1 - 1 / len(key.solutions))


def edited(fact, edit):
    """Return an observation after an edit of its plain form; tensors that are left alone stay as they came."""
    seen = plain(fact)
    edit(seen)
    return {**fact, "items": {name: fact["items"][name] if value == plain(fact["items"].get(name, UNREADABLE))
                              else describe(value) for name, value in seen.items()}}


def swap(seen, a, b):
    seen[b].append(seen[a].pop(0))


EDITS = {
    "freeze-then-replace": {
        "one that trains": lambda seen: seen["turned"].remove("conv1.weight"),
        "all train": lambda seen: seen.update(turned=[]), "head frozen": lambda seen: seen["turned"].append("fc.bias"),
        "one more that trains": lambda seen: seen.update(added={"new.weight": True}),
    },
    "any-head": {
        "head frozen": lambda seen: seen.update(turned=[]),
        "one turned": lambda seen: seen["turned"].append("features.0.weight"),
        "head unused": lambda seen: seen["unused"].append("classifier.6"),
    },
    "resnet50-ten-classes": {
        "new number": lambda seen: seen["numbers"].update({"conv1.weight": [64, 3, 7, 7]}),
        "statistics": lambda seen: seen["numbers"].update({"bn1.running_mean": [64]}),
        "lost number": lambda seen: seen["gone"].append("conv1.weight"),
        "another layer": lambda seen: seen["layers"].update(relu=["ReLU(inplace=True)", "GELU()"]),
        "head gone": lambda seen: seen["layers"].update(fc=["Linear()", None]),
        "head of another kind": lambda seen: seen["layers"].update(fc=["Linear()", "Conv2d()"]),
        "head of another width": lambda seen: seen["numbers"].update({"fc.weight": [10, 512]}),
        "order": lambda seen: seen.update(order=["fc", "conv1"]), "copy": lambda seen: seen.update(is_copy=True),
        "devices": lambda seen: seen["devices"].append("cuda"), "meta": lambda seen: seen.update(devices=["meta"]),
        "mode": lambda seen: seen["modes"].update({"bn1": True}), "type": lambda seen: seen.update(dtypes=["float64"]),
        "logits": lambda seen: seen.update(logits=None), "head unused": lambda seen: seen["unused"].append("fc"),
        "fewer parts": lambda seen: seen.pop("unused"), "more parts": lambda seen: seen.update(points=3),
    },
    "batchnorm": {
        "frozen norm in train mode": lambda seen: seen["training"].append("bn1"),
        "head in eval mode": lambda seen: seen["training"].remove("fc"),
        "norm that trains in eval mode": lambda seen: seen["training"].remove("layer4.0.bn1"),
        "statistics moved": lambda seen: seen["moved"].append("bn1"),
        "no statistics": lambda seen: seen.update(statistics={}),
        "other statistics": lambda seen: seen["statistics"].update(bn1=[0.0, 0.0]),
        "flags": lambda seen: seen["turned"].append("bn1.weight"),
        "new parameter": lambda seen: seen.update(added={"new.weight": True}),
        "number": lambda seen: seen["numbers"].update({"bn1.weight": [64]}),
        "layer": lambda seen: seen["layers"].update(bn1=["BatchNorm2d()", "Identity()"]),
    },
    "trainable": {
        "one missing": lambda seen: seen["held"].pop(), "one more": lambda seen: seen["held"].insert(0, 3),
        "none": lambda seen: seen.update(held=[]), "foreign": lambda seen: seen.update(foreign=1),
        "rate": lambda seen: seen.update(rates=[0.7]), "rates": lambda seen: seen["rates"].append(0.7),
        "nothing trains": lambda seen: seen.update(held=[], trains=[]),
    },
    "fit-classifier": {
        "loss lost": lambda seen: seen["returned"].pop(), "another bias": lambda seen: seen.update(bias=[9.0]),
        "another weight": lambda seen: seen.update(weight=[[9.0, 9.0]]),
        "more parts": lambda seen: seen.update({"the parameters of the model that came in haven't moved": False}),
    },
    "nonlinear": {
        "straight": lambda seen: seen.update(curve=[0.5] * 9), "frozen": lambda seen: seen["trains"].append(False),
        "no gradient": lambda seen: seen.update(arrives=[True] * 3), "logits": lambda seen: seen.update(levels=[0, 1]),
        "error": lambda seen: seen.update(error="ValueError: x"), "others": lambda seen: seen.update(repeats=False),
        "shape": lambda seen: seen["shapes"].pop(), "another width": lambda seen: seen["widths"][0].append(1),
        "no bias": lambda seen: seen.update(biases=[True, False]), "more parts": lambda seen: seen.update(points=3),
    },
    "leak": {
        "row lost": lambda seen: seen["train"].pop(), "row twice": lambda seen: seen["held"].append(seen["train"][0]),
        "group on both sides": lambda seen: swap(seen, "train", "held"),
        "not repeated": lambda seen: seen.update(again=[]), "few others": lambda seen: seen["others"].pop(),
        "same with every seed": lambda seen: seen.update(others=seen["again"]),
        "another with the same seed": lambda seen: seen.update(again=seen["others"]),
        "not scaled": lambda seen: seen.update(scaled=None), "no rows": lambda seen: seen.update(train=[], held=[]),
    },
}


@pytest.mark.parametrize(("question", "edit"), [pytest.param(question, edit, id=f"{question}-{name}".replace(" ", "_"))
                                                for question, edits in EDITS.items() for name, edit in edits.items()])
def test_an_observation_with_one_fault_is_not_that_of_a_right_answer(question, edit):
    solution, case = find_key(question).solutions[-1], 1
    inputs, due = make_inputs(solution.answer, SEED), right_facts(solution, SEED)[case]
    fact = right(question)["answers"][-1][case]["returned"]
    assert same(solution.reading(fact, inputs, case), due)
    assert not same(solution.reading(edited(fact, edit), inputs, case), due)


@pytest.mark.parametrize(("question", "place"), READ)
@given(data=st.data())
@small
def test_a_reading_raises_and_warns_on_nothing(question, place, data):
    solution = find_key(question).solutions[place]
    inputs = make_inputs(solution.answer, SEED)
    case = data.draw(st.integers(0, len(inputs) - 1))
    fact = copy.deepcopy(right(question)["answers"][place][case]["returned"])
    for name in data.draw(st.lists(st.sampled_from(sorted(fact["items"])), max_size=3)):
        fact["items"][name] = describe(data.draw(values))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = solution.reading(fact, inputs, case)
    assert read is UNREADABLE or read["kind"] == "mapping"


def test_values_come_back_as_they_were_described():
    value = {"a": [1, 2.5, True, None, "x"], "b": {"c": [float("inf")]}, "d": []}
    assert plain(describe(value)) == value
    assert plain(describe(...)) == {"kind": "blank"}


def test_an_observation_of_another_form_is_none():
    from course.keys.metrics.leak import Split

    form = {"returned": None, "groups": None, "form": "", "train": [0], "held": [1], "again": [], "others": [],
            "scaled": None}
    assert observed(describe(form), Split).train == [0]
    for wrong in (form | {"held": "1"}, form | {"more": 1}, form | {"again": [["a"]]}, {"train": [0]}, {}):
        assert observed(describe(wrong), Split) is None
