"""Facts in, a result out: pure functions that never see the learner's objects.

Result first: only when an answer is wrong is it compared with the known wrong ways, each run on the same
inputs, then with slips that any answer may show. So a right answer by an odd road is never picked at.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course.facts import Fact, FactError, first_difference, numeric, same, summary, validate
from course.probe import run_cases
from course.question import Answer, Misconception, Question, Result

SLIPS = {
    "returns-nothing": "Python returns None from a function that ends without `return`. Add `return` and the result.",
    "prints-instead": "Printing shows a value to people; only `return` hands it to the code that called. "
                      "Replace the `print` by a `return`.",
    "changes-its-input": "In-place operations (`x -= …`, `x.sub_()`, `x[0] = …`) write into the tensor that the "
                         "caller still needs. Compute into a new tensor instead.",
    "other-shape": "The numbers are right, so the idea is. Their shape is not: look at `keepdim`, at indexing with "
                   "a number against a slice, and at `reshape`.",
    "function-not-called": "The name stands for the function itself. Call it, with brackets, and keep what it returns.",
    "not-a-function": "This check calls your answer itself, on several inputs. Hand in the function, without brackets.",
    "not-finite": "A nan or inf arose on the way: 0/0, a logarithm of 0, or a number too large for its type. "
                  "Look at the step where it first appears.",
}


@dataclass(frozen=True)
class Verdict:
    """What one answer came to: "passed", "failed" or "not tried", and why."""

    outcome: str
    returned: str = ""
    expected: str = ""
    message: str = ""
    hint: str = ""
    misconception: str = ""


def judge(question: Question, facts: Fact, seed: int, max_points: float) -> Result:
    """Return the result of a question from the facts of a learner's answers.

    Facts that do not have the right form fail; they come from code that we do not control. If the right
    answer itself cannot be computed, the fault is ours: the outcome is "broken" and the points are given.
    """
    try:
        known = [known_facts(answer, seed) for answer in question.answers]
    except Exception as error:  # any fault of our own question must not cost a learner points
        return broken(question, max_points, f"{question.id}: its right answer raised {error!r}")
    try:
        verdicts = [judge_answer(*pair) for pair in zip(question.answers, known, read_facts(question, facts))]
        seconds = float(facts.get("seconds", 0.0))
    except (FactError, TypeError, ValueError, KeyError, OverflowError) as error:
        return Result(question.id, "failed", 0.0, max_points, message=str(error)[:300], section=question.section)
    return combine(question, verdicts, max_points, seconds)


def broken(question: Question, max_points: float, message: str) -> Result:
    """Return the result of a check that we could not carry out."""
    return Result(question.id, "broken", max_points, max_points, message=message, section=question.section)


def combine(question: Question, verdicts: list[Verdict], max_points: float, seconds: float) -> Result:
    """Return one result from the verdicts of a question's answers: points by share, the first fault explained."""
    passed = sum(verdict.outcome == "passed" for verdict in verdicts)
    if passed == len(verdicts):
        return Result(question.id, "passed", max_points, max_points, section=question.section, seconds=seconds)
    first = next(i for i, verdict in enumerate(verdicts) if verdict.outcome != "passed")
    tried = [i for i, verdict in enumerate(verdicts) if verdict.outcome == "failed"]
    shown = tried[0] if tried else first
    verdict, answer = verdicts[shown], question.answers[shown]
    outcome = "failed" if tried or passed else "not tried"
    points = round(max_points * passed / len(verdicts), 4)
    return Result(question.id, outcome, points, max_points, answer.name, verdict.returned, verdict.expected,
                  verdict.message, verdict.hint, verdict.misconception, question.section, seconds)


def read_facts(question: Question, facts: Fact) -> list[list[Fact]]:
    """Return the cases of each answer, checked for their form.

    Raises:
        FactError: the facts are of another question, or are not of the form that `probe` gives.
    """
    if not isinstance(facts, dict) or facts.get("question") != question.id:
        raise FactError(f"{question.id}: expected its own facts, got {str(facts)[:60]!r}. Run the check cell again.")
    answers = facts.get("answers")
    if not isinstance(answers, list) or len(answers) != len(question.answers):
        raise FactError(f"{question.id}: expected {len(question.answers)} answers, got {str(answers)[:60]!r}.")
    return [[_read_case(question, case) for case in cases] for cases in answers]


def _read_case(question: Question, case: Fact) -> Fact:
    if not isinstance(case, dict) or not isinstance(case.get("printed"), str) or not isinstance(case.get("changed"), list):
        raise FactError(f"{question.id}: expected a case, got {str(case)[:60]!r}.")
    return case | {"returned": validate(case.get("returned"))}


