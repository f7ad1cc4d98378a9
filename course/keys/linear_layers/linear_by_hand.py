"""The key of `linear-by-hand`."""
from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.linear_by_hand import LINEAR_BY_HAND


def add_bias(product: Tensor, bias: Tensor | None) -> Tensor:
    return product if bias is None else product + bias


def multiply_flat(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    return functional.linear(x.reshape(-1, x.shape[-1]), weight, bias)


LINEAR_BY_HAND_KEY = Key(LINEAR_BY_HAND, (
    Solution(
        LINEAR_BY_HAND["linear"], functional.linear,
        (
            Misconception(
                "weight-not-transposed",
                "`x @ weight` reads like the formula, and where a layer has as many inputs as outputs it even runs. "
                "But the weight holds one row for each output, and `@` adds up over the rows of what stands on its "
                "right. Transpose the weight first.",
                (lambda x, weight, bias: add_bias(x @ weight, bias), lambda x, weight, bias: x @ weight,
                 lambda x, weight, bias: x @ weight + bias),
            ),
            Misconception(
                "bias-left-out",
                "The product is right, and it is the larger part of the work. But each output also has a number of "
                "its own that shifts it. Add `bias`: broadcasting gives it to every case.",
                (lambda x, weight, bias: x @ weight.T,),
            ),
            Misconception(
                "missing-bias-not-handled",
                "With a bias your function is right. But a layer made with `bias=False` has None in its place, and "
                "None cannot be added. Ask `if bias is None` first.",
                (lambda x, weight, bias: x @ weight.T + bias,),
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
                "shape, and every weight ends up beside a wrong input. Use `.T`.",
                (lambda x, weight, bias: add_bias(x @ weight.reshape(weight.shape[::-1]), bias),
                 lambda x, weight, bias: x @ weight.reshape(weight.shape[::-1]) + bias),
            ),
            Misconception(
                "multiplied-number-by-number",
                "Every input does meet its weight. But `*` pairs the numbers of equal places and adds nothing up, and "
                "mostly the shapes do not even fit. Use `@`, with the transposed weight.",
                (lambda x, weight, bias: add_bias(x * weight, bias), lambda x, weight, bias: x * weight + bias,
                 lambda x, weight, bias: add_bias(x * weight.T, bias)),
            ),
            Misconception(
                "only-two-axes",
                "For (cases, features) this is right, and most layers are fed so. But `torch.mm` and friends insist "
                "on two axes, and `x` may have one or three. `@` takes any number of leading axes.",
                (lambda x, weight, bias: add_bias(torch.mm(x, weight.T), bias),
                 lambda x, weight, bias: torch.mm(x, weight.T) + bias),
            ),
            Misconception(
                "leading-axes-flattened",
                "All numbers are right. But you poured the leading axes into one and left it at that: whoever called "
                "cannot tell any more which case is which. Give the result the leading axes of `x`.",
                (multiply_flat,),
            ),
            Misconception(
                "bias-twice",
                "`functional.linear` and `nn.Linear` add the bias already when they have it, so yours is the second. "
                "Add it in one place only.",
                (lambda x, weight, bias: add_bias(functional.linear(x, weight, bias), bias),
                 lambda x, weight, bias: functional.linear(x, weight, bias) + bias),
            ),
        ),
    ),
))
