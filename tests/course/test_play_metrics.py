"""Lesson 5's things to move: what they say agrees with scikit-learn, at every place of a slider."""
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from course import play
from course.play.metrics import MISSES, THRESHOLDS, draw_costs, draw_curves

GENERATOR = torch.Generator().manual_seed(0)
POSITIVE = torch.rand(60, generator=GENERATOR) < 0.3
SCORES = torch.rand(60, generator=GENERATOR)
CLASSES = ["other", "9"]


def numbers(alt, words):
    return [float(number) for number in re.findall(rf"{words} (\d+\.?\d*)", alt)]


def lowest_cost(miss, alarm):
    costs = {}
    for step in range(1, 100):
        (_, fn), (fp, _) = confusion_matrix(POSITIVE, SCORES > torch.tensor(step) / 100, labels=[True, False])
        costs[step / 100] = miss * fn + alarm * fp
    return min(costs.values()), costs


@pytest.mark.parametrize("at", THRESHOLDS)
def test_curves_say_scikit_learns_numbers(at):
    drawing = draw_curves(SCORES, POSITIVE, at, CLASSES)
    says = SCORES > at
    (tp, fn), (fp, tn) = confusion_matrix(POSITIVE, says, labels=[True, False])
    precision, recall, *_ = precision_recall_fscore_support(POSITIVE, says, average="binary", zero_division=0)
    assert drawing.alt.endswith(f"TP, FN, FP, TN are {tp}, {fn}, {fp}, {tn}.")
    said = numbers(drawing.alt, "(?:recall|precision|false positive rate of)")
    assert said == pytest.approx([recall, precision, fp / (fp + tn)], abs=0.0051)


@pytest.mark.parametrize("miss", MISSES)
def test_lowest_cost_is_the_lowest_of_all_thresholds(miss):
    lowest, costs = lowest_cost(miss, 2)
    alt = draw_costs(SCORES, POSITIVE, 0.5, CLASSES, (miss, 2)).alt
    assert numbers(alt, "mistakes cost") == [costs[0.5]]
    assert numbers(alt, "lowest cost is") == [lowest]
    assert costs[numbers(alt, "lowest cost is \\d+, at")[0]] == lowest


@pytest.mark.parametrize("draw", [
    pytest.param(lambda at: draw_curves(SCORES, POSITIVE, at, CLASSES), id="curves"),
    pytest.param(lambda at: draw_costs(SCORES, POSITIVE, at, CLASSES, (10, 1)), id="costs"),
])
def test_drawing_holds_the_counts_and_marks_the_place(draw):
    root = ElementTree.fromstring(draw(0.3).svg())
    (tp, _), _ = confusion_matrix(POSITIVE, SCORES > 0.3, labels=[True, False])
    assert f"TP {tp}" in {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert list(root.iter("{http://www.w3.org/2000/svg}circle"))


def test_no_case_above_the_threshold_is_no_error():
    assert "precision 0.00" in draw_curves(SCORES * 0.5, POSITIVE, 0.95, CLASSES).alt


def test_slider_of_curves_starts_at_one_of_its_places():
    slider = play.two_curves(SCORES, POSITIVE, CLASSES)
    ((values, start),) = slider.sliders.values()
    assert start in values and "threshold, 0.5," in slider.draw(start).alt


def test_two_sliders_move_threshold_and_cost():
    sliders = play.costs(SCORES, POSITIVE, CLASSES, miss=5)
    assert all(start in values for values, start in sliders.sliders.values())
    assert "A miss costs 20, a false alarm 1. At threshold 0.2 " in sliders.draw(0.2, 20).alt
