import math


def _sums(case):
    matrix, k = case.arguments
    return matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item(), matrix.sum().item()


def _pair(case):
    return [float(rate) for rate in case.came]


def _near(a, b):
    return math.isclose(float(a), float(b), rel_tol=1e-4, abs_tol=1e-4)


def _near_pairs(a, b):
    return all(map(_near, a, b))


def _accuracy(case):
    matrix, _ = case.arguments
    return (matrix.trace() / matrix.sum()).item()


def rows_for_columns(cases):
    assert all(_near_pairs(_pair(case), case.due[::-1]) for case in cases)


def row_twice(cases):
    """The recall is right, and stands twice."""
    assert all(_near_pairs(_pair(case), 2 * [case.due[1]]) for case in cases)


def column_twice(cases):
    assert all(_near_pairs(_pair(case), 2 * [case.due[0]]) for case in cases)


def counted_from_one(cases):
    """The rates of the class before; for class 0, of the last."""
    for case in cases:
        matrix, k = case.arguments
        other = k - 1 if k else len(matrix) - 1
        hits = matrix[other, other]
        assert _near_pairs(_pair(case), (hits / matrix[:, other].sum(), hits / matrix[other].sum()))


def rates_of_every_class(cases):
    for case in cases:
        matrix, k = case.arguments
        assert {len(part) for part in case.came} == {len(matrix)}
        assert sorted(round(part[k].item(), 4) for part in case.came) == sorted(round(rate, 4) for rate in case.due)


def hits_counted_twice(cases):
    """None above one half; without the hits that are added, it would be right."""
    for case in cases:
        hits, column, row, _ = _sums(case)
        assert _near_pairs(_pair(case), (hits / (hits + column), hits / (hits + row))) and max(_pair(case)) <= 0.5


def all_mistakes_in_one(cases):
    """Both are the same, and smaller than what is due."""
    assert all(_near(*_pair(case)) and max(_pair(case)) < min(case.due) for case in cases)


def share_of_mistakes(cases):
    assert all(_near_pairs([1 - rate for rate in _pair(case)], case.due) for case in cases)


def other_rate_for_recall(cases):
    """The precision is right; the other changes with pictures outside the row, so it is another rate."""
    assert all(_near(_pair(case)[0], case.due[0]) and 0 <= _pair(case)[1] <= 1 for case in cases)
    assert any(not _near(_pair(case)[1], case.due[1]) for case in cases)


def accuracy_for_precision(cases):
    assert all(_near_pairs(_pair(case), (_accuracy(case), case.due[1])) for case in cases)


def sum_not_called(cases):
    assert all("unsupported operand type(s) for /" in str(case.came) and "method" in str(case.came) for case in cases)


def round_brackets(cases):
    assert all(str(case.came) == "'Tensor' object is not callable" for case in cases)


def precision_alone(cases):
    assert all(_near(case.came, case.due[0]) for case in cases)


def dictionary_for_two_numbers(cases):
    assert all(isinstance(case.came, dict) and _near_pairs(case.came.values(), case.due) for case in cases)


def always_the_first_class(cases):
    """Each table has the rates of one class, the same for each k: right where that is asked for."""
    by_table = {}
    for case in cases:
        by_table.setdefault(str(case.arguments[0].tolist()), set()).add(tuple(_pair(case)))
    assert all(len(rates) == 1 for rates in by_table.values())
    assert {_near_pairs(_pair(case), case.due) for case in cases} == {True, False}


def divided_by_all_pictures(cases):
    assert all(_near(_pair(case)[0], _sums(case)[0] / _sums(case)[3]) for case in cases)


def accuracy_for_rates(cases):
    assert all(_near_pairs(_pair(case), 2 * [_accuracy(case)]) for case in cases)


def mistakes_without_the_hits(cases):
    """Hits over mistakes, which exceeds 1."""
    for case in cases:
        hits, column, row, _ = _sums(case)
        assert _near_pairs(_pair(case), (hits / (column - hits), hits / (row - hits)))
    assert any(rate > 1 for case in cases for rate in _pair(case))


def two_classes_only(cases):
    """Right for two classes; with more, an error or too large, since mistakes are missing."""
    for case in cases:
        is_right = not isinstance(case.came, Exception) and _near_pairs(_pair(case), case.due)
        assert is_right == (len(case.arguments[0]) == 2)


def percent_for_rates(cases):
    assert all(_near_pairs([rate / 100 for rate in _pair(case)], case.due) for case in cases)


def whole_division(cases):
    assert all(rate == 0 for case in cases for rate in _pair(case))


def rounded_to_two_digits(cases):
    assert all(abs(rate - due) < 0.0051 and round(rate, 2) == rate
               for case in cases for rate, due in zip(_pair(case), case.due))
