"""Curves over all thresholds and the explorer: the numbers are scikit-learn's, the words say what is drawn."""
import pytest
import torch
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

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


def test_explorer_says_cost_rates_and_counts():
    scores, actual = torch.tensor([0.9, 0.4, 0.6, 0.1]), torch.tensor([1, 1, 0, 0])
    picture = plots.explorer(scores, actual, 0.5, ["other", "9"], costs=(10, 1))
    assert "At 0.5: cost 11, precision 0.50, recall 0.50, F1 0.50; TP, FN, FP, TN are 1, 1, 1, 1." in picture.alt
    assert "each threshold, lowest 1 at 0." in picture.alt


def test_explorer_counts_silence_as_precision_0():
    picture = plots.explorer(torch.tensor([0.2, 0.1]), torch.tensor([1, 0]), 0.9, ["no", "yes"])
    assert "precision 0.00, recall 0.00, F1 0.00" in picture.alt


@pytest.mark.parametrize(("costs", "expected"), [
    pytest.param((1, 1), 5.0, id="alike"), pytest.param((10, 1), 23.0, id="dear misses"),
    pytest.param((0, 0.5), 1.5, id="free misses"),
])
def test_cost_counts_misses_and_false_alarms(costs, expected):
    assert cost_of(torch.tensor([5, 2, 3, 90]), costs).item() == expected


def test_explorer_degrades_to_the_picture_of_its_start(capsys):
    plots.Slider(lambda t: plots.explorer(APART, POSITIVE, t, ["no", "yes"]), [0.1, 0.5], "threshold",
                 start=0.1)._ipython_display_()
    assert "At 0.1: cost" in capsys.readouterr().out


def test_a_marked_place_on_an_axis_is_said_and_labelled():
    picture = plots.curves({"loss": [2.0, 1.0, 3.0]}, marks={"best": 1})
    assert picture.alt.endswith("marked: best at 1.")
    assert "best" in [text.get_text() for text in picture.figure.axes[0].texts]
