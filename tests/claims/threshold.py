def _p(case):
    return torch.sigmoid(case.arguments[0])


def _t(case):
    return case.arguments[1]


def _like(cases, decide):
    """What came back is what these decisions would be, and somewhere not what was due."""
    assert all(torch.equal(case.came, decide(case)) for case in cases)
    assert not all(torch.equal(case.came, case.due) for case in cases)


def _half(cases):
    """Those at 0.5 without a logit of 0."""
    return [case for case in cases if _t(case) == 0.5 and not (case.arguments[0] == 0).any()]


def threshold_on_the_logits(cases):
    _like(cases, lambda case: case.arguments[0] > _t(case))
    assert round(torch.sigmoid(torch.tensor(0.3)).item(), 2) == 0.57


def threshold_ignored(cases):
    """Right at 0.5; elsewhere it decides as at 0.5."""
    assert _half(cases) and all(torch.equal(case.came, case.due) for case in _half(cases))
    assert all(torch.equal(case.came, _p(case) > 0.5) for case in cases if _t(case) != 0.5)
    assert any(not torch.equal(case.came, case.due) for case in cases if _t(case) != 0.5)


def at_the_threshold_too(cases):
    """Right but for a probability that is exactly the threshold."""
    wrong = [case for case in cases if not torch.equal(case.came, case.due)]
    assert wrong and all((_p(case)[case.came != case.due] == _t(case)).all() for case in wrong)


def below_for_above(cases):
    assert all((case.came != case.due)[_p(case) != _t(case)].all() for case in cases)


def threshold_turned_around(cases):
    _like(cases, lambda case: _p(case) > 1 - _t(case))
    assert all(torch.equal(case.came, case.due) for case in cases if _t(case) == 0.5)


def sigmoid_twice(cases):
    """Below 0.5 every answer is yes, above 0.73 every one is no."""
    assert all(case.came.all() for case in cases if _t(case) < 0.5)
    assert any(not case.came.any() for case in cases if _t(case) > 0.731)


def sigmoid_on_the_threshold(cases):
    _like(cases, lambda case: case.arguments[0] > torch.sigmoid(torch.tensor(_t(case))))


def logarithm_for_logit(cases):
    _like(cases, lambda case: case.arguments[0].exp() > _t(case))


def softmax_over_the_cases(cases):
    """A single whole among all cases: never more than one of them above one half."""
    assert any(not torch.equal(case.came, case.due) for case in cases)
    assert all(case.came.sum() <= 1 for case in cases if _t(case) >= 0.5 and case.came.dim() == 1)


def probabilities_returned(cases):
    assert all(torch.equal(case.came, _p(case)) for case in cases)


def difference_returned(cases):
    assert all(torch.equal(case.came > 0, case.due) and (case.came < 0).any() for case in cases)


def probabilities_kept(cases):
    """0 for each no, a probability for each yes."""
    assert all((case.came[~case.due] == 0).all() and torch.equal(case.came[case.due], _p(case)[case.due])
               and case.came.shape == case.due.shape for case in cases)
    assert any(((case.came > 0) & (case.came < 1)).any() for case in cases)


def only_the_yes(cases):
    assert all(case.came.shape == (int(case.due.sum()),) for case in cases)
    assert all(torch.equal(case.came, _p(case)[case.due]) or torch.equal(case.came, case.arguments[0][case.due])
               for case in cases)


def positions_for_decisions(cases):
    for case in cases:
        came = torch.stack(case.came, dim=1) if isinstance(case.came, tuple) else case.came
        where = case.due.nonzero()
        forms = [where, where.flatten(), where[:, 0]]
        assert any(torch.equal(came, form) for form in forms)


def one_answer_for_all(cases):
    assert all(case.came.shape == () for case in cases)


def truth_of_a_tensor(cases):
    assert all("Boolean value of Tensor" in str(case.came) for case in cases)


def python_number_wanted(cases):
    """PyTorch says that only one element can become a number of Python."""
    assert all(isinstance(case.came, Exception) and "calar" in str(case.came) for case in cases)


def minus_one_for_no(cases):
    assert all(torch.equal(case.came > 0, case.due) and (case.came == -1).any() for case in cases)
