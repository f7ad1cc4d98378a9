"""Lesson 2 keeps what it says: its models land in the bands that it names, its questions agree with the libraries."""

import numpy as np
import pytest
import torch
from sklearn.metrics import mean_absolute_error, mean_squared_error, precision_recall_fscore_support
from sklearn.preprocessing import StandardScaler

from course import data
from course.keys import find_key
from course.questions import find, linear_layers

LESSON = "02_linear_layers"


def is_good(scores):
    close = abs(scores["precision"] - scores["recall"]) < 0.1
    return close and min(scores["accuracy"], scores["precision"], scores["recall"]) > 0.80 and scores["F1"] >= 0.85


def test_diagnosis_lands_in_the_good_band_on_held_out_cases(lesson):
    assert is_good(lesson["judged"]["ours"])
    actual, says = lesson["is_malignant"], lesson["held_logits"] > 0
    precision, recall, f1, _ = precision_recall_fscore_support(actual, says, average="binary")
    assert lesson["judged"]["ours"].to_dict() == pytest.approx(
        {"accuracy": (actual == says).float().mean().item(), "precision": precision, "recall": recall, "F1": f1})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_diagnosis_is_good_on_other_splits_too(lesson, seed):
    masses = data.breast_cancer()
    train, held = data.split(masses.y, held_out=0.3, seed=seed)
    mean, std = data.statistics(masses.x[train])
    cells, actual = (masses.x - mean) / std, masses.y[held] == 1
    model = lesson["fit_classifier"](cells[train], masses.y[train])
    with torch.no_grad():
        says = model(cells[held]) > 0
    assert is_good({name: measure(actual, says) for name, measure in lesson["measures"].items()})


@pytest.mark.parametrize("name", ["sigmoid inside", "targets shuffled", "never trained"])
def test_each_broken_model_lands_in_the_bad_band(lesson, name):
    scores = lesson["judged"][name]
    assert not is_good(scores)
    assert min(scores["precision"], scores["recall"]) < 0.5


def test_worked_matrix_has_the_scores_of_the_text(lesson):
    assert lesson["scored"]["the 100 people"].round(2).tolist() == [0.91, 0.83, 0.87]


def test_preparation_knows_the_training_rows_only(lesson):
    people = data.diabetes()
    assert not set(lesson["train_rows"].tolist()) & set(lesson["held_rows"].tolist())
    scaler = StandardScaler().fit(people.x[lesson["train_rows"]])
    for rows, prepared in (("train_rows", "x_train"), ("held_rows", "x_held")):
        expected = scaler.transform(people.x[lesson[rows]])
        np.testing.assert_allclose(lesson[prepared].cpu(), expected, rtol=5e-3, atol=5e-3)


def test_regression_beats_the_mean_and_an_outlier_hurts_mse_more(lesson):
    assert lesson["model_mse"] < 0.6 * lesson["baseline_mse"]
    assert lesson["model_mae"] < 0.75 * lesson["baseline_mae"]
    assert lesson["slipped_mse"] / lesson["model_mse"] > 4 * lesson["slipped_mae"] / lesson["model_mae"]


def test_recall_only_rises_when_the_threshold_falls(lesson):
    from course.plots.thresholds import count_at, rates_at

    steps = torch.linspace(0, 0.99, 50)
    recall = rates_at(count_at(lesson["probability"], lesson["is_malignant"], steps))["recall"]
    assert (recall.diff() <= 0).all()


@pytest.mark.parametrize("counts", linear_layers.F1.answers[0].inputs(0)[:3])
def test_f1_is_scikit_learns(counts):
    tp, fp, fn = counts
    actual, says = [1] * tp + [0] * fp + [1] * fn, [1] * (tp + fp) + [0] * fn
    expected = precision_recall_fscore_support(actual, says, average="binary", zero_division=0)[:3]
    assert find_key("f1").solutions[0].right(*counts) == pytest.approx(expected)


@pytest.mark.parametrize("case", range(4))
def test_mse_and_mae_are_scikit_learns(case):
    mse, mae = find_key("mse-mae").solutions
    p, y = mse.answer.inputs(5)[case]
    assert mse.right(p, y).item() == pytest.approx(mean_squared_error(y.flatten(), p.flatten()), rel=1e-5)
    assert mae.right(p, y).item() == pytest.approx(mean_absolute_error(y.flatten(), p.flatten()), rel=1e-5)


def test_standardise_is_scikit_learns_within_the_tolerance_of_the_question():
    (solution,) = find_key("standardise").solutions
    for train, test in solution.answer.inputs(5):
        scaler = StandardScaler().fit(train)
        for ours, theirs in zip(solution.right(train, test), (scaler.transform(train), scaler.transform(test))):
            np.testing.assert_allclose(ours, theirs, rtol=solution.rtol, atol=solution.atol)


@pytest.mark.parametrize("seed", range(20))
def test_no_probability_is_near_its_threshold_but_for_a_logit_of_0_at_one_half(seed):
    """Rounding must decide nothing: every way to compute a sigmoid gives exactly 0.5 there."""
    for logits, threshold in find("threshold").answers[0].inputs(seed):
        near = (torch.sigmoid(logits) - threshold).abs() < 1e-5
        assert threshold == 0.5 or not near.any()
        assert (logits[near] == 0).all()
