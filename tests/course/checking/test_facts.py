"""Values become facts by the data that they hold, and two facts are the same if they say the same."""
import json
import math
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch

from course.checking.facts import (
    MAX_ITEMS,
    MAX_VALUES,
    brief,
    describe,
    describe_error,
    first_difference,
    numeric,
    same,
    summary,
)


class LyingTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.ones(3)

    def detach(self):
        return torch.ones(3)

    requires_grad = shape = dtype = "whatever you like"


class LyingFloat(float):
    def __float__(self):
        return 1.0

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class LyingInt(int):
    def __int__(self):
        return 1

    __index__ = __trunc__ = __int__


class LyingList(list):
    def __len__(self):
        return 2

    def __iter__(self):
        return iter([1, 2])

    def __getitem__(self, index):
        return [1, 2][index]


class Proxy:
    __class__ = float

    def __float__(self):
        return 1.0


class Unreadable(dict):
    def __getattribute__(self, name):
        raise RuntimeError("nothing to see")


def test_a_tensor_is_described_by_shape_dtype_device_and_numbers():
    fact = describe(torch.tensor([[1, 2, 3]], dtype=torch.float16))
    assert fact == {"kind": "tensor", "type": "Tensor", "shape": [1, 3], "dtype": "float16", "device": "cpu",
                    "requires_grad": False, "values": [1.0, 2.0, 3.0]}


def test_a_tensor_subclass_is_described_by_its_data():
    fact = describe(torch.zeros(2, 2).as_subclass(LyingTensor))
    assert (fact["shape"], fact["values"], fact["dtype"]) == ([2, 2], [0.0] * 4, "float32")


@pytest.mark.parametrize(("value", "number"), [
    pytest.param(LyingFloat(0.5), 0.5, id="float"), pytest.param(LyingInt(7), 7, id="int"),
])
def test_a_number_subclass_is_described_by_its_data(value, number):
    assert describe(value)["value"] == number


def test_a_list_subclass_is_described_by_its_data():
    assert describe(LyingList())["items"] == []
    assert describe(LyingList())["length"] == 0


@pytest.mark.parametrize("value", [
    pytest.param(Proxy(), id="claims_the_class_of_a_float"), pytest.param(object(), id="plain"),
    pytest.param(Unreadable(), id="mapping_that_raises"), pytest.param(torch.eye(2).to_sparse(), id="sparse"),
    pytest.param(torch.empty(2, device="meta"), id="meta"), pytest.param(3 + 4j, id="complex"),
    pytest.param({1: object}.keys(), id="view"), pytest.param(np.array(["a"]), id="array_of_text"),
])
def test_what_is_neither_number_nor_text_is_an_object(value):
    assert describe(value)["kind"] in ("object", "mapping")
    assert numeric(describe(value)) is None


@pytest.mark.parametrize("value", [
    pytest.param(math.nan, id="nan"), pytest.param(-math.inf, id="inf"), pytest.param(10**400, id="huge_int"),
    pytest.param(torch.tensor([math.nan, math.inf]), id="tensor"), pytest.param(np.float64("nan"), id="numpy_scalar"),
    pytest.param([1, (2.0, None)], id="nested"), pytest.param({"a": torch.ones(2)}, id="mapping"),
    pytest.param("\ud800 half a character", id="surrogate"), pytest.param(torch.ones(2).conj(), id="conjugate"),
    pytest.param(torch.ones(2, dtype=torch.bfloat16), id="bfloat16"), pytest.param(np.longdouble(2), id="longdouble"),
    pytest.param(torch.float16, id="dtype"), pytest.param(len, id="function"), pytest.param(..., id="blank"),
])
def test_every_fact_survives_strict_json(value):
    fact = describe(value)
    text = json.dumps(fact, allow_nan=False, ensure_ascii=False)
    assert json.loads(text.encode("utf-8")) == fact


@pytest.mark.parametrize("value", [
    pytest.param(0.5, id="float"), pytest.param(np.float32(0.5), id="numpy_scalar"),
    pytest.param(torch.tensor(0.5), id="tensor"), pytest.param(Fraction(1, 2), id="fraction"),
    pytest.param(Decimal("0.5"), id="decimal"), pytest.param(np.array(0.5), id="array"),
    pytest.param(torch.tensor(0.5, requires_grad=True), id="with_a_graph"),
    pytest.param(torch.nn.Parameter(torch.tensor(0.5, dtype=torch.bfloat16)), id="parameter"),
])
def test_one_number_is_the_same_in_every_dress(value):
    assert same(describe(value), describe(0.5))


