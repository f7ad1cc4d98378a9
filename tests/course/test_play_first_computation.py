"""What moves in lesson 1 follows the sliders, and stands still where there are none."""
import re

import pytest
import torch

from course import play

X = torch.tensor([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [3.0, 3.0]])
Y = torch.tensor([0.0, 1.0, 0.0, 1.0])  # class 1 lies above the diagonal
NAMES = ["across", "up"], ["low", "high"]


def test_a_line_between_the_classes_gets_all_right_and_the_same_line_turned_over_does_not():
    line = play.line(X, Y, *NAMES)
    assert "4 of 4 right" in line.draw(20, 10).alt
    assert "4 of 4 right" not in line.draw(-80, 0).alt


@pytest.mark.parametrize(("shift", "right"), [(-120, 2), (120, 2)])
def test_a_line_beyond_all_points_calls_them_all_the_same(shift, right):
    assert f"{right} of 4 right" in play.line(X, Y, *NAMES).draw(0, shift).alt


def losses_at(rate):
    descent = play.descent(X - X.mean(dim=0), Y, [1.5, -1.0], *NAMES)
    said = [descent.draw(rate, step).alt for step in (0, 5, 60)]
    return [float(re.search(r"Loss ([\d.]+),", alt)[1]) for alt in said]


def test_the_loss_falls_with_the_steps_and_stays_at_learning_rate_0():
    first, later, last = losses_at(0.5)
    assert first > later > last
    assert len(set(losses_at(0.0))) == 1


def test_the_steps_are_autograds():
    w = torch.tensor([1.5, -1.0], requires_grad=True)
    x = X - X.mean(dim=0)
    torch.nn.functional.binary_cross_entropy_with_logits(x @ w, Y).backward()
    after = ", ".join(f"{value:.2f}" for value in (w.detach() - 0.5 * w.grad).tolist())
    assert f"the weights are {after}. Loss" in play.descent(x, Y, [1.5, -1.0], *NAMES).draw(0.5, 1).alt


def test_weights_beyond_the_map_are_said_to_be():
    assert "off the map" in play.descent(X - X.mean(dim=0), Y, [1.5, -1.0], *NAMES).draw(80.0, 1).alt
