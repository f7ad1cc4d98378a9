"""`batchnorm`: train mode for what trains, while the BatchNorm of frozen layers keeps its statistics."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import torch
from torch import nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.head_replacement.surgery import Cases, copied, frozen, holds, replaced

NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


@lru_cache(maxsize=8)
def prepared_models(seed: int) -> Sequence[tuple]:
    """Frozen models with a new head: with Dropout before it, with the last block unfrozen, one that comes in eval mode.

    The statistics are the seed's, so that nobody can know them.
    """
    from course.backbones import copy_model, small_model

    generator = seeded(seed)
    models = [small_model("efficientnet_lite0", 1280, 20), small_model("resnet50", 2048, 20),
              small_model("mobilenet_v2", 1280, 20), small_model("resnet18", 64, 20)]
    for model in models:
        replaced(frozen(model), 5)
        for norm in norms_of(model):
            norm.running_mean.copy_(torch.randn(norm.num_features, generator=generator))
            norm.running_var.copy_(torch.rand(norm.num_features, generator=generator) + 0.5)
    models[1].layer4.requires_grad_(True)
    models[2].features[-1].requires_grad_(True)
    return Cases([(partial(copy_model, model.train(i % 2 == 0)),) for i, model in enumerate(models)])


def norms_of(model: nn.Module, *, trains: bool | None = None) -> list[nn.Module]:
    """Return the BatchNorms of a model: all, those that train, or those that are frozen."""
    norms = [module for module in model.modules() if isinstance(module, NORMS)]
    return [norm for norm in norms if trains is None or any(p.requires_grad for p in norm.parameters()) == trains]


def observe_mode(train_mode: Callable, model: nn.Module) -> Any:
    """What a batch of two pictures does to the statistics, after the learner's function has set the mode."""
    flags, kept = [p.requires_grad for p in model.parameters()], copied(numbers_of(model))
    layers = layers_of(model)
    places = [[name for name, module in model.named_modules() if any(module is norm for norm in norms)]
              for norms in (norms_of(model, trains=False), norms_of(model, trains=True))]
    returned = train_mode(model)
    if not isinstance(returned, nn.Module):
        return returned
    modules = dict(returned.named_modules())
    frozen_norms, learning = ([modules[name] for name in names if isinstance(modules.get(name), NORMS)]
                              for names in places)
    same_layers = layers == layers_of(returned)
    same_numbers = holds(numbers_of(returned), kept)
    statistics = [norm.running_mean.clone() for norm in frozen_norms]
    with torch.no_grad():
        returned(torch.linspace(-2, 2, 2 * 3 * 32 * 32).reshape(2, 3, 32, 32).to(next(returned.parameters())))
    head = [module for module in returned.modules() if isinstance(module, (nn.Linear, nn.Dropout))]
    return {
        "the layers are not those that came in": not same_layers,
        "a parameter or a running statistic is not what it was": not same_numbers,
        "a parameter's `requires_grad` is not what it was": flags != [p.requires_grad for p in returned.parameters()],
        "a batch moves the running statistics of a frozen BatchNorm":
            any(not torch.equal(norm.running_mean, old) for norm, old in zip(frozen_norms, statistics)),
        "a frozen BatchNorm normalises with the batch at hand, not with its running statistics":
            any(norm.training for norm in frozen_norms),
        "a BatchNorm that trains is in eval mode": not all(norm.training for norm in learning),
        "the head, or the Dropout before it, is in eval mode": not all(module.training for module in head),
        "statistics that it kept": [norm.running_mean[:2].tolist() for norm in frozen_norms[:1]] if same_layers else [],
        "returned": type(returned).__name__,
    }


def layers_of(model: nn.Module) -> list[tuple[str, str]]:
    return [(name, f"{type(module).__name__}({module.extra_repr()})") for name, module in model.named_modules()]


def numbers_of(model: nn.Module) -> dict[str, torch.Tensor]:
    named = [*model.named_parameters(), *model.named_buffers()]
    return {name: tensor.detach() for name, tensor in named}


def train_mode(model: nn.Module) -> nn.Module:
    model.train()
    for norm in norms_of(model, trains=False):
        norm.eval()
    return model


BATCHNORM = Question("batchnorm", "BatchNorm drifts", (
    Answer(
        "train_mode", "the model that came in, each of its layers in the mode that suits it",
        inputs=prepared_models, call=observe_mode,
    ),
))
