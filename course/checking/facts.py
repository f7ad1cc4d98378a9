"""Facts: a learner's values as plain JSON data, and how two facts compare.

A check never decides beside the learner's code. It describes what that code returned, and the judge,
which may sit in another process, compares the description with that of the right answer.
"""
from __future__ import annotations

import linecache
import math
import numbers
import sysconfig
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

Fact = dict[str, Any]
MAX_VALUES = 10_000  # numbers kept of one value; questions ask for far fewer
MAX_ITEMS = 1_000
MAX_TEXT = 300
MAX_DEPTH = 6
MAX_AXES = 64  # PyTorch's own limit
MAX_PARTS = 20_000  # numbers and parts kept of one value, all that it holds taken together
SLIPS = {"NameError", "TypeError", "AttributeError", "LookupError", "ArithmeticError", "NotImplementedError",
         "RecursionError", "ImportError", "SyntaxError", "OSError", "MemoryError", "SystemExit"}  # refuse no input
INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
                  | {str(Path(__file__).parents[1]), "<frozen"})  # whatever else raises is the notebook's own code
DTYPES = {name: str(dtype) for name, dtype in vars(torch).items() if isinstance(dtype, torch.dtype)}  # with aliases


def describe(value: Any) -> Fact:
    """Return `value` as JSON data that says its kind, type, shape, dtype, device and numbers.

    Everything is told by its real type: neither a subclass that overrides `==` nor an object that names another class
    as its own gains anything. What cannot be read, such as a sparse tensor, is an object of its type, and so is what
    comes after the first `MAX_PARTS` parts.

    >>> describe(torch.tensor([[1., 2.]]))["shape"]
    [1, 2]
    >>> describe((1, 2.5))["items"][1]
    {'kind': 'number', 'type': 'float', 'value': 2.5}
    """
    return _Describer().describe(value, 0)


class _Describer:
    """Describes one value with all that it holds, until it has told enough."""

    def __init__(self) -> None:
        self.room = MAX_PARTS

    def describe(self, value: Any, depth: int) -> Fact:
        try:
            fact = self._describe(value, type(value), depth) if self.room > 0 else None
        except Exception:  # a learner's value may raise whatever it is asked
            fact = None
        fact = fact or {"kind": "object", "type": class_name(type(value))}
        self.room -= 1 + len(fact.get("values", ()))
        return fact

    def _describe(self, value: Any, cls: type, depth: int) -> Fact | None:
        if value is None or value is ...:
            return {"kind": "none" if value is None else "blank"}
        if issubclass(cls, Tensor):
            return _describe_tensor(value)
        if issubclass(cls, np.ndarray) and (plain := np.asarray(value)).dtype.kind in "biuf":
            return _describe_array(plain) | {"type": class_name(cls)}
        if issubclass(cls, (numbers.Real, Decimal, np.bool_)):
            return {"kind": "number", "type": class_name(cls), "value": _json_number(value)}
        if issubclass(cls, str):
            return {"kind": "text", "value": clip(str.__str__(value))}
        if (dtype := _dtype_name(value)) is not None:
            return {"kind": "dtype", "value": dtype}
        if issubclass(cls, (list, tuple)) and depth < MAX_DEPTH:
            base = list if issubclass(cls, list) else tuple
            items = [self.describe(item, depth + 1) for item in base.__getitem__(value, slice(MAX_ITEMS))]
            return {"kind": "sequence", "type": class_name(cls), "length": base.__len__(value), "items": items}
        if issubclass(cls, dict) and depth < MAX_DEPTH:
            pairs = list(dict.items(value))[:MAX_ITEMS]
            named = {clip(str(key)): self.describe(item, depth + 1) for key, item in pairs}
            return {"kind": "mapping", "type": class_name(cls), "items": named}
        return {"kind": "function", "type": class_name(cls)} if callable(value) else None


def class_name(cls: type) -> str:
    """Return a class's real name, whatever its metaclass says."""
    return clip(type.__dict__["__name__"].__get__(cls))


def describe_error(error: BaseException) -> Fact:
    """Return a raised exception as a fact: its class, the classes above it, its message, and the learner's line."""
    classes = type.__dict__["__mro__"].__get__(type(error))
    types = [class_name(cls) for cls in classes if cls not in (object, BaseException, Exception)][:MAX_AXES]
    try:
        message = str(error)
    except Exception:  # its own `__str__` raised
        message = ""
    return {"kind": "error", "types": types or [class_name(type(error))], "message": clip(message),
            "where": _own_line(error)}


