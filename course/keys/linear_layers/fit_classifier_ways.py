"""Ways to train one linear layer, right and wrong, for the key of `fit-classifier`."""
from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


def on_logits(logits: Tensor, y: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits.squeeze(1), y)


def trainer(*calls: str, loss_of: Callable = on_logits, optimizer: Callable = torch.optim.SGD,
            give: Callable = lambda losses, model: losses, more: int = 0, after: bool = False) -> Callable:
    """Return a way to train that makes these calls in each step, in this order.

    Args:
        calls: some of zero, backward, step; without any, those of a step in their order.
        loss_of: the loss of logits, (n, 1), and classes, (n,).
        optimizer: makes the optimizer from the parameters and `lr`.
        give: what is returned, from the losses and the model.
        more: how many steps it takes more than it was asked for.
        after: whether each loss is taken after its step.
    """
    def fit(model: nn.Module, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> Any:
        made = optimizer(model.parameters(), lr=learning_rate)
        losses = []
        for _ in range(n_steps + more):
            loss = loss_of(model(x), y)
            act = {"zero": made.zero_grad, "backward": loss.backward, "step": made.step}
            for name in calls or ("zero", "backward", "step"):
                act[name]()
            losses.append((loss_of(model(x), y) if after else loss).item())
        return give(losses, model)
    return fit


def with_loss(*losses: Callable) -> tuple[Callable, ...]:
    return tuple(trainer(loss_of=loss) for loss in losses)


def fixed(n_steps: int | None = None, learning_rate: float | None = None) -> Callable:
    """Return a way that goes by a number of steps or a learning rate of its own."""
    return lambda model, x, y, n, rate: trainer()(model, x, y, n_steps or n, learning_rate or rate)


def row_by_row(model: nn.Module, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> list[float]:
    losses = []
    for _ in range(n_steps):
        total = sum(trainer()(model, row[None], target[None], 1, learning_rate)[0] for row, target in zip(x, y))
        losses.append(total / len(x))
    return losses


def on_a_copy(model: nn.Module, *others: Any) -> list[float]:
    return trainer()(copy.deepcopy(model), *others)



def in_batches(size: int) -> Callable:
    """Return a way that takes a step for each batch of rows, in each of `n_steps` rounds."""
    def fit(model: nn.Module, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> list[float]:
        losses = []
        for _ in range(n_steps):
            batches = list(zip(x.split(size), y.split(size)))
            losses.append(sum(trainer()(model, *batch, 1, learning_rate)[0] for batch in batches) / len(batches))
        return losses
    return fit


def formula(logits: Tensor, y: Tensor) -> Tensor:
    """The formula of the cross-entropy, with a sigmoid and two logarithms."""
    p = logits.squeeze(1).sigmoid()
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()


def computed_once(part: str) -> Callable:
    """Return a way that computes its logits, or its loss, before the loop."""
    def fit(model: nn.Module, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> list[float]:
        optimizer, logits, losses = torch.optim.SGD(model.parameters(), lr=learning_rate), model(x), []
        loss = on_logits(logits, y)
        for _ in range(n_steps):
            optimizer.zero_grad()
            loss = on_logits(logits, y) if part == "logits" else loss
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return losses
    return fit


def without_recording(model: nn.Module, *others: Any) -> list[float]:
    with torch.no_grad():
        return trainer()(model, *others)


def with_optimizer_of(pick: Callable[[nn.Module], Any]) -> Callable:
    """Return a way whose optimizer is given something else than the parameters."""
    return lambda model, x, y, n_steps, rate: torch.optim.SGD(pick(model), lr=rate)


def sgd_with(**options: Any) -> Callable:
    """Return a way that trains with SGD and these options."""
    return trainer(optimizer=partial(torch.optim.SGD, **options))
