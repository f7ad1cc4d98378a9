"""What a kernel sends is taken only in the form that `describe` gives, and refused in a clear sentence."""
import pytest
import torch

from course.checking.facts import describe
from course.checking.schema import FactError, validate


def tensor(**parts):
    return describe(torch.ones(2, 3)) | parts


def sequence(**parts):
    return describe((1, 2)) | parts


def facts_of(returned, **parts):
    """The facts of a question with one answer and one case."""
    case = {"returned": returned, "printed": "", "changed": []}
    return {"question": "q", "answers": [[case]], "seconds": 0.1} | parts


def nested(depth):
    fact = {"kind": "none"}
    for _ in range(depth):
        fact = {"kind": "sequence", "type": "list", "length": 1, "items": [fact]}
    return fact


FORGED = [
    pytest.param(None, id="nothing"), pytest.param([], id="list"), pytest.param({}, id="empty"),
    pytest.param({"kind": "riches"}, id="unknown_kind"), pytest.param({"kind": ["none"]}, id="kind_is_a_list"),
    pytest.param({"kind": "number", "type": "int"}, id="no_value"),
    pytest.param({"kind": "number", "type": "float", "value": float("nan")}, id="nan"),
    pytest.param({"kind": "number", "type": "float", "value": float("inf")}, id="inf"),
    pytest.param({"kind": "number", "type": "int", "value": 10**400}, id="huge_number"),
    pytest.param({"kind": "number", "type": "int", "value": 10**5000}, id="number_too_long_to_print"),
    pytest.param({"kind": "number", "type": "str", "value": "0.88"}, id="number_as_text"),
    pytest.param(tensor(values=[]), id="no_numbers"), pytest.param(tensor(values=[1.0] * 7), id="one_number_too_many"),
    pytest.param(tensor(values=[None] * 6), id="numbers_are_none"), pytest.param(tensor(shape=[-2, -3]), id="negative"),
    pytest.param(tensor(shape=[True] * 6, values=[1.0]), id="sizes_are_true"),
    pytest.param(tensor(shape=[2.0, 3.0]), id="sizes_are_floats"),
    pytest.param(tensor(shape=[10**12] * 3), id="shape_of_1e36"),
    pytest.param(tensor(shape=[0, 10**30], values=[]), id="empty_and_huge"),
    pytest.param(tensor(shape=[0, 2**40, 2**40], values=[]), id="strides_overflow"),
    pytest.param(tensor(shape=[1] * 100, values=[1.0]), id="hundred_axes"),
    pytest.param(tensor(shape=[10**18] * 10**5), id="product_takes_ages"),
    pytest.param(sequence(items=[]), id="items_missing"), pytest.param(sequence(length=-1), id="length_negative"),
    pytest.param(sequence(length=2.0), id="length_float"), pytest.param(sequence(items={}), id="items_are_a_mapping"),
    pytest.param(sequence(items=[1, 2]), id="items_are_no_facts"),
    pytest.param({"kind": "mapping", "type": "dict", "items": []}, id="mapping_is_a_list"),
    pytest.param({"kind": "error", "types": [], "message": ""}, id="error_of_no_class"),
    pytest.param({"kind": "error", "types": [{}], "message": ""}, id="error_class_is_a_dict"),
    pytest.param({"kind": "none", "value": 3}, id="unknown_key"),
    pytest.param({"kind": "mapping", "type": "dict", "items": {}, "length": "x"}, id="a_mapping_with_a_length"),
    pytest.param(tensor(dtype=None), id="no_dtype"),
    pytest.param({"kind": "text", "value": ["a"]}, id="text_is_a_list"),
    pytest.param({"kind": "text", "value": 301 * "a"}, id="text_too_long"),
    pytest.param(nested(9), id="too_deep"), pytest.param(nested(5000), id="abyss"),
    pytest.param({"kind": "sequence", "type": "list", "length": 21, "items": [tensor(
        shape=[10_000], values=[1.0] * 10_000)] * 21}, id="too_much"),
]


REFUSED = r"(?s)^facts: expected .+, got .+\. (Run|Return) .+\.$"


@pytest.mark.parametrize("fact", FORGED)
def test_a_fact_of_another_form_is_refused_in_a_short_sentence(fact):
    with pytest.raises(FactError, match=REFUSED) as refused:
        validate(facts_of(fact))
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("facts", [
    pytest.param(None, id="nothing"), pytest.param([], id="list"), pytest.param({}, id="empty"),
    pytest.param({"question": "q"}, id="no_answers"),
    pytest.param(facts_of({"kind": "none"}, points=3), id="unknown_key"),
    pytest.param(facts_of({"kind": "none"}, answers={}), id="answers_are_a_mapping"),
    pytest.param(facts_of({"kind": "none"}, answers=[[{"returned": {"kind": "none"}}]]), id="half_a_case"),
    pytest.param(facts_of({"kind": "none"}, answers=[[{"returned": {"kind": "none"}, "printed": "", "changed": [],
                                                       "share": 1}]]), id="unknown_key_in_a_case"),
    pytest.param(facts_of({"kind": "none"}, answers=[[facts_of({"kind": "none"})["answers"][0][0]] * 65]), id="cases"),
    pytest.param(facts_of({"kind": "none"}, seconds=float("nan")), id="seconds_nan"),
    pytest.param(facts_of({"kind": "none"}, question=["q"]), id="question_is_a_list"),
])
def test_facts_of_another_form_are_refused_whole(facts):
    with pytest.raises(FactError, match=REFUSED):
        validate(facts)


@pytest.mark.parametrize("value", [
    pytest.param(torch.ones(2, 0, 3), id="empty_tensor"), pytest.param(torch.ones(200, 200), id="cut_tensor"),
    pytest.param(list(range(2000)), id="cut_list"), pytest.param((), id="empty_tuple"),
    pytest.param({"a": [1, {"b": 2}]}, id="nested"), pytest.param(float("nan"), id="nan"),
    pytest.param(1.7e308, id="largest_float"), pytest.param(10**400, id="huge_int"),
    pytest.param([[[[[[[[[1]]]]]]]]], id="deeper_than_described"), pytest.param(torch.tensor(True), id="bool"),
])
def test_what_describe_gives_is_taken(value):
    assert validate(facts_of(describe(value))) == facts_of(describe(value))
