"""Facts: a learner's values as plain JSON data, and how two facts compare.

A check never decides beside the learner's code. It describes what that code returned, and the judge,
which may sit in another process, compares the description with that of the right answer.
"""
from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor

Fact = dict[str, Any]
MAX_VALUES = 10_000  # numbers kept of one value; questions ask for far fewer
MAX_ITEMS = 1_000
MAX_TEXT = 300
MAX_DEPTH = 6
REFUSALS = {"ValueError", "RuntimeError", "AssertionError"}  # how code says that its input does not fit
DTYPES = {str(dtype).removeprefix("torch.") for dtype in vars(torch).values() if isinstance(dtype, torch.dtype)}


class FactError(ValueError):
    """A fact does not have the form that `describe` gives it, so nobody can judge it."""


def describe(value: Any, depth: int = 0) -> Fact:
    """Return `value` as JSON data that says its kind, type, shape, dtype, device and numbers.

    Subclasses are described by the data that they hold, so a type that overrides `==` gains nothing.

    >>> describe(torch.tensor([[1., 2.]]))["shape"]
    [1, 2]
    >>> describe((1, 2.5))["items"][1]
    {'kind': 'number', 'type': 'float', 'value': 2.5}
    """
    if value is None or value is ...:
        return {"kind": "none" if value is None else "blank"}
    if isinstance(value, Tensor):
        return _describe_tensor(value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return _describe_array(value)
    if isinstance(value, (bool, int, float, np.bool_, np.integer, np.floating)):
        return {"kind": "number", "type": type(value).__name__, "value": _json_number(value)}
    if isinstance(value, str):
        return {"kind": "text", "value": str.__str__(value)[:MAX_TEXT]}
    if (dtype := _dtype_name(value)) is not None:
        return {"kind": "dtype", "value": dtype}
    if isinstance(value, (list, tuple)) and depth < MAX_DEPTH:
        items = [describe(item, depth + 1) for item in value[:MAX_ITEMS]]
        return {"kind": "sequence", "type": type(value).__name__, "length": len(value), "items": items}
    if isinstance(value, dict) and depth < MAX_DEPTH:
        items = {str(key)[:MAX_TEXT]: describe(item, depth + 1) for key, item in list(value.items())[:MAX_ITEMS]}
        return {"kind": "mapping", "type": type(value).__name__, "items": items}
    kind = "function" if callable(value) else "object"
    return {"kind": kind, "type": type(value).__name__}


def describe_error(error: BaseException) -> Fact:
    """Return a raised exception as a fact: its class, the classes above it, and its message."""
    types = [cls.__name__ for cls in type(error).__mro__ if cls not in (object, BaseException, Exception)]
    return {"kind": "error", "types": types or [type(error).__name__], "message": str(error)[:MAX_TEXT]}


def _describe_tensor(value: Tensor) -> Fact:
    with torch._C.DisableTorchFunctionSubclass():  # a subclass may override every method; the data is what counts
        plain = value.detach().as_subclass(Tensor)
        fact = _describe_array(plain.cpu().to(_numpy_dtype(plain)).resolve_conj().resolve_neg().numpy())
    return fact | {
        "type": type(value).__name__,
        "dtype": str(plain.dtype).removeprefix("torch."),
        "device": plain.device.type,
        "requires_grad": bool(Tensor.requires_grad.__get__(value)),
    }


def _numpy_dtype(plain: Tensor) -> torch.dtype:
    """bfloat16, quantised and complex numbers have no JSON form; float64 holds what we compare."""
    return torch.float64 if plain.is_floating_point() or plain.is_complex() else plain.dtype


def _describe_array(value: np.ndarray) -> Fact:
    flat = np.asarray(value).reshape(-1)
    kept = [_json_number(number) for number in flat[:MAX_VALUES].tolist()]
    return {
        "kind": "tensor", "type": type(value).__name__, "shape": list(value.shape),
        "dtype": value.dtype.name, "device": "cpu", "requires_grad": False, "values": kept,
    }


def _json_number(value: Any) -> bool | int | float | str:
    """JSON has no nan and no inf, and whole numbers past 2**63 are not worth keeping exactly."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)) and -(2**63) <= int(value) < 2**63:
        return int(value)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return number if math.isfinite(number) else repr(number)


def _dtype_name(value: Any) -> str | None:
    if isinstance(value, torch.dtype):
        return str(value).removeprefix("torch.")
    if isinstance(value, np.dtype):
        return value.name
    if isinstance(value, type) and (value in (bool, int, float) or issubclass(value, np.generic)):
        return np.dtype(value).name
    return None


def numeric(fact: Fact) -> Tensor | None:
    """Return the numbers in a fact as a float64 tensor of the same shape, or None if it is not all numbers.

    A tuple of three floats and a tensor of shape (3,) hold the same numbers, whatever they are called.
    """
    if fact["kind"] == "number":
        return torch.tensor(float(fact["value"]), dtype=torch.float64)
    if fact["kind"] == "tensor" and len(fact["values"]) == math.prod(fact["shape"]):
        return torch.tensor([float(v) for v in fact["values"]], dtype=torch.float64).reshape(fact["shape"])
    if fact["kind"] == "sequence" and fact["length"] == len(fact["items"]):
        parts = [numeric(item) for item in fact["items"]]
        if all(part is not None and part.shape == parts[0].shape for part in parts):
            return torch.stack(parts) if parts else torch.empty(0, dtype=torch.float64)
    return None


def same(a: Fact, b: Fact, rtol: float = 1e-4, atol: float = 1e-5) -> bool:
    """Return whether two facts say the same: equal numbers in equal shapes, or equal in every part."""
    numbers_a, numbers_b = numeric(a), numeric(b)
    if numbers_a is not None and numbers_b is not None:
        return numbers_a.shape == numbers_b.shape and torch.allclose(numbers_a, numbers_b, rtol, atol, equal_nan=True)
    if {a["kind"], b["kind"]} <= {"text", "dtype"}:
        return a["value"].removeprefix("torch.") == b["value"].removeprefix("torch.")
    if a["kind"] != b["kind"] or a["kind"] in ("function", "object"):
        return False
    if a["kind"] == "sequence":
        pairs = zip(a["items"], b["items"])
        return a["length"] == b["length"] and all(same(x, y, rtol, atol) for x, y in pairs)
    if a["kind"] == "mapping":
        shared = a["items"].keys() == b["items"].keys()
        return shared and all(same(a["items"][key], b["items"][key], rtol, atol) for key in a["items"])
    if a["kind"] == "error":  # that it refuses is what counts, not the wording; a slip refuses nothing
        return a["types"][0] == b["types"][0] or all(REFUSALS & set(error["types"]) for error in (a, b))
    return True  # none, blank


def first_difference(returned: Fact, expected: Fact, rtol: float = 1e-4, atol: float = 1e-5) -> list[int] | None:
    """Return the index of the first number that differs between two facts of one shape, else None."""
    a, b = numeric(returned), numeric(expected)
    if a is None or b is None or a.shape != b.shape:
        return None
    wrong = ~torch.isclose(a, b, rtol, atol, equal_nan=True)
    return wrong.nonzero()[0].tolist() if wrong.any() else None


def summary(fact: Fact) -> str:
    """Return a fact in a few words for a learner, such as `tensor, shape (2, 3), float32, on cpu`."""
    kind = fact["kind"]
    if kind == "tensor":
        shape = "(" + ", ".join(map(str, fact["shape"])) + ("," if len(fact["shape"]) == 1 else "") + ")"
        name = "array" if fact["type"] == "ndarray" else "tensor"
        grad = ", requires grad" if fact["requires_grad"] else ""
        return f"{name}, shape {shape}, {fact['dtype']}, on {fact['device']}{grad}"
    if kind == "number":
        value = fact["value"]
        return f"{fact['type']} {value:.6g}" if isinstance(value, float) else f"{fact['type']} {value}"
    if kind == "sequence":
        shown = ", ".join(summary(item) for item in fact["items"][:4])
        return f"{fact['type']} of {fact['length']}: {shown}{', …' if fact['length'] > 4 else ''}"
    if kind == "mapping":
        return f"{fact['type']} with {', '.join(list(fact['items'])[:4])}"
    if kind == "text":
        return f"text {fact['value'][:60]!r}"
    if kind == "error":
        return f"{fact['types'][0]}: {fact['message']}".strip(": ")
    words = {"none": "None", "blank": "nothing yet (...)", "function": "a function, not its result"}
    return words.get(kind) or fact.get("value") or f"an object of type {fact['type']}"


def validate(fact: Any, depth: int = 0) -> Fact:
    """Return `fact` if it has the form that `describe` gives; what a kernel sends is believed no further.

    Raises:
        FactError: a key is missing, a value has another type, or the whole is too large or too deep.
    """
    if not isinstance(fact, dict) or depth > MAX_DEPTH + 1:
        raise FactError(f"fact: expected a description, got {str(fact)[:60]!r}. Run the check cell again.")
    form = FORMS.get(fact.get("kind"))
    if form is None or not all(isinstance(fact.get(key), types) for key, types in form.items()):
        raise FactError(f"fact: expected the parts of {fact.get('kind')!r}, got {sorted(map(str, fact))[:9]}.")
    if fact["kind"] == "tensor":
        _validate_tensor(fact)
    if fact["kind"] == "number":
        _validate_number(fact["value"])
    items = fact.get("items", [])
    for item in items.values() if isinstance(items, dict) else items:
        validate(item, depth + 1)
    return fact


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


def _validate_tensor(fact: Fact) -> None:
    if not all(type(size) is int and size >= 0 for size in fact["shape"]) or len(fact["values"]) > MAX_VALUES:
        raise FactError(f"fact: expected a shape and at most {MAX_VALUES} numbers, got {str(fact['shape'])[:60]}.")
    for value in fact["values"]:
        _validate_number(value)


def _validate_number(value: Any) -> None:
    if isinstance(value, str) and value in ("nan", "inf", "-inf"):
        return
    if type(value) not in (bool, int, float) or abs(value) > 1e308 or value != value:
        raise FactError(f"fact: expected a number, got {str(value)[:60]!r}.")
