"""`train-step`: one step of training."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from course.checking.question import Answer, Misconception, Question
from course.device import seeded


def training_setups(seed: int) -> list[tuple]:
    """Models of one neuron with data and an optimizer: plain gradient descent, momentum, Adam."""
    optimizers = (
        lambda parameters: torch.optim.SGD(parameters, lr=0.5),
        lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9),
        lambda parameters: torch.optim.Adam(parameters, lr=0.05),
    )
    return [_training_setup(seeded(seed + i), make) for i, make in enumerate(optimizers)]


def _training_setup(generator: torch.Generator, make_optimizer: Callable) -> tuple:
    n, n_features = 6, 3
    model = nn.Sequential(nn.Linear(n_features, 1), nn.Flatten(0))  # (n, features) → (n,) logits
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator))
    x = torch.randn(n, n_features, generator=generator)
    y = (torch.rand(n, generator=generator) > 0.5).float()
    return model, x, y, make_optimizer(model.parameters())


def observe_two_steps(train_step: Callable, model: nn.Module, x: Tensor, y: Tensor, optimizer: object) -> dict:
    """Two steps, since a forgotten `zero_grad` shows only in the second."""
    losses = [train_step(model, x, y, optimizer) for _ in range(2)]
    if any(loss is None for loss in losses):
        return None
    return {
        "returned": losses,
        "the loss it returned is no plain Python number": [isinstance(loss, (float, np.floating)) for loss in losses],
        "the model's parameters are not what one step per call makes of them": [p.detach() for p in model.parameters()],
    }


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


TRAIN_STEP = Question("train-step", "One training step", (
    Answer(
        "train_step", "the loss before the step, as a Python float; the parameters moved by one step",
        training_step("zero", "backward", "step"),
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
        inputs=training_setups, call=observe_two_steps, changes_inputs=True,
    ),
))
