"""There's one case, without arguments: what came is the table itself."""


def _counts(cases):
    return torch.tensor(cases[0].came, dtype=torch.float64)


def _near(a, b):
    return abs(float(a) - b) <= 0.001 + 1e-9


def _accuracy(counts):
    return counts.trace() / counts.sum()


def _recall(counts):
    return counts[0, 0] / counts[0].sum()


def _is_right(counts):
    return _near(_accuracy(counts), 0.98) and _near(_recall(counts), 0.12)


def recall_and_precision_swapped(cases):
    counts = _counts(cases)
    assert _near(counts[0, 0] / counts[:, 0].sum(), 0.12) and not _near(_recall(counts), 0.12)


def honest_payments_first(cases):
    """Right after exchanging the rows and the columns, and perhaps what stands where besides."""
    turned = _counts(cases).flip(0, 1)
    assert (_is_right(turned) or _is_right(turned.T)) and not _is_right(_counts(cases))


def one_side_turned(cases):
    """Right after exchanging either the rows or the columns."""
    counts = _counts(cases)
    assert (_is_right(counts.flip(0)) or _is_right(counts.flip(1))) and not _is_right(counts)


def recall_is_what_is_missed(cases):
    assert _near(_recall(_counts(cases)), 0.88)


def accuracy_of_the_honest(cases):
    counts = _counts(cases)
    assert _near(counts[1, 1] / counts[1].sum(), 0.98) and not _near(_accuracy(counts), 0.98)


def honest_and_right_alone(cases):
    counts = _counts(cases)
    assert _near(counts[1, 1] / counts.sum(), 0.98) and not _near(_accuracy(counts), 0.98)


def finds_no_fraud(cases):
    counts = _counts(cases)
    assert counts[0, 0] == 0 < counts[0, 1] and _near(_accuracy(counts), 0.98)


def share_of_all_payments(cases):
    counts = _counts(cases)
    assert _near(counts[0, 0] / counts.sum(), 0.12) and not _near(_recall(counts), 0.12)


def recall_nearly(cases):
    counts = _counts(cases)
    assert _near(_accuracy(counts), 0.98) and 0.001 < abs(_recall(counts) - 0.12) < 0.03
    assert (0.12 * counts[0].sum()) % 1 > 1e-9 or counts[0, 0] != 0.12 * counts[0].sum()


def too_many_mistakes(cases):
    counts = _counts(cases)
    assert _near(_recall(counts), 0.12) and (counts[0, 1] + counts[1, 0]) / counts.sum() > 0.021


def too_few_mistakes(cases):
    counts = _counts(cases)
    assert _near(_recall(counts), 0.12) and (counts[0, 1] + counts[1, 0]) / counts.sum() < 0.019


def another_recall(cases):
    counts = _counts(cases)
    assert _near(_accuracy(counts), 0.98) and abs(_recall(counts) - 0.12) > 0.03


def shares_for_counts(cases):
    """Both figures are right, and some numbers aren't whole."""
    counts = _counts(cases)
    assert _is_right(counts) and (counts != counts.round()).any()


def shares_of_each_row(cases):
    """Each row sums to 1; for many numbers of frauds the accuracy would be another."""
    counts = _counts(cases)
    assert torch.allclose(counts.sum(dim=1), torch.ones(2).double())
    assert _accuracy(counts * torch.tensor([[1.0], [100.0]])) != _accuracy(counts)


def negative_count(cases):
    """The missed frauds alone are more than 2%."""
    counts = _counts(cases)
    assert (counts < 0).any() and counts[0, 1] / counts.sum() > 0.02


def named_counts(cases):
    assert isinstance(cases[0].came, dict)


def texts_for_counts(cases):
    given = cases[0].came
    assert isinstance(given, str) or any(isinstance(one, str) for row in given for one in row)


def with_totals(cases):
    counts = _counts(cases)
    assert counts.shape == (3, 3) and torch.equal(counts[2], counts[:2].sum(dim=0))
    assert torch.equal(counts[:, 2], counts[:, :2].sum(dim=1))


def not_two_by_two(cases):
    counts = _counts(cases)
    assert counts.shape != (2, 2) and _is_right(counts.reshape(2, 2))
