"""Facts in, a result out: pure functions that never see the learner's objects.

Result first: only when an answer is wrong is it compared with the known wrong ways, each run on the same
inputs, then with slips that any answer may show. So a right answer by an odd road is never picked at.
"""
from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from course.checking.facts import Fact, brief, clip, describe, first_difference, numeric, outline, same, summary
from course.checking.key import Key, Misconception, Solution
from course.checking.probe import make_inputs, run_cases
from course.checking.question import Answer, Question, Result
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


def judge(key: Key, facts: Fact, seed: int, max_points: float) -> Result:
    """Return the result of a question from the facts of a learner's answers.

    Only a right answer that cannot be computed on its own inputs, before any fact is read, is our fault: the outcome is
    "broken" and the points are given. Whatever the judge stumbles over after that comes from code that we do not
    control: the outcome is "held", and there are no points until a person has looked.
    """
    try:
        for solution in key.solutions:
            right_facts(solution, seed)
    except Exception as error:  # any fault of our own question must not cost a learner points
        return broken(key.question, max_points, f"{key.question.id}: its right answer raised {error!r}")
    try:
        cases, seconds = read_facts(key, validate(facts))
        verdicts = [judge_answer(solution, given, seed) for solution, given in zip(key.solutions, cases)]
        return combine(key.question, verdicts, max_points, seconds)
    except FactError as error:
        return held(key.question, max_points, str(error))
    except Exception as error:
        return held(key.question, max_points, f"{key.question.id}: its judge raised {type(error).__name__}: {error}")


def judge_form(question: Question, facts: Fact, max_points: float) -> Result:
    """Return the result of a question whose key is not here: whether its answers have a form that can be judged."""
    verdicts = [_judge_form(answer, [case["returned"] for case in cases])
                for answer, cases in zip(question.answers, facts["answers"])]
    return combine(question, verdicts, max_points, facts["seconds"])


