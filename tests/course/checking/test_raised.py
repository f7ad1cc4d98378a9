"""An error that no known wrong way raises gets a next step of its own, by what PyTorch and Python really say."""
import math

import pytest
import torch
from torch import nn
from torch.nn import functional

from course.checking.facts import describe_error
from course.checking.raised import ADVICE, OWN_RAISE, RAISED, advise


def used_too_early(x):
    if len(x) > 9:
        late = 1
    return late


def without_end(x):
    return without_end(x)


def refuses(x):
    raise ValueError("no fit")


def refuses_on_one_line(x):
    if len(x) < 9: raise ValueError("no fit")  # noqa: E701


def recorded(x):
    return x.clone().requires_grad_()


def walks_twice(x):
    loss = (recorded(x) ** 2).sum()
    loss.backward()
    loss.backward()


def changes_a_leaf(x):
    leaf = recorded(x)
    leaf -= 1


@pytest.mark.parametrize(("wrong", "words"), [
    pytest.param(lambda x: n_clases, "Nothing here is called `n_clases`", id="name"),  # noqa: F821
    pytest.param(lambda x: np.exp(x), "what many people call NumPy", id="np"),  # noqa: F821
    pytest.param(used_too_early, "no line has given `late` a value", id="unbound"),
    pytest.param(lambda x: x.shap, "no `shap` in a `Tensor`. Did you mean `shape`?", id="attribute"),
    pytest.param(lambda x: x.stdev(), "Did you mean `std`?", id="stdev"),
    pytest.param(lambda x: torch.sigmod(x), "no `sigmod` in `torch`. Did you mean `sigmoid`?", id="module"),
    pytest.param(lambda x: nn.Relu(), "Did you mean `ReLU`?", id="capitals"),
    pytest.param(lambda x: functional.mseloss(x, x), "Did you mean `mse_loss`?", id="functional"),
    pytest.param(lambda x: [1.0, 2.0].mean(), "belongs to tensors", id="list"),
    pytest.param(lambda x: None.mean(), "What stands before `.mean` is None", id="none"),
    pytest.param(lambda x: x.qqqq, "print its type", id="far"),
    pytest.param(lambda x: torch.softmax(x), "lacks an argument", id="missing"),
    pytest.param(lambda x: math.sqrt(1, 2, 3), RAISED[:15], id="unknown"),
    pytest.param(lambda x: x.sum(dims=1), "arguments that it doesn't take", id="keyword"),
    pytest.param(lambda x: x - x[None].max(dim=1), "`.values`, the numbers", id="pair"),
    pytest.param(lambda x: x ^ 2, "A power is written `**`", id="power_of_a_tensor"),
    pytest.param(lambda x: 1.5 ^ 2, "A power is written `**`", id="power"),
    pytest.param(lambda x: 0.5 < 1.0 & 0.3 < 0.4, "write `and` or `or`", id="and"),
    pytest.param(lambda x: x & x, "write `and` or `or`", id="and_of_tensors"),
    pytest.param(lambda x: x + None, "One of the values in that line is None", id="plus_none"),
    pytest.param(lambda x: x(0), "that's a `Tensor` here", id="called"),
    pytest.param(lambda x: max[x], "Square brackets take a part out", id="subscript"),
    pytest.param(lambda x: list(range(x)), "`range` and an index take one whole number", id="range"),
    pytest.param(lambda x: range(1.5), "`range` and an index take one whole number", id="range_of_a_float"),
    pytest.param(lambda x: x.tolist()[0.5], "`range` and an index take one whole number", id="index"),
    pytest.param(lambda x: torch.ones(1, 3) @ torch.ones(2, 3), "here those are 3 and 2", id="matrices"),
    pytest.param(lambda x: nn.Linear(2, 16)(torch.ones(5, 7)), "here those are 7 and 2", id="layer"),
    pytest.param(lambda x: torch.ones(4, 2) @ torch.ones(3), "`@` pairs the last axis", id="vector"),
    pytest.param(lambda x: torch.ones(2, 3) / torch.ones(2), "don't fit: 3 stands against 2", id="broadcast"),
    pytest.param(lambda x: x.sum(dim=1), "names an axis that this tensor doesn't have", id="dim"),
    pytest.param(lambda x: x[0, 0], "names an axis that this tensor doesn't have", id="indices"),
    pytest.param(lambda x: [1, 2][2], "There's no place with that number", id="place"),
    pytest.param(lambda x: x[7], "There's no place with that number", id="place_in_a_tensor"),
    pytest.param(lambda x: 1 if x > 0 else 0, "want one yes or no", id="if"),
    pytest.param(lambda x: recorded(x).backward(), "Add them up first", id="backward"),
    pytest.param(lambda x: x.sum().backward(), "follows a record of what was computed", id="unrecorded"),
    pytest.param(walks_twice, "uses its record up", id="twice"),
    pytest.param(changes_a_leaf, "can't be changed in place", id="leaf"),
    pytest.param(lambda x: torch.tensor([1, 2]).mean(), "`.float()` turns whole numbers", id="mean_of_whole"),
    pytest.param(lambda x: nn.Linear(2, 1)(torch.tensor([1, 2])), "`.float()` turns whole numbers", id="dtypes"),
    pytest.param(lambda x: (lambda: [(a, b) for a, b in [x[:1]]])(), "number of names left of `=`", id="unpack"),
    pytest.param(lambda x: 1 / 0, "below the line is 0", id="zero"),
    pytest.param(lambda x: {"a": 1}["b"], "has no such key", id="key"),
    pytest.param(without_end, "calls itself", id="recursion"),
    pytest.param(refuses, OWN_RAISE, id="own_raise"),
    pytest.param(refuses_on_one_line, OWN_RAISE, id="own_raise_on_the_line_of_its_if"),
])
def test_an_error_gets_a_next_step_that_fits(wrong, words):
    with pytest.raises(Exception) as caught:
        wrong(torch.tensor([1.0, 2.0]))
    assert words in advise(describe_error(caught.value))


def test_a_refusal_by_the_wrong_error_is_not_told_to_be_wrong_to_refuse():
    with pytest.raises(ValueError) as caught:
        refuses(None)
    assert advise(describe_error(caught.value), may_refuse=True) == RAISED


@pytest.mark.parametrize("message", ["", "{1} {x}", "name '<script>' is not defined", "name '" + "x" * 200 + "' is not",
                                     "'<b>' object has no attribute 'y'", "(" * 300])
@pytest.mark.parametrize("kind", ["NameError", "AttributeError", "TypeError", "RuntimeError", "\x1b[31m"])
def test_what_a_message_says_gets_into_a_hint_only_as_a_name_or_a_number(kind, message):
    said = advise({"kind": "error", "types": [kind], "message": message, "where": "line 1: rais e"})
    assert not any(part in said for part in ("<", "\x1b", "script", "xxxxx"))


def test_every_advice_is_short_enough_for_a_card():
    assert all(len(advice) < 300 for _, advice in ADVICE)
