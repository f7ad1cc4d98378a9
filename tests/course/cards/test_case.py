"""A learner's card shows one small input on which the answer is wrong, what came back and what was due."""
from html import escape

import pandas as pd
import pytest
import torch

from course.cards import card
from course.cards.case import find_case
from course.check_cell import own_card
from course.checking.judge import judge
from course.checking.key import Key, Solution
from course.checking.probe import probe
from course.checking.question import Answer, Question
from course.keys import find_key
from course.stuck import case


def columns(scores):
    return scores.softmax(dim=0)


def raises(scores):
    shares = scores.exp()
    return shares / shares.sum(dim=3)


def shown(question_id, *answers):
    """Return the case of a wrong answer and the text and HTML of its card."""
    key, facts = find_key(question_id), probe(find_key(question_id).question, answers, 0)
    result = judge(key, facts, 0, 1.0)
    own = own_card(key, facts, result, answers)
    return own.case, card.text(result, own), card.html(result, own)


def test_the_smallest_input_is_shown_with_its_numbers_and_those_that_differ_marked():
    found, text, html = shown("row-softmax", columns)
    (scores,) = case("row-softmax")
    assert scores.shape == (2, 3) and found.number == 0
    assert "scores:\n" in text and "1.541" in text
    assert "You returned:" in text and "0.7256*" in text and "Right:" in text and "0.8446" in text
    assert html.count("border:2px solid") == 6 and "Called" not in text


def test_an_empty_input_is_shown_only_where_no_other_is_wrong():
    _, text, _ = shown("average-precision", lambda scores, is_hit, n_objects: 2.0)
    assert "shape (0,)" not in text and "Right:" in text
    _, text, _ = shown("broadcast", lambda a, b: (7, 7))
    assert "a: ()" not in text


def test_the_case_is_the_one_that_the_card_showed():
    found, *_ = shown("row-softmax", lambda scores: scores.exp() / scores.exp().sum(dim=1, keepdim=True))
    (scores,) = case("row-softmax")
    assert found.number == 3 and scores.abs().max() > 9000


def test_an_error_shows_the_learners_own_line_and_the_input():
    found, text, _ = shown("row-softmax", raises)
    assert found.where.endswith("return shares / shares.sum(dim=3)") and found.where.startswith("line ")
    assert "raised IndexError" in text and found.where in text and "You returned" not in text


def test_a_call_that_does_not_fit_is_told_so_and_an_error_inside_is_not():
    _, called, _ = shown("row-softmax", lambda: None)
    _, inside, _ = shown("row-softmax", lambda scores: torch.nn.Linear(10))
    assert "Keep its arguments" in called and "Keep its arguments" not in inside


def test_what_our_own_observer_stumbles_over_is_described_and_no_error_of_the_learners():
    _, text, _ = shown("train-step", lambda model, x, y, optimizer: 3j)
    assert "raised" not in text


@pytest.mark.parametrize(("question_id", "answers"), [
    pytest.param("fraud", (True, 0.98), id="values"), pytest.param("tensor-shape", ((3, 2), "int64"), id="shape"),
])
def test_a_value_has_no_case_and_its_right_value_is_not_shown(question_id, answers):
    found, text, _ = shown(question_id, *answers)
    assert found is None and "Right:" not in text


def test_grading_makes_no_case():
    key = find_key("row-softmax")
    result = judge(key, probe(key.question, (columns,), 7), 7, 1.0)
    assert "Right" not in card.text(result) and "scores:" not in card.text(result)


def test_a_right_answer_is_told_what_it_was_tried_on_and_the_idea():
    key = find_key("row-softmax")
    facts = probe(key.question, (lambda scores: scores.softmax(dim=1),), 0)
    own = own_card(key, facts, judge(key, facts, 0, 1.0))
    assert own.passed.startswith("Tried on 4 inputs, among them ") and own.case is None


def test_no_question_needs_more_than_a_model_and_some_numbers_to_be_shown():
    key = find_key("any-head")
    facts = probe(key.question, (lambda model, n_classes: model,), 0)
    found = find_case(key, facts, "replace_head", 0)
    assert found is not None and list(found.arguments) == ["model", "n_classes"]


@pytest.mark.parametrize("call", [
    pytest.param(("fraud",), id="value"), pytest.param(("row-softmax", "rates"), id="other_name"),
    pytest.param(("softmax",), id="unknown"),
])
def test_there_is_a_case_of_functions_alone(call):
    with pytest.raises(ValueError, match="expected"):
        case(*call)


def test_what_was_due_is_shown_whatever_came_back():
    for wrong in (lambda f, x: None, lambda f, x: f(x.requires_grad_()).backward()):
        assert "Right:" in shown("gradient", wrong)[1]
    assert "Right:" in shown("fit-classifier", lambda model, x, y, n_steps, learning_rate: model)[1]


def test_a_refusal_that_a_question_tells_apart_is_shown_as_pytorch_raises_it_with_the_line():
    def fit(model, x, y, n_steps, learning_rate):
        return torch.nn.functional.binary_cross_entropy_with_logits(model(x), y)

    _, text, _ = shown("fit-classifier", fit)
    assert "`fit` raised ValueError: Target size" in text and "binary_cross_entropy_with_logits(model(x), y)" in text


def test_a_value_is_shown_as_it_was_written():
    _, text, _ = shown("which-metric", "precison", "recall")
    assert "You gave: metric_for_spam: text 'precison'" in text and "nearly one of the four words" in text
    _, text, _ = shown("which-metric", ["recall", "F1"], "recall")
    assert "You gave: metric_for_spam: list (text 'recall', text 'F1')" in text


def plain(answer):
    """A table in parts, as `docs/packs.md` advises."""
    table = pd.DataFrame(answer)
    return {"it has other columns": [str(name) for name in table.columns],
            "its rows have other labels": list(table.index), "its values are others": table.to_numpy().tolist()}


def table_card(table, given):
    """Return the text and HTML of the card of an answer that should sort a table."""
    answer = Answer("tidy", "the table sorted by `price`", lambda seed: [(table,)],
                    lambda answer, table: plain(answer(table)))
    key = Key(Question("own-tidy", "Sort", (answer,)),
              (Solution(answer, lambda orders: orders.sort_values("price"), ()),))
    facts = probe(key.question, (given,), 0)
    result = judge(key, facts, 0, 1.0)
    own = own_card(key, facts, result, (given,))
    return card.text(result, own), card.html(result, own)


def test_a_table_of_pandas_is_shown_as_it_shows_itself_and_its_parts_are_told_apart():
    orders = pd.DataFrame({"shop <b>": ["north & south", "<script>x</script>"], "price": [2.5, 1.0]})
    text, html = table_card(orders, lambda orders: orders)
    assert text.splitlines()[:5] == ["✗ Not right yet · own-tidy · 0 of 1 points", "  orders:", *(
        f"      {line}" for line in repr(orders).splitlines())]
    assert "  Yours: [0, 1]" in text and "  Right: [1, 0]" in text and "its rows have other labels" in text
    assert f'<code style="white-space:pre">{escape(repr(orders))}</code>' in html
    assert "<script" not in html and "<b>" not in html


def test_a_large_table_is_cut_on_the_card():
    falling = range(40, 0, -1)
    orders = pd.DataFrame({f"a long name of column {n}": falling for n in range(30)} | {"price": falling})
    text, html = table_card(orders, lambda orders: orders)
    shown = text.splitlines()[2:15]
    assert shown[-1].strip() == "…" and all(len(line) <= 106 for line in shown) and html.count("\n") == 12
