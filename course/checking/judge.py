"""Facts in, a result out: pure functions that never see the learner's objects.

Result first: only when an answer is wrong is it compared with the known wrong ways, each run on the same
inputs, then with slips that any answer may show. So a right answer by an odd road is never picked at.
"""
from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from course.checking.facts import Fact, brief, clip, describe, first_difference, numeric, outline, same, summary
from course.checking.probe import make_inputs, run_cases
from course.checking.question import Answer, Misconception, Question, Result
from course.checking.schema import FactError, shown, validate

SLIPS = {
    "returns-nothing": "None came back. Either `return` is missing, or what you return is None itself: `backward()` "
                       "and `print()` give None. Return the result.",
    "none-for-a-value": "None stands for nothing at all. Put the value itself here.",
    "prints-instead": "Printing shows a value to people; only `return` hands it to the code that called. "
                      "Replace the `print` by a `return`.",
    "changes-its-input": "In-place operations (`x -= …`, `x.sub_()`, `x[0] = …`) write into the tensor that the "
                         "caller still needs. Compute into a new tensor instead.",
    "other-shape": "The numbers are right, so the idea is. Their shape is not: print the shape after each line and "
                   "find where it changes.",
    "function-not-called": "The name stands for the function itself. Call it, with brackets, and keep what it returns.",
    "not-a-function": "This check calls your answer itself, on several inputs. Hand in the function, without brackets.",
    "not-finite": "A nan or inf arose on the way: 0/0, a logarithm of 0, or a number too large for its type. "
                  "Look at the step where it first appears.",
}
UNCALLED = {"none": "none-for-a-value", "function": "function-not-called", "error": "function-not-called"}
RAISED = "Run your function in a cell of its own on such an input and read the last line of the error."
ARITY = "This check calls your function itself. Keep its arguments as the lesson gives them."
UNKNOWN = "Work such an input out by hand, step by step, and find where the two part."
UNKNOWN_VALUE = "Compare what you gave with what is expected, its kind too, and read the question once more."


@dataclass(frozen=True)
class Verdict:
    """What one answer came to: "passed", "failed", "not tried" or "ready", why, and its share of the points."""

    outcome: str
    called: str = ""
    returned: str = ""
    expected: str = ""
    message: str = ""
    hint: str = ""
    misconception: str = ""
    share: float = 0.0


def judge(question: Question, facts: Fact, seed: int, max_points: float) -> Result:
    """Return the result of a question from the facts of a learner's answers.

    Facts that do not have the right form fail; they come from code that we do not control. If the right
    answer itself cannot be computed, the fault is ours: the outcome is "broken" and the points are given.
    """
    try:
        for answer in question.answers:
            right_facts(answer, seed)
    except Exception as error:  # any fault of our own question must not cost a learner points
        return broken(question, max_points, f"{question.id}: its right answer raised {error!r}")
    try:
        cases, seconds = read_facts(question, facts)
        verdicts = [judge_answer(answer, given, seed) for answer, given in zip(question.answers, cases)]
    except FactError as error:
        return Result(question.id, "failed", 0.0, max_points, message=clip(str(error)), section=question.section)
    except Exception as error:  # the facts have the right form, so this too is our fault
        return broken(question, max_points, f"{question.id}: its judge raised {error!r}")
    return combine(question, verdicts, max_points, seconds)


def broken(question: Question, max_points: float, message: str) -> Result:
    """Return the result of a check that we could not carry out."""
    return Result(question.id, "broken", max_points, max_points, message=message, section=question.section)


def combine(question: Question, verdicts: list[Verdict], max_points: float, seconds: float) -> Result:
    """Return one result from the verdicts of a question's answers: points by share, the first fault explained."""
    points = round(max_points * sum(verdict.share for verdict in verdicts) / len(verdicts), 4)
    open_ones = [i for i, verdict in enumerate(verdicts) if verdict.outcome not in ("passed", "ready")]
    if not open_ones:
        outcome = "passed" if all(verdict.outcome == "passed" for verdict in verdicts) else "ready"
        said = " ".join(verdict.message for verdict in verdicts if verdict.message)
        return Result(question.id, outcome, points, max_points, message=said, section=question.section,
                      seconds=seconds)
    tried = [i for i in open_ones if verdicts[i].outcome == "failed"]
    shown = (tried or open_ones)[0]
    verdict, answer = verdicts[shown], question.answers[shown]
    outcome = "failed" if tried or points else "not tried"
    return Result(question.id, outcome, points, max_points, answer.name, verdict.called, verdict.returned,
                  verdict.expected, verdict.message, verdict.hint, verdict.misconception, question.section, seconds)


