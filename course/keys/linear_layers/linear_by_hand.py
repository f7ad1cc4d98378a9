"""The key of `linear-by-hand`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.linear_by_hand import LINEAR_BY_HAND


def layer(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return functional.linear(x, weight, bias)


def with_bias(product: Callable[[Tensor, Tensor], Tensor], unguarded: bool = True,
              add: Callable[[Tensor, Tensor], Tensor] = torch.add) -> tuple[Callable, ...]:
    """Return ways with this product: with None asked for, and with the bias added in any case."""
    def guarded_way(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        y = product(x, weight)
        return y if bias is None else add(y, bias)

    def bare_way(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return product(x, weight) + bias
    return (guarded_way, bare_way) if unguarded else (guarded_way,)


def reverse_axes(x: Tensor) -> Tensor:
    """Return `x.T`, without its warning about three axes."""
    return x.permute(*reversed(range(x.dim())))


def right_product(x: Tensor, weight: Tensor) -> Tensor:
    return x @ weight.T


def multiply_flat(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return functional.linear(x.reshape(-1, x.shape[-1]), weight, bias)


def new_layer(bias: bool | None = None) -> Callable:
    """Return a way that computes with a layer made anew: with a bias, without, or where one came in."""
    return lambda x, weight, b: nn.Linear(*weight.shape[::-1], bias=b is not None if bias is None else bias)(x)


def lose_result(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor | None:
    return None if bias is None else x @ weight.T + bias


LINEAR_BY_HAND_KEY = Key(LINEAR_BY_HAND, (
    Solution(
        LINEAR_BY_HAND["linear"], layer,
        (
            Misconception(
                "weight-not-transposed",
                "Where a layer has as many inputs as outputs, this even runs. But the weight meets `x` the wrong way "
                "around: it holds a row for each output. With `@`, transpose it first; `functional.linear` does that "
                "on its own.",
                (*with_bias(lambda x, weight: x @ weight), lambda x, weight, bias: x @ weight,
                 lambda x, weight, bias: functional.linear(x, weight.T, bias)),
            ),
            Misconception(
                "bias-left-out",
                "The product is right, and it's the larger part of the work. But each output also has a number of "
                "its own that shifts it. Add `bias`: broadcasting gives it to every case.",
                (lambda x, weight, bias: x @ weight.T,),
            ),
            Misconception(
                "bias-subtracted",
                "The product is right, and so is the place of the bias. But it's added: y = x @ W.T + b. Turn the "
                "sign.",
                (*with_bias(right_product, False, add=lambda y, bias: y - bias),
                 lambda x, weight, bias: x @ weight.T - bias),
            ),
            Misconception(
                "bias-as-a-column",
                "A column runs down the cases, so each case would get a bias of its own, and mostly the sizes don't "
                "even fit. The bias has a number per output, and outputs lie on the last axis. Add it as it came.",
                with_bias(right_product, False, add=lambda y, bias: y + bias[:, None])
                + (lambda x, weight, bias: x @ weight.T + bias[:, None],),
            ),
            Misconception(
                "missing-bias-not-handled",
                "With a bias, your function is right. But a layer made with `bias=False` has None in its place, and "
                "None can't be added. Ask `if bias is None` first.",
                (lambda x, weight, bias: x @ weight.T + bias, lambda x, weight, bias: bias + x @ weight.T),
            ),
            Misconception(
                "nothing-without-a-bias",
                "With a bias, your function is right. Without one it comes to its end and has returned nothing, so "
                "None comes back. Return the product in that case, too.",
                (lose_result,),
            ),
            Misconception(
                "truth-of-a-tensor",
                "`if bias:` is how Python asks whether there is something. But a tensor of several numbers is neither "
                "true nor false, and PyTorch refuses to choose. Ask `if bias is None`.",
                (lambda x, weight, bias: x @ weight.T + bias if bias else x @ weight.T,
                 lambda x, weight, bias: x @ weight.T + (bias or 0)),
            ),
            Misconception(
                "reshaped-for-transposed",
                "After `reshape` the shapes fit, so it runs. But `reshape` pours the numbers row by row into the new "
                "shape, and most weights end up beside a wrong input. Use `.T`.",
                with_bias(lambda x, weight: x @ weight.reshape(weight.shape[::-1])),
            ),
            Misconception(
                "multiplied-number-by-number",
                "Every input does meet a weight. But `*` pairs the numbers that stand in the same place and adds "
                "nothing up, and mostly the shapes don't even fit. Use `@`, with the transposed weight.",
                with_bias(lambda x, weight: x * weight) + with_bias(lambda x, weight: x * weight.T),
            ),
            Misconception(
                "only-two-axes",
                "For (cases, features) this is right, and most layers are fed that way. But `torch.mm`, `addmm` and "
                "`.t()` insist on two axes, and `x` may have one or three. `@` takes any number of leading axes.",
                with_bias(lambda x, weight: torch.mm(x, weight.T))
                + (lambda x, weight, bias: torch.addmm(torch.zeros(()) if bias is None else bias, x, weight.T),
                   lambda x, weight, bias: torch.addmm(bias, x, weight.T),
                   *with_bias(lambda x, weight: (weight @ x.t()).t(), False)),
            ),
            Misconception(
                "outputs-in-the-rows",
                "You multiply the weight by `x`, so a row is an output and a column is a case. It should be the other "
                "way around. Put `x` first: also check that your arguments are in the order `x, weight, bias`.",
                with_bias(lambda x, weight: weight @ reverse_axes(x))
                + with_bias(lambda x, weight: weight @ reverse_axes(x), False, add=lambda y, bias: y + bias[:, None]),
            ),
            Misconception(
                "bias-for-weight",
                "`functional.linear` is the right function. But it got `bias` where it takes the weight. Its order is "
                "input, weight, bias: the same as that of your own arguments.",
                (lambda x, weight, bias: functional.linear(x, bias, weight),),
            ),
            Misconception(
                "leading-axes-flattened",
                "All numbers are right. But you poured the leading axes into one and left it at that: whoever called "
                "can't tell any more which case is which. Give the result the leading axes of `x`.",
                (multiply_flat,),
            ),
            Misconception(
                "single-axes-squeezed",
                "All numbers are right. But with one case or one output, an axis of size 1 is lost on the way, and the "
                "result should keep the leading axes of `x`. Leave out the `squeeze`.",
                (lambda *arguments: layer(*arguments).squeeze(),),
            ),
            Misconception(
                "bias-twice",
                "`functional.linear` and `nn.Linear` add the bias already when they have it, so yours is the second. "
                "Add it in one place only.",
                (*with_bias(lambda x, weight: right_product(x, weight), False, add=lambda y, bias: y + 2 * bias),
                 lambda x, weight, bias: functional.linear(x, weight, bias) + bias),
            ),
            Misconception(
                "new-layer-made",
                "`nn.Linear` does compute this. But a new one is born with random numbers, and the weight and bias "
                "that came in are never used. Compute with those: `@` and `+` are enough.",
                (new_layer(), new_layer(True), new_layer(False)),
            ),
        ),
    ),
))
