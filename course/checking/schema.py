"""The form of facts, a contract that is checked whole before anything is judged: what a kernel sends is untrusted.

Every key is known, every value has its type and its bounds, and nothing else may be there.
"""
from __future__ import annotations

import math
import reprlib
import sys
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from course.checking.facts import MAX_AXES, MAX_DEPTH, MAX_ITEMS, MAX_TEXT, MAX_VALUES, Fact

MAX_TOTAL = 200_000  # numbers and parts of all facts of a question; right answers give far fewer
MAX_CASES = 64
Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Number = bool | Whole | float | Literal["nan", "inf", "-inf"]
Size = Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Part(msgspec.Struct, tag_field="kind", tag=str.lower, forbid_unknown_fields=True):
    """A described value; its `kind` names what follows."""


class Nothing(Part, tag="none"):
    pass


class Blank(Part):
    pass


class Tensor(Part):
    type: Text
    shape: Annotated[list[Size], Meta(max_length=MAX_AXES)]
    dtype: Text
    device: Text
    requires_grad: bool
    values: Annotated[list[Number], Meta(max_length=MAX_VALUES)]


class Scalar(Part, tag="number"):
    type: Text
    value: Number


class Words(Part, tag="text"):
    value: Text


class Dtype(Part):
    value: Text


class Sequence(Part):
    type: Text
    length: Size
    items: Annotated[list[Kinds], Meta(max_length=MAX_ITEMS)]


class Mapping(Part):
    type: Text
    items: Annotated[dict[Text, Kinds], Meta(max_length=MAX_ITEMS)]


class Error(Part):
    types: Annotated[list[Text], Meta(min_length=1, max_length=64)]
    message: Text
    where: Text = ""


class Function(Part):
    type: Text


class Object(Part):
    type: Text


Kinds = Nothing | Blank | Tensor | Scalar | Words | Dtype | Sequence | Mapping | Error | Function | Object


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """What one call came to: what it returned or raised, what it printed, which arguments it changed, by number."""

    returned: Kinds
    printed: Text
    changed: Annotated[list[Annotated[int, Meta(ge=0, lt=100)]], Meta(max_length=100)]


class Facts(msgspec.Struct, forbid_unknown_fields=True):
    """What a check publishes of the answers to one question."""

    question: Text
    answers: Annotated[list[Annotated[list[Case], Meta(max_length=MAX_CASES)]], Meta(max_length=64)]
    seconds: Annotated[float, Meta(ge=0, lt=1e9)]


class FactError(ValueError):
    """Facts do not have the form that `probe` gives them, so nobody can judge them."""

    def __init__(self, expected: str, got: Any, action: str = "Run the check cell again."):
        super().__init__(f"facts: expected {expected}, got {shown(got)}. {action}")


def shown(value: Any) -> str:
    """Return a value in short, however deep or long it is."""
    try:
        return reprlib.repr(value)[:100]
    except ValueError:  # Python refuses to print a whole number of more than 4300 digits
        return "a number too long to print"


def validate(facts: Any) -> Fact:
    """Return `facts` if they have the form that `probe` gives.

    Raises:
        FactError: a key is missing or unknown, a value has another type, or the whole is too large or too deep.
    """
    try:
        form = msgspec.convert(facts, Facts)
    except (msgspec.ValidationError, RecursionError, ValueError, TypeError) as error:
        raise FactError(f"the form that `check` gives them ({str(error)[:150]})", facts) from None
    total = sum(_size(case.returned, 0) for cases in form.answers for case in cases)
    if total > MAX_TOTAL:
        raise FactError(f"at most {MAX_TOTAL:,} numbers", total, "Return a smaller result.")
    return facts


def _size(part: Kinds, depth: int) -> int:
    """Return how many numbers and parts a described value holds, once they are seen to fit one another."""
    if depth > MAX_DEPTH + 1:
        raise FactError(f"at most {MAX_DEPTH} levels", part)
    match part:
        case Sequence():
            if len(part.items) != min(part.length, MAX_ITEMS):
                raise FactError(f"a length that fits {len(part.items)} items", part.length)
            return 1 + sum(_size(item, depth + 1) for item in part.items)
        case Mapping():
            return 1 + sum(_size(item, depth + 1) for item in part.items.values())
        case Tensor():
            _check_tensor(part)
            return 1 + len(part.values)
        case Scalar():
            _check_finite(part.value)
    return 1


def _check_tensor(part: Tensor) -> None:
    size = math.prod(max(size, 1) for size in part.shape)
    if size >= 2**63 or len(part.values) != min(math.prod(part.shape), MAX_VALUES):
        raise FactError(f"a shape that fits {len(part.values)} numbers", part.shape)
    for value in part.values:
        _check_finite(value)


def _check_finite(value: Any) -> None:
    if isinstance(value, float) and not abs(value) <= sys.float_info.max:
        raise FactError("a finite number", value)
