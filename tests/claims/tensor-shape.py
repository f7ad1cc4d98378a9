COUNTS = torch.tensor([[1, 2], [3, 4], [5, 6]])


def _sizes(cases):
    came = cases[0].came
    return [came] if isinstance(came, int) else list(came)


def transposed_shape(cases):
    """It is the shape of `counts`, and that after `.T` is the other way round."""
    assert cases[0].came == tuple(COUNTS.shape) == tuple(COUNTS.T.shape)[::-1]


def counts_elements(cases):
    """It names how many numbers there are, with no axes or with one that has them all."""
    assert max(_sizes(cases)) == COUNTS.numel() == 6


def one_size_alone(cases):
    """A single number, one of the two sizes or the number of axes."""
    (size,) = _sizes(cases)
    assert size in (*COUNTS.shape, COUNTS.dim())


def point_for_comma(cases):
    assert isinstance(cases[0].came, float) and {*str(cases[0].came)} == {"2", ".", "3"}


def shape_as_text(cases):
    """Text with both sizes in it."""
    assert isinstance(cases[0].came, str) and {"2", "3"} < {*cases[0].came}


def dtype_for_shape(cases):
    assert isinstance(cases[0].came, torch.dtype)


def tensor_for_shape(cases):
    """A tensor whose shape has both sizes."""
    assert sorted(cases[0].came.shape) == [2, 3]


def int_where_float(cases):
    """A whole number's dtype, as `counts` has; that of 0.5 is a floating one."""
    assert not cases[0].came.is_floating_point and cases[0].came != torch.bool
    assert torch.tensor(0.5).dtype == (COUNTS.T / 2).dtype and COUNTS.dtype == torch.int64


def numpy_default(cases):
    """float64 it is, twice as wide as PyTorch's default."""
    assert cases[0].came == torch.float64 and cases[0].fact["value"] == "float64"
    assert torch.finfo(cases[0].came).bits == 2 * torch.finfo(torch.get_default_dtype()).bits


def half_by_name(cases):
    assert torch.finfo(cases[0].came).bits == 16


def example_copied(cases):
    assert cases[0].came == torch.bool == (torch.ones(1) == 1).dtype


def shape_for_dtype(cases):
    """Sizes, or a number of them."""
    assert all(isinstance(size, int) for size in _sizes(cases))


def tensor_for_dtype(cases):
    assert torch.is_tensor(cases[0].came) or isinstance(cases[0].came, float)
    assert torch.as_tensor(cases[0].came).dtype == cases[0].due


def dtype_in_words(cases):
    """A word that is the name of no dtype."""
    assert isinstance(cases[0].came, str) and not isinstance(getattr(torch, cases[0].came, None), torch.dtype)
