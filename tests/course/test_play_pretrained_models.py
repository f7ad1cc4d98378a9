"""Lesson 3's things to move: boxes agree with torchvision at every place, spoiled pictures say what they were given."""
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch
from torchvision.ops import box_iou

from course import play
from course.play.pretrained_models import draw_boxes, encode, move
from course.plots.picture import RIGHT, WRONG

PHOTOGRAPH = torch.randint(0, 256, (3, 60, 90), generator=torch.Generator().manual_seed(0), dtype=torch.uint8)
EYE = torch.tensor([20.0, 10.0, 50.0, 40.0])
WAYS = {"right": (PHOTOGRAPH / 255, [("cat", 0.9), ("dog", 0.004)]),
        "BGR": (PHOTOGRAPH / 255 * 9 - 2, [("<fox>", 0.5)])}


def shapes(drawing, kind):
    return ElementTree.fromstring(drawing.svg()).iter(f"{{http://www.w3.org/2000/svg}}{kind}")


@pytest.mark.parametrize(("right", "down", "size"), [(0, 0, 100), (25, 25, 100), (-40, 10, 60), (100, 100, 100),
                                                     (-100, -100, 20), (0, 0, 200)])
def test_boxes_say_torchvisions_number_in_the_color_of_a_hit_or_a_miss(right, down, size):
    drawing = draw_boxes(encode(PHOTOGRAPH / 255, 470), PHOTOGRAPH.shape, EYE, right, down, size)
    iou = box_iou(EYE[None], move(EYE, right, down, size)[None]).item()
    assert f"IoU {iou:.2f}, {'a' if iou >= 0.5 else 'no'} hit." in drawing.alt
    assert f"{iou:.2f}" in {shape.text for shape in shapes(drawing, "text")}
    strokes = {shape.get("stroke") for shape in shapes(drawing, "rect")}
    assert (RIGHT in strokes, WRONG in strokes) == (iou >= 0.5, iou < 0.5)


def test_a_box_is_moved_by_shares_of_the_true_one():
    assert move(EYE, 50, -10, 100).tolist() == [35, 7, 65, 37]
    assert move(EYE, 0, 0, 200).tolist() == [5, -5, 65, 55]


def test_boxes_have_sliders_that_start_at_one_of_their_places():
    sliders = play.two_boxes(PHOTOGRAPH, EYE, start=(25, 25, 100))
    assert all(start in values for values, start in sliders.sliders.values())
    assert "25% to the right, 25% down, 100% of its size" in sliders.draw(25, 25, 100).alt


def test_a_photograph_in_all_its_ways_shows_each_picture_and_says_each_guess():
    slider = play.spoiled({"a": WAYS, "b": {"right": WAYS["right"]}}, start="b")
    drawing = slider.draw("a")
    assert slider.sliders == {"photograph": (["a", "b"], "b")}
    assert drawing.alt == "What the network says of a. right: cat 0.900, dog 0.004; BGR: <fox> 0.500."
    assert {"cat 0.90", "dog 0.004", "<fox> 0.50"} <= {shape.text for shape in shapes(drawing, "text")}
    assert len(re.findall("data:image/jpeg;base64,", drawing.svg())) == 2
    assert slider.draw("a") is drawing  # it is drawn once


def test_a_picture_with_colors_out_of_range_is_encoded():
    assert encode(WAYS["BGR"][0], 104).startswith("data:image/jpeg;base64,/9j/")