@pytest.mark.parametrize("value", [
    pytest.param((2, 3), id="tuple"), pytest.param([2.0, 3.0], id="list"), pytest.param(torch.Size([2, 3]), id="size"),
    pytest.param(np.array([2, 3]), id="array"), pytest.param(torch.tensor([2, 3]), id="tensor"),
    pytest.param(namedtuple("Shape", "rows columns")(2, 3), id="named_tuple"),
    pytest.param((torch.tensor(2), np.int8(3)), id="mixed"),
])
def test_a_row_of_numbers_is_the_same_in_every_dress(value):
    assert same(describe(value), describe((2, 3)))


@pytest.mark.parametrize(("a", "b"), [
    pytest.param(torch.tensor([1.0]), torch.tensor(1.0), id="shape"), pytest.param((1, 2), (1, 2, 3), id="length"),
    pytest.param(1.0, 1.001, id="value"), pytest.param("1", 1, id="text"), pytest.param(None, ..., id="blank"),
    pytest.param(torch.ones(2, 3), torch.ones(3, 2), id="transposed"), pytest.param((1, None), (1, 2), id="hole"),
    pytest.param({"a": 1}, {"b": 1}, id="keys"), pytest.param(torch.tensor([1j]), torch.tensor([0.0]), id="complex"),
    pytest.param(object(), object(), id="objects"), pytest.param(float, torch.float32, id="dtype"),
    pytest.param(((1, 2), (3,)), ((1, 2), (4,)), id="ragged"),
])
def test_facts_of_different_values_differ(a, b):
    assert not same(describe(a), describe(b))


@pytest.mark.parametrize("value", [
    pytest.param(torch.ones(MAX_VALUES + 1), id="tensor"), pytest.param([1] * (MAX_ITEMS + 1), id="list"),
])
def test_what_is_too_large_to_keep_is_the_same_as_nothing(value):
    large = describe(value)
    assert len(large.get("values", large.get("items"))) < len(value)
    assert not same(large, large)


@pytest.mark.parametrize("name", ["float32", "torch.float32", "float", "torch.float", torch.float, np.float32])
def test_a_dtype_may_be_named_in_every_way(name):
    assert same(describe(name), describe(torch.float32))


@pytest.mark.parametrize(("error", "refuses"), [
    pytest.param(ValueError("no"), True, id="value"), pytest.param(AssertionError(), True, id="assert"),
    pytest.param(Exception("no"), True, id="plain"), pytest.param(type("Misfit", (Exception,), {})(), True, id="own"),
    pytest.param(NameError("x"), False, id="name"), pytest.param(TypeError("x"), False, id="type"),
    pytest.param(RecursionError(), False, id="recursion"), pytest.param(IndexError(), False, id="index"),
    pytest.param(SystemExit(1), False, id="exit"), pytest.param(NotImplementedError("x"), False, id="stub"),
])
def test_a_raised_refusal_is_told_from_a_slip(error, refuses):
    assert same(describe_error(error), describe_error(RuntimeError("due"))) is refuses


def test_first_difference_is_an_index():
    a, b = describe(torch.zeros(2, 3)), describe(torch.tensor([[0.0, 0, 0], [0, 5, 6]]))
    assert first_difference(a, b) == [1, 1]
    assert first_difference(a, a) is None


@pytest.mark.parametrize(("value", "words"), [
    pytest.param(torch.ones(2, 3), "tensor, shape (2, 3), float32, on cpu", id="tensor"),
    pytest.param(np.ones(2), "array, shape (2,), float64", id="array"),
    pytest.param((1, 0.5), "tuple (1, 0.5)", id="tuple"), pytest.param(None, "None", id="none"),
    pytest.param("hello", "text 'hello'", id="text"), pytest.param(torch.int8, "int8", id="dtype"),
    pytest.param(len, "a function, not its result", id="function"),
    pytest.param(object(), "an object of type object", id="object"),
])
def test_summary_is_in_words(value, words):
    assert summary(describe(value)) == words


@pytest.mark.parametrize(("value", "words"), [
    pytest.param(torch.ones(2, 3), "tensor (2, 3)", id="tensor"), pytest.param((3,), "(3,)", id="tuple"),
    pytest.param([0.5, 1], "[0.5, 1]", id="list"), pytest.param(lambda: 0, "a function", id="function"),
    pytest.param(torch.nn.ReLU(), "ReLU", id="module"), pytest.param(None, "None", id="none"),
    pytest.param(list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, …]", id="long"),
])
def test_an_argument_is_told_in_a_word_or_two(value, words):
    assert brief(describe(value)) == words


def test_a_learners_heap_of_numbers_is_read_only_where_it_could_be_the_right_one():
    class Untouched(list):
        def __iter__(self):
            raise AssertionError("read")

    numbers = {"kind": "number", "type": "float", "value": 1.0}
    heap = {"kind": "sequence", "type": "list", "length": 900, "items": Untouched([numbers] * 900)}
    assert not same(heap, describe([1.0, 2.0])) and not same(heap, describe(torch.ones(2))) and not same(heap, numbers)
    with pytest.raises(AssertionError, match="read"):
        same(heap, describe([1.0] * 900))
