def _near(a, b, tolerance=1e-6):
    return abs(a - b) <= tolerance


def _alike(came, due, tolerance=1e-6):
    return len(came) == len(due) and all(_near(a, b, tolerance) for a, b in zip(came, due))


def _formulas(tp, fn, fp, tn):
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)


def precision_recall_swapped(cases):
    """The two have changed places, which is just what swapping fn and fp does."""
    for case in cases:
        tp, fn, fp, tn = case.arguments
        assert _alike(case.came, (case.due[1], case.due[0], case.due[2]))
        assert _alike(case.came, _formulas(tp, fp, fn, tn))
    assert any(not _alike(case.came, case.due) for case in cases)


def arguments_in_another_order(cases):
    """Right for some other order of the same counts."""
    from itertools import permutations
    orders = [order for order in permutations(range(4)) if order != (0, 1, 2, 3)]
    assert any(all(_alike(case.came, _formulas(*(case.arguments[i] for i in order))) for case in cases)
               for order in orders)
    assert any(not _alike(case.came, case.due) for case in cases)


def returned_in_another_order(cases):
    assert all(_alike(sorted(case.came), sorted(case.due)) and not _alike(case.came, case.due) for case in cases)


def tp_over_everything(cases):
    """The accuracy is right, and TP is divided by all at least once."""
    for case in cases:
        share = case.arguments[0] / sum(case.arguments)
        assert _near(case.came[2], case.due[2]) and any(_near(rate, share) for rate in case.came[:2])


def same_denominator_twice(cases):
    assert all(case.came[0] == case.came[1] and case.came[0] in case.due[:2] for case in cases)


def right_ones_for_marked_ones(cases):
    """One of the two brings in TN; the others are right."""
    for case in cases:
        tp, fn, fp, tn = case.arguments
        wrong = [rate for rate, due in zip(case.came, case.due) if not _near(rate, due)]
        assert len(wrong) == 1 and any(_near(wrong[0], n / m) for n in (tp, tp + tn)
                                       for m in (tp + tn, tp + tn + fp, tp + fp))
        assert _near(case.came[2], case.due[2])


def accuracy_without_tn(cases):
    for case in cases:
        assert _alike(case.came, (*case.due[:2], case.arguments[0] / sum(case.arguments)))


def accuracy_of_some(cases):
    """Above the line TP and TN, below fewer than all."""
    for case in cases:
        tp, _, _, tn = case.arguments
        assert _alike(case.came[:2], case.due[:2]) and (tp + tn) / case.came[2] < sum(case.arguments) - 0.5


def error_rate_for_accuracy(cases):
    for case in cases:
        assert _alike(case.came[:2], case.due[:2]) and _near(case.came[2] + case.due[2], 1)
        assert _near(case.came[2], (case.arguments[1] + case.arguments[2]) / sum(case.arguments))


def specificity_for_recall(cases):
    for case in cases:
        _, _, fp, tn = case.arguments
        assert _alike(case.came, (case.due[0], tn / (tn + fp), case.due[2]))


def positive_is_the_other_class(cases):
    """Right for the good emails, which is what scikit-learn's order of arguments gives."""
    for case in cases:
        tp, fn, fp, tn = case.arguments
        assert _alike(case.came, _formulas(tp=tn, fn=fp, fp=fn, tn=tp)) and not _alike(case.came, case.due)


def whole_number_division(cases):
    assert all(_alike(case.came, (0, 0, 0)) for case in cases)
    assert all(_alike(case.came, [int(rate) for rate in case.due]) for case in cases)


def percent_for_rates(cases):
    assert all(_alike([rate / 100 for rate in case.came], case.due, 0.005) for case in cases)


def brackets_missing(cases):
    """Each wrong number is above 1, as a count was added to it."""
    for case in cases:
        wrong = [rate for rate, due in zip(case.came, case.due) if not _near(rate, due)]
        assert wrong and all(rate > 1 for rate in wrong)


def rounded(cases):
    assert all(_alike(case.came, case.due, 0.5) for case in cases)
    assert all(_alike(case.came, [round(rate, 2) for rate in case.came]) for case in cases)


def one_number_returned(cases):
    assert all(isinstance(case.came, float) and case.came in case.due for case in cases)


def two_numbers_returned(cases):
    """Two right ones, in order."""
    for case in cases:
        rest = iter(case.due)
        assert len(case.came) == 2 and all(rate in rest for rate in case.came)


def named_for_a_tuple(cases):
    assert all(isinstance(case.came, dict) and _alike(list(case.came.values()), case.due) for case in cases)


def counts_taken_for_tensors(cases):
    assert all(isinstance(case.came, (AttributeError, TypeError)) and "'int' object" in str(case.came)
               for case in cases)


def other_part_of_the_share(cases):
    for case in cases:
        parts = [_near(rate, due) or _near(rate, 1 - due) for rate, due in zip(case.came[:2], case.due)]
        assert all(parts) and _near(case.came[2], case.due[2]) and not _alike(case.came, case.due)


def f1_for_accuracy(cases):
    for case in cases:
        tp, fn, fp, _ = case.arguments
        assert _alike(case.came, (*case.due[:2], 2 * tp / (2 * tp + fp + fn))) and not _alike(case.came, case.due)


def numbers_of_the_lesson(cases):
    """Right for the lesson's own matrix alone."""
    assert all(_alike(case.came, case.due) == (case.arguments == (8, 2, 1, 9)) for case in cases)
    assert any(case.arguments == (8, 2, 1, 9) for case in cases)


def balanced_accuracy(cases):
    for case in cases:
        tp, fn, fp, tn = case.arguments
        assert _alike(case.came, (*case.due[:2], (tp / (tp + fn) + tn / (tn + fp)) / 2))
    assert any(not _alike(case.came, case.due) for case in cases)


def share_of_the_rest(cases):
    """The accuracy is right, and at least one of the others is a quotient of hits and mistakes."""
    for case in cases:
        tp, fn, fp, _ = case.arguments
        odds = [_near(case.came[0], tp / fp), _near(case.came[1], tp / fn)]
        assert any(odds) and all(_near(rate, due) or odd for rate, due, odd in zip(case.came, case.due, (*odds, False)))


def upside_down(cases):
    for case in cases:
        assert all(_near(rate, due) or _near(rate, 1 / due) for rate, due in zip(case.came, case.due))
        assert max(case.came) > 1


def mean_for_accuracy(cases):
    assert all(_alike(case.came, (*case.due[:2], sum(case.due[:2]) / 2)) for case in cases)
