"""`nonlinear`: a classifier with one hidden layer, and something between its layers that lets it bend."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.facts import class_name
from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.entries import entries

BATCHES = (5, 1)
LEVELS = (-3.0, 2.0)  # biases of a last layer whose weight is 0: without an activation behind it, they are the logits
STRETCH = torch.linspace(-4, 4, 9).tolist()  # how far the hidden layer's bias, or a row, is moved; 0 is among them


def widths(seed: int) -> list[tuple]:
    """Numbers of features and of hidden units, all different."""
    a, b, c, d, e, f = (torch.randperm(14, generator=seeded(seed))[:6] + 3).tolist()
    return [(2, 16), (a, b), (c, d), (e, f)] if seed == 0 else [(a, b), (c, d), (e, f)]


def observe_build(build: Callable, n_features: int, n_hidden: int) -> Any:
    """Return what a network does, in numbers; what is not a network is returned as it is."""
    model = build(n_features, n_hidden)
    if not _is_network(model):
        return _in_words(model)
    is_new = _is_new(model, build(n_features, n_hidden))
    nn.Module.train(model, False)  # dropout would hide whether it bends
    like = next(nn.Module.parameters(model), torch.zeros(()))
    inputs = [_rows(n, n_features).to(like.device, like.dtype) for n in BATCHES]
    seen: dict[str, Any] = {"shapes": [], "repeats": True, "error": ""}
    try:
        seen["shapes"] = [list(_logits(model, x).shape) for x in inputs]
        seen["repeats"] = torch.equal(_logits(model, inputs[0]), _logits(model, inputs[0]))
        layers = _linear_layers(model)  # now, since a lazy layer learns its width from what it is given
        if len(layers) == 2 and all(layer.bias is not None for layer in layers):
            seen |= _try_out(model, inputs[0], *sorted(layers, key=lambda layer: layer.out_features == 1))
    except Exception as caught:  # whatever a learner's network raises is an observation
        seen["error"] = f"{type(caught).__name__}: {caught}"
    layers = _linear_layers(model)
    return {
        "levels": [], "curve": [], "of_rows": [], "arrives": [], **seen,
        "network": describe_network(model), "is_new": is_new,
        "widths": [[layer.in_features, layer.out_features] for layer in layers],
        "biases": [layer.bias is not None for layer in layers],
        "trains": [parameter.requires_grad for parameter in nn.Module.parameters(model)],
    }


def _is_network(value: Any) -> bool:
    return issubclass(type(value), nn.Module)  # `isinstance` would believe the value's own `__class__`


def _in_words(value: Any) -> Any:
    """Return in words what holds modules: none of them is a fact."""
    modules = [part for part in entries(value) or () if _is_network(part)]
    if not modules:
        return value
    is_whole = any(len(_linear_layers(module)) > 1 for module in modules)
    return "a network, and something else" if is_whole else "layers, but no network"


def _is_new(model: nn.Module, again: Any) -> bool:
    """Whether two networks have nothing in common that training changes."""
    if not _is_network(again):
        return True
    kept = {id(parameter) for parameter in nn.Module.parameters(model)}
    return again is not model and not any(id(parameter) in kept for parameter in nn.Module.parameters(again))


def describe_network(model: nn.Module, depth: int = 2) -> str:
    """Return a network in a line, such as `Sequential(Linear(2, 16), ReLU(), Linear(16, 1))`."""
    name = class_name(type(model))
    if issubclass(type(model), nn.Linear):
        return f"Linear({model.in_features}, {model.out_features}{'' if model.bias is not None else ', bias=False'})"
    inside = list(nn.Module.children(model))[:8] if depth else []
    return f"{name}({', '.join(describe_network(child, depth - 1) for child in inside)})"


def _rows(n: int, n_features: int) -> Tensor:
    return torch.sin(torch.arange(1.0, n * n_features + 1)).reshape(n, n_features)


def _logits(model: nn.Module, x: Tensor) -> Tensor:
    logits = model(x)
    if not issubclass(type(logits), Tensor):
        raise TypeError(f"expected a tensor, got {class_name(type(logits))}")
    return logits


def _linear_layers(model: nn.Module) -> list[nn.Linear]:
    return [module for module in nn.Module.modules(model) if issubclass(type(module), nn.Linear)]


def _try_out(model: nn.Module, x: Tensor, hidden: nn.Linear, last: nn.Linear) -> dict[str, Any]:
    """Return where gradients arrive, logits along rows and along biases, and what becomes of known logits.

    All parameters get numbers that anyone can make again: those that they were born with are random.
    """
    parameters = hidden.weight, hidden.bias, last.weight, last.bias
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_(torch.cos(torch.arange(1.0, parameter.numel() + 1)).reshape(parameter.shape))
    nn.Module.zero_grad(model)
    logits = _logits(model, x)
    if logits.requires_grad:
        (logits.flatten() * torch.arange(1.0, len(x) + 1).to(x)).sum().backward()
    arrives = [parameter.grad is not None and bool(parameter.grad.abs().max() > 0) for parameter in parameters]
    with torch.no_grad():
        of_rows = [_first_logit(model, stretch * x) for stretch in STRETCH]
        return {"arrives": arrives, "of_rows": of_rows, "curve": _curve(model, x, hidden, last),
                "levels": _levels(model, x, last)}


def _first_logit(model: nn.Module, x: Tensor) -> float:
    return float(_logits(model, x).flatten()[0])


def _curve(model: nn.Module, x: Tensor, hidden: nn.Linear, last: nn.Linear) -> list[float]:
    """Return the first row's logit while the hidden bias moves in a direction that the last layer doesn't see.

    With nothing nonlinear between the two, it stays the same, whatever may come after the last layer.
    """
    last.weight.copy_(torch.arange(1.0, last.in_features + 1) / last.in_features)
    last.bias.fill_(0.5)
    direction = torch.cos(torch.arange(1.0, last.in_features + 1)).to(last.weight)
    direction -= (last.weight[0] @ direction) / last.weight[0].square().sum() * last.weight[0]
    hidden.weight.zero_()
    found = []
    for stretch in STRETCH:
        hidden.bias.copy_(stretch * direction)
        found.append(_first_logit(model, x))
    return found


def _levels(model: nn.Module, x: Tensor, last: nn.Linear) -> list[float]:
    last.weight.zero_()
    found = []
    for level in LEVELS:
        last.bias.fill_(level)
        found.append(_first_logit(model, x))
    return found


NONLINEAR = Question("nonlinear", "When one line isn't enough", (
    Answer(
        "build", "an `nn.Module` with two linear layers, which takes (n, n_features) to n logits",
        inputs=widths, call=observe_build,
    ),
))