def read_facts(question: Question, facts: Fact) -> tuple[list[list[Fact]], float]:
    """Return the cases of each answer and the seconds that they took, checked for their form.

    Raises:
        FactError: the facts are of another question, or are not of the form that `probe` gives.
    """
    if not isinstance(facts, dict) or facts.get("question") != question.id:
        raise FactError(f"those of {question.id!r}", facts)
    answers, seconds = facts.get("answers"), facts.get("seconds", 0.0)
    if not isinstance(answers, list) or len(answers) != len(question.answers):
        raise FactError(f"{len(question.answers)} answers", answers)
    if type(seconds) not in (int, float) or not 0 <= seconds < 1e9:
        raise FactError("a time in seconds", seconds)
    return [_read_cases(cases) for cases in answers], float(seconds)


def _read_cases(cases: Any) -> list[Fact]:
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        raise FactError("a list of cases", cases)
    for case in cases:
        if not isinstance(case.get("printed"), str) or not isinstance(case.get("changed"), list):
            raise FactError("a case with what was returned, printed and changed", case)
        validate(case.get("returned"))
    return cases


@lru_cache(maxsize=64)
def right_facts(answer: Answer, seed: int) -> list[Fact]:
    """Return the facts that the right way gives on the inputs of `seed`.

    Raises:
        ValueError: they cannot be judged by: all are errors, or one does not even equal itself.
    """
    facts = list(_run_way(answer, answer.right, seed))
    if all(fact["kind"] == "error" for fact in facts) or not all(same(fact, fact) for fact in facts):
        raise ValueError(f"{answer.name}: expected facts to judge by, got {shown(facts)}. Correct the question.")
    return facts


def _run_way(answer: Answer, way: Any, seed: int) -> Iterator[Fact]:
    """Yield the facts that a way gives, case by case: most wrong ways differ on the first one already."""
    with warnings.catch_warnings():  # a wrong way may warn, which is no fault of the learner's
        warnings.simplefilter("ignore")
        yield from (case["returned"] for case in run_cases(answer, way, seed))


