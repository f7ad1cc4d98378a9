def _close(a, b):
    return torch.is_tensor(a) and a.shape == b.shape and torch.allclose(a.float(), b, 1e-3, 1e-4)


def _x(case):
    return case.arguments[1]


def _is_as_it_was(case):
    return not case.left[1].requires_grad and case.left[1].grad is None


def _many(cases):
    return [case for case in cases if _x(case).numel() > 1]


def _said(cases, words):
    return all(isinstance(case.came, RuntimeError) and words in str(case.came) for case in cases)


def finite_difference(cases):
    """Close, and measured: no autograd."""
    assert all(case.fact["items"]["returned"]["kind"] == "text" for case in cases)
    assert any((case.came - case.due).abs().max() < 0.1 for case in cases)


def graph_on_callers_tensor(cases):
    """The slope is right; `x` records, or has a grad."""
    assert all(_close(case.came, case.due) and not _is_as_it_was(case) for case in cases)


def copy_made_too_late(cases):
    """`x` records, and None came back: there is no grad."""
    assert all(case.came is None and case.left[1].requires_grad for case in cases)


def nothing_recorded(cases):
    assert _said(cases, "does not require grad and does not have a grad_fn") and all(map(_is_as_it_was, cases))


def differentiated_by_another_tensor(cases):
    assert _said(cases, "ifferentiated Tensor")


def backward_of_many_numbers(cases):
    """Right for a single number, and an error about scalars for more."""
    assert all(_close(case.came, case.due) for case in cases if _x(case).shape == ())
    assert _many(cases) and _said(_many(cases), "scalar")


def mean_for_sum(cases):
    assert _many(cases) and all(_close(case.came * _x(case).numel(), case.due) for case in cases)
    assert all(not _close(case.came, case.due) for case in _many(cases))


def largest_or_first_only(cases):
    """One slope is right, all others are 0."""
    for case in _many(cases):
        (i,) = case.came.nonzero()
        assert torch.isclose(case.came[i], case.due[i], 1e-3)
    assert _many(cases)


def value_for_slope(cases):
    for case in cases:
        height = case.arguments[0](_x(case))
        assert _close(case.came, height) or _close(case.came, height.sum())


def point_for_slope(cases):
    assert all(torch.equal(case.came, _x(case)) for case in cases)


def slopes_added_up(cases):
    for case in cases:
        assert case.came.shape == () and any(torch.isclose(case.came, due, 1e-3) for due in (case.due.sum(),
                                                                                             case.due.mean()))
    assert _many(cases)


def tuple_of_gradients(cases):
    assert all(isinstance(case.came, (tuple, list)) and len(case.came) == 1 and _close(case.came[0], case.due)
               for case in cases)


def sign_turned(cases):
    assert all(_close(-case.came, case.due) for case in cases)


def arguments_swapped(cases):
    """A function is asked for what a tensor has, or a tensor is called."""
    words = ("'function' object has no attribute", "'Tensor' object is not callable")
    assert all(any(word in str(case.came) for word in words) for case in cases)


def slopes_doubled(cases):
    assert all(_close(case.came / 2, case.due) for case in cases)


def slope_of_the_slope(cases):
    """A parabola bends by the same everywhere, and exp by as much as its slope times its rate."""
    assert torch.allclose(cases[0].came, cases[0].came[0]) and not _close(cases[0].came, cases[0].due)


def differences_of_neighbors(cases):
    """The first is the second height minus the first."""
    for case in _many(cases):
        heights = case.arguments[0](_x(case))
        assert torch.isclose(case.came[0], heights[1] - heights[0])
    assert _many(cases)
