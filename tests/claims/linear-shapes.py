import math


def _came(cases):
    (case,) = cases
    return case.came


def _sizes(value):
    return list(value) if isinstance(value, tuple) else [value]


def weight_is_in_by_out(cases):
    """The two sizes swapped."""
    assert _came(cases) == tuple(reversed(cases[0].due))


def weights_counted(cases):
    """As many as `numel()` says, on one axis."""
    assert _sizes(_came(cases)) == [torch.nn.Linear(20, 5).weight.numel()]


def batch_in_the_weight(cases):
    """8 or 12 is in it."""
    assert any(size in (8, 12, 96) for size in _came(cases))


def one_weight_vector(cases):
    """One number for each feature, and nothing else."""
    assert math.prod(_sizes(_came(cases))) == 20 and 5 not in _sizes(_came(cases))


def one_weight_per_output(cases):
    assert math.prod(_sizes(_came(cases))) == 5


def bias_in_the_weight(cases):
    """A row or a column more than the weight has, or all of them counted."""
    assert math.prod(_sizes(_came(cases))) in (5 * 21, 6 * 20)


def _in_quotes(cases):
    assert isinstance(_came(cases), str) and any(sign.isdigit() for sign in _came(cases))


def weight_shape_in_quotes(cases):
    _in_quotes(cases)


def bias_shape_in_quotes(cases):
    _in_quotes(cases)


def output_shape_in_quotes(cases):
    _in_quotes(cases)


def bias_per_input(cases):
    assert math.prod(_sizes(_came(cases))) == 20


def one_bias_for_all(cases):
    assert math.prod(_sizes(_came(cases))) == 1


def bias_shaped_like_the_weight(cases):
    """The size of the inputs is there beside that of the outputs."""
    assert sorted(_came(cases)) == [5, 20]


def bias_as_a_row_or_column(cases):
    """The count is right, and there's an axis of size 1."""
    assert math.prod(_came(cases)) == 5 and 1 in _came(cases)


def size_for_shape(cases):
    assert _came(cases) == cases[0].due[0] and not isinstance(_came(cases), tuple)


def bias_for_every_word(cases):
    assert any(size in (8, 12, 96) for size in _sizes(_came(cases)))


def bias_forgotten(cases):
    """All weights, and no bias."""
    assert _came(cases) == torch.nn.Linear(20, 5, bias=False).weight.numel()


def bias_counted_per_input(cases):
    """The weights are right; the inputs were counted on top."""
    assert _came(cases) - 5 * 20 in (20, 20 + 5)


def one_bias_added(cases):
    assert _came(cases) == 5 * 20 + 1


def sizes_added(cases):
    """No product in it: fewer than the weights alone."""
    assert _came(cases) < 5 * 20 and _came(cases) != 2


def parameters_times_the_batch(cases):
    assert any(_came(cases) in (many * 105, many * 100, many * 100 + 5) for many in (8, 12, 96))


def numbers_of_the_data_counted(cases):
    went_in, came_out = 8 * 12 * 20, 8 * 12 * 5
    assert _came(cases) in (went_in, came_out, went_in + came_out)


def tensors_counted(cases):
    assert _came(cases) == len(list(torch.nn.Linear(20, 5).parameters()))


def not_added_up(cases):
    """Both are there, as a tuple."""
    assert isinstance(_came(cases), tuple)


def leading_axes_lost(cases):
    """It ends in the outputs, with fewer axes in front than two."""
    sizes = _sizes(_came(cases))
    assert sizes[-1] == 5 and len(sizes) < 3 and sizes[0] != 96


def leading_axes_joined(cases):
    """Every word, on one axis."""
    assert _came(cases) == (8 * 12, 5)


def output_shaped_like_the_input(cases):
    assert _came(cases) == (8, 12, 20)


def output_axis_appended(cases):
    assert len(_came(cases)) == 4 and _came(cases)[:2] == (8, 12) and {5, 20} == set(_came(cases)[2:])


def one_number_per_word(cases):
    assert math.prod(_came(cases)) == 8 * 12


def output_axes_in_another_order(cases):
    assert sorted(_came(cases)) == sorted(cases[0].due) and _came(cases) != cases[0].due


def shape_of_the_weight(cases):
    assert sorted(_came(cases)) == [5, 20]
