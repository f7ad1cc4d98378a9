def _share(cases):
    """What was given, as a share."""
    came = cases[0].came
    return came / 100 if abs(came) > 1 else came


def _close(a, b):
    return abs(a - b) < 0.005


def accuracy_is_enough(cases):
    assert cases[0].came is True


def text_for_a_verdict(cases):
    """A word, which counts as true."""
    assert isinstance(cases[0].came, str) and bool(cases[0].came)


def number_for_a_verdict(cases):
    """A number of the report, or what is left of it to 1."""
    assert not isinstance(cases[0].came, bool) and any(_close(_share(cases), one) for one in (0.12, 0.88, 0.98, 0.02))


def recall_is_what_is_missed(cases):
    assert _close(_share(cases), 0.12) and _close(_share(cases) + cases[0].due, 1)


def accuracy_of_frauds(cases):
    assert _close(_share(cases), 1 - 0.98)


def accuracy_itself(cases):
    assert _close(_share(cases), 0.98)


def accuracy_mixed_in(cases):
    """Made of both numbers."""
    assert any(_close(_share(cases), made) for made in (0.98 - 0.12, 0.98 * (1 - 0.12)))


def percent_for_share(cases):
    assert cases[0].came > 1 and _close(cases[0].came / 100, cases[0].due)


def percent_taken_from_one(cases):
    assert cases[0].came == 1 - 12 and _close(1 - 12 / 100, cases[0].due)


def comma_for_point(cases):
    assert isinstance(cases[0].came, tuple) and len(cases[0].came) == 2


def text_for_a_number(cases):
    assert isinstance(cases[0].came, str)


def all_or_none(cases):
    assert cases[0].came in (0, 1)


def rounded_share(cases):
    assert 0 < abs(cases[0].came - cases[0].due) < 0.03
