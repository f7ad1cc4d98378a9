import copy

from torch.nn import functional


def _close(a, b, rtol=1e-4):
    a, b = (torch.as_tensor(one, dtype=torch.float32).detach() for one in (a, b))
    return a.shape == b.shape and torch.allclose(a, b, rtol, 1e-5)


def _numbers(model):
    return torch.cat([one.detach().flatten() for one in model.parameters()])


def _before(case):
    return _numbers(case.arguments[0])


def _after(case):
    return _numbers(case.left[0])


def _due(case):
    return _numbers(case.left_by_right[0])


def _is_trained(case):
    return _close(_after(case), _due(case), 1e-3)


def _losses_right(case):
    return isinstance(case.came, list) and _close(case.came, case.due)


def _loss(case, of):
    """The loss of the model that came in, before any step."""
    model, x, y = case.arguments[:3]
    with torch.no_grad():
        return float(of(model(x).squeeze(1), y))


def _starts_with(cases, of):
    """The first loss is this one, and not the right one."""
    assert all(_close(case.came[0], _loss(case, of)) for case in cases)
    assert any(not _close(case.came[0], case.due[0]) for case in cases)


def _raised(cases, *words):
    assert all(isinstance(case.came, Exception) and any(word in str(case.came) for word in words) for case in cases)


def _near(cases):
    """Those whose logits are near 0."""
    return [case for case in cases if case.arguments[0](case.arguments[1]).abs().max() < 15]


def shapes_differ(cases):
    _raised(cases, "must be the same as input size", "is different to the input size", "arget size")


def logits_for_probabilities(cases):
    """Refused, or wrong from the start."""
    for case in cases:
        if isinstance(case.came, Exception):
            assert "between 0 and 1" in str(case.came)
        else:
            assert not _close(case.came, case.due)
    assert any(isinstance(case.came, Exception) for case in cases)


def squared_error_of_logits(cases):
    _starts_with(cases, functional.mse_loss)


def squared_error_broadcast(cases):
    """Every row meets every target."""
    for case in cases:
        model, x, y = case.arguments[:3]
        with torch.no_grad():
            pairs = [(z - y).square().mean() for z in (model(x), model(x).sigmoid())]
        assert any(_close(case.came[0], one) for one in pairs)


def squared_error_of_probabilities(cases):
    _starts_with(cases, lambda z, y: functional.mse_loss(z.sigmoid(), y))


def sigmoid_inside_the_loss_twice(cases):
    """It can't get small: a certain and right yes still costs 0.313."""
    _starts_with(cases, lambda z, y: functional.binary_cross_entropy_with_logits(z.sigmoid(), y))
    assert all(loss > 0.31 for case in cases for loss in case.came)


def sigmoid_and_then_a_logarithm(cases):
    """Right near 0; wrong where a sigmoid rounds to 1."""
    assert _near(cases) and all(_losses_right(case) and _is_trained(case) for case in _near(cases))
    far = [case for case in cases if case.arguments[0](case.arguments[1]).max() > 20]
    assert far and all((case.arguments[0](case.arguments[1]).sigmoid() == 1).any() for case in far)
    assert not any(_losses_right(case) for case in far)


def cross_entropy_for_one_logit(cases):
    """An error about classes, or a loss that isn't right."""
    assert all(isinstance(case.came, Exception) or not _losses_right(case) for case in cases)
    _, x, y = cases[0].arguments[:3]
    z = cases[0].arguments[0](x)
    assert functional.cross_entropy(z, y[:, None]).item() == 0  # a single class can't be wrong


def logits_and_targets_swapped(cases):
    _starts_with(cases, lambda z, y: functional.binary_cross_entropy_with_logits(y, z))


def whole_number_targets(cases):
    _raised(cases, "can't be cast to the desired output type Long")


def absolute_error(cases):
    kinds = (functional.l1_loss, functional.smooth_l1_loss, functional.huber_loss,
             lambda z, y: functional.l1_loss(z.sigmoid(), y))
    assert any(all(_close(case.came[0], _loss(case, of)) for case in cases) for of in kinds)


def softmax_over_one_logit(cases):
    """The loss of ones, or of numbers that add up to 1 over the rows."""
    kinds = [lambda z, y: functional.binary_cross_entropy_with_logits(torch.ones_like(z), y),
             lambda z, y: functional.binary_cross_entropy_with_logits(z.softmax(dim=0), y)]
    assert any(all(_close(case.came[0], _loss(case, of)) for case in cases) for of in kinds)


