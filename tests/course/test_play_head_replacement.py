"""Lesson 4's thing to move: what it says agrees with the models, at every place of the sliders."""
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch

from course import backbones, play
from course.play.head_replacement import BLOCKS, blocks_of, draw_freeze_map


def shapes(drawing, kind):
    return ElementTree.fromstring(drawing.svg()).findall(f"{{http://www.w3.org/2000/svg}}{kind}")


def read_counts(drawing):
    """Return how many parameters train, and how many there are."""
    trained, everything = re.search(r"([\d,]+) of ([\d,]+) parameters train", drawing.alt).groups()
    return int(trained.replace(",", "")), int(everything.replace(",", ""))


@pytest.mark.parametrize("family", backbones.families(), ids=lambda family: family.name)
def test_counts_are_those_of_the_model(family):
    body, width = blocks_of(family.name)
    new_head = (family.width + 1) * 15
    assert width == family.width and len({block.name for block in body}) == len(body)
    assert sum(block.n_parameters for block in body) == family.n_parameters - (family.width + 1) * 1000
    everything = family.n_parameters - (family.width + 1) * 1000 + new_head
    assert read_counts(draw_freeze_map(family.name, 0, 15)) == (new_head, everything)
    assert read_counts(draw_freeze_map(family.name, "all", 15)) == (everything, everything)


def test_unfrozen_blocks_are_the_last_ones_and_filled():
    drawing = draw_freeze_map("resnet50", 2, 15)
    with torch.device("meta"):
        model = backbones.get_model("resnet50")
    last = sum(p.numel() for part in (model.layer3, model.layer4) for p in part.parameters())
    assert read_counts(drawing)[0] == last + 30_735
    filled = [shape.get("fill") != "white" for shape in shapes(drawing, "rect")[1:]]
    assert filled == [False] * 4 + [True] * 3
    assert "layer2 1,219,584 frozen, layer3 7,098,368 trained" in drawing.alt


def test_more_blocks_than_there_are_is_all():
    assert draw_freeze_map("resnet18", 8, 10).alt == draw_freeze_map("resnet18", "all", 10).alt


def test_sliders_start_at_one_of_their_places():
    sliders = play.freeze_map("resnet50", n_classes=15)
    assert all(start in values for values, start in sliders.sliders.values())
    assert sliders.sliders["blocks too"][0] == BLOCKS
    assert "30,735 of 23,538,767 parameters train (0.13%)" in sliders.draw("resnet50", 0).alt
