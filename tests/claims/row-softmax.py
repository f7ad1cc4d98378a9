def _close(a, b):
    return torch.allclose(torch.as_tensor(a), torch.as_tensor(b).float(), 1e-4, 1e-4)


def _finite(cases):
    return [case for case in cases if case.came.isfinite().all()]


def softmax_overflow(cases):
    """Right for small scores; nan where exp overflows."""
    small = [case for case in cases if case.arguments[0].abs().max() < 50]
    assert small and all(_close(case.came, case.due) for case in small)
    assert any(case.came.isnan().any() and case.arguments[0].max() > 9000 for case in cases)


def whole_tables_maximum(cases):
    """A row far below the table's maximum becomes all zeros, and 0/0 is nan; no row holds inf."""
    assert any(case.came.isnan().all(dim=1).any() and not case.came.isnan().all() for case in cases)


def softmax_over_columns(cases):
    """It is the columns that sum to 1."""
    assert all(_close(case.came.sum(dim=0), torch.ones(case.came.shape[1])) for case in _finite(cases))
    assert any(not _close(case.came.sum(dim=1), torch.ones(len(case.came))) for case in _finite(cases))


def softmax_over_all(cases):
    """All numbers together sum to 1."""
    assert _finite(cases) and all(_close(case.came.sum(), torch.tensor(1)) for case in _finite(cases)
                                  if len(case.came) > 1)
    assert any(len(case.came) > 1 for case in _finite(cases))


def softmax_without_exp(cases):
    """Each row sums to 1, and some of its numbers are negative."""
    assert all(_close(case.came.sum(dim=1), torch.ones(len(case.came))) for case in cases[:3])
    assert any((case.came < 0).any() for case in cases)


def _sums_to_1(came):
    return _close(came.sum(dim=1), torch.ones(len(came)))


def _large(case):
    return case.arguments[0].abs().max() > 1000


def columns_maximum(cases):
    """Each row sums to 1, and quotients within a row are others where columns have different maxima."""
    assert all(_sums_to_1(case.came) for case in _finite(cases))
    assert all(not _close(case.came, case.due) for case in cases)
    shifted = [case.arguments[0] - case.arguments[0].max(dim=0).values for case in cases if not _large(case)]
    assert all(_close(case.came, one.softmax(dim=1)) for case, one in zip(cases, shifted))


def keepdim_forgotten(cases):
    """An error about sizes wherever there are several rows, and right for a single one."""
    for case in cases:
        if len(case.arguments[0]) == 1:
            assert _close(case.came, case.due)
        else:
            assert isinstance(case.came, RuntimeError) and "must match the size" in str(case.came)


def max_pair_not_opened(cases):
    assert all(isinstance(case.came, TypeError) and "return_types.max" in str(case.came) for case in cases)


def logarithms_returned(cases):
    assert all((case.came <= 0).all() and _close(case.came.exp(), case.due) for case in cases)
    assert all((case.came.sum(dim=1) <= 0).all() for case in cases)


def not_divided(cases):
    """None below 0, in the order of the scores; a row sums to something else, and dividing puts it right."""
    for case in cases:
        if not _large(case):
            assert (case.came > 0).all() and not _sums_to_1(case.came)
            assert _close(case.came / case.came.sum(dim=1, keepdim=True), case.due)
            assert (case.came.argsort(dim=1) == case.arguments[0].argsort(dim=1)).all()


def scores_clamped(cases):
    """Ordinary scores come out right, and large ones that differ come out equal."""
    assert all(_close(case.came, case.due) for case in cases if not _large(case))
    (large,) = filter(_large, cases)
    assert _close(large.came[1], torch.full((3,), 1 / 3)) and not _close(large.due[1], torch.full((3,), 1 / 3))


def nans_replaced(cases):
    assert all(case.came.isfinite().all() for case in cases)
    assert all(_close(case.came, case.due) for case in cases if not _large(case))
    (large,) = filter(_large, cases)
    assert not _sums_to_1(large.came)


def sigmoid_for_softmax(cases):
    assert all(((0 <= case.came) & (case.came <= 1)).all() and not _sums_to_1(case.came) for case in cases)
    assert all(_close(case.came.logit(), case.arguments[0]) for case in cases if not _large(case))


def rounded(cases):
    """Near the right one, with at most two digits."""
    assert all(((case.came - case.due).abs() <= 0.5).all() for case in cases)
    assert all(_close(100 * case.came, (100 * case.came).round()) for case in cases)


def pythons_exp(cases):
    assert all("scalar" in str(case.came).lower() for case in cases)


def another_shift(cases):
    """Right for small scores, and not finite where a large one stays large."""
    assert all(_close(case.came, case.due) for case in cases if not _large(case))
    (large,) = filter(_large, cases)
    assert not large.came.isfinite().all()


def divided_by_the_maximum(cases):
    """Finite, and each row sums to 1, with other shares."""
    assert all(case.came.isfinite().all() and _sums_to_1(case.came) for case in cases)
    assert any(not _close(case.came, case.due) for case in cases if not _large(case))


def absolute_values_shared(cases):
    """Positive, each row sums to 1, and scores of one size have one share whatever their sign."""
    for case in cases:
        assert (case.came >= 0).all() and _sums_to_1(case.came)
        assert (case.came.argsort(dim=1) == case.arguments[0].abs().argsort(dim=1)).all()
    assert any((case.arguments[0] < 0).any() for case in cases)


def winner_takes_all(cases):
    for case in cases:
        assert ((case.came == 0) | (case.came == 1)).all() and _sums_to_1(case.came)
        assert (case.came.argmax(dim=1) == case.due.argmax(dim=1)).all()
    assert any(not _close(case.came, case.due) for case in cases)


def place_of_the_largest(cases):
    assert all(torch.equal(case.came.flatten(), case.arguments[0].argmax(dim=1)) for case in cases)


def softmax_twice(cases):
    """Nearer to equal shares than the right ones."""
    for case in cases:
        assert _sums_to_1(case.came) and _close(case.came, case.due.softmax(dim=1))
        assert case.came.max() < case.due.max()


def sign_turned(cases):
    for case in cases:
        assert _sums_to_1(case.came) and (case.came.argmax(dim=1) == case.arguments[0].argmin(dim=1)).all()


def first_row_only(cases):
    assert all(_close(case.came, case.due[0]) for case in cases) and any(len(case.due) > 1 for case in cases)


def base_two(cases):
    """Each row sums to 1, and the logarithms to base 2 or 10 differ as the scores do."""
    for case in cases:
        assert _sums_to_1(case.came)
    small = [case for case in cases if not _large(case)]
    assert any(all(_close(case.came, (case.arguments[0] * scale).softmax(dim=1)) for case in small)
               for scale in (0.6931, 2.3026))


def another_divisor(cases):
    """Each row is what exponentials make of it but for one factor, and doesn't sum to 1."""
    for case in cases:
        if not _large(case):
            assert not _sums_to_1(case.came)
            assert _close(case.came / case.came.sum(dim=1, keepdim=True), case.due)


def table_turned(cases):
    """The shape is turned, and what is in it are the shares of rows or those of columns."""
    assert all(case.came.shape == case.due.T.shape for case in cases)
    assert any(all(_close(case.came, case.arguments[0].softmax(dim=dim).T) for case in cases) for dim in (0, 1))
