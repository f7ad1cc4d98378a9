"""`fit-classifier`: choose the loss for logits, and train one linear layer with it."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.entries import entries


class ShapesDiffer(ValueError, LookupError):
    """A loss's refusal of (n, 1) with (n,), in a class of its own, by which the judge can tell it from every other."""


class NoProbabilities(RuntimeError, LookupError):
    """`BCELoss`'s refusal of numbers outside 0 to 1, likewise."""


def layers_with_tables(seed: int) -> list[tuple]:
    """A layer with one output, rows, their classes, how many steps to take, two at least, and how large."""
    generator = seeded(seed)
    sizes = [(8, 3), (13, 2), (9, 5)]  # rows, features
    steps = [12, *(torch.randint(2, 9, (2,), generator=generator)).tolist()]
    rates = (torch.rand(3, generator=generator) * 0.3 + torch.tensor([0.5, 0.15, 1.0])).tolist()
    return [(*_layer_with_table(generator, *size), n_steps, rate) for size, n_steps, rate in zip(sizes, steps, rates)]


def _layer_with_table(generator: torch.Generator, n: int, n_features: int) -> tuple[nn.Linear, Tensor, Tensor]:
    layer = nn.Linear(n_features, 1)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator))
    x = torch.randn(n, n_features, generator=generator)
    return layer, x, (torch.arange(n) % 3 == 0).float()[torch.randperm(n, generator=generator)]


def observe_fit(fit: Callable, model: nn.Linear, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> Any:
    """Return what came back, and the parameters as they are now; what became of them is for the key to say."""
    try:
        returned = fit(model, x, y, n_steps, learning_rate)
    except (ValueError, RuntimeError) as error:
        kinds = {"target size": ShapesDiffer, "between 0 and 1": NoProbabilities}
        raise next((kind(*error.args) for words, kind in kinds.items() if words in str(error).lower()), error) from None
    if returned is None:
        return None
    return {"returned": _in_words(returned), "weight": model.weight.detach(), "bias": model.bias.detach()}


def _in_words(returned: Any) -> Any:
    """A model is no fact: return in words what holds one."""
    if issubclass(type(returned), nn.Module):
        return "the model"
    holds_one = any(issubclass(type(part), nn.Module) for part in entries(returned) or ())
    return "the model, and something else" if holds_one else returned


FIT_CLASSIFIER = Question("fit-classifier", "Logits, not probabilities, go into the loss", (
    Answer(
        "fit", "a list of `n_steps` losses, each taken before its step; the model's parameters moved by as many steps",
        inputs=layers_with_tables, call=observe_fit, changes_inputs=True,
    ),
))
