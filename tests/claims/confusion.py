"""Cases have (targets, predictions, n_classes)."""


def _tables(cases):
    """Those in which no error came."""
    kept = [case for case in cases if not isinstance(case.came, Exception)]
    assert kept
    return kept


def _equal(a, b):
    a, b = torch.as_tensor(a).double(), torch.as_tensor(b).double()
    return a.shape == b.shape and bool(torch.equal(a, b))


def _some_differ(cases):
    return any(not _equal(case.came, case.due) for case in cases)


def _labels(case, *places):
    return torch.cat([case.arguments[place] for place in places]).unique()


def transposed(cases):
    assert all(_equal(case.came.T, case.due) for case in cases) and _some_differ(cases)


def absent_class_lost(cases):
    """Rows or columns are missing before others that are there."""
    tables = _tables(cases)
    assert all(case.came.sum() <= case.due.sum() for case in tables)
    assert any(min(case.came.shape) < len(case.due) and case.due[0].sum() == 0 == case.due[:, 0].sum()
               and case.came.shape[0] <= int(_labels(case, 0, 1).max()) for case in tables)


def last_classes_lost(cases):
    """Not a square of n_classes where the last classes are absent; else right, or exchanged."""
    largest = [int(_labels(case, 0, 1).max()) + 1 for case in cases]
    assert all(max(case.came.shape) == size for case, size in zip(cases, largest))
    assert any(case.came.shape != case.due.shape for case in cases)


def bincount_too_short(cases):
    """Right if the very last pair occurs, else an error about the number of counts."""
    assert all(_equal(case.came, case.due) if case.due[-1, -1] else isinstance(case.came, RuntimeError)
               for case in cases)
    assert any(case.due[-1, -1] == 0 for case in cases)


def last_class_left_out(cases):
    tables = _tables(cases)
    assert all(_equal(case.came[:n, :n], case.due[:n, :n]) for case in tables for n in [len(case.due) - 1])
    assert any(case.due[-1].sum() + case.due[:, -1].sum() and case.came.sum() < case.due.sum() for case in tables)


def counted_from_1(cases):
    """Row 0 is that of class 1."""
    tables = _tables(cases)
    assert all(_equal(case.came[: n - 1, : n - 1], case.due[1:, 1:]) for case in tables for n in [len(case.due)])
    assert any(case.came.sum() < case.due.sum() for case in tables)


def number_for_labels(cases):
    assert all("'labels' parameter" in str(case.came) for case in cases)


def two_classes_only(cases):
    """Class 1, then class 0."""
    assert all(_equal(case.came, case.due[:2, :2].flip(0, 1)) for case in _tables(cases))


def another_size(cases):
    """The same size for all."""
    tables = _tables(cases)
    assert len({case.came.shape for case in tables}) == 1 < len({case.due.shape for case in tables})


def each_pair_counted_once(cases):
    assert all(_equal(case.came, case.due.clamp(max=1)) for case in cases) and _some_differ(cases)
    assert any(case.due.max() >= 5 for case in cases)


def returns_after_the_first(cases):
    for case in cases:
        targets, says, _ = case.arguments
        assert case.came.sum() == 1 == case.came[targets[0], says[0]]
    assert _some_differ(cases)


def rows_are_one_list(cases):
    """All rows the same, and each pair in all of them."""
    assert all(_equal(case.came, case.came[:1].expand_as(case.came)) for case in cases)
    assert all(case.came.sum() == len(case.came) * case.due.sum() for case in cases)


def different_pairs_one_place(cases):
    """All are counted, but not each in its place."""
    assert all(case.came.sum() == case.due.sum() for case in cases) and _some_differ(cases)
    assert any((case.came > 0).sum() < (case.due > 0).sum() for case in cases)


def counts_overflow(cases):
    assert all(_equal(case.came, case.due) for case in cases if case.due.max() <= 127)
    assert all(not _equal(case.came, case.due) for case in cases if case.due.max() > 255)
    assert any(case.due.max() > 255 for case in cases)


def starts_from_ones(cases):
    assert all(_equal(case.came, case.due + 1) for case in cases)


def shares_for_counts(cases):
    """Each table, row or column sums to 1."""
    for case in cases:
        sums = [case.came.sum(), *case.came.sum(dim=0), *case.came.sum(dim=1)]
        assert any(abs(float(one) - 1) < 1e-6 for one in sums)
        assert case.came[~case.came.isnan()].max() <= 1
    assert any(case.due.sum() > 1 and case.due.max() > 1 for case in cases)


def only_the_diagonal(cases):
    """The hits, and nothing off the diagonal."""
    assert all(case.came.sum() == case.due.trace() for case in cases)
    assert all(_equal(case.came if case.came.dim() == 1 else case.came.diagonal(), case.due.diagonal())
               for case in cases)
    assert any(case.due.trace() < case.due.sum() for case in cases)


def only_the_mistakes(cases):
    assert all(_equal(case.came + case.due.diagonal().diag(), case.due) for case in cases) and _some_differ(cases)


def last_class_first(cases):
    """The order of the rows, the columns or both is turned around."""
    turned = ((0, 1), (0,), (1,))
    assert any(all(_equal(case.came.flip(*dims), case.due) for case in cases) for dims in turned)
    assert _some_differ(cases)


def both_directions_added(cases):
    assert all(_equal(case.came, case.came.T) and case.came.sum() == 2 * case.due.sum() for case in cases)


def with_totals(cases):
    for case in cases:
        assert _equal(case.came[:-1, :-1], case.due) and _equal(case.came[-1, :-1], case.due.sum(dim=0))
        assert _equal(case.came[:-1, -1], case.due.sum(dim=1))


def one_table_for_each_class(cases):
    """A 2 × 2 table for each class, all cases in each."""
    assert all(case.came.shape == (len(case.due), 2, 2) for case in cases)
    assert all((case.came.sum(dim=(1, 2)) == case.due.sum()).all() for case in cases)


def one_number(cases):
    assert all(case.came.dim() == 0 for case in cases)
    assert (all(case.came == case.due.trace() for case in cases)
            or all(abs(case.came - case.due.trace() / case.due.sum()) < 1e-6 for case in cases))
