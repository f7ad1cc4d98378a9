"""Cases have (batches, n_classes); the claims of all three averages stand here, some hold for several."""
from course.keys.metrics.scores import count, f1, joined, micro, recall


def _close(a, b):
    return abs(float(a) - float(b)) < 1e-4


def _whole(case):
    """Targets, predictions and the number of classes, all batches joined."""
    return (*joined(case.arguments[0]), case.arguments[1])


def _mean(values, weights=None):
    weights = torch.ones_like(values) if weights is None else weights
    return (values * weights).sum() / weights.sum()


def _differs(cases):
    return any(not _close(case.came, case.due) for case in cases)


def _sizes(case):
    return count(*_whole(case))[1]


def micro_for_macro(cases):
    assert all(_close(case.came, micro(*_whole(case))) for case in cases) and _differs(cases)


def weighted_for_macro(cases):
    assert all(_close(case.came, _mean(f1(*_whole(case)), _sizes(case))) for case in cases) and _differs(cases)


def macro_for_micro(cases):
    assert all(_close(case.came, f1(*_whole(case)).mean()) for case in cases) and _differs(cases)


weighted_for_micro_of, macro_for_weighted_of = weighted_for_macro, macro_for_micro


def weighted_for_micro(cases):
    """Close to micro."""
    weighted_for_micro_of(cases)
    assert all(abs(case.came - case.due) < 0.1 for case in cases)


def macro_for_weighted(cases):
    macro_for_weighted_of(cases)


def micro_for_weighted(cases):
    """The accuracy, which recall weighted by class size is, too."""
    micro_for_macro(cases)
    assert all(_close(case.came, _mean(recall(*_whole(case)), _sizes(case))) for case in cases)


def f1_over_batches(cases):
    """Rare classes are missing from batches, and the mean isn't the score of the whole."""
    assert _differs(cases)
    assert any(len(torch.cat(batch).unique()) < case.arguments[1]
               for case in cases for batch in case.arguments[0])
    assert not any(case.came > 1 or case.came < 0 for case in cases)


def micro_over_batches(cases):
    """The plain mean of the batches' shares; the last batch is smaller."""
    for case in cases:
        shares = [micro(*batch, 0) for batch in case.arguments[0]]
        assert _close(case.came, sum(shares) / len(shares))
        assert len(case.arguments[0][-1][0]) < len(case.arguments[0][0][0])
    assert _differs(cases)


def f1_of_the_averages(cases):
    for case in cases:
        hits, actual, predicted = count(*_whole(case))
        p, r = (hits / predicted.clamp(min=1)).mean(), (hits / actual.clamp(min=1)).mean()
        assert _close(case.came, 2 * p * r / (p + r))
    assert _differs(cases)


def class_left_out(cases):
    """Never below what's due, as only classes with an F1 of 0 drop out."""
    assert all(case.came >= case.due - 1e-6 for case in cases) and _differs(cases)
    assert all(_close(case.came, case.due) for case in cases if f1(*_whole(case)).min() > 0)


def recall_for_f1(cases):
    assert all(_close(case.came, recall(*_whole(case)).mean()) for case in cases) and _differs(cases)


def precision_for_f1(cases):
    """Only hits and predicted cases go into it, averaged one way or the other."""
    for case in cases:
        hits, actual, predicted = count(*_whole(case))
        of_classes = hits / predicted.clamp(min=1)
        assert _close(case.came, of_classes.mean()) or _close(case.came, _mean(of_classes, actual))
    assert _differs(cases)


def mean_for_f1(cases):
    """Never below F1: the plain mean is the larger one."""
    assert all(case.came >= case.due - 1e-6 for case in cases) and _differs(cases)
    for case in cases:
        hits, actual, predicted = count(*_whole(case))
        of_classes = (hits / predicted.clamp(min=1) + hits / actual.clamp(min=1)) / 2
        assert _close(case.came, of_classes.mean()) or _close(case.came, _mean(of_classes, actual))


def accuracy_for_f1(cases):
    """High with several classes."""
    several = [case for case in cases if case.arguments[1] > 2]
    assert all(case.came > case.due for case in several) and any(case.came > case.due + 0.1 for case in several)


def sum_for_mean(cases):
    assert all(_close(case.came / case.arguments[1], case.due) for case in cases)


def f1_of_each_class(cases):
    assert all(torch.equal(case.came, f1(*_whole(case))) for case in cases)


def hits_for_share(cases):
    assert all(_close(case.came / len(_whole(case)[0]), case.due) for case in cases)


def weighted_by_predictions(cases):
    """Also what comes of it if the two sides are exchanged."""
    for case in cases:
        targets, says, n_classes = _whole(case)
        assert _close(case.came, _mean(f1(targets, says, n_classes), count(targets, says, n_classes)[2]))
        assert _close(case.came, _mean(f1(says, targets, n_classes), count(says, targets, n_classes)[1]))
    assert _differs(cases)


