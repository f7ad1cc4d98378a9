"""The dials of lesson 6: what is measured of the scanner's digits can be matched by hand, and redrawing is cheap."""
import math

import pytest
import torch

from course import capstone, play
from course.play.capstone import draw_scanner, measure, slant_of, wear


@pytest.fixture(scope="module")
def digits():
    splits = capstone.given()
    return splits.validation.x[::8], splits.worn.x


def test_what_was_worn_by_known_dials_is_measured_so(digits):
    clean, _ = digits
    found = measure(wear(clean, 0, 0.25, 0.6, 0.05))
    assert found["paper"] == pytest.approx(0.25, abs=0.02) and found["noise"] == pytest.approx(0.05, abs=0.01)
    assert found["ink"] == pytest.approx(0.6, abs=0.08)


@pytest.mark.parametrize("degrees", [-20, 10, 25])
def test_slant_is_a_slope_to_the_right(digits, degrees):
    clean, _ = digits
    more = slant_of(wear(clean, degrees, 0, 1, 0)).mean() - slant_of(clean).mean()
    assert more.item() == pytest.approx(math.tan(math.radians(degrees)), abs=0.06)


def test_some_place_of_the_dials_matches_all_four(digits):
    sliders = play.scanner(*digits).sliders
    assert all(start in values for values, start in sliders.values())
    drawing = draw_scanner(*digits, 25, 0.25, 0.5, 0.06)
    assert "4 of 4 measured numbers match" in drawing.alt and drawing.svg().count("✓ match") == 4
    assert "0 of 4" in draw_scanner(*digits, 0, 0.0, 1.0, 0.0).alt


def test_the_slant_is_told_in_the_degrees_of_its_dial(digits):
    clean, _ = digits
    upright = math.degrees(math.atan(measure(clean)["slant"]))
    assert f"slant {upright:.0f}° and " in draw_scanner(*digits, 0, 0.0, 1.0, 0.0).alt
    assert "°" not in draw_scanner(*digits, 0, 0.0, 1.0, 0.0).alt.split("paper")[1]


def test_blank_paper_is_measured_too():
    assert all(math.isfinite(value) for value in measure(torch.zeros(2, 1, 28, 28)).values())


def test_the_picture_is_small_enough_to_redraw_while_a_slider_moves(digits):
    assert len(draw_scanner(*digits, 25, 0.3, 0.5, 0.07).html()) < 60_000
