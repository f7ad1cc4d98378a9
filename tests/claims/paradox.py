"""Cases of the first function have (labels,), those of the second (predictions, labels)."""


def _close(a, b):
    return abs(float(a) - float(b)) < 1e-4


def _counts(case):
    return case.arguments[-1].bincount()


def _share(case, label):
    return (case.arguments[-1] == label).double().mean()


def _accuracy(case):
    return (case.arguments[0] == case.arguments[1]).double().mean().item()


def _baseline(case):
    return _counts(case).max().item() / len(case.arguments[-1])


def _is_even(case):
    sizes = [size for size in _counts(case).tolist() if size]
    return len({*sizes}) == 1


def one_over_classes(cases):
    """1 over a whole number: right for equal sizes, else not above what the largest class gives."""
    assert all(_close(1 / case.came, round(1 / case.came)) and case.came <= case.due + 1e-9 for case in cases)
    assert any(_is_even(case) and _close(case.came, case.due) for case in cases)
    assert any(case.came < case.due - 0.1 for case in cases)


def one_half(cases):
    assert all(case.came == 0.5 for case in cases) and any(len(_counts(case).nonzero()) > 2 for case in cases)


def number_of_the_lesson(cases):
    """It's right for the lesson's own labels, 90 to 10."""
    assert all(case.came == 0.9 for case in cases)
    assert any(_counts(case).tolist() == [90, 10] and _close(case.came, case.due) for case in cases)


def share_of_class_0(cases):
    assert all(_close(case.came, _share(case, 0)) for case in cases)
    assert any(case.came < case.due for case in cases)


def share_of_positives(cases):
    assert all(_close(case.came, _share(case, 1)) for case in cases)
    assert any(case.came < case.due for case in cases)


def mean_of_labels(cases):
    """The share of the 1s where the labels are 0 and 1; more than any share with 2 and 5."""
    assert all(_close(case.came, case.arguments[0].double().mean()) for case in cases)
    assert all(_close(case.came, _share(case, 1)) for case in cases if case.arguments[0].max() == 1)
    assert any(case.came > 1 for case in cases)


def two_classes_only(cases):
    """Right for 0 and 1; elsewhere not."""
    two = [case for case in cases if case.arguments[0].max() == 1]
    assert two and all(_close(case.came, case.due) for case in two)
    assert any(case.came > 1 for case in cases)


def share_of_the_highest_number(cases):
    assert all(_close(case.came, _share(case, case.arguments[0].max())) for case in cases)
    assert any(case.came < case.due for case in cases)


def class_in_the_middle(cases):
    """The share of some number near the middle, which is sometimes not the largest class."""
    assert all(any(_close(case.came, _share(case, label)) for label in (
        case.arguments[0].median(), case.arguments[0].double().mean().round())) for case in cases)
    assert any(case.came < case.due for case in cases)


def class_of_the_first_label(cases):
    """The share of the class of the label at one end."""
    ends = [all(_close(case.came, _share(case, case.arguments[0][end])) for case in cases) for end in (0, -1)]
    assert any(ends) and any(case.came < case.due for case in cases)


def count_for_share(cases):
    assert all(case.came == _counts(case).max() for case in cases)


def in_percent(cases):
    assert all(_close(case.came, 100 * case.due) for case in cases)


def divided_by_classes(cases):
    """The count over how many classes there are, or over how many numbers up to the largest."""
    assert all(any(_close(case.came * n, _counts(case).max()) for n in (
        len(_counts(case)), len(_counts(case).nonzero()))) for case in cases)
    assert any(case.came > 1 for case in cases)


def divided_by_the_others(cases):
    assert all(_close(case.came * (len(case.arguments[0]) - _counts(case).max()), _counts(case).max())
               for case in cases)


def whole_number_division(cases):
    assert all(case.came == 0 < case.due < 1 for case in cases)


def rounded(cases):
    """Few digits, and near the right share."""
    assert all(_close(case.came * 100, round(case.came * 100)) for case in cases)
    assert all(abs(case.came - case.due) <= 0.05 + 1e-9 for case in cases)


def class_for_share(cases):
    """The number of a class that is among the largest."""
    assert all(_counts(case)[case.came] == _counts(case).max() for case in cases)