def loss_made_of_data(cases):
    _raised(cases, "Boolean value of Tensor")


def losses_not_averaged(cases):
    _raised(cases, "only for scalar outputs")


def number_before_backward(cases):
    _raised(cases, "'float' object has no attribute 'backward'")


def nothing_recorded(cases):
    _raised(cases, "does not require grad")
    assert all(_close(_after(case), _before(case)) for case in cases)


def computed_before_the_loop(cases):
    _raised(cases, "backward through the graph a second time")
    assert all(not _close(_after(case), _before(case)) for case in cases)  # the first step worked


def optimizer_without_parameters(cases):
    _raised(cases, "object is not iterable")


def arguments_in_another_order(cases):
    _raised(cases, "has no attribute 'parameters'", "cannot be interpreted as an integer")


def losses_summed(cases):
    assert all(_close(case.came[0], len(case.arguments[1]) * case.due[0]) for case in cases)


def gradients_never_cleared(cases):
    """Right up to the second loss, wrong from then on."""
    longer = [case for case in cases if case.arguments[3] > 2]
    assert longer and all(_close(case.came[:2], case.due[:2]) for case in longer)
    assert not any(_is_trained(case) for case in longer)


def model_not_moved(cases):
    """The same loss each time, the right one of the first step."""
    assert all(_close(_after(case), _before(case)) for case in cases)
    assert all(_close(case.came, [case.due[0]] * len(case.due)) for case in cases)


def another_model_trained(cases):
    """The losses change, and the model that came in is as it was."""
    assert all(_close(_after(case), _before(case)) and case.came[0] != case.came[-1] for case in cases)


def each_step_one_behind(cases):
    """The first step changes nothing, the second is what the first should be."""
    assert all(_close(case.came[1], case.came[0]) for case in cases)
    assert all(_close(case.came[2], case.due[1]) for case in cases if len(case.due) > 2)


def other_optimizer(cases):
    """The first loss is right, all losses are of the right loss, and the steps are others."""
    assert all(_close(case.came[0], case.due[0]) for case in cases) and not all(_is_trained(case) for case in cases)
    assert all(not _close(_after(case), _before(case)) for case in cases)


def uphill(cases):
    """The loss grows."""
    assert all(abs(case.came[-1]) > abs(case.came[0]) for case in cases)


def learning_rate_fixed(cases):
    """What a fixed rate makes of it: that rate is the same in all cases, though the caller's isn't."""
    assert all(_close(case.came[0], case.due[0]) for case in cases) and not all(_is_trained(case) for case in cases)
    rates = []
    for case in cases:
        model, x, y = copy.deepcopy(case.arguments[0]), *case.arguments[1:3]
        functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y).backward()
        for rate in (0.1, 0.01, 0.001, 0.5):
            moved = copy.deepcopy(case.arguments[0])
            with torch.no_grad():
                moved.weight -= rate * model.weight.grad
                moved.bias -= rate * model.bias.grad
                after = functional.binary_cross_entropy_with_logits(moved(x).squeeze(1), y)
            if _close(case.came[1], after):
                rates.append(rate)
                break
    assert len(rates) == len(cases) and len(set(rates)) == 1


def steps_fixed(cases):
    assert len({len(case.came) for case in cases}) == 1 < len({len(case.due) for case in cases})


def step_too_many(cases):
    assert all(abs(len(case.came) - len(case.due)) == 1 for case in cases)


def returned_too_early(cases):
    assert all(len(case.came) == 1 and _close(case.came[0], case.due[0]) for case in cases)


def last_loss_only(cases):
    """The training is right; a single number came back."""
    assert all(_is_trained(case) and not (isinstance(case.came, list) and len(case.came) > 1) for case in cases)


def model_for_losses(cases):
    assert all(_is_trained(case) and case.came is case.left[0] for case in cases)


def model_and_losses(cases):
    assert all(_is_trained(case) and any(one is case.left[0] for one in case.came) for case in cases)


def losses_after_their_steps(cases):
    assert all(_is_trained(case) and _close(case.came[:-1], case.due[1:]) for case in cases)


def part_of_the_rows(cases):
    """The check saw the model get some rows at a time, and it isn't trained as it should be."""
    seen = [case for case in cases if case.fact["items"]["its steps don't take all rows together"]["value"]]
    assert seen and not any(_is_trained(case) for case in seen)
    assert any(len(case.arguments[1]) > 32 for case in seen)
