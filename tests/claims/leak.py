"""Cases have (groups, x, held_out, seed); what came is (train, held, scaled)."""
from course.keys.metrics.leak import FAULTS

FORM, ROWS, BOTH_SIDES, NUMBER, AGAIN, SAME, SCALED = FAULTS


def _read(case, fault):
    """What the check made of a case."""
    fact = case.fact["items"][fault]
    return fact["value"]


def _only(cases, *faults):
    """Everything else is as it should be."""
    return all(case.fact["items"][name] == case.right["items"][name] for case in cases for name in FAULTS
               if name not in faults and case.fact["items"][name].get("value") != "not looked at")


def _close(a, b):
    return a.shape == b.shape and torch.allclose(a.float(), b.float(), 1e-3, 1e-3)


def _undone(case, column):
    """The mean and the spread that a column was scaled with, if it was by one of each."""
    _, x, *_ = case.arguments
    scaled = case.came[2]
    spread = (x[0, column] - x[1, column]) / (scaled[0, column] - scaled[1, column])
    return x[0, column] - scaled[0, column] * spread, spread


def _scaled_by(case, mean, spread):
    """Whether each column was scaled with these numbers."""
    found = [_undone(case, column) for column in range(3)]
    return _close(torch.stack([one for one, _ in found]), mean) and _close(torch.stack([one for _, one in found]),
                                                                           spread)


def _sides(case):
    groups = case.arguments[0]
    return [{*groups[rows].tolist()} for rows in case.came[:2]]


def rows_for_groups(cases):
    """Groups on both sides, where it wasn't refused."""
    split = [case for case in cases if not isinstance(case.came, ValueError)]
    assert len(split) > 1 and all(_read(case, BOTH_SIDES) for case in split)
    assert sum(bool(_sides(case)[0] & _sides(case)[1]) for case in split) >= len(split) - 1  # one draw may be lucky


def scaled_before_the_split(cases):
    """Mean and spread of all rows."""
    assert _only(cases, SCALED)
    for case in cases:
        x = case.arguments[1]
        assert any(_scaled_by(case, x.mean(dim=0), x.std(dim=0, correction=n)) for n in (0, 1))


def half_of_it_from_all_rows(cases):
    assert _only(cases, SCALED)
    for case in cases:
        x, train = case.arguments[1], case.arguments[1][case.came[0]]
        assert any(_scaled_by(case, a.mean(dim=0), b.std(dim=0, correction=n))
                   for a, b in ((x, train), (train, x)) for n in (0, 1))


def each_part_by_its_own(cases):
    """Both parts have means of 0, and equal numbers of x become different ones."""
    assert _only(cases, SCALED)
    for case in cases:
        for rows in case.came[:2]:
            assert _close(case.came[2][rows].mean(dim=0), torch.zeros(3))
            assert torch.allclose(case.came[2][rows].std(dim=0), torch.ones(3), atol=0.2)


def scaled_by_the_held_out(cases):
    assert _only(cases, SCALED)
    for case in cases:
        held = case.arguments[1][case.came[1]]
        assert any(_scaled_by(case, held.mean(dim=0), held.std(dim=0, correction=n)) for n in (0, 1))


def one_mean_for_all_columns(cases):
    """All columns with the same two numbers."""
    assert _only(cases, SCALED)
    for case in cases:
        (mean, spread), *others = (_undone(case, column) for column in range(3))
        assert all(torch.allclose(mean, a, 1e-2) and torch.allclose(spread, b, 1e-2) for a, b in others)


def row_by_row(cases):
    assert _only(cases, SCALED)
    assert all(_close(case.came[2].mean(dim=1), torch.zeros(len(case.came[2]))) for case in cases)
    assert all(torch.allclose(case.came[2].std(dim=1), torch.ones(1), atol=0.25) for case in cases)


def divided_by_the_variance(cases):
    assert _only(cases, SCALED)
    for case in cases:
        train = case.arguments[1][case.came[0]]
        assert any(_scaled_by(case, train.mean(dim=0), train.var(dim=0, correction=n)) for n in (0, 1))


def only_the_training_rows(cases):
    assert _only(cases, SCALED)
    for case in cases:
        assert len(case.came[2]) == len(case.came[0]) < len(case.arguments[1])
        assert _close(case.came[2].mean(dim=0), torch.zeros(3))


def half_standardized(cases):
    """Only shifted, or only divided."""
    assert _only(cases, SCALED)
    for case in cases:
        means, spreads = zip(*(_undone(case, column) for column in range(3)))
        size = case.arguments[1].std(dim=0)
        assert (torch.allclose(torch.stack(spreads), torch.ones(3), 1e-2)
                or (torch.stack(means).abs() < 1e-2 * size).all())


