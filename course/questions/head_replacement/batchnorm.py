"""`batchnorm`: train mode for what trains, while the BatchNorm of frozen layers keeps its statistics."""
from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import torch
from torch import nn

from course.checking.facts import class_name
from course.checking.question import Answer, Question
from course.questions.head_replacement.changes import changes, is_model, is_same, look
from course.questions.head_replacement.models import Cases, Copy, draw_statistics

NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


@lru_cache(maxsize=8)
def prepared_models(seed: int) -> Cases:
    """Frozen models whose head trains: with Dropout before it, with the last block too; two of them in eval mode.

    The last has a BatchNorm1d too. The statistics are the seed's, so that nobody can know them.
    """
    from course.backbones import small_model

    lite0, resnet50, mobilenet, resnet18 = models = [
        small_model("efficientnet_lite0", 1280, 5), small_model("resnet50", 2048, 5),
        small_model("mobilenet_v2", 1280, 5), small_model("resnet18", 64, 5),
    ]
    resnet18.avgpool = nn.Sequential(resnet18.avgpool, nn.Flatten(), nn.BatchNorm1d(64))
    for i, model in enumerate(models):
        model.train(i in (0, 3)).requires_grad_(False)
        draw_statistics(model, seed + i)
    for part in (lite0.classifier[1], resnet50.fc, resnet50.layer4, mobilenet.classifier[1], mobilenet.features[-1],
                 resnet18.fc):
        part.requires_grad_(True)
    return Cases([(Copy(model),) for model in models])


def observe_mode(train_mode: Callable, model: nn.Module) -> Any:
    """Each layer's mode, and what a batch of two pictures does to the statistics, after `train_mode` was called."""
    before = look(model, keep=True)
    returned = train_mode(model)
    if not is_model(returned):
        return returned
    after = look(returned)
    seen = changes(before, after)
    norms = {name: module for name, module in after.modules.items() if issubclass(type(module), NORMS)}
    norms = {name: norm for name, norm in norms.items() if norm.running_mean is not None}
    nn.Module.cpu(returned)  # a graphics card rounds in other ways
    kept = {name: norm.running_mean.clone() for name, norm in norms.items()}
    with contextlib.suppress(Exception), torch.no_grad():  # where a picture can't pass, no statistics move
        returned(torch.linspace(-2, 2, 2 * 3 * 32 * 32).reshape(2, 3, 32, 32))
    return {
        **seen,
        "training": [name for name, module in after.modules.items() if module.training],
        "moved": [name for name, norm in norms.items() if not is_same(norm.running_mean, kept[name])],
        "statistics": {name: norm.running_mean[:2].tolist() for name, norm in norms.items()},
        "returned": class_name(type(returned)),
    }


BATCHNORM = Question("batchnorm", "BatchNorm in a frozen network", (
    Answer(
        "train_mode", "the model that came in, each of its layers in the mode that suits it",
        inputs=prepared_models, call=observe_mode,
    ),
))