def _judge_form(answer: Answer, returned: list[Fact]) -> Verdict:
    kinds = {_outermost(fact)["kind"] for fact in returned}
    if all(_is_blank(fact) for fact in returned):
        return Verdict("not tried", "", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if answer.is_function and len(returned) == 1 < len(answer.inputs(0)):
        slip = "not-a-function"
    elif kinds == {"none"}:
        slip = "returns-nothing" if answer.is_function else "none-for-a-value"
    elif kinds == {"function"}:
        slip = "function-not-called"
    elif kinds == {"error"}:
        return Verdict("failed", "", "", answer.expected, f"`{answer.name}` raised {summary(returned[0])}", RAISED)
    else:
        return Verdict("ready", message="The form is right. How good it is, your instructor finds out when grading.")
    return Verdict("failed", "", clip(summary(returned[0])), answer.expected, f"`{answer.name}` is not accepted yet.",
                   SLIPS[slip], slip)


def held(question: Question, max_points: float, message: str) -> Result:
    """Return the result of a check that a person must look at before it earns anything."""
    return Result(question.id, "held", 0.0, max_points, message=clip(message), section=question.section)


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


def read_facts(key: Key, facts: Fact) -> tuple[list[list[Fact]], float]:
    """Return the cases of each answer and the seconds that they took.

    Raises:
        FactError: the facts are of another question, or of another number of answers or cases.
    """
    question, answers = key.question, facts["answers"]
    if facts["question"] != question.id:
        raise FactError(f"those of {question.id!r}", facts["question"])
    if len(answers) != len(question.answers):
        raise FactError(f"{len(question.answers)} answers", len(answers))
    return answers, float(facts["seconds"])


@lru_cache(maxsize=64)
def right_facts(solution: Solution, seed: int) -> list[Fact]:
    """Return the facts that the right way gives on the inputs of `seed`.

    Raises:
        ValueError: they cannot be judged by: all are errors, or one does not even equal itself.
    """
    facts = list(_run_way(solution, solution.right, seed))
    if all(fact["kind"] == "error" for fact in facts) or not all(same(fact, fact) for fact in facts):
        raise ValueError(f"{solution.answer.name}: expected facts to judge by, got {shown(facts)}. Correct the key.")
    return facts


def _run_way(solution: Solution, way: Any, seed: int) -> Iterator[Fact]:
    """Yield the facts that a way gives, case by case: most wrong ways differ on the first one already."""
    with warnings.catch_warnings():  # a wrong way may warn, which is no fault of the learner's
        warnings.simplefilter("ignore")
        returned = (case["returned"] for case in run_cases(solution.answer, way, seed))
        yield from _read(solution, returned, seed)


def _read(solution: Solution, returned: Iterable[Fact], seed: int) -> Iterator[Fact]:
    """Yield of each observed fact what is to be compared."""
    if solution.reading is None:
        yield from returned
        return
    inputs = make_inputs(solution.answer, seed)
    for case, fact in enumerate(returned):
        yield solution.reading(fact, inputs, case) if fact["kind"] == "mapping" else fact


def judge_answer(solution: Solution, cases: list[Fact], seed: int) -> Verdict:
    """Return the verdict on one answer from the facts of its cases.

    Raises:
        FactError: there are not as many cases as the inputs of `seed` make, nor one for a value that was not called.
    """
    answer, right = solution.answer, right_facts(solution, seed)
    if len(cases) not in (1, len(right)):
        raise FactError(f"{len(right)} cases", len(cases))
    if solution.reading and len(cases) == len(right):
        read = _read(solution, (case["returned"] for case in cases), seed)
        cases = [case | {"returned": fact} for case, fact in zip(cases, read)]
    returned = [case["returned"] for case in cases]
    if all(_is_blank(fact) for fact in returned):
        return Verdict("not tried", "", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if solution.score is not None:
        return score_answer(solution, returned[0], seed)
    if len(cases) != len(right):
        return _verdict(solution, returned[0], None, "not-a-function")
    wrong = [i for i, pair in enumerate(zip(returned, right)) if not same(*pair, solution.rtol, solution.atol)]
    if wrong:
        try:
            return explain(solution, cases, seed, wrong[0])
        except Exception:  # that it is wrong is known: a fault of ours in saying why must not turn into points
            message = f"`{answer.name}` does not have the right value yet."
            return Verdict("failed", "", "", answer.expected, message, UNKNOWN)
    if changed := next((case for case in cases if case["changed"]), None):
        return _verdict(solution, changed["returned"], None, "changes-its-input")
    return Verdict("passed", share=1.0)


def score_answer(solution: Solution, fact: Fact, seed: int) -> Verdict:
    """Return the verdict on an answer that has no one right value: a share of the points."""
    if slip := UNCALLED.get(fact["kind"]):
        return _verdict(solution, fact, None, slip)
    assert solution.score is not None
    score = solution.score(fact, seed)
    if score.share is None:
        return Verdict("ready", message=score.message)
    if score.share >= 1:
        return Verdict("passed", message=score.message, share=1.0)
    hints = {known.name: known.hint for known in solution.misconceptions} | SLIPS
    return Verdict("failed", "", clip(summary(fact)), solution.answer.expected, clip(score.message),
                   hints.get(score.misconception, score.hint), score.misconception, max(score.share, 0.0))


def explain(solution: Solution, cases: list[Fact], seed: int, first: int) -> Verdict:
    """Return the verdict on a wrong answer: a known wrong way if it gives the same on every case, else a slip."""
    case, right = cases[first], right_facts(solution, seed)[first]
    given = outline(cases[0]["returned"])
    for _, known, way in sorted(_known_ways(solution), key=lambda way: way[0] != given):
        if _gives_the_same(solution, way, cases, seed):
            found = _verdict(solution, case["returned"], right, known.name, known.hint)
            break
    else:
        found = _verdict(solution, case["returned"], right, _find_slip(solution.answer, case, right))
    return replace(found, called=_call(solution.answer, seed, first))


@cache
def _known_ways(solution: Solution) -> list[tuple[Any, Misconception, Any]]:
    """Return each wrong way with its misconception and the outline of what it gives on the first public input.

    On other inputs it seldom has another outline: so those with that of an answer, tried first, spare most others.
    """
    return [(next((outline(fact) for fact in _run_way(solution, way, 0)), None), known, way)
            for known in solution.misconceptions for way in known.ways]


def _call(answer: Answer, seed: int, case: int) -> str:
    """The call that went wrong, in a line: `broadcast_shape((3, 1), (1, 4))`."""
    if not answer.is_function:
        return ""
    arguments = make_inputs(answer, seed)[case]
    return f"{answer.name}({', '.join(brief(describe(argument)) for argument in arguments)})"


def _gives_the_same(solution: Solution, way: Any, cases: list[Fact], seed: int) -> bool:
    pairs = zip((case["returned"] for case in cases), _run_way(solution, way, seed), strict=True)
    try:
        return all(same(*pair, solution.rtol, solution.atol) for pair in pairs)
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


def _verdict(solution: Solution, returned: Fact, right: Fact | None, misconception: str, hint: str = "") -> Verdict:
    answer = solution.answer
    given = "" if returned["kind"] == "error" else clip(summary(_outermost(returned)))  # the message has the error
    hint = hint or SLIPS.get(misconception) or _next_step(answer, returned)
    return Verdict("failed", "", given, answer.expected, clip(_message(solution, returned, right)), hint, misconception)


def _next_step(answer: Answer, returned: Fact) -> str:
    """What to do about a wrong answer that nobody has a name for."""
    if returned["kind"] != "error":
        return UNKNOWN if answer.is_function else UNKNOWN_VALUE
    return ARITY if returned["types"][0] == "TypeError" and "argument" in returned["message"] else RAISED


def _outermost(fact: Fact) -> Fact:
    """What the learner's function itself returned, where a question observes more than that."""
    return fact["items"]["returned"] if fact["kind"] == "mapping" and "returned" in fact["items"] else fact


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
    if returned["kind"] == right["kind"] == "sequence" and returned["length"] != right["length"]:
        return f"`{answer.name}` has {returned['length']} parts where {right['length']} are expected."
    a, b = numeric(returned), numeric(right)
    if answer.is_function and a is not None and b is not None and a.shape != b.shape:
        return f"`{answer.name}` returned shape {tuple(a.shape)} where {tuple(b.shape)} is expected."
    index = first_difference(returned, right, solution.rtol, solution.atol)
    if answer.is_function and index and a is not None:
        value = f"{a[tuple(index)].item():.6g}"
        return f"`{answer.name}` first differs from the right result at index {index}: there it holds {value}."
    return f"`{answer.name}` does not have the right value yet."


def _is_blank(fact: Fact) -> bool:
    """Whether an answer is as released; PyTorch's own NotImplementedError, unlike the stub's, has a message."""
    return fact["kind"] == "blank" or (fact["kind"] == "error" and fact["types"][0] == "NotImplementedError"
                                       and not fact["message"])
