import math


def _close(a, b):
    return isinstance(a, (int, float)) and abs(a - b) < 1e-3


def _same(case):
    came = case.came
    return isinstance(came, tuple) and len(came) == 3 and all(map(_close, came, case.due))


def _full(cases):
    """Those without a 0 among the counts."""
    return [case for case in cases if 0 not in case.arguments]


def _shares_right(cases):
    assert all(_close(a, b) for case in _full(cases) for a, b in zip(case.came[:2], case.due[:2]))


def _joined(cases, join):
    """The shares are right, and F1 comes of them like this."""
    _shares_right(cases)
    assert all(_close(case.came[2], join(*case.due[:2])) for case in _full(cases))
    assert any(not _close(case.came[2], case.due[2]) for case in _full(cases))


def _undefined(cases):
    """Those in which something is 0/0: nothing was found."""
    return [case for case in cases if case.arguments[0] == 0]


def _right_where_defined(cases):
    assert all(_same(case) for case in cases if case.arguments[0])


def arithmetic_mean(cases):
    _joined(cases, lambda p, r: (p + r) / 2)


def precision_and_recall_swapped(cases):
    for case in _full(cases):
        assert all(map(_close, case.came, (case.due[1], case.due[0], case.due[2])))
    assert not all(map(_same, cases))


def arguments_in_another_order(cases):
    """The right formulas, if the counts had come in some other order."""
    for case in _full(cases):
        tp, fp, fn = case.arguments
        orders = [(fp, tp, fn), (fp, fn, tp), (fn, tp, fp), (fn, fp, tp)]
        scores = [(a / (a + b), a / (a + c), 2 * a / (2 * a + b + c)) for a, b, c in orders]
        assert any(all(map(_close, case.came, three)) for three in scores)
    assert not all(map(_same, cases))


def undefined_as_nan(cases):
    _right_where_defined(cases)
    assert _undefined(cases) and all(any(map(math.isnan, case.came)) for case in _undefined(cases))


def division_by_zero(cases):
    _right_where_defined(cases)
    assert any(isinstance(case.came, ZeroDivisionError) for case in _undefined(cases))
    assert all(_same(case) or isinstance(case.came, ZeroDivisionError) for case in _undefined(cases))


def undefined_as_one(cases):
    """Full marks for whoever finds nothing and raises no alarm."""
    _right_where_defined(cases)
    silent = [case for case in cases if case.arguments[:2] == (0, 0) and not isinstance(case.came, Exception)]
    assert silent and all(case.came[0] == 1 for case in silent)


def guards_another_number(cases):
    """0 where the count of wrong ones is 0, and 1 was due."""
    _shares_right(cases)
    assert any(case.due[0] == 1 and case.came[0] == 0 for case in cases)
    assert all(case.came[0] != 1 for case in cases)


def one_zero_for_three_numbers(cases):
    _right_where_defined(cases)
    assert all(case.came == 0 for case in _undefined(cases))


def something_added_below(cases):
    """A little below what was due, where it runs; never above."""
    assert all(any(a < b - 1e-3 for a, b in zip(case.came, case.due)) for case in _full(cases))
    assert all(a < b + 1e-6 for case in _full(cases) for a, b in zip(case.came, case.due))


def factor_2_forgotten(cases):
    _joined(cases, lambda p, r: p * r / (p + r))


def product_for_f1(cases):
    _joined(cases, lambda p, r: p * r)
    assert all(case.came[2] < min(case.came[:2]) for case in _full(cases)) and round(0.9 * 0.9, 2) == 0.81


def sum_forgotten(cases):
    _joined(cases, lambda p, r: 2 * p * r)
    assert round(2 * 0.9 * 0.9, 2) == 1.62


def sum_of_both(cases):
    _joined(cases, lambda p, r: p + r)


def geometric_mean(cases):
    _joined(cases, lambda p, r: math.sqrt(p * r))
    assert all(case.came[2] >= case.due[2] for case in _full(cases))


def smaller_of_the_two(cases):
    _joined(cases, min)


def iou_for_f1(cases):
    _shares_right(cases)
    assert all(_close(case.came[2], case.arguments[0] / sum(case.arguments)) for case in _full(cases))


def tp_over_everything(cases):
    assert all(_close(case.came[0], case.arguments[0] / sum(case.arguments)) for case in _full(cases))


def one_share_twice(cases):
    assert all(case.came[0] == case.came[1] and case.came[0] in case.due[:2] for case in cases)


def share_of_the_wrong_ones(cases):
    assert all(_close(case.came[0], 1 - case.due[0]) and _close(case.came[1], 1 - case.due[1]) for case in _full(cases))


def brackets_missing(cases):
    _joined(cases, lambda p, r: 2 * p * r / p + r)


def brackets_missing_in_the_shares(cases):
    assert all(_close(case.came[0], 1 + case.arguments[1]) for case in _full(cases))


def whole_division(cases):
    """Rounded down: 0 for every share below 1."""
    assert all(isinstance(case.came, ZeroDivisionError) or case.came[:2] == (0, 0) for case in _full(cases))


def f1_alone(cases):
    assert all(_close(case.came, case.due[2]) for case in _full(cases))


def f1_left_out(cases):
    assert all(len(case.came) == 2 for case in _full(cases))
    _shares_right(cases)


def results_in_another_order(cases):
    assert all(sorted(case.came) == sorted(case.due) for case in _full(cases)) and not all(map(_same, cases))


def percent_for_shares(cases):
    assert all(_close(a, 100 * b) for case in cases for a, b in zip(case.came, case.due)) and not all(map(_same, cases))


def rounded(cases):
    """Few digits, as near to what was due as so few can be."""
    assert any(all(_close(a, round(b, digits)) for case in cases for a, b in zip(case.came, case.due))
               for digits in (0, 1, 2))
    assert not all(map(_same, cases))
