"""The key of `fit-classifier`."""
from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional

from course.checking.facts import Fact, describe, numeric, same
from course.checking.key import Key, Misconception, Solution
from course.keys.reading import UNREADABLE, observed
from course.questions.linear_layers.fit_classifier import FIT_CLASSIFIER


class Fitted(msgspec.Struct, forbid_unknown_fields=True):
    """What `observe_fit` reports; all of it stays facts."""

    returned: Any
    weight: Any
    bias: Any


def read_fit(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation with what became of the model that came in.

    The losses of another model are random: that they aren't all the same is all that can be known of them.
    """
    if observed(fact, Fitted) is None:
        return UNREADABLE
    model, returned = inputs[case][0], fact["items"]["returned"]
    now = [fact["items"][name] for name in ("weight", "bias")]
    unmoved = all(same(*pair, rtol=0.0, atol=1e-6) for pair in zip(now, map(describe, (model.weight, model.bias))))
    losses = numeric(returned) if unmoved else None
    if losses is not None and losses.ndim == 1 and len(losses.unique()) > 1:
        returned = describe("losses of another model")
    return {"kind": "mapping", "type": "dict", "items": {
        "returned": returned,
        "the parameters of the model that came in haven't moved": describe(unmoved),
        "the model's parameters aren't what so many steps make of them":
            {"kind": "sequence", "type": "list", "length": len(now), "items": now},
    }}


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


def momentum(parameters: Any, lr: float) -> torch.optim.Optimizer:
    return torch.optim.SGD(parameters, lr=lr, momentum=0.9)


FIT_CLASSIFIER_KEY = Key(FIT_CLASSIFIER, (
    Solution(
        FIT_CLASSIFIER["fit"], trainer(),
        (
            Misconception(
                "shapes-differ",
                "The loss is the right one, and it has just saved you: the layer gives (n, 1), the targets are (n,). "
                "Bring the logits to (n,) before the loss, with `squeeze(1)`.",
                with_loss(functional.binary_cross_entropy_with_logits,
                          lambda logits, y: functional.binary_cross_entropy(logits.sigmoid(), y)),
            ),
            Misconception(
                "logits-for-probabilities",
                "`BCELoss` is for a yes or no, too. But it wants probabilities, and a layer gives logits, which may be "
                "any number. Look in the table for its relative that takes logits.",
                with_loss(lambda logits, y: functional.binary_cross_entropy(logits.squeeze(1), y)),
            ),
            Misconception(
                "squared-error-of-logits",
                "MSE trained the last model well, and it runs here, too. But it pulls each logit toward 0 or 1, and "
                "punishes the ones that are surer than that. For a yes or no, take the loss made for logits.",
                with_loss(lambda logits, y: functional.mse_loss(logits.squeeze(1), y)),
            ),
            Misconception(
                "squared-error-broadcast",
                "It runs, but two things hide in it. (n, 1) minus (n,) is (n, n), so every row meets every target. And "
                "MSE is for quantities; for a yes or no, take the loss made for logits. It refuses such shapes.",
                with_loss(lambda logits, y: (logits - y).square().mean(),
                          lambda logits, y: (logits.sigmoid() - y).square().mean()),
            ),
            Misconception(
                "squared-error-of-probabilities",
                "A sigmoid and then MSE does compare a probability with the truth. But where the model is sure and "
                "wrong, the sigmoid is flat and hardly passes a gradient on. Give logits to the loss made for them.",
                with_loss(lambda logits, y: functional.mse_loss(logits.squeeze(1).sigmoid(), y)),
            ),
            Misconception(
                "sigmoid-inside-the-loss-twice",
                "The loss is the right one, but it applies a sigmoid itself. Yours came first, so it took "
                "probabilities for logits, and the loss can't get small. Give it the logits.",
                with_loss(lambda logits, y: on_logits(logits.sigmoid(), y)),
            ),
            Misconception(
                "cross-entropy-for-one-logit",
                "`CrossEntropyLoss` is for one logit per class. With one logit per row it takes the rows for classes, "
                "or sees a single class that can't be wrong. Which loss in the table takes one logit per case?",
                with_loss(lambda logits, y: functional.cross_entropy(logits.squeeze(1), y),
                          lambda logits, y: functional.cross_entropy(logits, y[:, None])),
            ),
            Misconception(
                "losses-summed",
                "Every row counts, so a sum seems fair. But the sum grows with the number of rows, and so does each "
                "step. Average over the rows: it's what the loss does on its own.",
                with_loss(lambda logits, y: functional.binary_cross_entropy_with_logits(
                    logits.squeeze(1), y, reduction="sum")),
            ),
            Misconception(
                "gradients-never-cleared",
                "The first step is right, and everything runs. But `backward` adds to `grad`, so each later step "
                "carries all gradients before it. Call `optimizer.zero_grad()` once in every step.",
                (trainer("backward", "step"),),
            ),
            Misconception(
                "model-not-moved",
                "Every loss is right, but it's the same one each time: the model never moves. `backward()` has to fill "
                "the gradients, and `step()` has to use them before `zero_grad()` clears them. Which call is missing, "
                "has lost its brackets, or comes too early?",
                tuple(trainer(*calls) for calls in (
                    ("zero", "backward"), ("backward",), ("zero", "step"), ("backward", "zero", "step"),
                    ("zero", "step", "backward"))),
            ),
            Misconception(
                "another-model-trained",
                "Something is trained here, and its losses fall. But the model that came in is as it was: whoever "
                "called you goes on with that one. Give its own parameters to the optimizer, and make no new model.",
                (on_a_copy,),
            ),
            Misconception(
                "each-step-one-behind",
                "All three calls are there, but each step uses the gradient of the step before. Call `backward` "
                "before `step`, with `zero_grad` ahead of both.",
                (trainer("step", "zero", "backward"),),
            ),
            Misconception(
                "other-optimizer",
                "It trains, perhaps even faster. But what's asked for is plain gradient descent, each step the "
                "learning rate times the gradient. Use `torch.optim.SGD` without momentum.",
                (trainer(optimizer=torch.optim.Adam), trainer(optimizer=momentum), trainer(optimizer=torch.optim.AdamW),
                 trainer(optimizer=torch.optim.RMSprop)),
            ),
            Misconception(
                "learning-rate-fixed",
                "That learning rate works for many layers. But the caller chooses it: pass `learning_rate` on to the "
                "optimizer.",
                tuple(fixed(learning_rate=rate) for rate in (0.1, 0.01, 0.001, 0.5)),
            ),
            Misconception(
                "steps-fixed",
                "That many steps may be a good number. But the caller chooses it: take `n_steps` of them.",
                tuple(fixed(n_steps=n) for n in (100, 200, 10)),
            ),
            Misconception(
                "step-too-many",
                "Each step is right, but there's one too many, or one too few. `range(n_steps)` gives exactly "
                "`n_steps` of them.",
                (trainer(more=1), trainer(more=-1)),
            ),
            Misconception(
                "returned-too-early",
                "The first step is right. But `return` inside the loop ends it there, after one step of many. Move it "
                "out of the loop, to the left.",
                (fixed(n_steps=1),),
            ),
            Misconception(
                "last-loss-only",
                "The training is right. But a single loss can't show whether it went down. Append each one to a list, "
                "and return the list.",
                (trainer(give=lambda losses, model: losses[-1]),),
            ),
            Misconception(
                "model-for-losses",
                "The training is right, and the caller has the model already: you changed the one that came in. What's "
                "missing is how it went. Return the list of losses.",
                (trainer(give=lambda losses, model: model),),
            ),
            Misconception(
                "model-and-losses",
                "The training is right, and so are the losses. But the caller has the model already. Return the list "
                "of losses alone.",
                (trainer(give=lambda losses, model: (model, losses)),
                 trainer(give=lambda losses, model: (losses, model))),
            ),
            Misconception(
                "losses-after-their-steps",
                "The newest loss seems the one to note, and the training is right. But it costs a second pass, and the "
                "height you started from is lost. Note the loss that `backward` starts from.",
                (trainer(after=True),),
            ),
            Misconception(
                "row-by-row",
                "Every row gets its turn, which also trains. But it takes as many steps as there are rows where one "
                "was asked for. Give all rows to the model at once.",
                (row_by_row,),
            ),
        ),
        reading=read_fit,
    ),
))
