"""`batch-and-mode`: the most probable classes of one picture, from a model that is left as it was."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from course.checking.question import Answer, Question
from course.device import seeded
from course.questions.entries import entries

WORDS = ("heron", "teapot", "canoe", "lynx", "harp", "acorn", "barn", "wok", "yawl", "mitten", "lemon", "kite", "vase",
         "otter", "bagel", "plow", "sundial", "tench", "ibex", "abacus", "jeep", "drum", "quill", "fig")


class BatchMissing(ValueError, LookupError):
    """BatchNorm2d's refusal in a class of its own, by which the judge can tell it from every other error."""


class NotTransformed(RuntimeError, LookupError):
    """A convolution's refusal of whole numbers, likewise."""


class Witness(nn.Module):
    """The entrance of a model: refuses what a real one would refuse, and notes whether gradients are recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.recorded = False

    def forward(self, x: Tensor) -> Tensor:
        if x.ndim != 4:
            raise BatchMissing(f"expected 4D input (got {x.ndim}D input)")
        if not x.is_floating_point():
            raise NotTransformed("Input type (unsigned char) and bias type (float) should be the same")
        self.recorded = self.recorded or torch.is_grad_enabled()
        return x


def pictures_and_models(seed: int) -> list[tuple]:
    """Small networks with BatchNorm, in train and in eval mode; no dropout, so that each way gives the same twice."""
    generator = seeded(seed)
    many = int(torch.randint(9, 20, (), generator=generator))
    cases = ((6, 3, True), (many, 1, False), (12, many - 7, True))  # classes, k, train mode
    return [_picture_and_model(generator, *case) for case in cases]


def _picture_and_model(generator: torch.Generator, n_classes: int, k: int, training: bool) -> tuple:
    from torchvision.transforms._presets import ImageClassification  # only now: torchvision takes a second to import

    image = torch.randint(0, 256, (3, 11, 13), generator=generator, dtype=torch.uint8)
    image = (image // 4 + torch.randint(0, 190, (3, 1, 1), generator=generator, dtype=torch.uint8)).contiguous()
    mean, std = torch.rand(2, 3, generator=generator).mul(0.3).add(0.3).tolist()
    words = [WORDS[i] for i in torch.randperm(len(WORDS), generator=generator)[:n_classes].tolist()]
    transform = ImageClassification(crop_size=9, resize_size=10, mean=mean, std=std)
    return _network(generator, n_classes).train(training), image, transform, words, k


def _network(generator: torch.Generator, n_classes: int) -> nn.Module:
    model = nn.Sequential(Witness(), nn.Conv2d(3, 8, 3, stride=2), nn.BatchNorm2d(8), nn.ReLU(),
                          nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(32, n_classes))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.7)
        model[2].running_mean.copy_(torch.randn(8, generator=generator))
        model[2].running_var.copy_(torch.rand(8, generator=generator) * 3 + 1)
    return model


def observe_classify(classify: Callable, model: nn.Module, image: Tensor, transform: Callable,
                     categories: Sequence[str], k: int) -> dict | None:
    modes = modes_of(model)
    running, weights = ([tensor.detach().clone() for tensor in held(model)]
                        for held in (nn.Module.buffers, nn.Module.parameters))
    returned = classify(model, image, transform, categories, k)
    if returned is None:
        return None
    return {
        "returned": returned,
        "a probability that it returned is no plain Python number": not _holds_plain_numbers(returned),
        "BatchNorm's running statistics have moved: the model was used in train mode":
            not _are_the_same(nn.Module.buffers(model), running),
        "the model's parameters are not what they were": not _are_the_same(nn.Module.parameters(model), weights),
        "the model is not in the mode in which it was": modes_of(model) != modes,
        "autograd had recorded the forward pass": any(
            module.recorded for module in nn.Module.modules(model) if type(module) is Witness),
    }


def modes_of(model: nn.Module) -> list[bool]:
    return [module.training for module in nn.Module.modules(model)]


def _are_the_same(tensors: Iterable[Tensor], before: list[Tensor]) -> bool:
    return all(tensor.device == old.device and torch.equal(tensor, old) for tensor, old in zip(tensors, before))


def _holds_plain_numbers(pairs: Any) -> bool:
    found = [entries(pair) for pair in entries(pairs) or ()]
    return bool(found) and all(pair is not None and len(pair) == 2 and issubclass(type(pair[1]), (float, np.floating))
                               for pair in found)


BATCH_AND_MODE = Question("batch-and-mode", "One picture from end to end", (
    Answer(
        "classify", "a list of `k` pairs, the most probable class first: its name, and its probability as a float",
        inputs=pictures_and_models, call=observe_classify,
    ),
))
