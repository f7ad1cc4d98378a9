from torch import nn


def _values(cases, words):
    """What the check found under the fault that has these words, case by case."""
    (name,) = {name for case in cases for name in case.fact["items"] if words in name}
    return [case.fact["items"][name].get("value", case.fact["items"][name].get("items")) for case in cases]


def _rows(case, n=4):
    return torch.linspace(-2, 3, n * case.arguments[0]).reshape(n, case.arguments[0])


def _out(case, x):
    with torch.no_grad():
        return case.came.eval()(x)


def _is_straight(case):
    """Whether a network draws one straight line: it takes the middle of two rows to the middle of two logits."""
    a, b = _rows(case), _rows(case).flip(0)
    return torch.allclose(_out(case, (a + b) / 2), (_out(case, a) + _out(case, b)) / 2, atol=1e-4)


def _linears(case):
    return [module for module in case.came.modules() if isinstance(module, nn.Linear)]


def _sizes(case):
    return [[layer.in_features, layer.out_features] for layer in _linears(case)]


def _due(case):
    return [[case.arguments[0], case.arguments[1]], [case.arguments[1], 1]]


def _raised(cases, kind, words=""):
    assert all(isinstance(case.came, kind) and words in str(case.came) for case in cases)


def no_nonlinearity(cases):
    assert all(_is_straight(case) and _sizes(case) == _due(case) for case in cases)


def nonlinearity_only_at_the_end(cases):
    """The layers meet directly, and what comes out last are no logits."""
    assert all(_values(cases, "nothing nonlinear")) and all(_values(cases, "something changes its logits"))
    assert all(isinstance(list(case.came.children())[-1], (nn.ReLU, nn.Sigmoid, nn.Tanh)) for case in cases)


def nonlinearity_before_the_first_layer(cases):
    """It bends, and yet the layers meet directly."""
    assert all(value == "only what comes in is bent" for value in _values(cases, "nothing nonlinear"))
    assert any(not _is_straight(case) for case in cases)


def sigmoid_on_the_logits(cases):
    assert all(((_out(case, _rows(case)) > 0) & (_out(case, _rows(case)) < 1)).all() for case in cases)
    assert all(value == "probabilities" for value in _values(cases, "something changes its logits"))


def negative_logits_cut(cases):
    assert all((_out(case, 10 * _rows(case, 40)) >= 0).all() for case in cases)
    assert all(value == "none below 0" for value in _values(cases, "something changes its logits"))


def softmax_over_one_output(cases):
    """A whole is dealt out: always 1 for each row, or 1 over the batch."""
    for case in cases:
        out = _out(case, _rows(case))
        assert torch.allclose(out, torch.ones_like(out)) or torch.allclose(out.sum(), torch.ones(()))


def logits_changed_at_the_end(cases):
    assert all(_values(cases, "something changes its logits")) and not any(_values(cases, "nothing nonlinear"))


def layers_hidden_from_pytorch(cases):
    assert all(not list(case.came.parameters()) and _out(case, _rows(case)).shape == (4, 1) for case in cases)
    assert all(torch.equal(_out(case, _rows(case)), _out(case, _rows(case))) for case in cases)


def layers_made_in_forward(cases):
    assert all(not torch.equal(_out(case, _rows(case)), _out(case, _rows(case))) for case in cases)


def number_of_features_fixed(cases):
    """The first size is the same in every call, and all others are as asked."""
    assert len({_sizes(case)[0][0] for case in cases}) == 1 < len({case.arguments[0] for case in cases})
    assert all(_sizes(case)[0][1] == case.arguments[1] for case in cases)


def number_of_units_fixed(cases):
    assert len({_sizes(case)[0][1] for case in cases}) == 1 < len({case.arguments[1] for case in cases})
    assert all(_sizes(case)[0][0] == case.arguments[0] and _out(case, _rows(case)).shape == (4, 1) for case in cases)


def both_numbers_fixed(cases):
    assert len({str(_sizes(case)) for case in cases}) == 1 < len({case.arguments for case in cases})


