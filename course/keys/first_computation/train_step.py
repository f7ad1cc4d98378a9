"""The key of `train-step`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn, optim
from torch.nn import functional

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.train_step import TRAIN_STEP

bce = functional.binary_cross_entropy_with_logits
Setup = tuple[nn.Module, Tensor, Tensor, optim.Optimizer]


def training_step(*order: str) -> Callable:
    """Return a train step that does the named things in this order and returns its loss as a float."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> float:
        loss = bce(model(x), y)
        act = {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}
        for name in order:
            act[name]()
        return loss.item()
    return train_step


def step_with(make_loss: Callable[[nn.Module, Tensor, Tensor], Tensor], report: Callable = Tensor.item) -> Callable:
    """Return a train step with another loss, which returns what `report` makes of that."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> object:
        optimizer.zero_grad()
        loss = make_loss(model, x, y)
        loss.backward()
        optimizer.step()
        return report(loss)
    return train_step


step_returning_tensor = step_with(lambda model, x, y: bce(model(x), y), report=lambda loss: loss)


def step_then_loss(clear: bool) -> Callable:
    """Return a train step that moves by the gradient of the call before, and only then computes its loss."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> float:
        optimizer.step()
        if clear:
            optimizer.zero_grad()
        loss = bce(model(x), y)
        loss.backward()
        return loss.item()
    return train_step


def loss_after_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> float:
    step_returning_tensor(model, x, y, optimizer)
    return bce(model(x), y).item()


def several_steps(n: int, told: int) -> Callable:
    """Return a train step that takes `n` steps and returns the loss of one of them."""
    return lambda *setup: [step_returning_tensor(*setup).item() for _ in range(n)][told]