def _own_line(error: BaseException) -> str:
    """Return the last line of a notebook's own code on the way to an error, with its number; else an empty text."""
    found, step = "", BaseException.__dict__["__traceback__"].__get__(error)
    while step is not None:
        name, line = step.tb_frame.f_code.co_filename, step.tb_lineno
        if not name.startswith(INSTALLED):
            found = f"line {line}: {linecache.getline(name, line, step.tb_frame.f_globals).strip()}"
        step = step.tb_next
    return clip(found)


def clip(text: str) -> str:
    """Return at most MAX_TEXT characters, each of which can be written to a file."""
    return str.encode(str.__getitem__(text, slice(MAX_TEXT)), "utf-8", "replace").decode()  # a subclass may differ


def _describe_tensor(value: Tensor) -> Fact:
    with torch._C.DisableTorchFunctionSubclass():  # a subclass may override every method; the data is what counts
        plain = Tensor.as_subclass(Tensor.detach(value), Tensor)
        fact = _describe_array(_with_numpy_dtype(plain.cpu()).numpy())
        requires_grad = bool(vars(torch._C.TensorBase)["requires_grad"].__get__(value))
    return fact | {
        "type": class_name(type(value)),
        "dtype": str(plain.dtype).removeprefix("torch."),
        "device": plain.device.type,
        "requires_grad": requires_grad,
    }


def _with_numpy_dtype(plain: Tensor) -> Tensor:
    """bfloat16 has no form in NumPy, complex numbers none in JSON: they become pairs, which equal no real number."""
    if plain.is_complex():
        return torch.view_as_real(plain.resolve_conj())
    return plain.double() if plain.is_floating_point() else plain


def _describe_array(value: np.ndarray) -> Fact:
    kept = [_json_number(number) for number in value.reshape(-1)[:MAX_VALUES].tolist()]
    return {
        "kind": "tensor", "type": class_name(type(value)), "shape": list(value.shape),
        "dtype": value.dtype.name, "device": "cpu", "requires_grad": False, "values": kept,
    }


def _json_number(value: Any) -> bool | int | float | str:
    """JSON has no nan and no inf, and whole numbers past 2**63 are not worth keeping exactly."""
    cls = type(value)
    if issubclass(cls, (bool, np.bool_)):
        return bool(value)
    if issubclass(cls, (int, float)):  # a subclass may convert itself to anything; the data is what counts
        value = (int if issubclass(cls, int) else float).__pos__(value)
    if issubclass(cls, numbers.Integral) and -(2**63) <= int(value) < 2**63:
        return int(value)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return number if math.isfinite(number) else repr(number)


def _dtype_name(value: Any) -> str | None:
    if type(value) is torch.dtype:
        return str(value).removeprefix("torch.")
    if issubclass(type(value), np.dtype):
        return np.dtype.name.__get__(value)
    if issubclass(type(value), type) and (value in (bool, int, float) or issubclass(value, np.generic)):
        return np.dtype(value).name
    return None


def numeric(fact: Fact) -> Tensor | None:
    """Return the numbers in a fact as a float64 tensor of the same shape, or None if it is not all numbers.

    A tuple of three floats and a tensor of shape (3,) hold the same numbers, whatever they are called.
    """
    read = _read_numbers(fact)
    if read is None or len(read[0]) > MAX_AXES or math.prod(max(size, 1) for size in read[0]) >= 2**63:
        return None  # each item was a tensor, but no tensor holds them all
    return torch.tensor(read[1], dtype=torch.float64).reshape(read[0])


def _read_numbers(fact: Fact) -> tuple[list[int], list[float]] | None:
    """Return shape and numbers of a fact that is all numbers and was kept whole."""
    if fact["kind"] == "number":
        return [], [float(fact["value"])]
    if fact["kind"] == "tensor" and len(fact["values"]) == math.prod(fact["shape"]):
        return fact["shape"], [float(value) for value in fact["values"]]
    if fact["kind"] == "sequence" and fact["length"] == len(fact["items"]):
        parts = [part for item in fact["items"] if (part := _read_numbers(item)) is not None]
        if len(parts) == len(fact["items"]) and all(part[0] == parts[0][0] for part in parts):
            return [len(parts), *(parts[0][0] if parts else [])], [number for part in parts for number in part[1]]
    return None


def _could_have_shape(fact: Fact, shape: list[int]) -> bool:
    """Whether the numbers in a fact may stand in this shape, as far as its first parts show."""
    if fact["kind"] in ("number", "tensor"):
        return shape == fact.get("shape", [])
    if fact["kind"] != "sequence" or not shape or len(fact["items"]) != shape[0]:
        return False
    return not fact["items"] or _could_have_shape(fact["items"][0], shape[1:])


