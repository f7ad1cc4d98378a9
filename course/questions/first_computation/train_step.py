"""`train-step`: one step of training."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from course.checking.question import Answer, Question
from course.device import seeded

PARAMETERS = "the model's parameters are not what one step per call makes of them"


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


def observe_two_steps(
    train_step: Callable, model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer,
) -> dict | None:
    """Two steps, since a forgotten `zero_grad` shows only in the second."""
    losses = [train_step(model, x, y, optimizer) for _ in range(2)]
    if any(loss is None or callable(loss) for loss in losses):
        return next(loss for loss in losses if loss is None or callable(loss))
    return {
        "returned": losses,
        "the loss it returned is no plain Python number":
            [issubclass(type(loss), (float, np.floating)) for loss in losses],
        PARAMETERS: [parameter.detach() for parameter in nn.Module.parameters(model)],
    }


TRAIN_STEP = Question("train-step", "One training step", (
    Answer(
        "train_step",
        "from each of two calls: the loss before the step, as a Python float, and the parameters moved by one step",
        inputs=training_setups, call=observe_two_steps, changes_inputs=True,
    ),
))
