"""Ways to write a training step, right and wrong: what the key of `train-step` compares with."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn, optim
from torch.nn import functional

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


def accuracy_returned(with_loss: bool) -> Callable:
    """Return a right train step that returns the accuracy, with the loss or in its place."""
    def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: optim.Optimizer) -> object:
        accuracy = ((model(x) > 0) == (y == 1)).float().mean().item()
        loss = step_returning_tensor(model, x, y, optimizer).item()
        return (loss, accuracy) if with_loss else accuracy
    return train_step


def step_per_example(report: Callable) -> Callable:
    """Return a train step that moves once for each example."""
    return lambda model, x, y, optimizer: report(
        [step_returning_tensor(model, x[i:i + 1], y[i:i + 1], optimizer).item() for i in range(len(x))])


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
