def _fits(cases):
    """Those that have a shape to return."""
    return [case for case in cases if not isinstance(case.due, Exception)]


def _misfits(cases):
    return [case for case in cases if isinstance(case.due, Exception)]


def _numbers(shape):
    return torch.empty(shape).numel()


def _is_shape(case):
    return isinstance(case.came, (tuple, list))


def _padded(case):
    a, b = case.arguments
    n = max(len(a), len(b))
    return (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b


def counts_multiplied(cases):
    """Right wherever no two equal sizes above 1 meet, and their product where they do."""
    paired = [case for case in _fits(cases) if any(i == j > 1 for i, j in zip(*_padded(case)))]
    assert all(case.came == case.due for case in _fits(cases) if case not in paired)
    assert paired and all(_numbers(case.came) > _numbers(case.due) for case in paired)


def elements_counted(cases):
    """One number stands where there are several axes."""
    assert all(isinstance(case.came, int) or len(case.came) == 1 for case in _fits(cases))


def error_swallowed(cases):
    """All shapes are right, and something comes back for the rest."""
    assert all(case.came == case.due for case in _fits(cases))
    assert all(not isinstance(case.came, Exception) for case in _misfits(cases))


def error_returned(cases):
    assert all(case.came == case.due for case in _fits(cases))
    assert all("returned" in str(case.fact.get("value")) for case in _misfits(cases))


def leading_axes_dropped(cases):
    """What comes back is the end of the right shape, as long as the shorter one."""
    for case in _fits(cases):
        n = min(map(len, case.arguments))
        assert case.came == case.due[len(case.due) - n:]


def first_axis_left_out(cases):
    assert all(case.came == case.due[1:] for case in _fits(cases))


def last_axis_left_out(cases):
    assert all(case.came == case.due[:-1] for case in _fits(cases))


def missing_axes_refused(cases):
    """It raises for just those of unequal length."""
    for case in _fits(cases):
        a, b = case.arguments
        assert isinstance(case.came, Exception) if len(a) != len(b) else case.came == case.due


def one_side_stretched(cases):
    """Right where that one alone has ones to stretch, an error where the other has."""
    assert any(isinstance(case.came, Exception) for case in _fits(cases))
    stretched = [case for case in _fits(cases) if not isinstance(case.came, Exception)]
    assert all(case.came == case.due for case in stretched) and any(_padded(case)[0] != _padded(case)[1]
                                                                    for case in stretched)


def nothing_stretched(cases):
    for case in _fits(cases):
        a, b = _padded(case)
        assert case.came == case.due if a == b else isinstance(case.came, Exception)


def longer_shape_returned(cases):
    """As many axes as the result, and one of the two shapes."""
    assert all(len(case.came) == len(case.due) and case.came in case.arguments for case in _fits(cases))
    assert any(1 in case.came for case in _fits(cases) if 1 not in case.due)


def one_shape_returned(cases):
    assert any(all(case.came == case.arguments[i] for case in _fits(cases)) for i in (0, 1))


def shapes_joined(cases):
    assert all(len(case.came) == sum(map(len, case.arguments)) for case in _fits(cases))
    assert all(case.came in (case.arguments[0] + case.arguments[1], case.arguments[1] + case.arguments[0])
               for case in _fits(cases))


def shapes_taken_for_tensors(cases):
    """PyTorch refuses a tuple, or the tuple has no such attribute."""
    assert all(isinstance(case.came, (TypeError, AttributeError)) and "tuple" in str(case.came) for case in cases)


def result_reversed(cases):
    """Every size is there, last axis first."""
    full = [case for case in _fits(cases) if len(case.came) == len(case.due)]
    assert all(tuple(case.came) == case.due[::-1] for case in full) and any(case.came != case.due for case in full)
    short = [case for case in _fits(cases) if case not in full]
    assert all(tuple(case.came) == case.due[::-1][:len(case.came)] for case in short)


def aligned_left(cases):
    """Right where both are equally long; elsewhere an error, or the first axes as they meet from the left."""
    assert all(case.came == case.due for case in _fits(cases) if len(set(map(len, case.arguments))) == 1)
    assert any(isinstance(case.came, Exception) or case.came != case.due for case in _fits(cases)
               if len(set(map(len, case.arguments))) == 2)


def smaller_size_kept(cases):
    """A 1 stands wherever a 1 met another size."""
    for case in _fits(cases):
        assert len(case.came) == len(case.due) and all(size in (1, due) for size, due in zip(case.came, case.due))
    assert any(1 in case.came and 1 not in case.due for case in _fits(cases))


def tensor_for_shape(cases):
    """A sum of the right shape, and an error where there is none."""
    assert all(torch.is_tensor(case.came) and tuple(case.came.shape) == case.due for case in _fits(cases))
    assert all(isinstance(case.came, RuntimeError) for case in _misfits(cases))


def shape_as_text(cases):
    assert all(case.came == str(case.due) for case in _fits(cases))


def pairs_returned(cases):
    """Two sizes stand where one does in the right shape, and that one is among them."""
    for case in _fits(cases):
        assert len(case.came) == len(case.due) and all(due in pair for pair, due in zip(case.came, case.due))
        assert all(len(pair) == 2 for pair in case.came)


def list_joined_to_tuple(cases):
    assert all(isinstance(case.came, TypeError) and "concatenate" in str(case.came) for case in cases)


def always_refused(cases):
    assert all(isinstance(case.came, Exception) for case in cases) and _fits(cases)
