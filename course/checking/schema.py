"""The form of a fact, seen to before it is judged: what a kernel sends is believed no further than that."""
from __future__ import annotations

import math
import reprlib
import sys
from typing import Any

from course.checking.facts import MAX_AXES, MAX_DEPTH, MAX_ITEMS, MAX_VALUES, Fact

MAX_TOTAL = 50_000  # numbers and parts of one fact; questions ask for far fewer
FORMS: dict[str, dict[str, Any]] = {
    "none": {}, "blank": {},
    "tensor": {"type": str, "shape": list, "dtype": str, "device": str, "requires_grad": bool, "values": list},
    "number": {"type": str, "value": (bool, int, float, str)},
    "text": {"value": str}, "dtype": {"value": str},
    "sequence": {"type": str, "length": int, "items": list},
    "mapping": {"type": str, "items": dict},
    "error": {"types": list, "message": str},
    "function": {"type": str}, "object": {"type": str},
}


class FactError(ValueError):
    """A fact does not have the form that `describe` gives it, so nobody can judge it."""

    def __init__(self, expected: str, got: Any, action: str = "Run the check cell again."):
        super().__init__(f"facts: expected {expected}, got {shown(got)}. {action}")


def shown(value: Any) -> str:
    """Return a value in short, however deep or long it is."""
    try:
        return reprlib.repr(value)
    except ValueError:  # Python refuses to print a whole number of more than 4300 digits
        return "a number too long to print"


def validate(fact: Any) -> Fact:
    """Return `fact` if it has the form that `describe` gives.

    Raises:
        FactError: a key is missing, a value has another type, or the whole is too large or too deep.
    """
    if (size := _size(fact, 0)) > MAX_TOTAL:
        raise FactError(f"at most {MAX_TOTAL} numbers", size, "Return a smaller result.")
    return fact


def _size(fact: Any, depth: int) -> int:
    """Return how many numbers and parts a fact holds, once its form is seen to be right."""
    if not isinstance(fact, dict) or depth > MAX_DEPTH + 1:
        raise FactError("the description of a value", fact)
    kind = fact.get("kind")
    form = FORMS.get(kind) if isinstance(kind, str) else None
    if form is None or not all(isinstance(fact.get(key), types) for key, types in form.items()):
        raise FactError("a known kind with all its parts", fact)
    if kind in ("sequence", "mapping"):
        items = fact["items"] if kind == "sequence" else fact["items"].values()
        _check_length(fact)
        return 1 + sum(_size(item, depth + 1) for item in items)
    if kind == "tensor":
        _check_tensor(fact["shape"], fact["values"])
        return 1 + len(fact["values"])
    if kind == "number":
        _check_number(fact["value"])
    if kind == "error" and not (fact["types"] and all(isinstance(name, str) for name in fact["types"])):
        raise FactError("the classes of an error", fact["types"])
    return 1


def _check_length(fact: Fact) -> None:
    length, kept = fact.get("length", len(fact["items"])), len(fact["items"])
    if kept != min(length, MAX_ITEMS):
        raise FactError(f"a length that fits {kept} items", length)


def _check_tensor(shape: list, values: list) -> None:
    if len(shape) > MAX_AXES or not all(type(size) is int and 0 <= size < 2**63 for size in shape):
        raise FactError("the shape of a tensor", shape)
    if math.prod(max(size, 1) for size in shape) >= 2**63 or len(values) != min(math.prod(shape), MAX_VALUES):
        raise FactError(f"a shape that fits {len(values)} numbers", shape)
    for value in values:
        _check_number(value)


def _check_number(value: Any) -> None:
    if isinstance(value, str) and value in ("nan", "inf", "-inf"):
        return
    if type(value) not in (bool, int, float) or not abs(value) <= sys.float_info.max:
        raise FactError("a finite number", value)