def share_of_each_class(cases):
    """Several shares that sum to 1, the right one among them."""
    assert all(_close(case.came.sum(), 1) and _close(case.came.max(), case.due) for case in cases)
    assert any(len(case.came) > 1 for case in cases)


def guessing_by_shares(cases):
    """Never above the baseline, and below it where sizes differ."""
    assert all(_close(case.came, sum((n / len(case.arguments[0])) ** 2 for n in _counts(case).tolist()))
               for case in cases)
    assert all(case.came <= case.due + 1e-9 for case in cases)
    assert any(case.came < case.due - 0.05 for case in cases)


def smallest_share(cases):
    assert all(_close(case.came, min(n for n in _counts(case).tolist() if n) / len(case.arguments[0]))
               for case in cases)


def errors_for_accuracy(cases):
    assert all(_close(case.came + case.due, 1) for case in cases)


def mean_of_whole_numbers(cases):
    assert all(isinstance(case.came, RuntimeError) and "mean()" in str(case.came) for case in cases)


def tie_counts_as_beating(cases):
    """Wrong for ties, and for nothing else."""
    assert all((case.came != case.due) == _close(_accuracy(case), _baseline(case)) for case in cases)
    assert any(case.came for case in cases if case.came != case.due)


def asks_for_a_margin(cases):
    """Wrong for small leads alone, a large one counts."""
    wrong = [case for case in cases if case.came != case.due]
    assert wrong and all(case.due and 0 < _accuracy(case) - _baseline(case) <= 0.1 + 1e-9 for case in wrong)
    assert any(case.came for case in cases)


def compared_with_one_over_classes(cases):
    """Only ever too kind, and with 9 of 10 in one class."""
    wrong = [case for case in cases if case.came != case.due]
    assert any(_baseline(case) > 0.89 for case in wrong) and all(case.came for case in wrong)
    assert all(case.came == case.due for case in cases if _is_even(case))


def compared_with_one_half(cases):
    """Too kind with one large class, too strict with many."""
    assert all(case.came == (_accuracy(case) > 0.5) for case in cases)
    assert {case.came for case in cases if case.came != case.due} == {True, False}


def compared_with_a_good_score(cases):
    """Whatever the labels: a higher accuracy is never False where a lower one is True."""
    assert all(not (one.came and not other.came and _accuracy(other) >= _accuracy(one))
               for one in cases for other in cases)
    assert any(not case.came and case.due and _accuracy(case) < 0.6 for case in cases)


def baseline_of_the_predictions(cases):
    assert all(case.came == (_accuracy(case) > case.arguments[0].bincount().max().item() / len(case.arguments[0]))
               for case in cases)
    assert any(case.came != case.due for case in cases)


def worse_for_better(cases):
    """Turned around wherever it is no tie."""
    assert all(case.came != case.due for case in cases if not _close(_accuracy(case), _baseline(case)))


def all_must_be_right(cases):
    assert all(case.came == bool((case.arguments[0] == case.arguments[1]).all()) for case in cases)
    assert any(case.came for case in cases) and any(case.came != case.due for case in cases)


def difference_for_truth(cases):
    """Positive where it is above."""
    assert all((case.came > 1e-9) == case.due and not isinstance(case.came, bool) for case in cases)


def accuracy_for_truth(cases):
    assert all(_close(case.came, _accuracy(case)) for case in cases)


def function_without_brackets(cases):
    assert all(isinstance(case.came, TypeError) and "function" in str(case.came) for case in cases)


def compared_case_by_case(cases):
    """A truth value for each case."""
    assert all(case.came.dtype == torch.bool and case.came.shape == case.arguments[1].shape for case in cases)


def how_often_it_names_the_largest(cases):
    """It depends on the predictions alone, beside which class is the largest."""
    named = [(case.arguments[0] == case.arguments[1].mode().values).double().mean() for case in cases]
    assert all(case.came == (share > _baseline(case)) for case, share in zip(cases, named))
    assert any(case.came != case.due for case in cases)


def true_for_every_model(cases):
    assert all(case.came is True for case in cases) and any(_accuracy(case) < 0.2 for case in cases)


def false_for_every_model(cases):
    assert all(case.came is False for case in cases) and any(_accuracy(case) > 0.9 and case.due for case in cases)
