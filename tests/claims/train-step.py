def _close(a, b):
    return torch.allclose(torch.as_tensor(a), torch.as_tensor(b), 1e-3, 1e-4)


def _returned(fact):
    """The losses of both calls."""
    values = [loss.get("value", loss.get("values")) for loss in fact["items"]["returned"]["items"]]
    return [value[0] if isinstance(value, list) else value for value in values]


def _parameters(fact):
    """All parameters after both calls, one behind the other."""
    (found,) = [part for name, part in fact["items"].items() if "parameters" in name]
    return torch.tensor([value for tensor in found["items"] for value in tensor["values"]])


def _moves_right(case):
    return _close(_parameters(case.fact), _parameters(case.right))


def _first_right(case):
    return _close(_returned(case.fact)[0], _returned(case.right)[0])


def _raises(cases, words):
    return all(isinstance(case.came, Exception) and words in str(case.came) for case in cases)


def no_zero_grad(cases):
    """Both losses are right, so the first step was; the second wasn't."""
    assert all(_close(_returned(case.fact), _returned(case.right)) and not _moves_right(case) for case in cases)


def nothing_moved(cases):
    """The second call returns the loss of the first again."""
    assert all(_first_right(case) and len(set(_returned(case.fact))) == 1 for case in cases)


def step_before_backward(cases):
    """The first call moves nothing; after the second, the parameters are where the first should have brought them."""
    assert all(map(_first_right, cases))
    moved = [_parameters(case.fact) for case in cases]
    assert all(not _close(one, torch.cat([part.flatten() for part in case.arguments[0].parameters()]))
               for one, case in zip(moved, cases))
    model, x, y, optimizer = cases[0].arguments  # plain gradient descent
    optimizer.zero_grad()
    torch.nn.functional.binary_cross_entropy_with_logits(model(x), y).backward()
    rate = optimizer.param_groups[0]["lr"]
    assert _close(moved[0], torch.cat([(part - rate * part.grad).flatten() for part in model.parameters()]))


def loss_not_a_float(cases):
    """The numbers and the parameters are right, and it is a tensor."""
    assert all(_close(_returned(case.fact), _returned(case.right)) and _moves_right(case) for case in cases)
    assert all(torch.is_tensor(case.came) for case in cases)


def loss_after_the_step(cases):
    """The parameters are right, and the first call returns what the second one starts from."""
    assert all(_moves_right(case) and _close(_returned(case.fact)[0], _returned(case.right)[1]) for case in cases)
    assert all(not _first_right(case) for case in cases)


def two_steps_a_call(cases):
    """One loss of the first call is right or lower, and the parameters have gone on."""
    assert all(not _moves_right(case) for case in cases)
    assert all(_returned(case.fact)[1] < _returned(case.right)[1] - 1e-4 for case in cases)


def logits_and_targets_swapped(cases):
    for case in cases:
        model, x, y, _ = case.arguments
        swapped = torch.nn.functional.binary_cross_entropy_with_logits(y, model(x))
        assert _close(_returned(case.fact)[0], swapped.item()) and not _first_right(case)


def sigmoid_applied_twice(cases):
    """The loss of a sigmoid's sigmoid."""
    for case in cases:
        model, x, y, _ = case.arguments
        twice = torch.nn.functional.binary_cross_entropy(model(x).sigmoid().sigmoid(), y)
        assert _close(_returned(case.fact)[0], twice.item())
        assert not _first_right(case)


def forward_not_recorded(cases):
    assert _raises(cases, "does not require grad and does not have a grad_fn")


def another_loss(cases):
    """It is the mean of squared or absolute errors, of logits or of probabilities."""
    for case in cases:
        model, x, y, _ = case.arguments
        errors = [(made - y) for made in (model(x), model(x).sigmoid())]
        means = [mean.item() for error in errors for mean in (error.square().mean(), error.abs().mean())]
        assert any(_close(_returned(case.fact)[0], mean) for mean in means)
    assert not _moves_right(cases[0])