def rare_classes_weighted_up(cases):
    """The rarest class counts most."""
    for case in cases:
        sizes = _sizes(case)
        assert _close(case.came, _mean(f1(*_whole(case)), (sizes > 0) / sizes.clamp(min=1)))
    assert _differs(cases)


def weights_not_divided(cases):
    """The right sum over something else, the number of classes or nothing."""
    factors = [case.came / case.due for case in cases]
    totals = [len(_whole(case)[0]) for case in cases]
    assert (all(_close(factor, total) for factor, total in zip(factors, totals))
            or all(_close(factor * case.arguments[1], total) for factor, total, case in zip(factors, totals, cases)))


def last_batch_only(cases):
    """It doesn't change if all other batches are replaced: computed from the last alone."""
    for case in cases:
        targets, says = case.arguments[0][-1]
        of_classes = f1(targets, says, case.arguments[1])
        there = torch.cat([targets, says]).unique()
        sizes = count(targets, says, case.arguments[1])[1]
        assert any(_close(case.came, one) for one in (of_classes.mean(), of_classes[there].mean(),
                                                      _mean(of_classes, sizes), micro(targets, says, 0)))
    assert _differs(cases)


def first_batch_only(cases):
    for case in cases:
        targets, says = case.arguments[0][0]
        of_classes = f1(targets, says, case.arguments[1])
        there = torch.cat([targets, says]).unique()
        sizes = count(targets, says, case.arguments[1])[1]
        assert any(_close(case.came, one) for one in (of_classes.mean(), of_classes[there].mean(),
                                                      _mean(of_classes, sizes), micro(targets, says, 0)))
    assert _differs(cases)


def last_batch_dropped(cases):
    for case in cases:
        targets, says = joined(case.arguments[0][:-1])
        of_classes, sizes = f1(targets, says, case.arguments[1]), count(targets, says, case.arguments[1])[1]
        assert any(_close(case.came, one) for one in (of_classes.mean(), _mean(of_classes, sizes),
                                                      micro(targets, says, 0)))
        assert len(case.arguments[0][-1][0]) < len(case.arguments[0][0][0])
    assert _differs(cases)


def batches_added_up(cases):
    """More than any score can be, and no multiple of the score of the whole."""
    assert any(case.came > 1 for case in cases)
    assert any(not _close(case.came / len(case.arguments[0]), case.due) for case in cases)


def stacked(cases):
    assert all(isinstance(case.came, Exception) for case in cases)
    assert any(word in str(cases[0].came) for word in ("equal size", "same shape", "expected sequence of length"))
    assert all(len({len(targets) for targets, _ in case.arguments[0]}) > 1 for case in cases)


def pairs_not_taken_apart(cases):
    assert all(isinstance(case.came, TypeError) and "got tuple" in str(case.came) for case in cases)


def batches_not_joined(cases):
    """That's what `f1_score` says of such lists."""
    from sklearn.metrics import f1_score

    for case in cases:
        try:
            f1_score(*zip(*case.arguments[0]), average="macro")
        except ValueError as error:
            assert str(error) == str(case.came)
        else:
            raise AssertionError("it says nothing")


def binary_by_default(cases):
    """What `f1_score` gives without `average`: class 1 of two, and an error for more."""
    from sklearn.metrics import f1_score

    for case in cases:
        try:
            assert _close(case.came, f1_score(*_whole(case)[:2]))
        except ValueError as error:
            assert str(error) == str(case.came) and case.arguments[1] > 2
    assert any(isinstance(case.came, float) for case in cases)


def class_0_left_out(cases):
    for case in cases:
        of_classes = f1(*_whole(case))[1:]
        hits, actual, predicted = (counts[1:] for counts in count(*_whole(case)))
        assert any(_close(case.came, one) for one in (
            of_classes.mean(), _mean(of_classes, actual), 2 * hits.sum() / (actual + predicted).sum()))
    assert _differs(cases)


def in_percent(cases):
    assert all(_close(case.came / 100, case.due) for case in cases)


def two_forgotten(cases):
    assert all(_close(2 * case.came, case.due) for case in cases)


def rounded(cases):
    assert all(_close(100 * case.came, round(100 * case.came)) and abs(case.came - case.due) <= 0.051 for case in cases)


def mistakes_for_score(cases):
    assert all(_close(case.came + case.due, 1) for case in cases)


def share_of_overlap(cases):
    """Always smaller than F1."""
    assert all(case.came < case.due for case in cases)


for _kind in ("macro", "micro", "weighted"):  # what can go wrong with each of them alike
    for _claim in (class_left_out, precision_for_f1, mean_for_f1, accuracy_for_f1, f1_of_each_class, last_batch_only,
                   first_batch_only, last_batch_dropped, batches_added_up, stacked, pairs_not_taken_apart,
                   batches_not_joined, binary_by_default, class_0_left_out, in_percent, two_forgotten, rounded,
                   mistakes_for_score, share_of_overlap):
        globals()[f"{_kind}_{_claim.__name__}"] = _claim
macro_over_batches = weighted_over_batches = f1_over_batches
