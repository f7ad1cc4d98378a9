"""What to do about an error that no known wrong way raises: read from its class, its message and the line it came from.

All three come from the learner's code. They're matched against fixed patterns, and only names and whole numbers go on
into what is said.
"""
from __future__ import annotations

import difflib
import math
import re
from typing import Any

import torch
from torch import nn, optim
from torch.nn import functional

from course.checking.facts import Fact

RAISED = ("Read what the error says. Then look at each name in the line that raised it: just before that line, print "
          "its type and its shape. Which one isn't what you expected?")
OWN_RAISE = ("Your own code raises this, but the input above has a right result. Look at the condition that led there: "
             "which part of it holds for this input, and should it?")
OWNERS: dict[str, Any] = {
    "Tensor": torch.Tensor, "list": list, "tuple": tuple, "dict": dict, "str": str, "int": int, "float": float,
    "torch": torch, "torch.nn": nn, "torch.nn.functional": functional, "torch.optim": optim, "math": math,
}
IMPORTS = {"np": "NumPy", "numpy": "NumPy", "pd": "pandas", "F": "`torch.nn.functional`"}
NAME = r"([^\W\d]\w{0,39})"
MATRICES = ("`@` and a linear layer pair the last size of the left side with the first size of the right, and here "
            "those are {2} and {3}. Print both shapes: does one of them need a `.T`, or do the two belong the other "
            "way around?")
FLOATS = ("This works on decimal numbers only, or on two tensors of the same dtype. Print the dtypes in that line; "
          "`.float()` turns whole numbers into decimal ones.")
WHOLE = ("`range` and an index take one whole number, and what stands there is something else. How many there are is "
         "`len(…)`; a place is counted from 0.")
BACKWARD = "`backward` starts from a single number, and this tensor holds several. Add them up first, with `.sum()`."
ADVICE: tuple[tuple[str, str], ...] = (  # the first that is found in "Class: message" counts
    (rf"UnboundLocalError.*variable '{NAME}'",
     "On this input, no line has given `{1}` a value before it's used. Is it set on every way through your code?"),
    (r"missing \d+ required", "A call in that line lacks an argument; the message names it. Put it into the brackets."),
    (r"(unexpected keyword|positional arguments? but|invalid combination of arguments)",
     "A call in that line got arguments that it doesn't take. Compare their number, names and kinds with what the "
     "message lists."),
    (r"torch\.return_types", "With a `dim`, `max`, `min` and `sort` give two tensors at once: `.values`, the numbers, "
                             "and `.indices`, where they were. Take the one that you want out of the pair."),
    (r"(for \^|bitwise_xor)", "In Python, `^` isn't a power: it compares bits. A power is written `**`."),
    (r"(for [&|]:|bitwise_(and|or).*'(Float|Double)')",
     "`&` and `|` join bits or bool tensors, and they bind before `<` and `>` do. Between two conditions on plain "
     "numbers, write `and` or `or`."),
    (r"'NoneType'", "One of the values in that line is None. Look where it comes from: a function without `return`, "
                    "an argument that may be None, or a `grad` before `backward` has run."),
    (rf"'{NAME}' object is not callable",
     "Round brackets call what stands before them, and that's a `{1}` here. Square brackets take a part out of "
     "it. Or has a name been used twice, once for a function and once for a value?"),
    (r"not subscriptable", "Square brackets take a part out of a list or a tensor. What stands before them has no "
                           "parts: is it a function that was meant to be called, or a single number?"),
    (r"(converted to an index|interpreted as an integer|indices must be integers)", WHOLE),
    (r"shapes cannot be multiplied \((\d{1,9})x(\d{1,9}) and (\d{1,9})x(\d{1,9})\)", MATRICES),
    (r"(size mismatch, got|inconsistent tensor size|both arguments to matmul|1D tensors expected|2D tensor)",
     "`@` pairs the last axis of the left side with the first of the right one. Print both shapes: those two sizes "
     "have to be equal."),
    (r"size of tensor a \((\d{1,9})\) must match the size of tensor b \((\d{1,9})\)",
     "Lined up at their last axis, the two shapes in that line don't fit: {1} stands against {2}. Print both shapes. "
     "An axis that a sum or mean took away comes back with `keepdim=True`."),
    (r"(Dimension out of range|too many indices)",
     "The line names an axis that this tensor doesn't have on this input. Print its shape: axes are counted from 0."),
    (r"(index out of range|out of bounds for)",
     "There's no place with that number. Python counts from 0, so the last place is one less than how many there are; "
     "`-1` is the last one, too."),
    (r"Boolean value of Tensor", "`if`, `and`, `or` and `not` want one yes or no, and this tensor holds several. For "
                                 "each element there are `&`, `|` and `~`; for all at once, `.all()` and `.any()`."),
    (r"for scalar outputs", BACKWARD),
    (r"does not require grad", "`backward` follows a record of what was computed, and there is none here. Does the "
                               "tensor that you start from have `requires_grad`, and is it the one you computed with?"),
    (r"through the graph a second time", "`backward` uses its record up. Compute the loss anew before each call."),
    (r"leaf Variable that requires grad", "A tensor that records can't be changed in place. Move it inside "
                                          "`with torch.no_grad():`, or compute a new one."),
    (r"same device", "All tensors in one operation have to live on one device. Move them with `.to(device)`."),
    (r"(same dtype|expected scalar type|floating point|result type \w+ can't be cast|not implemented for '\w+')",
     FLOATS),
    (r"(values to unpack)", "The number of names left of `=` isn't the number of values on its right. Print the right "
                            "side."),
    (r"ZeroDivisionError", "What stands below the line is 0 on this input. Ask for that before you divide."),
    (r"KeyError", "The dictionary has no such key, or the table no such column. Print its keys, of a table its "
                  "`columns`, and compare letter by letter."),
    (r"RecursionError", "Your function calls itself, and that call does the same, without end. Call what you meant by "
                        "its own name."),
)


