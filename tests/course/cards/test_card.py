"""A card says the outcome, what came back and what to do next; nothing of the learner's runs in it."""
import re

import pytest

from course.cards import card
from course.checking.question import Result

FAILED = Result("row-softmax", "failed", 0.0, 2.0, answer="row_softmax", called="row_softmax(x)",
                returned="None", expected="a float tensor",
                message="`row_softmax` returned None.", hint="Add `return`.", section="Reduce over a dim")
OUTCOMES = [
    pytest.param(Result("q", "passed", 2, 2), "✓ Right · q · 2 of 2 points", id="passed"),
    pytest.param(Result("q", "failed", 0, 2), "✗ Not right yet · q · 0 of 2 points", id="failed"),
    pytest.param(Result("q", "failed", 1.5, 2), "◐ Partly right · q · 1.5 of 2 points", id="partly"),
    pytest.param(Result("q", "not tried", 0, 2), "○ Not tried yet · q · 0 of 2 points", id="not_tried"),
    pytest.param(Result("q", "ready", 0, 2), "● Ready to hand in · q · up to 2 points when graded", id="ready"),
    pytest.param(Result("q", "practice", 0, 2), "● Practice · q · earns nothing", id="practice"),
    pytest.param(Result("q", "broken", 2, 2), "! Our fault · q · 2 of 2 points", id="broken"),
]


@pytest.mark.parametrize(("result", "first_line"), OUTCOMES)
def test_the_first_line_says_outcome_question_and_points(result, first_line):
    assert card.text(result).splitlines()[0] == first_line
    assert first_line in card.html(result)


def test_a_failed_card_says_all_there_is_to_say():
    labels = [label for label, _ in card.lines(FAILED)]
    assert labels == ["Called", "You gave", "Expected", "What happened", "Hint"]
    assert '<a href="#Reduce-over-a-dim"' in card.html(FAILED)
    assert "<code>row_softmax</code>" in card.html(FAILED)


def test_empty_parts_are_left_out():
    assert card.lines(Result("q", "failed", 0, 1)) == []


def test_a_passed_card_promises_no_more_than_it_knows():
    said = card.text(Result("q", "passed", 1, 1, hint="Grading tries it again on other inputs."))
    assert said.splitlines() == ["✓ Right · q · 1 of 1 points", "  Next: Grading tries it again on other inputs."]


def test_a_blank_answer_is_told_what_is_due_and_not_what_it_gave():
    blank = Result("q", "not tried", 0, 1, answer="x", returned="nothing yet", expected="a shape", message="nothing")
    assert [label for label, _ in card.lines(blank)] == ["Expected", "Next"]


@pytest.mark.parametrize("attack", [
    pytest.param("<script>alert(1)</script>", id="script"), pytest.param('"><img src=x onerror=alert(1)>', id="image"),
    pytest.param("`<b>` and `odd", id="odd_backticks"), pytest.param("javascript:alert(1)", id="scheme"),
])
@pytest.mark.parametrize("part", ["returned", "message", "hint", "expected", "section", "answer", "question"])
def test_nothing_of_the_learners_becomes_markup(part, attack):
    html = card.html(Result(**(vars(FAILED) | {part: attack})))
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"div", "table", "tr", "th", "td", "a", "code", "tbody"}
    assert 'href="javascript' not in html


def test_a_card_is_printed_where_there_is_no_notebook(capsys, monkeypatch):
    monkeypatch.delitem(card.sys.modules, "IPython", raising=False)
    card.show(FAILED)
    assert capsys.readouterr().out == card.text(FAILED) + "\n"
