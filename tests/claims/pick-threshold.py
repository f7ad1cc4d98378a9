"""Cases have (scores, labels, least recall); scores and labels are dictionaries."""


def _close(a, b):
    return abs(float(a) - float(b)) < 1e-5


def _split(case, split="validation"):
    return case.arguments[0][split], case.arguments[1][split]


def _recall(case, threshold, split="validation"):
    scores, labels = _split(case, split)
    return (scores[labels == 1] >= threshold - 1e-6).double().mean().item()


def _marked(case, threshold):
    return int((_split(case)[0] >= threshold - 1e-6).sum())


def _least(case):
    return case.arguments[2] - 1e-6


def _numbers(cases):
    """Those in which a number came."""
    kept = [case for case in cases if isinstance(case.came, (int, float))]
    assert kept
    return kept


def _differs(cases):
    return any(not isinstance(case.came, (int, float)) or not _close(case.came, case.due) for case in cases)


def one_half(cases):
    assert all(case.came == 0.5 for case in cases)


def chosen_on_test(cases):
    """A score of the test split, the highest that finds enough there."""
    assert all(any(_close(case.came, score) for score in _split(case, "test")[0]) for case in cases)
    assert all(_recall(case, case.came, "test") >= _least(case) for case in cases) and _differs(cases)


def chosen_on_both(cases):
    """It depends on the test split: a score of either that finds enough of all positives."""
    for case in cases:
        scores, labels = (torch.cat([*map(part.get, ("validation", "test"))]) for part in case.arguments[:2])
        assert any(_close(case.came, score) for score in scores)
        assert (scores[labels == 1] >= case.came - 1e-6).double().mean() >= _least(case)
    assert _differs(cases)


def stops_one_too_early(cases):
    """Never lower than it should be, and too few are found somewhere."""
    assert all(case.came >= case.due - 1e-6 for case in cases)
    assert any(_recall(case, case.came) < _least(case) for case in cases)


def recall_must_exceed(cases):
    """Right unless the recall is met exactly; then lower, or nothing where all must be found."""
    for case in cases:
        is_exact = _close(_recall(case, case.due), case.arguments[2])
        if not is_exact:
            assert _close(case.came, case.due)
        elif case.arguments[2] == 1:
            assert not isinstance(case.came, float) or case.came <= case.due + 1e-6
        else:
            assert case.came < case.due
    assert any(_close(case.arguments[2], 0.75) and _close(_recall(case, case.due), 0.75) for case in cases)


def goes_one_too_far(cases):
    """Enough are found, and a higher score would do as well."""
    numbers = _numbers(cases)
    assert all(_recall(case, case.came) >= _least(case) for case in numbers)
    assert all(case.came <= case.due + 1e-5 for case in numbers)
    assert any(case.came < case.due - 1e-5 for case in numbers)


def all_found(cases):
    for case in cases:
        scores, labels = _split(case)
        assert _close(case.came, scores[labels == 1].min()) and _marked(case, case.came) >= _marked(case, case.due)
    assert _differs(cases)


def lowest_threshold(cases):
    """All cases are marked."""
    assert all(_marked(case, case.came) == len(_split(case)[0]) for case in cases) and _differs(cases)


def highest_of_all(cases):
    assert all(_close(case.came, _split(case)[0].max()) and _marked(case, case.came) <= 2 for case in cases)
    assert _differs(cases)


def from_the_wrong_end(cases):
    """Turned upside down, it would be about right: so many stand at or below it, or a little more."""
    for case in cases:
        scores, labels = _split(case)
        positive = scores[labels == 1]
        below = (positive <= case.came + 1e-6).double().mean().item()
        assert abs(below - case.arguments[2]) <= 1 / len(positive) + 1e-6 or len(positive) == 1
    assert _differs(cases) and any(_recall(case, case.came) < _least(case) for case in cases)


def divided_by_all_cases(cases):
    """Where a number came that isn't the end of the list, the positives found are that share of all cases."""
    assert _differs(cases)
    reached = 0
    for case in cases:
        scores, labels = _split(case)
        share = (labels == 1).double().mean().item()
        if share < _least(case):  # it never gets there
            assert not isinstance(case.came, float) or case.came <= scores.min() + 1e-6
        else:
            reached += 1
            assert _recall(case, case.came) * share >= _least(case) and case.came < case.due
    assert 0 < reached < len(cases)


