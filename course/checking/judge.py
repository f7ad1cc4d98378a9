"""Facts in, a result out: pure functions that never see the learner's objects."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from torch import Tensor

from course.checking.explain import explain
from course.checking.facts import Fact, clip, same, summary
from course.checking.key import Key, Solution
from course.checking.probe import make_inputs
from course.checking.question import Answer, Question, Result
from course.checking.raised import advise
from course.checking.schema import FactError, validate
from course.checking.verdict import SLIPS, UNKNOWN, Verdict, is_blank, make_verdict, outermost
from course.checking.ways import read, right_facts

ALL_DONE = ("passed", "ready", "practice")  # nothing is left to do; the last of them is what counts
ORDINALS = ("first", "second", "third", "fourth", "fifth")
UNCALLED = {"none": "none-for-a-value", "function": "function-not-called", "error": "function-not-called"}


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
        result = combine(key.question, verdicts, max_points, seconds)
        return replace(result, say=_find_sentence(key, result))
    except FactError as error:
        return held(key.question, max_points, str(error))
    except Exception as error:
        return held(key.question, max_points, f"{key.question.id}: its judge raised {type(error).__name__}: {error}")


def _find_sentence(key: Key, result: Result) -> str:
    """Return what the key has to say in class about the misconception that was recognized."""
    return next((known.say for solution in key.solutions if solution.answer.name == result.answer
                 for known in solution.misconceptions if known.name == result.misconception), "")


def judge_form(question: Question, facts: Fact, max_points: float) -> Result:
    """Return the result of a question whose key is not here: whether its answers have a form that can be judged."""
    verdicts = [_judge_form(answer, [case["returned"] for case in cases])
                for answer, cases in zip(question.answers, facts["answers"])]
    return combine(question, verdicts, max_points, facts["seconds"])


def _judge_form(answer: Answer, returned: list[Fact]) -> Verdict:
    kinds = {outermost(fact)["kind"] for fact in returned}
    if all(is_blank(fact) for fact in returned):
        return Verdict("not tried", "", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if answer.is_function and len(returned) == 1 < len(answer.inputs(0)):
        slip = "not-a-function"
    elif kinds == {"none"}:
        slip = "returns-nothing" if answer.is_function else "none-for-a-value"
    elif kinds == {"function"}:
        slip = "function-not-called"
    elif kinds == {"error"}:
        return Verdict("failed", "", "", answer.expected, f"`{answer.name}` raised {summary(returned[0])}",
                       advise(returned[0]))
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
    open_ones = [i for i, verdict in enumerate(verdicts) if verdict.outcome not in ALL_DONE]
    if not open_ones:
        outcome = max((verdict.outcome for verdict in verdicts), key=ALL_DONE.index)
        said = " ".join(verdict.message for verdict in verdicts if verdict.message)
        hint = next((verdict.hint for verdict in verdicts if verdict.hint), "")
        return Result(question.id, outcome, points, max_points, message=said, hint=hint, section=question.section,
                      seconds=seconds)
    tried = [i for i in open_ones if verdicts[i].outcome == "failed"]
    shown = (tried or open_ones)[0]
    verdict, answer = verdicts[shown], question.answers[shown]
    outcome = "failed" if tried or points else "not tried"
    expected = verdict.expected if outcome == "failed" else _expect_all(question)
    return Result(question.id, outcome, points, max_points, answer.name, verdict.called, verdict.returned,
                  expected, verdict.message, verdict.hint, verdict.misconception, question.section, seconds)


def _expect_all(question: Question) -> str:
    """Return what is expected of every answer, each by its name unless the same goes for all."""
    expected = {answer.name: answer.expected for answer in question.answers}
    if len(set(expected.values())) == 1:
        return question.answers[0].expected
    return "; ".join(f"`{name}`: {said}" for name, said in expected.items())


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


def judge_answer(solution: Solution, cases: list[Fact], seed: int) -> Verdict:
    """Return the verdict on one answer from the facts of its cases.

    Raises:
        FactError: there are not as many cases as the inputs of `seed` make, nor one for a value that was not called.
    """
    answer, right = solution.answer, right_facts(solution, seed)
    if len(cases) not in (1, len(right)):
        raise FactError(f"{len(right)} cases", len(cases))
    cases = _read_cases(solution, cases, seed)
    returned = [case["returned"] for case in cases]
    if all(is_blank(fact) for fact in returned):
        return Verdict("not tried", "", "nothing yet", answer.expected, f"`{answer.name}` has no answer yet.")
    if solution.score is not None:
        return score_answer(solution, returned[0], seed)
    if len(cases) != len(right):
        return make_verdict(solution, returned[0], None, "not-a-function")
    if wrong := _wrong(solution, returned, seed):
        try:
            return explain(solution, cases, seed, wrong[0])
        except Exception:  # that it is wrong is known: a fault of ours in saying why must not turn into points
            message = f"`{answer.name}` does not have the right value yet."
            return Verdict("failed", "", "", answer.expected, message, UNKNOWN)
    if changed := next((case for case in cases if case["changed"]), None):
        return replace(make_verdict(solution, changed["returned"], None, "changes-its-input"), returned="",
                       message=_tell_changed(answer, changed["changed"][0]))
    return Verdict("passed", share=1.0)


def _tell_changed(answer: Answer, place: int) -> str:
    which = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
    return f"`{answer.name}` returned the right result, but its {which} argument isn't what it was before the call."


def wrong_cases(solution: Solution, cases: list[Fact], seed: int) -> list[int]:
    """Return which cases an answer is wrong on, the smallest input first that isn't empty: that is the one to show."""
    if len(cases) != len(right_facts(solution, seed)):
        return []
    return _wrong(solution, [case["returned"] for case in _read_cases(solution, cases, seed)], seed)


