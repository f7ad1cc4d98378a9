import math


def _ranked(case):
    """Whether each detection is a hit, the surest first."""
    scores, is_hit, _ = case.arguments
    return [bool(hit) for hit in is_hit[scores.argsort(descending=True)]]


def _found(hits):
    """The place of each hit, from 1, and how many hits there are until then."""
    places = [place for place, hit in enumerate(hits, 1) if hit]
    return list(zip(places, range(1, len(places) + 1)))


def _precisions(case):
    return [n_hits / place for place, n_hits in _found(_ranked(case))]


def _objects(case):
    return case.arguments[2]


def _near(a, b):
    return math.isclose(float(a), float(b), rel_tol=1e-4, abs_tol=1e-4)


def _right(case):
    return isinstance(case.came, (int, float)) and not math.isnan(case.came) and _near(case.came, case.due)


def _some(cases):
    """The cases in which something was detected."""
    return [case for case in cases if len(case.arguments[0])]


def _empty(cases):
    return [case for case in cases if not len(case.arguments[0])]


def _all(cases, expected):
    assert all(_near(case.came, expected(case)) for case in _some(cases))


def _area(hits, n_objects):
    return sum(n_hits / place for place, n_hits in _found(hits)) / n_objects


def not_sorted(cases):
    """The formula, on the detections in the order in which they come."""
    _all(cases, lambda case: _area([bool(hit) for hit in case.arguments[1]], _objects(case)))


def least_sure_first(cases):
    _all(cases, lambda case: _area(_ranked(case)[::-1], _objects(case)))


def missed_objects_forgotten(cases):
    """The mean at the hits; right where no object was missed; 1 with nothing but hits, however many were missed."""
    with_hits = [case for case in cases if any(_ranked(case))]
    assert all(_near(case.came, sum(_precisions(case)) / len(_precisions(case))) for case in with_hits)
    assert all(_right(case) for case in with_hits if sum(_ranked(case)) == _objects(case))
    assert any(_near(case.came, 1) and case.due < 0.9 for case in with_hits)


def precision_of_all(cases):
    _all(cases, lambda case: sum(_ranked(case)) / len(_ranked(case)))


def recall_of_all(cases):
    _all(cases, lambda case: sum(_ranked(case)) / _objects(case))


def mean_over_every_rank(cases):
    """Every place counts, false alarms too: their precision times how many objects or detections there are."""
    for case in _some(cases):
        hits = _ranked(case)
        total = sum(sum(hits[:place]) / place for place in range(1, len(hits) + 1))
        assert any(_near(case.came, total / whole) for whole in (len(hits), _objects(case)))


def straight_lines_between_points(cases):
    """Between two points the mean of their precisions, times the rise; from one of three starts."""
    def lines(case, start):
        hits, area, before = _ranked(case), 0, start
        for place, hit in enumerate(hits, 1):
            precision = sum(hits[:place]) / place
            area += (precision + before) / 2 / _objects(case) if hit and before is not None else 0
            before = precision
        return area

    assert any(all(_near(case.came, lines(case, start)) for case in _some(cases)) for start in (None, 0, 1))


def interpolated(cases):
    """Each precision raised to the best further down: at every hit, or at 101 or 11 levels of recall."""
    def best(case, recall):
        reached = [p for i, p in enumerate(_precisions(case), 1) if i / _objects(case) >= recall - 1e-6]
        return max(reached, default=0)

    def at_hits(case):
        return sum(best(case, i / _objects(case)) for i in range(1, sum(_ranked(case)) + 1)) / _objects(case)

    def at_levels(case, n):
        return sum(best(case, level / (n - 1)) for level in range(n)) / n

    ways = (at_hits, lambda case: at_levels(case, 101), lambda case: at_levels(case, 11))
    assert any(all(_near(case.came, way(case)) for case in _some(cases)) for way in ways)
    assert any(case.came > case.due + 0.01 for case in _some(cases))


def ranks_from_zero(cases):
    """Divides by 0 at the very first place, if that is reached, and else gives more than is due."""
    for case in (case for case in cases if any(_ranked(case))):
        by_zero = isinstance(case.came, ZeroDivisionError) or not math.isfinite(case.came)
        shifted = [n_hits / (place - 1) for place, n_hits in _found(_ranked(case)) if place > 1]
        assert by_zero or (_near(case.came, sum(shifted) / _objects(case)) and case.came > case.due)
        assert by_zero or not _ranked(case)[0]


def precisions_summed(cases):
    _all(cases, lambda case: sum(_precisions(case)))


def divided_by_detections(cases):
    _all(cases, lambda case: sum(_precisions(case)) / len(_ranked(case)))


def only_as_many_as_objects(cases):
    """Right where no hit comes after so many detections; too small where one does."""
    _all(cases, lambda case: _area(_ranked(case)[:_objects(case)], _objects(case)))
    assert any(case.came < case.due - 1e-3 for case in cases)


def precision_times_recall(cases):
    _all(cases, lambda case: sum(_ranked(case)) ** 2 / len(_ranked(case)) / _objects(case))


def f1_for_average_precision(cases):
    """F1 of all detections, whatever their order."""
    _all(cases, lambda case: 2 * sum(_ranked(case)) / (len(_ranked(case)) + _objects(case)))


def one_minus_bool(cases):
    assert all("with a bool tensor is not supported" in str(case.came) for case in _some(cases))
    given = torch.tensor([True, False])
    assert (~given).tolist() == [False, True] and given.int().tolist() == [1, 0]


def one_over_place(cases):
    _all(cases, lambda case: sum(1 / place for place, _ in _found(_ranked(case))) / _objects(case))


def hit_counted_too_late(cases):
    _all(cases, lambda case: sum((n - 1) / place for place, n in _found(_ranked(case))) / _objects(case))


def recall_for_precision(cases):
    _all(cases, lambda case: sum(n / _objects(case) for _, n in _found(_ranked(case))) / _objects(case))


def cut_at_one_half(cases):
    for case in cases:
        scores, is_hit, n_objects = case.arguments
        assert _near(case.came, is_hit[scores > 0.5].sum() / n_objects)


def scores_for_precision(cases):
    for case in cases:
        scores, is_hit, n_objects = case.arguments
        assert _near(case.came, scores[is_hit].sum() / n_objects)


def curve_for_its_area(cases):
    """One number for each detection, of precision or of both."""
    for case in cases:
        parts = case.came if isinstance(case.came, tuple) else (case.came,)
        hits = _ranked(case)
        precision = [sum(hits[:place]) / place for place in range(1, len(hits) + 1)]
        assert all(len(part) == len(hits) for part in parts)
        assert any(all(map(_near, part.tolist(), precision)) for part in parts)


def rounded(cases):
    assert all(abs(case.came - case.due) < 0.0051 and round(case.came, 3) == case.came for case in cases)


def nothing_detected(cases):
    """Right wherever there is something to rank, and only there."""
    assert all(_right(case) for case in _some(cases)) and not any(_right(case) for case in _empty(cases))


def percent_for_share(cases):
    assert all(_near(case.came / 100, case.due) for case in cases)