def same(a: Fact, b: Fact, rtol: float = 1e-4, atol: float = 1e-5) -> bool:
    """Return whether two facts say the same: equal numbers in equal shapes, or equal in every part.

    `a` may be a learner's and large: its numbers are read only where they could be those of `b`.
    """
    if a["kind"] == b["kind"] == "number" and a["value"] == b["value"]:
        return True
    numbers_b = numeric(b)
    near = numbers_b is not None and _could_have_shape(a, list(numbers_b.shape))
    numbers_a = numeric(a) if near else None
    if numbers_a is not None and numbers_b is not None:
        return numbers_a.shape == numbers_b.shape and torch.allclose(numbers_a, numbers_b, rtol, atol, equal_nan=True)
    if {a["kind"], b["kind"]} <= {"text", "dtype"}:
        return _full_name(a) == _full_name(b)
    if a["kind"] != b["kind"] or a["kind"] in ("tensor", "function", "object"):  # a tensor cut short, for one
        return False
    if a["kind"] == "sequence":
        alike = a["length"] == b["length"] == len(a["items"]) == len(b["items"])
        return alike and all(same(x, y, rtol, atol) for x, y in zip(a["items"], b["items"]))
    if a["kind"] == "mapping":
        shared = a["items"].keys() == b["items"].keys()
        return shared and all(same(a["items"][key], b["items"][key], rtol, atol) for key in a["items"])
    if a["kind"] == "error":  # that it refuses is what counts, not the wording; a slip refuses nothing
        return a["types"][0] == b["types"][0] or not any(SLIPS & set(error["types"]) for error in (a, b))
    return True  # none, blank


def outline(fact: Fact) -> Any:
    """Return what of a fact hardly depends on the inputs: kinds and truth values, no numbers and no texts."""
    if fact["kind"] == "mapping":
        return {key: outline(item) for key, item in fact["items"].items()}
    return fact["value"] if fact.get("type") == "bool" else fact["kind"]


def _full_name(fact: Fact) -> str:
    """`torch.float` is another name of `torch.float32`; text that names no dtype stays as it is."""
    name = fact["value"].removeprefix("torch.")
    return DTYPES.get(name, name).removeprefix("torch.") if fact["kind"] == "text" else name


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
        if fact["type"] == "ndarray":
            return f"array, shape {shape}, {fact['dtype']}"
        grad = ", requires grad" if fact["requires_grad"] else ""
        return f"tensor, shape {shape}, {fact['dtype']}, on {fact['device']}{grad}"
    if kind == "number":
        value = fact["value"]
        return f"{fact['type']} {value:.6g}" if isinstance(value, float) else f"{fact['type']} {value}"
    if kind == "sequence":
        shown = [summary(item).removeprefix("int ").removeprefix("float ") for item in fact["items"][:4]]
        return f"{fact['type']} ({', '.join(shown)}{', …' if fact['length'] > 4 else ''})"
    if kind == "mapping":
        return f"{fact['type']} with {', '.join(list(fact['items'])[:4])}"
    if kind == "text":
        return f"text {fact['value'][:60]!r}"
    if kind == "error":
        return f"{_error_name(fact['types'])}: {fact['message']}".strip(": ")
    words = {"none": "None", "blank": "nothing yet (...)", "function": "a function, not its result"}
    return words.get(kind) or fact.get("value") or f"an object of type {fact['type']}"


def _error_name(types: list[str]) -> str:
    """A question may raise a `LookupError` of its own in place of PyTorch's error, which it names next."""
    return types[1] if types[-1] == "LookupError" and len(types) > 2 else types[0]


def brief(fact: Fact) -> str:
    """Return an argument in a word or two, such as `tensor (2, 3)`, `(3, 1)` or `Sequential`."""
    if fact["kind"] == "tensor":
        return f"{'array' if fact['type'] == 'ndarray' else 'tensor'} {tuple(fact['shape'])}"
    if fact["kind"] == "sequence":
        shown = ", ".join(brief(item) for item in fact["items"][:8]) + (", …" if fact["length"] > 8 else "")
        return f"[{shown}]" if fact["type"] == "list" else f"({shown}{',' if fact['length'] == 1 else ''})"
    if fact["kind"] == "number":
        return f"{fact['value']:.4g}" if isinstance(fact["value"], float) else str(fact["value"])
    return "a function" if fact.get("type") == "function" else fact.get("type") or summary(fact)