def advise(error: Fact, may_refuse: bool = False) -> str:
    """Return what to do next about an error.

    Args:
        error: the error as a fact.
        may_refuse: whether this input is one to refuse, by another error.
    """
    kind, message = error["types"][0], error["message"]
    if re.match(r"line \d+: ([^#]*: *)?(raise|assert)\b", error.get("where", "")):
        return RAISED if may_refuse else OWN_RAISE
    if kind == "NameError" and (found := re.search(rf"name '{NAME}' is not defined", message)):
        return _unknown_name(found[1])
    if kind == "AttributeError" and (found := re.search(rf"'?([\w.]{{1,40}})' (?:object )?has no attribute '{NAME}'",
                                                        message)):
        return _unknown_attribute(found[1], found[2])
    said = f"{kind}: {message}"
    return next((advice.format(found[0], *found.groups()) for pattern, advice in ADVICE
                 if (found := re.search(pattern, said, re.DOTALL))), RAISED)


def _unknown_name(name: str) -> str:
    if name in IMPORTS:
        return (f"`{name}` is what many people call {IMPORTS[name]}, but nothing was imported under that name here. "
                "See what the lesson's first cell imports: PyTorch has most of the same functions.")
    return (f"Nothing here is called `{name}`. Compare it letter by letter, capitals too, with your arguments and with "
            "the names you've given a value.")


def _unknown_attribute(owner: str, name: str) -> str:
    if owner == "NoneType":
        return (f"What stands before `.{name}` is None. Look where it comes from: a function without `return`, an "
                "argument that may be None, or a `grad` before `backward` has run.")
    if near := _nearest(name, OWNERS.get(owner)):
        return f"There's no `{name}` in {_called(owner)}. Did you mean `{near}`?"
    if owner in ("list", "tuple", "float", "int") and hasattr(torch.Tensor, name):
        return (f"`{name}` belongs to tensors, and what stands before it is {_called(owner)}. Make a tensor of it with "
                "`torch.tensor(…)`, or use Python's own means.")
    return (f"There's no `{name}` in {_called(owner)}. Check its spelling, and whether what stands before the point is "
            "what you think it is: print its type.")


def _called(owner: str) -> str:
    return f"`{owner}`" if owner in OWNERS and not isinstance(OWNERS[owner], type) else f"a `{owner}`"


def _nearest(name: str, owner: Any) -> str:
    """Return the public name in `owner` that is most like `name`, or an empty text."""
    known = [one for one in dir(owner) if not one.startswith("_")] if owner is not None else []
    if same := [one for one in known if one.lower() == name.lower()]:
        return same[0]
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.7)), "")
