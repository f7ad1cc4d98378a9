"""Crops of photographs: no pixel is in two splits, a seed repeats them, and the files are scikit-image's own."""
import itertools

import numpy as np
import pytest
import torch
from skimage import data as shipped
from torch import Tensor

from course import data
from course.data import crops

SPLITS = ("train", "validation", "test")


def source_columns(name: str, split: str, n: int = 12) -> Tensor:
    """Return which columns of a photograph have a part in a split's crops: those that have a gradient."""
    picture = crops.grey_photograph(name).requires_grad_(True)
    places = crops.random_places(*picture.shape, split, n, np.random.default_rng(7))
    crops.cut(picture, places, 64).sum().backward()
    return (picture.grad != 0).any(dim=0).nonzero().flatten()


@pytest.mark.parametrize("name", data.CROPPED)
def test_no_column_of_a_photograph_is_in_two_splits(name):
    columns = [source_columns(name, split) for split in SPLITS]
    for left, right in itertools.pairwise(columns):
        assert left.max() < right.min()


@pytest.mark.parametrize("width", [384, 448, 512, 600, 1411])
def test_strips_leave_a_gap_between_them(width):
    (first, left), (validation, middle), (test, last) = (crops.strip(width, split) for split in SPLITS)
    assert first == 0 and last == width
    assert validation - left == test - middle == 8
    assert min(left, middle - validation, last - test) > 88  # the largest crop, turned as far as it may be


@pytest.mark.parametrize("split", SPLITS)
def test_crops_show_nothing_outside_their_own_strip(split, monkeypatch):
    def even_in_one_strip(name):  # noise elsewhere: a crop that touches it isn't even
        height, width = sizes[name]
        pixels = np.random.default_rng(0).integers(0, 256, (height, width), dtype=np.uint8)
        pixels[:, slice(*crops.strip(width, split))] = 128
        return pixels

    sizes = {name: crops.grey_photograph(name).shape for name in data.CROPPED}
    monkeypatch.setattr(crops, "_grey", even_in_one_strip)
    x = data.photograph_crops(split, 40).x.flatten(1)
    assert (x.amax(dim=1) - x.amin(dim=1)).max() < 1e-3


@pytest.mark.parametrize("name", data.CROPPED)
def test_crops_lie_inside_their_photograph(name):
    height, width = crops.grey_photograph(name).shape
    for split in SPLITS:
        column, row, size, turn = crops.random_places(height, width, split, 200, np.random.default_rng(3)).unbind(1)
        reach = size / 2 * (turn.cos() + turn.sin().abs())
        first, last = crops.strip(width, split)
        assert (column - reach >= first - 1e-3).all() and (column + reach <= last + 1e-3).all()
        assert (row - reach >= -1e-3).all() and (row + reach <= height + 1e-3).all()


def test_crop_that_is_not_turned_is_a_piece_of_the_photograph():
    picture = crops.grey_photograph("coffee")
    (crop,) = crops.cut(picture, torch.tensor([[132.0, 232.0, 64.0, 0.0]]), 64)
    torch.testing.assert_close(crop[0], picture[200:264, 100:164], atol=1e-3, rtol=0)


def test_crop_that_is_turned_by_a_right_angle_is_the_turned_piece():
    picture = crops.grey_photograph("coffee")
    (crop,) = crops.cut(picture, torch.tensor([[132.0, 232.0, 64.0, torch.pi / 2]]), 64)
    torch.testing.assert_close(crop[0], picture[200:264, 100:164].rot90(), atol=1e-3, rtol=0)


@pytest.mark.parametrize(("name", "function"), [("brick", "brick"), ("hubble", "hubble_deep_field"), ("text", "text"),
                                                ("ihc", "immunohistochemistry"), ("retina", "retina")])
def test_photograph_is_the_one_that_scikit_image_gives(name, function):
    pixels = getattr(shipped, function)()
    luma = pixels @ [0.299, 0.587, 0.114] if pixels.ndim == 3 else pixels  # ITU-R 601
    assert np.abs(crops.grey_photograph(name).numpy() * 255 - luma).max() < 1


@pytest.mark.parametrize(("split", "per_class", "side"), [("train", 5, 64), ("validation", 1, 48), ("test", 3, 28)])
def test_crops_have_the_shape_and_the_labels_that_were_asked_for(split, per_class, side):
    x, y, classes = data.photograph_crops(split, per_class, side=side)
    assert x.shape == (10 * per_class, 1, side, side) and x.dtype == torch.float32
    assert 0 <= x.min() < 0.1 and 0.9 < x.max() <= 1
    assert y.bincount().tolist() == [per_class] * 10 and y.dtype == torch.int64
    assert classes == tuple(data.CROPPED) and len(set(classes)) == 10


def test_crops_follow_their_seed_and_are_new_each_time():
    first = data.photograph_crops("train", 3, seed=4)
    kept = first.x.clone()
    first.x.zero_()
    same, other = (data.photograph_crops("train", 3, seed=seed) for seed in (4, 5))
    assert torch.equal(same.x, kept) and torch.equal(same.y, other.y)
    assert (same.x - other.x).abs().flatten(1).mean(dim=1).min() > 0.001  # not one crop is the same


def test_drawing_leaves_the_global_random_numbers_alone():
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    data.photograph_crops("train", 1)
    assert torch.rand(1) == expected


@pytest.mark.parametrize(("wrong", "message"), [
    pytest.param({"split": "left"}, "expected one of train, validation, test, got split='left'", id="split"),
    pytest.param({"per_class": 0}, "expected a whole number from 1 up, got per_class=0", id="no crops"),
    pytest.param({"per_class": 2.5}, "expected a whole number, got per_class=2.5", id="half a crop"),
    pytest.param({"per_class": True}, "expected a whole number.* got per_class=True", id="yes"),
    pytest.param({"side": 4}, "expected a whole number from 8 up, got side=4", id="side"),
    pytest.param({"seed": -1}, "expected a whole number from 0 up, got seed=-1", id="seed"),
])
def test_wrong_arguments_are_refused_by_name(wrong, message):
    with pytest.raises(ValueError, match=f"photograph_crops: {message}"):
        data.photograph_crops(**{"split": "train", "per_class": 1} | wrong)
