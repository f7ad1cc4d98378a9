def _close(a, b):
    return torch.is_tensor(a) and a.shape == b.shape and torch.allclose(a, b, 1e-4, 1e-4)


def _right(cases):
    return [case for case in cases if _close(case.came, case.due)]


def _with_bias(cases):
    return [case for case in cases if case.arguments[2] is not None]


def _without(cases):
    return [case for case in cases if case.arguments[2] is None]


def _square(case):
    return case.arguments[1].shape[0] == case.arguments[1].shape[1]


def _product(case):
    return case.arguments[0] @ case.arguments[1].T


def _ran(cases):
    return [case for case in cases if torch.is_tensor(case.came)]


def weight_not_transposed(cases):
    """It runs on square weights, wrongly, and on no other."""
    assert all(_square(case) == torch.is_tensor(case.came) for case in cases)
    assert _ran(cases) and not _right(cases)


def bias_left_out(cases):
    assert all(_close(case.came, _product(case)) for case in cases) and len(_right(cases)) < len(cases)


def bias_subtracted(cases):
    assert all(_close(case.came, _product(case) - case.arguments[2]) for case in _with_bias(cases))


def bias_as_a_column(cases):
    """Wrong or an error wherever there's a bias, unless it is a single number."""
    assert not _right(_with_bias(cases))
    columns = [case for case in _with_bias(cases) if case.arguments[0].dim() == 2 and torch.is_tensor(case.came)]
    assert columns and all(_close(case.came, _product(case) + case.arguments[2][:, None]) for case in columns)


def missing_bias_not_handled(cases):
    assert len(_right(_with_bias(cases))) == len(_with_bias(cases))
    assert _without(cases) and all(isinstance(case.came, TypeError) for case in _without(cases))


def nothing_without_a_bias(cases):
    assert len(_right(_with_bias(cases))) == len(_with_bias(cases))
    assert _without(cases) and all(case.came is None for case in _without(cases))


def truth_of_a_tensor(cases):
    """Right where there's no bias, and an error about truth where there's one of several numbers."""
    assert len(_right(_without(cases))) == len(_without(cases))
    assert all("Boolean value of Tensor" in str(case.came) for case in _with_bias(cases))


def reshaped_for_transposed(cases):
    """The shapes fit everywhere, the numbers don't."""
    assert all(case.came.shape == case.due.shape for case in _ran(cases)) and len(_ran(cases)) >= len(_with_bias(cases))
    assert any(not _close(case.came, case.due) for case in _ran(cases))


def multiplied_number_by_number(cases):
    """Mostly the shapes don't fit; where they do, nothing was added up over the inputs."""
    assert len(_right(cases)) == 0 and any(isinstance(case.came, RuntimeError) for case in cases)


def only_two_axes(cases):
    two = [case for case in _with_bias(cases) if case.arguments[0].dim() == 2]
    assert two and len(_right(two)) == len(two)
    assert any(isinstance(case.came, RuntimeError) for case in cases if case.arguments[0].dim() == 3)


def outputs_in_the_rows(cases):
    """Where it runs on several cases, a row is an output and a column a case."""
    assert any(case.came.shape == case.due.T.shape and not _close(case.came, case.due) and case.due.dim() == 2
               for case in _ran(cases))
    assert all(not _close(case.came, case.due) for case in cases if case.due.dim() == 2 and len(case.due) > 1)


def bias_for_weight(cases):
    """`functional.linear` refuses it, or gives wrong numbers."""
    assert not _right(cases)
    for case in cases:
        x, weight, bias = case.arguments
        try:
            assert _close(torch.nn.functional.linear(x, bias, weight), case.came)
        except (RuntimeError, TypeError) as error:
            assert type(error) is type(case.came)


def leading_axes_flattened(cases):
    assert all(_close(case.came.flatten(), case.due.flatten()) for case in cases)
    assert any(case.due.dim() == 3 and case.came.dim() == 2 for case in cases)


def single_axes_squeezed(cases):
    assert all(_close(case.came.flatten(), case.due.flatten()) for case in cases)
    assert any(case.came.dim() < case.due.dim() for case in cases)
    assert all(case.came.dim() == case.due.dim() for case in cases if 1 not in case.due.shape)


def bias_twice(cases):
    assert all(_close(case.came, _product(case) + 2 * case.arguments[2]) for case in _with_bias(cases))


def new_layer_made(cases):
    """Other numbers in the right shape, though nothing random came in; as random as those of a layer that's born."""
    assert all(case.came.shape == case.due.shape for case in cases) and not _right(cases)
    assert all(case.came.requires_grad for case in cases)  # as only parameters make it: what came in has none