def moved_by_hand(rate: float | None) -> Callable:
    """Return a train step by weight − rate × slope; None takes the optimizer's own rate."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> float:
        step = rate or optimizer.param_groups[0]["lr"]
        model.zero_grad()
        loss = bce(model(x), y)
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= step * parameter.grad
        return loss.item()
    return train_step


def forward_unrecorded(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> None:
    with torch.no_grad():
        logits = model(x)
    bce(logits, y).backward()


def item_before_backward(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> None:
    bce(model(x), y).item().backward()


def backward_twice(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> None:
    loss = bce(model(x), y)
    loss.backward()
    loss.backward()


def say_what_each_call_did(fact: Fact) -> list[tuple[str, str]]:
    """Say which of two calls returned what: a card shows both side by side."""
    losses = numeric(fact["items"].get("returned", {"kind": "none"}))
    if losses is None or losses.shape != (2,):
        return []
    first, second = losses.tolist()
    same = ", the same again: nothing moved in between" if abs(first - second) < 1e-6 else ""
    return [("Two calls", f"the first returned {first:.4g}, the second {second:.4g}{same}.")]


TRAIN_STEP_KEY = Key(TRAIN_STEP, (
    Solution(
        TRAIN_STEP["train_step"], training_step("zero", "backward", "step"),
        (
            Misconception(
                "no-zero-grad",
                "The first step is right, which makes this hard to see. But `backward` adds to `grad`, it doesn't "
                "replace it: the second step still carries the first gradient. Call `optimizer.zero_grad()`, with its "
                "brackets, once in every step.",
                (training_step("backward", "step"),),
            ),
            Misconception(
                "nothing-moved",
                "Both calls start from the same loss: no parameter has moved. `step` moves them by what `backward` "
                "has just left in `grad`. Are `backward` and `step` both there, with brackets, before `return`, and "
                "with no `zero_grad` in between?",
                tuple(training_step(*order) for order in (
                    ("zero", "step", "backward"), ("step", "backward", "zero"), ("backward", "zero", "step"),
                    ("zero", "backward"), ("backward",), ("step",), (),
                )),
            ),
            Misconception(
                "step-before-backward",
                "All the calls may be there, but your first call moves nothing, and the second moves by the first "
                "one's gradient: each step comes one call late. `step` uses what `backward` has put into `grad`, so "
                "`backward` goes first.",
                (training_step("step", "zero", "backward"), training_step("step", "backward"),
                 step_then_loss(clear=True), step_then_loss(clear=False)),
            ),
            Misconception(
                "loss-not-a-float",
                "The number is right. But it's still in a tensor, or in an array, and a loss tensor can hold on to "
                "the record of all that computed it: a thousand of them fill the memory. Return the number alone, "
                "with `.item()`.",
                (step_returning_tensor, lambda *setup: step_returning_tensor(*setup).detach()),
            ),
            Misconception(
                "loss-after-the-step",
                "The newest loss seems the one to report, and the parameters are right. But it costs a second pass "
                "through the model, and what's asked for is the loss that `backward` started from. Return that one.",
                (loss_after_step,),
            ),
            Misconception(
                "two-steps-a-call",
                "More steps learn more, so a loop looks harmless. But whoever calls you counts each call as one step, "
                "and the check makes its second call itself. Move the parameters once.",
                tuple(several_steps(n, told) for n in (2, 3, 10) for told in (0, -1)),
            ),
            Misconception(
                "logits-and-targets-swapped",
                "Both have the same shape, so nothing complains. But the loss takes what the model says first and "
                "what's true second: the other way around it measures something else. Swap its two arguments.",
                (step_with(lambda model, x, y: bce(y, model(x))),),
            ),
            Misconception(
                "sigmoid-before-the-loss",
                "A sigmoid makes probabilities, and a loss on those sounds right. But this one has the sigmoid built "
                "in, as its name says: `with_logits`. Yours is applied twice. Hand it what `model(x)` gives, as it is.",
                (step_with(lambda model, x, y: bce(model(x).sigmoid(), y)),),
            ),
            Misconception(
                "forward-not-recorded",
                "PyTorch can walk back only over what it recorded, and here the logits were computed without a "
                "record: inside `no_grad`, after recording was switched off, or cut off by `detach` or a comparison. "
                "Compute the loss from `model(x)` directly.",
                (forward_unrecorded, lambda model, x, y, optimizer: bce((model(x) > 0).float(), y).backward()),
            ),
            Misconception(
                "another-loss",
                "Squared and absolute errors measure how wrong numbers are, and they'd train something, too. But the "
                "loss asked for is the cross entropy of logits. Use `functional.binary_cross_entropy_with_logits`.",
                (step_with(lambda model, x, y: functional.mse_loss(model(x), y)),
                 step_with(lambda model, x, y: functional.mse_loss(model(x).sigmoid(), y)),
                 step_with(lambda model, x, y: functional.l1_loss(model(x), y)),
                 step_with(lambda model, x, y: functional.l1_loss(model(x).sigmoid(), y))),
            ),
            Misconception(
                "loss-summed",
                "The sum over the examples has its lowest point at the same place. But it makes every gradient n "
                "times as large, and so the step. The loss asked for is the mean, which the function takes by itself.",
                (step_with(lambda model, x, y: bce(model(x), y, reduction="sum")),
                 step_with(lambda model, x, y: bce(model(x), y, reduction="sum"), lambda loss: loss.item() / 6)),
            ),
            Misconception(
                "uphill",
                "The steps have the right length, but they go uphill: with each call the model gets worse. An "
                "optimizer subtracts the gradient already. Leave the loss as it is, with no minus.",
                (step_with(lambda model, x, y: -bce(model(x), y)),
                 step_with(lambda model, x, y: -bce(model(x), y), lambda loss: -loss.item())),
            ),
            Misconception(
                "moved-by-another-rule",
                "That's a step down the slope. But the optimizer you're handed may have another learning rate, "
                "momentum, or a rule of its own such as Adam's. It knows the parameters and how to move them: let it "
                "take the step.",
                tuple(map(moved_by_hand, (None, 0.5, 0.1, 0.05, 0.01, 0.001))),
            ),
            Misconception(
                "logits-reshaped-again",
                "In other loops the logits are (n, 1), and one axis has to go. Here `model(x)` gives (n,) already, "
                "like `y`, so there's no such axis to take away. Use it as it is.",
                (lambda model, x, y, optimizer: model(x).squeeze(1), lambda model, x, y, optimizer: model(x)[:, 0]),
            ),
            Misconception(
                "item-before-backward",
                "`.item()` gives the plain number, and that's what to return. But a number remembers nothing, so it "
                "has no `backward`. Keep the loss tensor until the step is done.",
                (item_before_backward,),
            ),
            Misconception(
                "backward-called-twice",
                "`backward` walks back over the record and throws it away on the way, so a second walk finds nothing. "
                "One call gives all the slopes. Remove the other one.",
                (backward_twice,),
            ),
        ),
        told=say_what_each_call_did,
    ),
))
