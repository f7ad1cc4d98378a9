"""Cases have (accuracy, precision, recall)."""


def _wrong(cases):
    wrong = [case for case in cases if case.came != case.due]
    assert wrong
    return wrong


def _limits(case):
    """Each number with its limit for bad."""
    return list(zip(case.arguments, (0.6, 0.5, 0.5)))


def _low(case):
    return [score < limit for score, limit in _limits(case)]


def _depends_only_on(cases, *places):
    """Equal in these places, equal words."""
    words = {}
    for case in cases:
        words.setdefault(tuple(case.arguments[place] for place in places), set()).add(case.came)
    return all(len(found) == 1 for found in words.values())


def _is_monotone(cases, *places):
    """Nobody with lower numbers in these places has a better word."""
    order = ("bad", "unclear", "good")
    return all(order.index(a.came) <= order.index(b.came) for a in cases for b in cases
               if all(a.arguments[place] <= b.arguments[place] for place in places))


def accuracy_alone(cases):
    """Only the accuracy counts."""
    assert _depends_only_on(cases, 0) and _is_monotone(cases, 0) and _wrong(cases)
    assert any(case.came == "good" for case in cases if case.arguments[2] < 0.2)


def recall_ignored(cases):
    assert _depends_only_on(cases, 0, 1) and _is_monotone(cases, 0, 1) and _wrong(cases)


def precision_ignored(cases):
    assert _depends_only_on(cases, 0, 2) and _is_monotone(cases, 0, 2) and _wrong(cases)


def accuracy_ignored(cases):
    assert _depends_only_on(cases, 1, 2) and _is_monotone(cases, 1, 2) and _wrong(cases)


def not_asked_for_good(cases):
    """Called good with a number that isn't above 0.80, and wrong nowhere else."""
    assert all(case.came == "good" and min(case.arguments) <= 0.8 for case in _wrong(cases))
    ignored = [place for place in range(3) if any(case.came == "good" and case.arguments[place] <= 0.8
                                                  for case in cases)]
    asked = [place for place in range(3) if place not in ignored]
    assert ignored and all(case.came == "good" for case in cases if all(case.arguments[place] > 0.8 for place in asked))


def not_asked_for_bad(cases):
    """Unclear with a number below its limit, and wrong nowhere else."""
    assert all(case.due == "bad" and case.came == "unclear" for case in _wrong(cases))
    asked = [place for place in range(3) if all(case.came == "bad" for case in cases if _low(case)[place])]
    assert asked and all(not _low(case)[place] for case in _wrong(cases) for place in asked)


def accuracy_overrules(cases):
    """Never bad with a good accuracy; else right."""
    assert all(case.came != "bad" for case in cases if case.arguments[0] > 0.8)
    assert all(case.arguments[0] > 0.8 and case.due == "bad" for case in _wrong(cases))


def mean_of_the_numbers(cases):
    """A better word than a single number allows, since another one is high."""
    order = ("bad", "unclear", "good")
    assert any(order.index(case.came) > order.index(case.due) and max(case.arguments) - min(case.arguments) > 0.3
               for case in _wrong(cases))
    assert _is_monotone(cases, 0, 1, 2)


def f1_for_both(cases):
    """Only accuracy and F1 count."""
    order = ("bad", "unclear", "good")
    parts = [(case.arguments[0], 2 * case.arguments[1] * case.arguments[2] / sum(case.arguments[1:]), case.came)
             for case in cases]
    assert all(order.index(one) <= order.index(other) for a, f, one in parts for b, g, other in parts
               if a <= b and f <= g)
    assert _wrong(cases)


def one_good_number_is_enough(cases):
    """Called good though some number isn't above 0.80, while another is."""
    assert all(case.came == "good" for case in _wrong(cases) if case.due == "unclear")
    assert any(case.came == "good" and min(case.arguments) <= 0.8 < max(case.arguments) for case in _wrong(cases))


def bad_only_if_several_are_bad(cases):
    """Unclear where a number is bad; good is right."""
    assert all(case.due == "bad" and case.came == "unclear" for case in _wrong(cases))
    assert any(sum(_low(case)) == 1 for case in _wrong(cases))


def limit_counts_as_inside(cases):
    """Wrong only where a number stands right at a limit."""
    assert all(0.8 in case.arguments or any(score == limit for score, limit in _limits(case))
               for case in _wrong(cases))


def one_limit_for_all(cases):
    """Wrong only between 0.50 and 0.60."""
    assert all(any(0.5 <= score < 0.6 for score in case.arguments) for case in _wrong(cases))
    assert (all(case.due == "bad" for case in _wrong(cases)) or all(case.due == "unclear" for case in _wrong(cases)))


def limits_exchanged(cases):
    """Wrong only between 0.50 and 0.60, in both directions."""
    assert all(any(0.5 <= score < 0.6 for score in case.arguments) for case in _wrong(cases))
    assert {case.due for case in _wrong(cases)} == {"bad", "unclear"}


def limit_too_low_for_good(cases):
    """Good although a number is between 0.60 and 0.80."""
    assert all(case.came == "good" and 0.6 < min(case.arguments) <= 0.8 for case in _wrong(cases))


def limit_too_high_for_good(cases):
    assert all(case.came == "unclear" and min(case.arguments) > 0.8 for case in _wrong(cases))


def rounded_first(cases):
    """Wrong only near a limit; 0.801 isn't good."""
    assert all(any(abs(score - limit) < 0.11 for score in case.arguments for limit in (0.5, 0.6, 0.8))
               for case in _wrong(cases))
    assert all(case.came != "good" for case in cases if 0.801 in case.arguments)
    assert all(case.came != "bad" for case in cases if 0.499 in case.arguments)


def all_bad(cases):
    assert all(case.came == "bad" for case in cases) and _wrong(cases)


def never_unclear(cases):
    assert {case.came for case in cases} == {"good", "bad"} and all(case.due == "unclear" for case in _wrong(cases))


def nothing_in_between(cases):
    assert all(case.came is None and case.due == "unclear" for case in _wrong(cases))


def another_word(cases):
    assert all(case.due == "unclear" for case in _wrong(cases)) and len({case.came for case in _wrong(cases)}) == 1
    assert _wrong(cases)[0].came not in ("good", "bad", None)


def words_exchanged(cases):
    """Two of the words, each for the other."""
    swapped = {(case.due, case.came) for case in _wrong(cases)}
    assert len(swapped) == 2 and {(b, a) for a, b in swapped} == swapped
