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