def loss_summed(cases):
    """n times as large, or so is the gradient: by plain gradient descent the step is."""
    for case in cases:
        n = len(case.arguments[1])
        assert any(_close(_returned(case.fact)[0], factor * _returned(case.right)[0]) for factor in (1, n))
    assert not _moves_right(cases[0])


def uphill(cases):
    """Larger losses at the end, by steps as long as the right ones at first."""
    for case in cases:
        sizes = [abs(loss) for loss in _returned(case.fact)]
        assert sizes[1] > sizes[0] and _close(sizes[0], _returned(case.right)[0])


def moved_by_another_rule(cases):
    """The first loss is right; with Adam the parameters aren't."""
    assert all(_first_right(case) for case in cases) and not _moves_right(cases[2])
    assert all(_returned(case.fact)[1] < _returned(case.fact)[0] for case in cases)


def logits_reshaped_again(cases):
    assert all(isinstance(case.came, IndexError) for case in cases)
    assert all(case.arguments[0](case.arguments[1]).shape == case.arguments[2].shape for case in cases)


def item_before_backward(cases):
    assert _raises(cases, "'float' object has no attribute 'backward'")


def backward_called_twice(cases):
    assert _raises(cases, "backward through the graph a second time")


def _bce(case):
    model, x, y, _ = case.arguments
    return torch.nn.functional.binary_cross_entropy_with_logits(model(x), y).item()


def loss_rounded(cases):
    """The parameters are right, and the losses have few digits."""
    assert all(map(_moves_right, cases))
    assert all(abs(case.came - _bce(case)) < 1 and round(case.came, 3) == case.came for case in cases)


def loss_as_text(cases):
    assert all(_moves_right(case) and isinstance(case.came, str) for case in cases)
    assert all(abs(float(case.came) - _bce(case)) < 0.01 for case in cases)


def accuracy_for_the_loss(cases):
    for case in cases:
        model, x, y, _ = case.arguments
        assert _moves_right(case) and _close(case.came, ((model(x) > 0).float() == y).float().mean().item())


def accuracy_beside_the_loss(cases):
    assert all(_moves_right(case) and len(case.came) == 2 and _close(case.came[0], _bce(case)) for case in cases)


def cross_entropy_of_classes(cases):
    """All examples are taken for one."""
    for case in cases:
        model, x, y, _ = case.arguments
        loss = torch.nn.functional.cross_entropy(model(x)[None], y[None]).item()
        assert any(_close(case.came, loss / n) for n in (1, len(y))) and not _close(case.came, _bce(case))


def probabilities_expected(cases):
    assert _raises(cases, "between 0 and 1")


def features_for_logits(cases):
    """The sizes that are compared are those of `y` and of `x`."""
    assert _raises(cases, "Target size") and all(str(list(case.arguments[1].shape)) in str(case.came) for case in cases)


def model_opened_up(cases):
    assert _raises(cases, "'Sequential' object has no attribute")


def backward_of_something_else(cases):
    assert _raises(cases, "object has no attribute 'backward'") and not _raises(cases, "'float'")


def step_of_something_else(cases):
    assert _raises(cases, "object has no attribute 'step'")


def a_step_per_example(cases):
    """The first example's loss is that of the model as it came, and the parameters have gone elsewhere."""
    assert not any(map(_moves_right, cases)) and not any(map(_first_right, cases))


def list_for_a_number(cases):
    assert all(_moves_right(case) and len(case.came) == 1 and _close(case.came[0], _bce(case)) for case in cases)


def targets_as_whole_numbers(cases):
    """PyTorch complains of a whole number's type; `y` is of floats."""
    assert all(isinstance(case.came, RuntimeError) and case.arguments[2].is_floating_point() for case in cases)
    assert _raises(cases, "Long") or _raises(cases, "Int")


def loss_handed_to_step(cases):
    assert _raises(cases, "'Tensor' object is not callable")
