"""What is said of one answer: what came back, what is wrong with it, what to do next."""
from __future__ import annotations

from dataclasses import dataclass

from course.checking.facts import Fact, clip, first_difference, numeric, same, summary
from course.checking.key import Solution
from course.checking.raised import advise

SLIPS = {
    "returns-nothing": "None came back. Either your code reaches its end without a `return` on this input, or what "
                       "you return is None itself: `print()` and `backward()` give None, and so does a `grad` before "
                       "`backward()` has run. Return the result.",
    "none-for-a-value": "None stands for nothing at all. Put the value itself here.",
    "prints-instead": "Printing shows a value to people; only `return` hands it to the code that called. "
                      "Replace the `print` by a `return`.",
    "changes-its-input": "In-place operations (`x -= …`, `x.sub_()`, `x[0] = …`) write into the tensor that the "
                         "caller still needs. Compute into a new tensor instead.",
    "other-shape": "The numbers are right, so the idea is. Their shape is not: print the shape after each line and "
                   "find where it changes.",
    "other-grouping": "The numbers are right, and in the right order. But they're grouped in another way: compare the "
                      "brackets of what you returned with those of the right result.",
    "text-for-a-value": "In quotes it's text, which nobody can compute with. Write the value itself, without quotes.",
    "tensor-for-its-shape": "That's the tensor itself, with all its numbers. What's asked for is how large it is: its "
                            "shape.",
    "function-not-called": "The name stands for the function itself. Call it, with brackets, and keep what it returns.",
    "not-a-function": "This check calls your answer itself, on several inputs. Hand in the function, without brackets.",
    "not-finite": "A nan or inf arose on the way: 0/0, a logarithm of 0, or a number too large for its type. "
                  "Look at the step where it first appears.",
}
ARITY = "This check calls your function itself. Keep its arguments as the lesson gives them."
UNKNOWN = "Work this small input out by hand, step by step, and find where your numbers and the right ones part."
UNCALLED_VALUE = ("That name stands for a function or a class, not for a value. Its result takes brackets, a word "
                  "takes quotes, and a dtype is written like `torch.bool`.")
UNKNOWN_WORK = ("What happened, above, is the first thing that isn't as it should be. Run your function on this input "
                "in a cell, and look at that very thing before and after.")
UNKNOWN_VALUE = "Compare what you gave with what is expected, its kind too, and read the question once more."


@dataclass(frozen=True)
class Verdict:
    """What one answer came to (an outcome of `Result`, not "broken" nor "held"), why, and its share of the points."""

    outcome: str
    called: str = ""
    returned: str = ""
    expected: str = ""
    message: str = ""
    hint: str = ""
    misconception: str = ""
    share: float = 0.0


def make_verdict(solution: Solution, returned: Fact, right: Fact | None, misconception: str, hint: str = "") -> Verdict:
    answer = solution.answer
    given = "" if returned["kind"] == "error" else clip(summary(outermost(returned)))  # the message has the error
    hint = hint or SLIPS.get(misconception) or _next_step(solution, returned, right)
    return Verdict("failed", "", given, answer.expected, clip(_message(solution, returned, right)), hint, misconception)


def _next_step(solution: Solution, returned: Fact, right: Fact | None) -> str:
    """What to do about a wrong answer that nobody has a name for."""
    if returned["kind"] != "error":
        if solution.answer.changes_inputs or (solution.reading and returned["kind"] == "mapping"):
            return UNKNOWN_WORK  # a model at work: nobody computes that by hand
        return UNKNOWN if solution.answer.is_function else UNKNOWN_VALUE
    cannot_be_called = returned["types"][0] == "TypeError" and not returned.get("where")
    if cannot_be_called and "argument" in returned["message"]:
        return ARITY
    return advise(returned, may_refuse=right is not None and right["kind"] == "error")


def _message(solution: Solution, returned: Fact, right: Fact | None) -> str:
    """Say what is wrong in a sentence, without the right numbers."""
    answer = solution.answer
    if returned["kind"] == "error":
        return f"`{answer.name}` raised {summary(returned)}"
    if right is None:
        return f"`{answer.name}` is not accepted yet."
    if returned["kind"] == right["kind"] == "mapping" and returned["items"].keys() == right["items"].keys():
        pairs = {key: (returned["items"][key], right["items"][key]) for key in right["items"]}
        wrong = {key: pair for key, pair in pairs.items() if not same(*pair, solution.rtol, solution.atol)}
        key, pair = next(iter(wrong.items()))
        return _message(solution, *pair) if key == "returned" else f"After `{answer.name}` ran: {key}."
    if right["kind"] == "error":
        return f"`{answer.name}` returned a result where it must raise an error."
    a, b = numeric(returned), numeric(right)
    if answer.is_function and (a is None or b is None or a.shape != b.shape):
        forms = _form(returned), _form(right)
        if all(forms) and forms[0] != forms[1] and returned["kind"] == right["kind"] == "tensor":
            return f"`{answer.name}` returned shape {_shape(returned)} where {_shape(right)} is expected."
        if all(forms) and forms[0] != forms[1]:
            return f"`{answer.name}` returned {forms[0]} where {forms[1]} {_is(right)} expected."
        if a is not None and b is not None:
            return f"`{answer.name}` returned shape {tuple(a.shape)} where {tuple(b.shape)} is expected."
    index = first_difference(returned, right, solution.rtol, solution.atol)
    if answer.is_function and index and a is not None:
        value = f"{a[tuple(index)].item():.6g}"
        return f"`{answer.name}` first differs from the right result at index {index}: there it holds {value}."
    if answer.is_function:
        return f"`{answer.name}` returned a wrong result."
    return f"`{answer.name}` does not have the right value yet."


def _shape(fact: Fact) -> str:
    return str(tuple(fact["shape"]))


def _form(fact: Fact) -> str:
    """Return in words how many values a fact holds, or an empty text where that isn't what tells it from another."""
    if fact["kind"] == "tensor":
        return f"a tensor of shape {_shape(fact)}"
    if fact["kind"] == "sequence":
        return "1 value" if fact["length"] == 1 else f"{fact['length']} values"
    return "a single number" if fact["kind"] == "number" else ""


def _is(fact: Fact) -> str:
    return "are" if fact["kind"] == "sequence" and fact["length"] != 1 else "is"


def outermost(fact: Fact) -> Fact:
    """What the learner's function itself returned, where a question observes more than that."""
    return fact["items"]["returned"] if fact["kind"] == "mapping" and "returned" in fact["items"] else fact


def is_blank(fact: Fact) -> bool:
    """Whether an answer is as released; PyTorch's own NotImplementedError, unlike the stub's, has a message."""
    return fact["kind"] == "blank" or (fact["kind"] == "error" and fact["types"][0] == "NotImplementedError"
                                       and not fact["message"])