def all_cases_for_positives(cases):
    """So many of all cases, positive or not, lie on one side of it."""
    for case in cases:
        scores, _ = _split(case)
        marked = _marked(case, case.came) / len(scores)
        share = min(abs(marked - case.arguments[2]), abs(1 - marked - case.arguments[2]))
        assert share <= 2.6 / len(scores)
    assert _differs(cases)


def negatives_for_positives(cases):
    """A score of a negative at which enough negatives are marked."""
    for case in cases:
        scores, labels = _split(case)
        assert (scores[labels == 0] >= case.came - 1e-6).double().mean() >= _least(case)
        assert any(_close(case.came, score) for score in scores[labels == 0])


def precision_for_recall(cases):
    """Where a number comes that isn't the end, the precision there is high enough; somewhere the recall is not."""
    for case in _numbers(cases):
        scores, labels = _split(case)
        marked = scores >= case.came - 1e-6
        precision = (labels[marked] == 1).double().mean() if marked.any() else 0
        assert precision >= _least(case) or case.came <= scores.min() + 1e-6
    assert any(not isinstance(case.came, float) or not _close(case.came, case.due) for case in cases)


def step_of_a_grid(cases):
    """Right below a score that finds as many."""
    for case in cases:
        assert _recall(case, case.came) >= _least(case) and _close(1000 * case.came, round(1000 * case.came))
        assert case.came < case.due
    assert any(_recall(case, case.came) == _recall(case, case.due) for case in cases)


def interpolated_quantile(cases):
    """Near the right score, and somewhere no score at all."""
    assert any(min(abs(_split(case)[0] - case.came)) > 1e-4 for case in cases)
    assert all(abs(_recall(case, case.came) - _recall(case, case.due)) <= 2 / int((_split(case)[1] == 1).sum())
               for case in cases)


def between_two_scores(cases):
    """Halfway from the right score to the next."""
    for case in cases:
        nearby = 2 * case.came - case.due
        assert min(abs(_split(case)[0] - nearby)) < 1e-4
    assert any(min(abs(_split(case)[0] - case.came)) > 1e-4 for case in cases)


def index_for_score(cases):
    """A whole number that is a place in a list of all scores."""
    assert all(isinstance(case.came, int) and 0 <= case.came <= len(_split(case)[0]) for case in cases)


def recall_for_threshold(cases):
    """It's the recall that's wanted, its opposite, or the one that's reached, whatever the scores."""
    for case in cases:
        least = case.arguments[2]
        assert any(_close(case.came, one) for one in (least, 1 - least, _recall(case, case.due)))
    assert all(min(abs(_split(case)[0] - case.came)) > 0 for case in cases)


def another_recall(cases):
    """Right for 90%, and elsewhere it finds 90%, too."""
    ninety = [case for case in cases if case.arguments[2] == 0.9]
    assert ninety and all(_close(case.came, case.due) for case in ninety)
    assert all(_recall(case, case.came) >= 0.9 - 1e-6 for case in cases) and _differs(cases)


def best_of_another_score(cases):
    """By F1, by accuracy, or by recall minus the false positive rate, none is better."""
    for case in cases:
        scores, labels = _split(case)
        steps, is_positive = scores.unique(), labels == 1
        marked = scores >= steps[:, None] - 1e-6
        found, false = marked[:, is_positive].double(), marked[:, ~is_positive].double()
        here = int(abs(steps - case.came).argmin())
        assert any(score[here] >= score.max() - 1e-6 for score in (
            found.sum(dim=1) / (marked.sum(dim=1) + is_positive.sum()), (marked == is_positive).double().mean(dim=1),
            found.mean(dim=1) - false.mean(dim=1)))
    assert _differs(cases)


def curve_arguments_exchanged(cases):
    """That's what scikit-learn says if scores come first."""
    from sklearn.metrics import precision_recall_curve

    for case in cases:
        try:
            precision_recall_curve(*_split(case))
        except ValueError as error:
            assert str(error) == str(case.came)
        else:
            raise AssertionError("it says nothing")


def curve_is_one_longer(cases):
    from sklearn.metrics import precision_recall_curve

    scores, labels = _split(cases[0])
    _, recall, thresholds = precision_recall_curve(labels, scores)
    assert len(recall) == len(thresholds) + 1 and all(isinstance(case.came, IndexError) for case in cases)
