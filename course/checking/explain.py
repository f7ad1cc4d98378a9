"""Why an answer is wrong: a known wrong way on the same inputs, else a slip that any answer may show.

Only what was found wrong comes here, so a right answer by an odd road is never picked at.
"""
from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from typing import Any

from course.checking.facts import SLIPS, Fact, brief, describe, numeric, outline, same
from course.checking.key import Misconception, Solution
from course.checking.probe import make_inputs
from course.checking.question import Answer
from course.checking.verdict import UNCALLED_VALUE, Verdict, make_verdict, outermost
from course.checking.ways import right_facts, way_facts


def explain(solution: Solution, cases: list[Fact], seed: int, first: int) -> Verdict:
    """Return the verdict on a wrong answer: a known wrong way if it gives the same on every case, else a slip."""
    case, right = cases[first], right_facts(solution, seed)[first]
    given = outline(cases[0]["returned"])
    for _, known, way in sorted(_known_ways(solution), key=lambda way: way[0] != given):
        if _gives_the_same(solution, way, cases, seed):
            found = make_verdict(solution, case["returned"], right, known.name, known.hint)
            break
    else:
        slip = _find_slip(solution.answer, case, right)
        hint = UNCALLED_VALUE if slip == "function-not-called" and not solution.answer.is_function else ""
        found = make_verdict(solution, case["returned"], right, slip, hint)
    return replace(found, called=_call(solution.answer, seed, first))


@cache
def _known_ways(solution: Solution) -> list[tuple[Any, Misconception, Any]]:
    """Return each wrong way with its misconception and the outline of what it gives on the first public input.

    On other inputs it seldom has another outline: so those with that of an answer, tried first, spare most others.
    """
    return [(next((outline(fact) for fact in way_facts(solution, way, 0)), None), known, way)
            for known in solution.misconceptions for way in known.ways]


def _call(answer: Answer, seed: int, case: int) -> str:
    """The call that went wrong, in a line: `broadcast_shape((3, 1), (1, 4))`."""
    if not answer.is_function:
        return ""
    arguments = make_inputs(answer, seed)[case]
    return f"{answer.name}({', '.join(brief(describe(argument)) for argument in arguments)})"


def _gives_the_same(solution: Solution, way: Any, cases: list[Fact], seed: int) -> bool:
    may_refuse = any(fact["kind"] == "error" for fact in right_facts(solution, seed))
    pairs = zip((case["returned"] for case in cases), way_facts(solution, way, seed), strict=True)
    # what became of the other models tells which mistake it was, in whatever words one of them failed
    is_told = solution.reading is not None and any(case["returned"]["kind"] != "error" for case in cases)
    try:
        return all(same(*pair, solution.rtol, solution.atol) and (is_told or _fail_alike(*pair, may_refuse))
                   for pair in pairs)
    except ValueError:  # of another number of cases: a value where a function is due, or the other way round
        return False


def _fail_alike(a: Fact, b: Fact, may_refuse: bool) -> bool:
    """Whether two errors say the same, whatever the sizes: nothing else tells which mistake was made.

    Where refusing an input is asked for, everybody words it in their own way, so that isn't compared.
    """
    if a["kind"] != "error" or (may_refuse and not SLIPS & {*a["types"], *b["types"]}):
        return True
    if "ArithmeticError" in a["types"]:  # it names the kinds of numbers, not the mistake: "float division by zero"
        return a["types"][0] == b["types"][0]
    return a["types"][0] == b["types"][0] and re.sub(r"\d+", "0", a["message"]) == re.sub(r"\d+", "0", b["message"])


def _find_slip(answer: Answer, case: Fact, right: Fact) -> str:
    returned, right = outermost(case["returned"]), outermost(right)
    if returned["kind"] == "none" and not answer.is_function:
        return "none-for-a-value"
    if returned["kind"] == "none":
        return "prints-instead" if case["printed"].strip() else "returns-nothing"
    if case["changed"] and returned["kind"] != "error":  # an error says more than what was left behind before it
        return "changes-its-input"
    if returned["kind"] == "function":
        return "function-not-called"
    if not answer.is_function and (slip := _slip_of_a_value(returned, right)):
        return slip
    a, b = numeric(returned), numeric(right)
    if a is None or b is None:
        return "other-grouping" if _same_in_a_row(returned, right) else ""
    if not a.isfinite().all() and b.isfinite().all():
        return "not-finite"
    alike = a.numel() == b.numel() and a.shape != b.shape
    return "other-shape" if alike and a.flatten().allclose(b.flatten(), 1e-4, 1e-5) else ""


def _slip_of_a_value(returned: Fact, right: Fact) -> str:
    """Return the slip of a value that is of another kind than asked for, or an empty text."""
    if returned["kind"] == "text" and (right["kind"] == "sequence" or right["kind"] == "number"):
        return "text-for-a-value"
    is_its_shape = returned["kind"] == "tensor" and right["kind"] == "sequence"
    return "tensor-for-its-shape" if is_its_shape and same(_as_sequence(returned["shape"]), right) else ""


def _as_sequence(sizes: list[int]) -> Fact:
    items = [{"kind": "number", "type": "int", "value": size} for size in sizes]
    return {"kind": "sequence", "type": "tuple", "length": len(items), "items": items}


def _same_in_a_row(returned: Fact, right: Fact) -> bool:
    """Whether two facts hold the same numbers in the same order, in whatever parts of parts."""
    a, b = (_numbers_in_a_row(fact) for fact in (returned, right))
    return bool(a) and a is not None and b is not None and len(a) == len(b) and all(
        math.isclose(x, y, rel_tol=1e-4, abs_tol=1e-5) for x, y in zip(a, b))


def _numbers_in_a_row(fact: Fact) -> list[float] | None:
    """Return all numbers in a fact, part by part, or None if it holds anything else or was cut short."""
    if fact["kind"] == "sequence" and fact["length"] == len(fact["items"]):
        parts = [_numbers_in_a_row(item) for item in fact["items"]]
        return None if None in parts else [number for part in parts for number in part or ()]
    found = numeric(fact)
    return None if found is None else found.flatten().tolist()
