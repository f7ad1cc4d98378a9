def _close(a, b):
    return torch.is_tensor(a) and a.shape == b.shape and torch.allclose(a, b, 5e-3, 5e-3)


def _pairs(cases):
    return [case for case in cases if isinstance(case.came, tuple)]


def _is_centered(x):
    return _close(x.mean(dim=0), torch.zeros(x.shape[1]))


def _has_spread_1(x):
    return _close(x.std(dim=0), torch.ones(x.shape[1]))


def _train_is_right(cases):
    assert all(_close(case.came[0], case.due[0]) for case in cases)


def _many(cases):
    """Those with more than one test row."""
    return [case for case in cases if len(case.arguments[1]) > 1]


def statistics_from_everything(cases):
    """All rows together have mean 0 and spread 1."""
    for case in cases:
        together = torch.cat(case.came)
        assert _is_centered(together) and _has_spread_1(together)
    assert not all(_close(*pair) for case in cases for pair in zip(case.came, case.due))


def each_split_by_its_own(cases):
    _train_is_right(cases)
    assert all(_is_centered(case.came[1]) for case in _many(cases))
    alone = [case.came[1] for case in cases if len(case.arguments[1]) == 1]
    assert alone and all(x.isnan().all() or (x == 0).all() for x in alone)


def half_of_the_statistics_from_test(cases):
    """One of mean and spread is as it should be in `test`, the other one is its own."""
    _train_is_right(cases)
    for case in _many(cases):
        came, due = case.came[1], case.due[1]
        own_mean, own_spread = _is_centered(came), _has_spread_1(came)
        assert own_mean != own_spread
        assert _close(came.std(dim=0), due.std(dim=0)) if own_mean else not _is_centered(came)


def statistics_from_test(cases):
    """One split, the test split, has mean 0 and spread 1 by the numbers that both were given."""
    for case in _many(cases):
        mean, std = case.arguments[1].mean(dim=0), case.arguments[1].std(dim=0)
        scaled = [(x - mean) / std for x in case.arguments]
        assert all(_close(*pair) for pair in zip(case.came, scaled)) or all(
            _close(*pair) for pair in zip(case.came, scaled[::-1]))


def per_row(cases):
    """Where it runs, the numbers of a training row have mean 0; else an error about the sizes."""
    for case in cases:
        if isinstance(case.came, tuple):
            assert _close(case.came[0].mean(dim=1), torch.zeros(len(case.came[0])))
        else:
            assert isinstance(case.came, RuntimeError) and "size" in str(case.came)


def one_mean_for_all_columns(cases):
    """All columns share a mean or a spread, so they don't all have mean 0 and spread 1."""
    for case in cases:
        train = case.came[0]
        assert not (_is_centered(train) and _has_spread_1(train))


def only_centered(cases):
    for case in cases:
        assert case.came[0].mean(dim=0).abs().max() < 1
        assert _close(case.came[0].std(dim=0), case.arguments[0].std(dim=0))


def only_divided(cases):
    assert all(_has_spread_1(case.came[0]) and not _is_centered(case.came[0]) for case in cases)


def brackets_missing(cases):
    for case in cases:
        mean, std = case.arguments[0].mean(dim=0), case.arguments[0].std(dim=0)
        assert all(_close(came, x - mean / std) for came, x in zip(case.came, case.arguments))


def divided_by_variance(cases):
    """Centered, and columns of small numbers are huge."""
    assert all(_close(case.came[0].std(dim=0), 1 / case.arguments[0].std(dim=0)) for case in cases)
    assert any(case.came[0].std(dim=0).max() > 50 for case in cases)


def multiplied_by_the_deviation(cases):
    """Centered, and wide columns are wider than before."""
    assert all(case.came[0][:, 0].std() > case.arguments[0][:, 0].std() > 100 for case in cases)


def scaled_to_a_range(cases):
    """From the smallest to the largest it's 1."""
    for case in cases:
        assert _close(case.came[0].amax(dim=0) - case.came[0].amin(dim=0), torch.ones(case.came[0].shape[1]))


def divided_by_the_largest(cases):
    for case in cases:
        ratio = case.came[0] / case.arguments[0]
        assert _close(ratio, ratio[:1].expand_as(ratio)) and not _is_centered(case.came[0])
        assert all(column.abs().sub(1).abs().min() < 1e-4 for column in case.came[0].T)
        assert all((column > 0).all() or (column < 0).all() for column in case.came[0].T)


def normalized_to_length_1(cases):
    """The squares of a column or of a row add up to 1; nothing was centered."""
    for case in cases:
        lengths = [case.came[0].norm(dim=dim) for dim in (0, 1)]
        assert any(_close(length, torch.ones_like(length)) for length in lengths) and not _is_centered(case.came[0])


def median_for_mean(cases):
    for case in cases:
        assert _close(case.came[0].median(dim=0).values, torch.zeros(case.came[0].shape[1]))
    assert any(not _is_centered(case.came[0]) for case in cases)


def test_left_as_it_was(cases):
    _train_is_right(cases)
    assert all(_close(case.came[1], case.arguments[1]) for case in cases)


def one_split_returned(cases):
    assert all(any(_close(case.came, due) for due in case.due) for case in cases)


def splits_joined(cases):
    assert all(_close(case.came, torch.cat(case.due)) for case in cases)


def statistics_returned(cases):
    for case in cases:
        train = case.arguments[0]
        assert _close(case.came[0], train.mean(dim=0)) and _close(case.came[1], train.std(dim=0))


def splits_swapped(cases):
    assert all(_close(*pair) for case in cases for pair in zip(case.came[::-1], case.due))
    assert any(not _close(*pair) for case in cases for pair in zip(case.came, case.due))
