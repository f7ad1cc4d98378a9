"""The key of `train-step`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.train_step import TRAIN_STEP


def training_step(*order: str) -> Callable:
    """Return a train step that does the named things in this order and returns its loss as a float."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> float:
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        act = {"zero": optimizer.zero_grad, "backward": loss.backward, "step": optimizer.step}
        for name in order:
            act[name]()
        return loss.item()
    return train_step


def step_returning_tensor(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> Tensor:
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


def loss_after_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> float:
    step_returning_tensor(model, x, y, optimizer)
    return functional.binary_cross_entropy_with_logits(model(x), y).item()


def two_steps(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> list[float]:
    return [step_returning_tensor(model, x, y, optimizer).item() for _ in range(2)]


TRAIN_STEP_KEY = Key(TRAIN_STEP, (
    Solution(
        TRAIN_STEP["train_step"], training_step("zero", "backward", "step"),
        (
            Misconception(
                "no-zero-grad",
                "The first step is right, which makes this hard to see. But `backward` adds to `grad`, it does not "
                "replace it: the second step still carries the first gradient. Call `optimizer.zero_grad()` once in "
                "every step.",
                (training_step("backward", "step"),),
            ),
            Misconception(
                "step-before-backward",
                "The calls look complete, but the parameters do not move by this step's gradient. `step` uses what "
                "`backward` has put into `grad`, so it needs them fresh, with no `zero_grad` in between. "
                "Put the three calls in the order of the step by hand.",
                tuple(training_step(*order) for order in (
                    ("zero", "step", "backward"), ("step", "zero", "backward"), ("step", "backward", "zero"),
                    ("step", "backward"), ("backward", "zero", "step"), ("zero", "backward"), ("backward",), (),
                )),
            ),
            Misconception(
                "loss-not-a-float",
                "The loss tensor shows the right number. But it holds on to the record of all that computed it; a "
                "list of a thousand such losses keeps a thousand records in memory. Return `loss.item()`.",
                (step_returning_tensor, lambda *setup: step_returning_tensor(*setup).detach()),
            ),
            Misconception(
                "loss-after-the-step",
                "The newest loss seems the one to report, and the parameters are right. But it costs a second pass "
                "through the model, and what is asked for is the loss that `backward` started from. Return that one.",
                (loss_after_step,),
            ),
            Misconception(
                "two-steps-a-call",
                "More steps learn more, so doing it twice looks harmless. But the loop that calls you counts each call "
                "as one step. The check makes the second call itself: move the parameters once.",
                (lambda *setup: two_steps(*setup)[0], lambda *setup: two_steps(*setup)[1]),
            ),
        ),
    ),
))
