"""`fit-classifier`: choose the loss for logits, and train one linear layer with it."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.entries import entries

MAX_PASSES = 100  # kept of how many rows the model was given in each


class ShapesDiffer(ValueError, LookupError):
    """A loss's refusal of (n, 1) with (n,), in a class of its own, by which the judge can tell it from every other."""


class NoProbabilities(RuntimeError, LookupError):
    """`BCELoss`'s refusal of numbers outside 0 to 1, likewise."""


def layers_with_tables(seed: int) -> list[tuple]:
    """A layer with one output, rows, their classes, how many steps to take, two at least, and how large.

    Few rows to read, many rows, and one row on the wrong side whose logit is far from 0.
    """
    return [(_layer(weight, bias), x.clone(), y.clone(), *others) for weight, bias, x, y, *others in _tables(seed)]


def _layer(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], 1)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
    return layer


@lru_cache(maxsize=4)  # so many ways are tried on the same ones
def _tables(seed: int) -> list[tuple]:
    generator = seeded(seed)
    sizes = [(4, 2), (8, 3), (13, 2), (9, 5), (300, 2), (6, 2)]  # rows, features
    steps = [3, 12, *(torch.randint(2, 9, (3,), generator=generator)).tolist(), 3]
    rates = [0.5, *(torch.rand(4, generator=generator) * 0.3 + torch.tensor([0.5, 0.15, 1.0, 0.4])).tolist(), 0.05]
    cases = [(*_table(generator, *size), n_steps, rate) for size, n_steps, rate in zip(sizes, steps, rates)]
    weight, _, x, y, *_ = cases[-1]
    weight.copy_(torch.tensor([[2.0, -2.0]]))
    x[y.argmin()] = torch.tensor([12.0, -12.0]) + torch.rand(2, generator=generator)  # its class is 0, its logit 48
    return cases


def _table(generator: torch.Generator, n: int, n_features: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    weight, bias = torch.randn(1, n_features, generator=generator), torch.randn(1, generator=generator)
    x = torch.randn(n, n_features, generator=generator)
    return weight, bias, x, (torch.arange(n) % 3 == 0).float()[torch.randperm(n, generator=generator)]


def observe_fit(fit: Callable, model: nn.Linear, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> Any:
    """Return what came back, the parameters as they are now, and how many rows the model was given in each pass.

    What became of the model is for the key to say.
    """
    passes: list[int] = []
    hook = model.register_forward_pre_hook(lambda module, given: passes.extend(map(_n_rows, given)))
    try:
        returned = fit(model, x, y, n_steps, learning_rate)
    except (ValueError, RuntimeError) as error:
        kinds = {"target size": ShapesDiffer, "between 0 and 1": NoProbabilities}
        kind = next((kind for words, kind in kinds.items() if words in str(error).lower()), None)
        raise (kind(*error.args).with_traceback(error.__traceback__) if kind else error) from None
    finally:
        hook.remove()
    if returned is None:
        return None
    return {"returned": _in_words(returned), "weight": model.weight.detach(), "bias": model.bias.detach(),
            "passes": [n for n in passes if n][:MAX_PASSES]}


def _n_rows(given: Any) -> int:
    """Return the number of rows of a table, 1 of a row alone, 0 of anything else."""
    axes = Tensor.dim(given) if issubclass(type(given), Tensor) else 0
    return len(given) if axes == 2 else int(axes == 1)


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
