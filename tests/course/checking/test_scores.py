"""Answers that have no one right value earn the share of the points that a score gives them."""
from dataclasses import replace

import pytest

from course.checking.judge import judge
from course.checking.key import Key, Misconception, Score, Solution
from course.checking.probe import probe
from course.checking.question import Answer, Question
from course.checking.verdict import SLIPS

HALF = Solution(Answer("half", "one half"), 0.5, ())


def key_of(*solutions):
    return Key(Question("q", "Section", tuple(solution.answer for solution in solutions)), solutions)


def judged(*answers, key, seed=0):
    return judge(key, probe(key.question, answers, seed), seed, 4.0)


def closeness(fact, seed):
    """How near a number is to the seed's; nobody here knows what is negative."""
    value = fact.get("value")
    if not isinstance(value, (int, float)):
        return Score(0, "That is no number.", hint="Give a number.")
    if value < 0:
        return Score(None, "It is negative.")
    near = 1 - abs(value - seed) / 10
    return Score(near, f"{near:g} of the way.", "" if near > 0 else "far", "Go nearer.")


FAR = Misconception("far", "Look where the others are.", (lambda seed: seed + 100,))
NEAR = Solution(Answer("guess", "a number", inputs=lambda seed: [(seed,)]), lambda seed: seed, (FAR,), score=closeness)
GUESS = key_of(NEAR)


@pytest.mark.parametrize(("given", "outcome", "points", "misconception", "hint"), [
    pytest.param(7, "passed", 4.0, "", "", id="right"), pytest.param(9, "failed", 3.2, "", "Go nearer.", id="near"),
    pytest.param(90, "failed", 0.0, "far", FAR.hint, id="far"), pytest.param("7", "failed", 0.0, "", "Give a number.",
                                                                             id="text"),
    pytest.param(-1, "ready", 0.0, "", "", id="unknown"), pytest.param(..., "not tried", 0.0, "", "", id="blank"),
    pytest.param(None, "failed", 0.0, "none-for-a-value", SLIPS["none-for-a-value"], id="none"),
    pytest.param(lambda x, y: x, "failed", 0.0, "function-not-called", SLIPS["function-not-called"], id="function"),
])
def test_an_answer_without_one_right_value_earns_its_share(given, outcome, points, misconception, hint):
    result = judged(given, seed=7, key=GUESS)
    assert (result.outcome, result.points, result.misconception, result.hint) == (outcome, points, misconception, hint)


def test_what_a_score_says_is_on_the_card_also_of_a_right_answer():
    assert judged(7, seed=7, key=GUESS).message == "1 of the way."
    assert judged(9, seed=7, key=GUESS).message == "0.8 of the way."
    assert judged(9, seed=7, key=GUESS).returned == "int 9"


def test_shares_of_several_answers_add_up():
    both = key_of(NEAR, HALF)
    assert judged(9, 0.5, seed=7, key=both).points == pytest.approx(4 * (0.8 + 1) / 2)
    assert judged(-1, 0.5, seed=7, key=both).outcome == "ready"
    assert judged(9, ..., seed=7, key=both).points == pytest.approx(4 * 0.4)


def test_a_score_beyond_its_bounds_is_cut():
    for value, points in ((99.0, 4.0), (-99.0, 0.0)):
        wild = replace(NEAR, score=lambda fact, seed, value=value: Score(value, "-"))
        assert judged(1, key=key_of(wild)).points == points