def judge_answer(answer: Answer, cases: list[Fact], seed: int) -> Verdict:
    """Return the verdict on one answer from the facts of its cases."""
    returned, right = [case["returned"] for case in cases], right_facts(answer, seed)
    if returned and all(_is_blank(fact) for fact in returned):
        return Verdict("not tried", "", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if answer.score is not None:
        return score_answer(answer, returned, seed)
    if len(cases) != len(right):
        slip = "not-a-function" if answer.is_function else "function-not-called"
        return _verdict(answer, cases[0]["returned"] if cases else {"kind": "none"}, None, slip)
    wrong = [i for i, pair in enumerate(zip(returned, right)) if not same(*pair, answer.rtol, answer.atol)]
    if wrong:
        try:
            return explain(answer, cases, seed, wrong[0])
        except Exception:  # that it is wrong is known: a fault of ours in saying why must not turn into points
            message = f"`{answer.name}` does not have the right value yet."
            return Verdict("failed", "", "", answer.expected, message, UNKNOWN)
    changed = next((case for case in cases if case["changed"]), None)
    return _verdict(answer, changed["returned"], None, "changes-its-input") if changed else Verdict("passed", share=1.0)


def score_answer(answer: Answer, returned: list[Fact], seed: int) -> Verdict:
    """Return the verdict on an answer that has no one right value: a share of the points."""
    fact = returned[0] if returned else {"kind": "none"}
    if slip := UNCALLED.get(fact["kind"]):
        return _verdict(answer, fact, None, slip)
    score = answer.score(fact, seed)
    if score.share is None:
        return Verdict("ready", message=score.message)
    if score.share >= 1:
        return Verdict("passed", message=score.message, share=1.0)
    hints = {known.name: known.hint for known in answer.misconceptions} | SLIPS
    return Verdict("failed", "", clip(summary(fact)), answer.expected, clip(score.message),
                   hints.get(score.misconception, score.hint), score.misconception, max(score.share, 0.0))


def explain(answer: Answer, cases: list[Fact], seed: int, first: int) -> Verdict:
    """Return the verdict on a wrong answer: a known wrong way if it gives the same on every case, else a slip."""
    case, right = cases[first], right_facts(answer, seed)[first]
    given = outline(cases[0]["returned"])
    for _, known, way in sorted(_known_ways(answer), key=lambda way: way[0] != given):
        if _gives_the_same(answer, way, cases, seed):
            found = _verdict(answer, case["returned"], right, known.name, known.hint)
            break
    else:
        found = _verdict(answer, case["returned"], right, _find_slip(answer, case, right))
    return replace(found, called=_call(answer, seed, first))


@cache
def _known_ways(answer: Answer) -> list[tuple[Any, Misconception, Any]]:
    """Return each wrong way with its misconception and the outline of what it gives on the first public input.

    On other inputs it seldom has another outline: so those with that of an answer, tried first, spare most others.
    """
    return [(next((outline(fact) for fact in _run_way(answer, way, 0)), None), known, way)
            for known in answer.misconceptions for way in known.ways]


def _call(answer: Answer, seed: int, case: int) -> str:
    """The call that went wrong, in a line: `broadcast_shape((3, 1), (1, 4))`."""
    if not answer.is_function:
        return ""
    arguments = make_inputs(answer, seed)[case]
    return f"{answer.name}({', '.join(brief(describe(argument)) for argument in arguments)})"


def _gives_the_same(answer: Answer, way: Any, cases: list[Fact], seed: int) -> bool:
    pairs = zip((case["returned"] for case in cases), _run_way(answer, way, seed), strict=True)
    try:
        return all(same(*pair, answer.rtol, answer.atol) for pair in pairs)
    except ValueError:  # of another number of cases: a value where a function is due, or the other way round
        return False


def _find_slip(answer: Answer, case: Fact, right: Fact) -> str:
    returned, right = _outermost(case["returned"]), _outermost(right)
    if returned["kind"] == "none" and not answer.is_function:
        return "none-for-a-value"
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
    given = "" if returned["kind"] == "error" else clip(summary(_outermost(returned)))  # the message has the error
    hint = hint or SLIPS.get(misconception) or _next_step(answer, returned)
    return Verdict("failed", "", given, answer.expected, clip(_message(answer, returned, right)), hint, misconception)


def _next_step(answer: Answer, returned: Fact) -> str:
    """What to do about a wrong answer that nobody has a name for."""
    if returned["kind"] != "error":
        return UNKNOWN if answer.is_function else UNKNOWN_VALUE
    return ARITY if returned["types"][0] == "TypeError" and "argument" in returned["message"] else RAISED


def _outermost(fact: Fact) -> Fact:
    """What the learner's function itself returned, where a question observes more than that."""
    return fact["items"]["returned"] if fact["kind"] == "mapping" and "returned" in fact["items"] else fact


def _message(answer: Answer, returned: Fact, right: Fact | None) -> str:
    """Say what is wrong in a sentence, without the right numbers."""
    if returned["kind"] == "error":
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
    if returned["kind"] == right["kind"] == "sequence" and returned["length"] != right["length"]:
        return f"`{answer.name}` has {returned['length']} parts where {right['length']} are expected."
    a, b = numeric(returned), numeric(right)
    if answer.is_function and a is not None and b is not None and a.shape != b.shape:
        return f"`{answer.name}` returned shape {tuple(a.shape)} where {tuple(b.shape)} is expected."
    index = first_difference(returned, right, answer.rtol, answer.atol)
    if answer.is_function and index:
        value = f"{a[tuple(index)].item():.6g}"
        return f"`{answer.name}` first differs from the right result at index {index}: there it holds {value}."
    return f"`{answer.name}` does not have the right value yet."


def _is_blank(fact: Fact) -> bool:
    """Whether an answer is as released; PyTorch's own NotImplementedError, unlike the stub's, has a message."""
    return fact["kind"] == "blank" or (fact["kind"] == "error" and fact["types"][0] == "NotImplementedError"
                                       and not fact["message"])
