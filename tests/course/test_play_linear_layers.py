"""Lesson 2's things to move: what they say agrees with scikit-learn and PyTorch, at every place of the slider."""
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from course import play
from course.play.linear_layers import THRESHOLDS, draw_outlier, draw_threshold
from course.plots.picture import RIGHT, WRONG

GENERATOR = torch.Generator().manual_seed(0)
POSITIVE = torch.rand(60, generator=GENERATOR) < 0.4
SCORES = torch.rand(60, generator=GENERATOR)
SEVEN = [83, 110, 141, 155, 182, 214]


def shapes(drawing, kind):
    return ElementTree.fromstring(drawing.svg()).findall(f"{{http://www.w3.org/2000/svg}}{kind}")


@pytest.mark.parametrize("at", THRESHOLDS)
def test_threshold_says_scikit_learns_numbers(at):
    drawing = draw_threshold(SCORES, POSITIVE, at, ["no", "yes"])
    says = SCORES > at
    (tp, fn), (fp, tn) = confusion_matrix(POSITIVE, says, labels=[True, False])
    rates = precision_recall_fscore_support(POSITIVE, says, average="binary", zero_division=0)[:3]
    assert f"TP, FN, FP, TN are {tp}, {fn}, {fp}, {tn};" in drawing.alt
    assert [float(said) for said in re.findall(r"(?:precision|recall|F1) (\d\.\d\d)", drawing.alt)] == pytest.approx(
        rates, abs=0.0051)
    assert {f"TP {tp}", f"FN {fn}", f"FP {fp}", f"TN {tn}"} <= {shape.text for shape in shapes(drawing, "text")}


def test_every_case_is_drawn_and_every_mistake_is_hollow():
    drawing = draw_threshold(SCORES, POSITIVE, 0.3, ["no", "yes"])
    hollow = [shape.get("fill") == "white" for shape in shapes(drawing, "circle")]
    assert (len(hollow), sum(hollow)) == (60, int(((SCORES > 0.3) != POSITIVE).sum()))
    assert {(shape.get("fill") == "white", shape.get("stroke")) for shape in shapes(drawing, "circle")} == {
        (False, RIGHT), (True, WRONG)}


def test_a_threshold_above_every_score_finds_nothing():
    assert "precision 0.00, recall 0.00, F1 0.00" in draw_threshold(SCORES * 0.5, POSITIVE, 0.99, "ab").alt


@pytest.mark.parametrize("last", [246, 1000])
def test_guesses_have_the_smallest_errors(last):
    scores, tried = torch.tensor([*SEVEN, last]).float(), torch.arange(0, 1001).float()
    errors = tried[:, None] - scores
    by_mse, by_mae = tried[errors.square().mean(1).argmin()], tried[errors.abs().mean(1).argmin()]
    alt = draw_outlier([*SEVEN, last], 1000).alt
    assert f"mean, {by_mse:.0f};" in alt and f"median, {by_mae:.0f}." in alt


@pytest.mark.parametrize("slider", [play.threshold(SCORES, POSITIVE, ["no", "yes"]), play.one_outlier([*SEVEN, 246])])
def test_slider_starts_at_one_of_its_places_and_draws_each(slider):
    ((values, start),) = slider.sliders.values()
    assert start in values
    for place in values:
        assert slider.draw(place).html().startswith('<img src="data:image/svg+xml;base64,')


def test_text_of_a_drawing_is_escaped():
    drawing = draw_threshold(SCORES, POSITIVE, 0.5, ["<b>", '"yes"&'])
    assert "<b> (actual)" in {shape.text for shape in shapes(drawing, "text")}
    assert 'alt="60 cases by predicted probability, &quot;yes&quot;&amp; above' in drawing.html()