def _wrong(solution: Solution, returned: list[Fact], seed: int) -> list[int]:
    pairs = enumerate(zip(returned, right_facts(solution, seed)))
    wrong = [i for i, pair in pairs if not same(*pair, solution.rtol, solution.atol)]
    if len(wrong) < 2 or solution.reading:  # models are all alike in size, and take long to make
        return wrong
    inputs = make_inputs(solution.answer, seed)
    extents = {i: [_extent(argument) for argument in inputs[i]] for i in wrong}
    return sorted(wrong, key=lambda i: (0 in extents[i], sum(extents[i])))


def _extent(argument: Any) -> int:
    """Return how much there is to read of an argument."""
    if isinstance(argument, Tensor):
        return argument.numel()
    return sum(map(_extent, argument)) if isinstance(argument, (list, tuple)) else 1


def _read_cases(solution: Solution, cases: list[Fact], seed: int) -> list[Fact]:
    """Return cases with what is to be compared in place of what was observed."""
    if solution.reading is None or len(cases) != len(right_facts(solution, seed)):
        return cases
    facts = read(solution, (case["returned"] for case in cases), seed)
    return [case | {"returned": fact} for case, fact in zip(cases, facts)]


def score_answer(solution: Solution, fact: Fact, seed: int) -> Verdict:
    """Return the verdict on an answer that has no one right value: a share of the points."""
    if slip := UNCALLED.get(fact["kind"]):
        return make_verdict(solution, fact, None, slip)
    assert solution.score is not None
    score = solution.score(fact, seed)
    if score.share is None:
        return Verdict("practice" if score.is_practice else "ready", message=score.message, hint=score.hint)
    if score.share >= 1:
        return Verdict("passed", message=score.message, share=1.0)
    hints = {known.name: known.hint for known in solution.misconceptions} | SLIPS
    return Verdict("failed", "", clip(summary(fact)), solution.answer.expected, clip(score.message),
                   hints.get(score.misconception, score.hint), score.misconception, max(score.share, 0.0))