def sizes_turned_around(cases):
    """The right numbers, in other places."""
    for case in cases:
        assert _sizes(case) != _due(case)
        assert {size for pair in _sizes(case) for size in pair} == {*case.arguments, 1}


def layers_that_do_not_meet(cases):
    """The first layer is right, and the second one takes the features again."""
    assert all(_sizes(case) == [_due(case)[0], [case.arguments[0], 1]] for case in cases)


def too_many_outputs(cases):
    """The first layer is right, the last one gives as many numbers as there are features or units."""
    assert all(_sizes(case)[0] == _due(case)[0] and _sizes(case)[-1][1] in case.arguments for case in cases)


def one_layer_only(cases):
    assert all(len(_linears(case)) == 1 and _is_straight(case) for case in cases)
    assert all(_out(case, _rows(case)).shape == (4, 1) for case in cases)


def last_layer_missing(cases):
    assert all(_sizes(case) == _due(case)[:1] for case in cases)


def two_hidden_layers(cases):
    assert all(len(_linears(case)) > 2 and _out(case, _rows(case)).shape == (4, 1) for case in cases)


def one_logit_per_class(cases):
    assert all(_sizes(case)[0] == _due(case)[0] and _sizes(case)[1][1] > 1 for case in cases)


def batch_of_one_squeezed(cases):
    """One row loses the batch's axis; five keep it."""
    assert all(_out(case, _rows(case, 1)).shape == () and _out(case, _rows(case, 5)).shape == (5,) for case in cases)


def gradient_cut_off(cases):
    """Logits come out, and no gradient gets to the hidden layer."""
    for case in cases:
        out = case.came(_rows(case))
        assert out.shape == (4, 1)
        if out.requires_grad:
            out.sum().backward()
        hidden = _linears(case)[0].weight.grad
        assert hidden is None or not hidden.any()


def parameters_frozen(cases):
    assert all(not any(one.requires_grad for one in case.came.parameters()) for case in cases)


def bias_left_out(cases):
    assert all(any(layer.bias is None for layer in _linears(case)) and _sizes(case) == _due(case) for case in cases)


def forward_returns_nothing(cases):
    assert all(_out(case, _rows(case)) is None and _sizes(case) == _due(case) for case in cases)


def forward_missing(cases):
    for case in cases:
        assert _sizes(case) == _due(case)
        try:
            case.came(_rows(case))
        except NotImplementedError as error:
            assert "forward" in str(error)
        else:
            raise AssertionError


def forward_without_self(cases):
    for case in cases:
        try:
            case.came(_rows(case))
        except TypeError as error:
            assert "takes 1 positional argument but 2 were given" in str(error)
        else:
            raise AssertionError


def super_forgotten(cases):
    _raised(cases, AttributeError, "before Module.__init__() call")


def module_not_made(cases):
    """PyTorch says that a part is no module, and it isn't a list."""
    _raised(cases, TypeError, "is not a Module subclass")
    assert not any("list" in str(case.came) for case in cases)


def list_in_sequential(cases):
    _raised(cases, TypeError, "list is not a Module subclass")


def module_made_of_data(cases):
    """The layers are there, and it can't be run."""
    for case in cases:
        assert _sizes(case) == _due(case)
        try:
            case.came(_rows(case))
        except (RuntimeError, TypeError):
            continue
        raise AssertionError


def layers_without_a_network(cases):
    for case in cases:
        assert isinstance(case.came, (list, tuple))
        first, _, last = case.came
        assert [[first.in_features, first.out_features], [last.in_features, last.out_features]] == _due(case)


def network_and_more(cases):
    assert all(isinstance(case.came, tuple) and case.came[0](_rows(case)).shape == (4, 1) for case in cases)


def network_made_once(cases):
    """The network works, and the check found that a second one isn't new."""
    assert all(_out(case, _rows(case)).shape == (4, 1) and _sizes(case) == _due(case) for case in cases)
    assert all(_values(cases, "a second call"))
