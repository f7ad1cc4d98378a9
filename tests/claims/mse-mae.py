def _close(a, b):
    return torch.is_tensor(a) and a.shape == b.shape and torch.allclose(a, b, 1e-4, 1e-4)


def _errors(case):
    p, y = case.arguments
    return p.flatten() - y.flatten()


def _alike(cases):
    """Those whose predictions and targets have one shape, where pairing them is no question."""
    return [case for case in cases if case.arguments[0].shape == case.arguments[1].shape]


def _mixed(cases):
    return [case for case in cases if case.arguments[0].shape != case.arguments[1].shape]


def _gives(cases, of_errors):
    assert all(_close(case.came, of_errors(_errors(case))) for case in _alike(cases))
    assert any(not _close(case.came, case.due) for case in _alike(cases))


def _every_pair(cases):
    """Right for one shape; wrong for two, without an error."""
    assert all(_close(case.came, case.due) for case in _alike(cases))
    assert all(torch.is_tensor(case.came) and not _close(case.came, case.due) for case in _mixed(cases))


def every_prediction_with_every_target(cases):
    _every_pair(cases)


def every_prediction_meets_every_target(cases):
    _every_pair(cases)


def _one_layout(cases):
    """Right for some pair of shapes, not for all of them."""
    right = {(case.arguments[0].dim(), case.arguments[1].dim()) for case in cases if _close(case.came, case.due)}
    assert 0 < len(right) < 4


def squares_of_one_layout(cases):
    _one_layout(cases)


def sizes_of_one_layout(cases):
    _one_layout(cases)


def squares_summed(cases):
    _gives(cases, lambda errors: errors.square().sum())


def sizes_summed(cases):
    _gives(cases, lambda errors: errors.abs().sum())


def _not_averaged(cases):
    """One number for each case, none below 0, and the mean is what was due."""
    assert all(len(case.came) == len(_errors(case)) and (case.came >= 0).all() for case in cases)
    assert all(_close(case.came.mean(), case.due) for case in _alike(cases))


def squares_not_averaged(cases):
    _not_averaged(cases)


def sizes_not_averaged(cases):
    _not_averaged(cases)


def root_taken(cases):
    assert all(_close(case.came.square(), case.due) for case in _alike(cases))


def root_of_the_sum(cases):
    _gives(cases, lambda errors: errors.square().sum().sqrt())


def absolute_for_squared(cases):
    _gives(cases, lambda errors: errors.abs().mean())


def half_of_the_mse(cases):
    assert all(_close(2 * case.came, case.due) for case in _alike(cases))


def variance_of_the_errors(cases):
    """The mean error was taken away first."""
    centered = [_errors(case) - _errors(case).mean() for case in _alike(cases)]
    assert all(any(_close(case.came, errors.square().sum() / n) for n in (len(errors), len(errors) - 1))
               for case, errors in zip(_alike(cases), centered))


def _n_minus_1(cases):
    assert all(_close(case.came, case.due * len(_errors(case)) / (len(_errors(case)) - 1)) for case in cases)


def squares_by_n_minus_1(cases):
    _n_minus_1(cases)


def sizes_by_n_minus_1(cases):
    _n_minus_1(cases)


def _cancel(cases):
    """Errors of both signs, and so less than was due."""
    assert all((_errors(case) > 0).any() and (_errors(case) < 0).any() for case in cases)
    assert all(case.came < case.due for case in _alike(cases))


def squared_too_late(cases):
    _cancel(cases)


def absolute_too_late(cases):
    _cancel(cases)


def squared_for_absolute(cases):
    _gives(cases, lambda errors: errors.square().mean())


def root_of_the_mse(cases):
    """Larger than was due, as large errors count for more."""
    _gives(cases, lambda errors: errors.square().mean().sqrt())
    assert all(case.came > case.due for case in _alike(cases))


def median_for_mean(cases):
    _gives(cases, lambda errors: errors.abs().median())


def largest_error(cases):
    _gives(cases, lambda errors: errors.abs().max())


def relative_errors(cases):
    assert all(_close(case.came, (_errors(case) / case.arguments[1].flatten()).abs().mean()) for case in cases)
