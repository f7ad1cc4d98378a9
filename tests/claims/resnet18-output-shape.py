from course import backbones
from torch import nn


def _given(cases):
    (case,) = cases
    return case.came


def _sizes(cases):
    """What was given as a tuple of sizes, with the axes of size 1 left out."""
    given = _given(cases)
    return tuple(given) if isinstance(given, tuple) else (given,)


def old_classes_kept(cases):
    assert {*_sizes(cases)} <= {1, 1000} and 1000 in _sizes(cases)


def features_for_logits(cases):
    assert {*_sizes(cases)} <= {1, 512} and nn.Linear(512, 5).in_features in _sizes(cases)


def shape_of_the_input(cases):
    assert _sizes(cases)[-3:] == tuple(torch.rand(1, 3, 224, 224).shape)[1:]


def batch_axis_lost(cases):
    assert _sizes(cases) == (5,)


def axes_swapped(cases):
    assert _sizes(cases)[::-1] == (1, 5) and len(_sizes(cases)) == 2


def shape_of_the_weight(cases):
    assert _sizes(cases) == tuple(nn.Linear(512, 5).weight.shape)


def numbers_of_the_line(cases):
    assert _sizes(cases)[-2:] == (512, 5) != tuple(nn.Linear(512, 5).weight.shape)


def channels_for_the_batch(cases):
    assert sorted(_sizes(cases)) == [3, 5]


def another_batch(cases):
    n, n_logits = _sizes(cases)
    assert n_logits == 5 and n != 1


def batch_left_open(cases):
    n, n_logits = _sizes(cases)
    assert n_logits == 5 and (not isinstance(n, int) or n < 0)


def another_number_of_classes(cases):
    n, n_logits = _sizes(cases)
    assert n == 1 and n_logits not in (5, 512, 1000)


def picture_kept(cases):
    """It has height or width, which a classifier's logits don't have."""
    model = backbones.small_model("resnet18", width=64, n_classes=5).eval()
    assert model.avgpool(torch.zeros(1, 64, 7, 7)).shape[-2:] == (1, 1)
    assert {*_sizes(cases)} & {7, 112, 224} and len(_sizes(cases)) > 2


def pooled_axes_kept(cases):
    assert 5 in _sizes(cases) and _sizes(cases)[-1] == 1 and len(_sizes(cases)) > 2


def axis_too_many(cases):
    assert _sizes(cases)[-1] == 5 and len(_sizes(cases)) > 2


def shape_in_quotation_marks(cases):
    assert isinstance(_given(cases), str)


def braces_for_brackets(cases):
    assert isinstance(_given(cases), set)


def logits_for_their_shape(cases):
    assert _given(cases).dim() == 2