def between_lowest_and_highest(cases):
    """The training rows, or all of them, go from 0 to 1."""
    assert _only(cases, SCALED)
    for case in cases:
        parts = (case.came[2], case.came[2][case.came[0]])
        assert any(_close(part.min(dim=0).values, torch.zeros(3)) and _close(part.max(dim=0).values, torch.ones(3))
                   for part in parts)


def not_scaled(cases):
    assert _only(cases, SCALED) and all(torch.equal(case.came[2], case.arguments[1]) for case in cases)


def seed_ignored(cases):
    """It can be repeated, and it's the same whatever the seed."""
    assert _only(cases, SAME) and all(_read(case, SAME) and not _read(case, AGAIN) for case in cases)


def not_seeded(cases):
    """Another split each time."""
    assert _only(cases, AGAIN) and all(_read(case, AGAIN) and not _read(case, SAME) for case in cases)


def parts_swapped(cases):
    """The groups are together, and the first part has the share that should be held out."""
    assert _only(cases, NUMBER, SCALED)
    for case in cases:
        train, held = _sides(case)
        assert not train & held and len(train) == round(case.arguments[2] * len(train | held))
    assert any(len(_sides(case)[0]) < len(_sides(case)[1]) for case in cases)


def another_number_of_groups(cases):
    assert _only(cases, NUMBER, ROWS) and all(_read(case, BOTH_SIDES) in (False, "not looked at") for case in cases)
    assert any(_read(case, NUMBER) == "another number" for case in cases)


def groups_counted_from_0(cases):
    """The held-out part is empty: no group has such a number."""
    assert all(len(case.came[1]) == 0 and case.arguments[0].min() >= 100 for case in cases)


def folds_for_a_share(cases):
    """3/4 is refused; where it isn't, the number of groups is right."""
    refused = [case for case in cases if isinstance(case.came, ValueError)]
    assert refused and all(case.arguments[2] > 2 / 3 and "k-fold" in str(case.came) for case in refused)
    assert all(_read(case, NUMBER) == "" for case in cases if not isinstance(case.came, ValueError))


def group_numbers_for_rows(cases):
    """Each group once, on one of the sides."""
    for case in cases:
        given = torch.cat([part.unique() for part in case.came[:2]])
        assert torch.equal(given.sort().values, case.arguments[0].unique())
        assert len(case.came[0]) + len(case.came[1]) == len(given)


def groups_of_rows_for_rows(cases):
    """The number of its group for each row."""
    for case in cases:
        assert torch.equal(torch.cat(case.came[:2]).sort().values, case.arguments[0].sort().values)


def row_lost(cases):
    for case in cases:
        rows = torch.cat(case.came[:2])
        assert len(rows.unique()) == len(rows) < len(case.arguments[0])


def row_in_both(cases):
    for case in cases:
        assert len(case.came[0]) == len(case.arguments[0]) and torch.isin(case.came[1], case.came[0]).all()


def two_parts(cases):
    assert all(len(case.came) == 2 for case in cases)


def tables_for_rows(cases):
    assert all(len(case.came) == 4 for case in cases)


def sets_for_rows(cases):
    """They can't pick rows."""
    for case in cases:
        assert isinstance(case.came[0], set)
        try:
            case.arguments[1][case.came[0]]
        except (TypeError, IndexError):
            continue
        raise AssertionError("it picks rows")


def fractions_for_rows(cases):
    """They can't pick rows."""
    for case in cases:
        try:
            case.arguments[1][case.came[0]]
        except IndexError:
            continue
        raise AssertionError("it picks rows")


def splitter_not_asked(cases):
    """What Python says if the pairs of a splitter are unpacked as if they were one pair."""
    from sklearn.model_selection import GroupShuffleSplit

    said = []
    for n_splits in (1, 10):
        try:
            _, _ = GroupShuffleSplit(n_splits).split(cases[0].arguments[1], groups=cases[0].arguments[0])
        except ValueError as error:
            said.append(str(error)[:22])
    assert all(isinstance(case.came, ValueError) and str(case.came)[:22] in said for case in cases)


def groups_not_passed(cases):
    from sklearn.model_selection import GroupShuffleSplit

    groups, x, *_ = cases[0].arguments
    try:
        next(GroupShuffleSplit(1).split(x, groups))
    except ValueError as error:
        assert all(str(case.came) == str(error) for case in cases)
    else:
        raise AssertionError("it says nothing")