@dataclass(frozen=True)
class KnownFacts:
    """The facts that the right way gives for each case, and those of each wrong way with its misconception."""

    right: list[Fact]
    wrong: list[tuple[Misconception, list[Fact]]]


@lru_cache(maxsize=512)
def known_facts(answer: Answer, seed: int) -> KnownFacts:
    """Run the right way and the wrong ways on the inputs of `seed`."""
    def returned(way: Any) -> list[Fact]:
        return [case["returned"] for case in run_cases(answer, way, seed)]

    wrong = [(wrong, returned(way)) for wrong in answer.misconceptions for way in wrong.ways]
    return KnownFacts(returned(answer.right), wrong)


def judge_answer(answer: Answer, known: KnownFacts, cases: list[Fact]) -> Verdict:
    """Return the verdict on one answer from the facts of its cases."""
    returned = [case["returned"] for case in cases]
    if returned and all(_is_blank(fact) for fact in returned):
        return Verdict("not tried", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if len(cases) != len(known.right):
        slip = "not-a-function" if answer.is_function else "function-not-called"
        return _verdict(answer, cases[0]["returned"] if cases else {"kind": "none"}, None, slip)
    wrong = [i for i, pair in enumerate(zip(returned, known.right)) if not same(*pair, answer.rtol, answer.atol)]
    if not wrong:
        changed = next((case for case in cases if case["changed"]), None)
        return _verdict(answer, changed["returned"], None, "changes-its-input") if changed else Verdict("passed")
    return explain(answer, known, cases, wrong)


def explain(answer: Answer, known: KnownFacts, cases: list[Fact], wrong: list[int]) -> Verdict:
    """Return the verdict on a wrong answer: a known wrong way if it gives the same on every wrong case, else a slip."""
    case, right = cases[wrong[0]], known.right[wrong[0]]
    for misconception, facts in known.wrong:
        if all(same(cases[i]["returned"], facts[i], answer.rtol, answer.atol) for i in wrong):
            return _verdict(answer, case["returned"], right, misconception.name, misconception.hint)
    return _verdict(answer, case["returned"], right, _find_slip(case, right))


def _find_slip(case: Fact, right: Fact) -> str:
    returned = case["returned"]
    if returned["kind"] == "none":
        return "prints-instead" if case["printed"].strip() else "returns-nothing"
    if case["changed"]:
        return "changes-its-input"
    if returned["kind"] == "function":
        return "function-not-called"
    a, b = numeric(returned), numeric(right)
    if a is None or b is None:
        return ""
    if not a.isfinite().all() and b.isfinite().all():
        return "not-finite"
    alike = a.numel() == b.numel() and a.shape != b.shape
    return "other-shape" if alike and a.flatten().allclose(b.flatten(), 1e-4, 1e-5) else ""


def _verdict(answer: Answer, returned: Fact, right: Fact | None, misconception: str, hint: str = "") -> Verdict:
    return Verdict("failed", summary(_outermost(returned)), answer.expected, _message(answer, returned, right),
                   hint or SLIPS.get(misconception, ""), misconception)


def _outermost(fact: Fact) -> Fact:
    """What the learner's function itself returned, where a question observes more than that."""
    return fact["items"]["returned"] if fact["kind"] == "mapping" and "returned" in fact["items"] else fact


def _message(answer: Answer, returned: Fact, right: Fact | None) -> str:
    """Say what is wrong in a sentence, without the right numbers."""
    if returned["kind"] == "error" and (right is None or right["kind"] != "error"):
        return f"`{answer.name}` raised {summary(returned)}"
    if right is None:
        return f"`{answer.name}` is not accepted yet."
    if returned["kind"] == right["kind"] == "mapping" and returned["items"].keys() == right["items"].keys():
        pairs = {key: (returned["items"][key], right["items"][key]) for key in right["items"]}
        wrong = {key: pair for key, pair in pairs.items() if not same(*pair, answer.rtol, answer.atol)}
        key, pair = next(iter(wrong.items()))
        return _message(answer, *pair) if key == "returned" else f"After `{answer.name}` ran: {key}."
    if right["kind"] == "error":
        return f"`{answer.name}` returned a result where it must raise an error."
    a, b = numeric(returned), numeric(right)
    if answer.is_function and a is not None and b is not None and a.shape != b.shape:
        return f"`{answer.name}` returned shape {tuple(a.shape)} where {tuple(b.shape)} is due."
    index = first_difference(returned, right, answer.rtol, answer.atol)
    if answer.is_function and index:
        value = f"{a[tuple(index)].item():.6g}"
        return f"`{answer.name}` first differs from the right result at index {index}: there it holds {value}."
    return f"`{answer.name}` does not have the right value yet."


def _is_blank(fact: Fact) -> bool:
    return fact["kind"] == "blank" or (fact["kind"] == "error" and fact["types"][0] == "NotImplementedError")
