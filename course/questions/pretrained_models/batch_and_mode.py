"""`batch-and-mode`: the most probable classes of one picture, from a model that is left as it was."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
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
    """The entrance of a model: refuses what a real one would refuse, and notes whether gradients are recorded.

    Attributes:
        n_calls: how often any of them was called, a copy of a learner's included.
    """

    n_calls = 0

    def __init__(self) -> None:
        super().__init__()
        self.recorded = False

    def forward(self, x: Tensor) -> Tensor:
        Witness.n_calls += 1
        if x.ndim != 4:
            raise BatchMissing(f"expected 4D input (got {x.ndim}D input)")
        if not x.is_floating_point():
            raise NotTransformed("Input type (unsigned char) and bias type (float) should be the same")
        self.recorded = self.recorded or torch.is_grad_enabled()
        return x


class SmallNetwork(nn.Module):
    """A network that a card shows by its mode and the number of its classes."""

    def __init__(self, layers: nn.Sequential) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)

    def extra_repr(self) -> str:
        """Return what a card says of it."""
        return f"in {'train' if self.training else 'eval'} mode, {self.layers[-1].out_features} classes"


class Cases(Sequence):
    """Each case anew when it is asked for: most wrong ways are told apart by the first one already."""

    def __init__(self, drawn: tuple[tuple, ...]) -> None:
        self.drawn = drawn

    def __len__(self) -> int:
        return len(self.drawn)

    def __getitem__(self, place: int) -> tuple:  # type: ignore[override]
        from course.backbones import copy_model

        model, image, transform, words, k = self.drawn[place]
        return copy_model(model), image.clone(), copy_model(transform), [*words], k


def pictures_and_models(seed: int) -> Sequence[tuple]:
    """Small networks with BatchNorm, in train and in eval mode; no dropout, so that each way gives the same twice."""
    return Cases(drawn=_drawn(seed))


@lru_cache(maxsize=4)
def _drawn(seed: int) -> tuple[tuple, ...]:
    generator = seeded(seed)
    many = int(torch.randint(9, 20, (), generator=generator))
    cases = ((6, 3, True), (many, 1, False), (12, many - 7, True))  # classes, k, train mode
    return tuple(_picture_and_model(generator, *case) for case in cases)


def _picture_and_model(generator: torch.Generator, n_classes: int, k: int, training: bool) -> tuple:
    from torchvision.transforms._presets import ImageClassification  # only now: torchvision takes a second to import

    image = torch.randint(0, 256, (3, 11, 13), generator=generator, dtype=torch.uint8)
    image = (image // 4 + torch.randint(0, 190, (3, 1, 1), generator=generator, dtype=torch.uint8)).contiguous()
    mean, std = torch.rand(2, 3, generator=generator).mul(0.3).add(0.3).tolist()
    words = [WORDS[i] for i in torch.randperm(len(WORDS), generator=generator)[:n_classes].tolist()]
    transform = ImageClassification(crop_size=9, resize_size=10, mean=mean, std=std)
    return _network(generator, n_classes).train(training), image, transform, words, k


def _network(generator: torch.Generator, n_classes: int) -> nn.Module:
    layers = nn.Sequential(Witness(), nn.Conv2d(3, 8, 3, stride=2), nn.BatchNorm2d(8), nn.ReLU(),
                           nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(32, n_classes))
    with torch.no_grad():
        for parameter in layers.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.7)
        layers[2].running_mean.copy_(torch.randn(8, generator=generator))
        layers[2].running_var.copy_(torch.rand(8, generator=generator) * 3 + 1)
    return SmallNetwork(layers)


def observe_classify(classify: Callable, model: nn.Module, image: Tensor, transform: Callable,
                     categories: Sequence[str], k: int) -> dict | None:
    modes, flags, n_calls = modes_of(model), _trainable(model), Witness.n_calls
    running, weights = ([tensor.detach().clone() for tensor in held(model)]
                        for held in (nn.Module.buffers, nn.Module.parameters))
    returned = classify(model, image, transform, categories, k)
    if returned is None:
        return None
    return {
        "returned": returned if Witness.n_calls > n_calls else "pairs that this model wasn't asked for",
        "a probability that it returned is no plain Python number": not _holds_plain_numbers(returned),
        "BatchNorm's running statistics have moved: the model was used in train mode":
            not _are_the_same(nn.Module.buffers(model), running),
        "the model's parameters are not what they were": not _are_the_same(nn.Module.parameters(model), weights),
        "the model's parameters no longer require gradients, so it can't be trained": _trainable(model) != flags,
        "the model isn't in the mode it came in": modes_of(model) != modes,
        "autograd had recorded the forward pass": any(
            module.recorded for module in nn.Module.modules(model) if type(module) is Witness),
        "autograd is still switched off, for everything that runs next": not torch.is_grad_enabled(),
        "the model's mode afterward": _in_words(modes_of(model)),
    }


def _in_words(modes: list[bool]) -> str:
    return {(True,): "train mode", (False,): "eval mode"}.get(tuple(set(modes)), "some layers in each mode")


def _trainable(model: nn.Module) -> list[bool]:
    return [parameter.requires_grad for parameter in nn.Module.parameters(model)]


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
