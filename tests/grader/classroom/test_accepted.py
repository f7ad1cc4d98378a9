"""Held questions that a person accepts: kept for one hand-in, applied to its results, dropped with it."""
from __future__ import annotations

from dataclasses import replace

import pytest

from course.checking.question import Result
from grader.classroom.accepted import FILE, accept, apply_accepted, is_waiting, read_accepted
from grader.classroom.results import Graded, write_results
from grader.errors import WrongCall

HELD = Result("fraud", "held", 0.0, 2.0, message="facts: expected a dtype")
PASSED = Result("gradient", "passed", 3.0, 3.0)
ONE = Graded("eve", "lesson", [HELD, PASSED], hand_in="abc")


@pytest.fixture
def folder(tmp_path):
    write_results(tmp_path, ONE)
    write_results(tmp_path, replace(ONE, learner="old", hand_in=""))
    return tmp_path


def test_what_is_accepted_earns_its_full_points(folder):
    accept(folder, "lesson", [("eve", "fraud")])
    accepted = read_accepted(folder)
    assert accepted == {"lesson": {"eve": {"fraud": "abc"}}} and is_waiting(ONE, accepted)
    fraud, gradient = apply_accepted(ONE, accepted)
    assert (fraud.outcome, fraud.points, fraud.message) == ("passed", 2.0, "Accepted by your instructor.")
    assert gradient == PASSED


def test_a_decision_is_about_one_hand_in(folder):
    accept(folder, "lesson", [("eve", "fraud")])
    accepted = read_accepted(folder)
    for other in (replace(ONE, hand_in="abd"), replace(ONE, hand_in=""), replace(ONE, learner="ada"),
                  replace(ONE, lesson="other")):
        assert apply_accepted(other, accepted) == other.results and not is_waiting(other, accepted)


def test_a_decision_can_be_repeated_after_it_was_applied(folder):
    accept(folder, "lesson", [("eve", "fraud")])
    write_results(folder, replace(ONE, results=apply_accepted(ONE, read_accepted(folder))))
    accept(folder, "lesson", [("eve", "fraud")])
    assert read_accepted(folder) == {"lesson": {"eve": {"fraud": "abc"}}}


@pytest.mark.parametrize(("pair", "words"), [
    pytest.param(("adam", "fraud"), "expected a graded learner (eve, old), got adam", id="learner"),
    pytest.param(("eve", "x\x1b"), "expected a question of lesson (fraud, gradient), got x\\x1b", id="question"),
    pytest.param(("eve", "gradient"), "(eve fraud, old fraud), got eve gradient, which is passed", id="not-held"),
    pytest.param(("old", "fraud"), "Run `grader grade lesson --force` first", id="unknown-hand-in"),
])
def test_nothing_else_can_be_accepted_and_nothing_is_kept(folder, pair, words):
    with pytest.raises(WrongCall) as error:
        accept(folder, "lesson", [("eve", "fraud"), pair])
    assert words in str(error.value) and not (folder / FILE).exists()


@pytest.mark.parametrize("text", ["", "[]", '{"lesson": []}', '{"lesson": {"eve": 1}}'])
def test_decisions_that_cannot_be_read_are_not_thrown_away(folder, text):
    (folder / FILE).write_text(text)
    with pytest.raises(WrongCall, match="Repair the file"):
        accept(folder, "lesson", [("eve", "fraud")])
    assert (folder / FILE).read_text() == text
