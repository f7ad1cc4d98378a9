"""Curves over all thresholds: the numbers are scikit-learn's, the words say what is drawn."""
import pytest
import torch
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
    roc_curve,
)

from course import plots
from course.plots.ranking import average_precision, cost_of, curve_points, roc_area

GENERATOR = torch.Generator().manual_seed(0)
POSITIVE = torch.rand(60, generator=GENERATOR) < 0.3
APART = torch.rand(60, generator=GENERATOR)
CASES = [pytest.param(APART, id="all different"), pytest.param((APART * 8).round() / 8, id="many equal"),
         pytest.param(torch.full((60,), 0.5), id="all equal"), pytest.param(POSITIVE.float(), id="perfect")]


@pytest.mark.parametrize("scores", CASES)
def test_areas_are_scikit_learns(scores):
    recall, precision, _ = curve_points(scores, POSITIVE)
    assert average_precision(recall, precision) == pytest.approx(average_precision_score(POSITIVE, scores))
    assert roc_area(scores, POSITIVE) == pytest.approx(roc_auc_score(POSITIVE, scores))


@pytest.mark.parametrize("scores", CASES)
def test_points_are_scikit_learns(scores):
    recall, precision, alarms = curve_points(scores, POSITIVE)
    their_precision, their_recall, _ = precision_recall_curve(POSITIVE, scores)
    assert recall.flip(0).tolist() == pytest.approx(their_recall[:-1].tolist())
    assert precision.flip(0).tolist() == pytest.approx(their_precision[:-1].tolist())
    assert alarms.tolist() == pytest.approx(roc_curve(POSITIVE, scores, drop_intermediate=False)[0][1:].tolist())


def test_picture_says_areas_and_guessing():
    picture = plots.ranking_curves({"mine": POSITIVE.float()}, POSITIVE)
    share = POSITIVE.float().mean()
    assert "mine: average precision 1.00, area under the ROC curve 1.00" in picture.alt
    assert picture.alt.endswith(f"guessing: {share:.2f} and 0.50.")
    assert picture.html().startswith("<img")


def test_a_threshold_is_marked_where_scikit_learn_has_it():
    alt = plots.ranking_curves({"mine": APART, "others": POSITIVE.float()}, POSITIVE, threshold=0.4).alt
    recall, precision = recall_score(POSITIVE, APART >= 0.4), precision_score(POSITIVE, APART >= 0.4)
    assert f"at threshold 0.40: recall {recall:.2f}, precision {precision:.2f}; guessing" in alt


def test_reliability_says_both_numbers_of_each_bin():
    assert plots.reliability([0.1, 0.8], [0.0, 0.75]).alt.endswith("0.10 and 0.00, 0.80 and 0.75.")


@pytest.mark.parametrize(("costs", "expected"), [
    pytest.param((1, 1), 5.0, id="alike"), pytest.param((10, 1), 23.0, id="costly misses"),
    pytest.param((0, 0.5), 1.5, id="free misses"),
])
def test_cost_counts_misses_and_false_alarms(costs, expected):
    assert cost_of(torch.tensor([5, 2, 3, 90]), costs).item() == expected


def test_a_marked_place_on_an_axis_is_said_and_labelled():
    picture = plots.curves({"loss": [2.0, 1.0, 3.0]}, marks={"best": 1})
    assert picture.alt.endswith("marked: best at 1.")
    assert "best" in [text.get_text() for text in picture.figure.axes[0].texts]
