"""`batch-and-mode`: the most probable classes of one picture, from a model that is left as it was."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from course.checking.question import Answer, Misconception, Question
from course.device import seeded

WORDS = ("heron", "teapot", "canoe", "lynx", "harp", "acorn", "barn", "wok", "yawl", "mitten", "lemon", "kite", "vase",
         "otter", "bagel", "plow", "sundial", "tench", "ibex", "abacus", "jeep", "drum", "quill", "fig")
Pairs = list[tuple[str, float]]


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
    modes = [module.training for module in model.modules()]
    running, weights = [[tensor.detach().clone() for tensor in held()] for held in (model.buffers, model.parameters)]
    returned = classify(model, image, transform, categories, k)
    if returned is None:
        return None
    return {
        "returned": returned,
        "a probability that it returned is no plain Python number": not _holds_plain_numbers(returned),
        "BatchNorm's running statistics have moved: the model was used in train mode":
            not _are_the_same(model.buffers(), running),
        "the model's parameters are not what they were": not _are_the_same(model.parameters(), weights),
        "the model is not in the mode in which it was": [module.training for module in model.modules()] != modes,
        "autograd had recorded the forward pass": any(
            module.recorded for module in model.modules() if isinstance(module, Witness)),
    }


def _are_the_same(tensors: Iterable[Tensor], before: list[Tensor]) -> bool:
    return all(tensor.device == old.device and torch.equal(tensor, old) for tensor, old in zip(tensors, before))


def _holds_plain_numbers(pairs: Any) -> bool:
    try:
        return all(isinstance(number, (float, np.floating)) for _, number in pairs)
    except (TypeError, ValueError):
        return False


def classifier(*, batch: bool = True, evaluate: bool = True, restore: bool = True, record: bool = False,
               transformed: bool = True, scores: Callable = lambda logits: logits.softmax(dim=-1),
               pairs: Callable | None = None) -> Callable:
    """Return a way to classify that does the right thing, save for what is asked for."""
    def classify(model: nn.Module, image: Tensor, transform: Callable, categories: Sequence[str], k: int) -> Any:
        was_training = model.training
        if evaluate:
            model.eval()
        x = transform(image) if transformed else image
        with torch.set_grad_enabled(record):
            logits = model(x[None] if batch else x)  # (1, classes)
        if restore:
            model.train(was_training)
        probabilities = scores(logits)[0]  # (classes,)
        return (pairs or best_pairs)(probabilities, categories, k)
    return classify


def best_pairs(probabilities: Tensor, categories: Sequence[str], k: int) -> Pairs:
    best = probabilities.topk(k)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]


def lowest_pairs(probabilities: Tensor, categories: Sequence[str], k: int) -> Pairs:
    best = probabilities.topk(k, largest=False)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]


def tensor_pairs(probabilities: Tensor, categories: Sequence[str], k: int) -> list:
    return [(categories[i], probabilities[i].detach()) for i in probabilities.topk(k).indices.tolist()]


def without_transform(model: nn.Module, image: Tensor, transform: Callable, categories: Sequence[str], k: int) -> Pairs:
    return classifier()(model, image, lambda image: image.float() / 255, categories, k)


BATCH_AND_MODE = Question("batch-and-mode", "One picture from end to end", (
    Answer(
        "classify", "a list of `k` pairs, the most probable class first: its name, and its probability as a float",
        classifier(),
        (
            Misconception(
                "batch-dimension-missing",
                "One picture has three axes, and three is what you passed on. A model takes a batch, also a batch of "
                "one: (1, 3, height, width). Add an axis in front with `[None]` or `unsqueeze(0)`.",
                (classifier(batch=False),),
            ),
            Misconception(
                "used-in-train-mode",
                "A model that only answers seems to need no switch. But in train mode BatchNorm looks at the batch at "
                "hand instead of what it learned, and moves what it learned. Call `model.eval()` before the picture "
                "goes in.",
                (classifier(evaluate=False), classifier(evaluate=False, record=True)),
            ),
            Misconception(
                "softmax-left-out",
                "The largest logit is the most probable class, so the names are right. But logits are no "
                "probabilities: they may be negative, and do not sum to 1. Put a softmax over the classes.",
                (classifier(scores=lambda logits: logits), classifier(scores=lambda logits: logits, record=True)),
            ),
            Misconception(
                "softmax-over-the-batch",
                "`dim=0` is the first axis, but that one is the batch: each class is compared with itself, and every "
                "probability is 1. The classes are the last axis: use `dim=1`.",
                (classifier(scores=lambda logits: logits.softmax(dim=0)),
                 classifier(scores=lambda logits: logits.softmax(dim=0), record=True)),
            ),
            Misconception(
                "sigmoid-for-softmax",
                "A sigmoid does turn a logit into a number from 0 to 1. But each class alone, so that together they "
                "do not sum to 1. Where exactly one of the classes is right, softmax shares 1 among them.",
                (classifier(scores=torch.sigmoid), classifier(scores=torch.sigmoid, record=True)),
            ),
            Misconception(
                "ids-for-names",
                "The place of a class is what `topk` gives. People want its name: look the place up in `categories`.",
                (classifier(pairs=lambda p, names, k: [(i, p[i].item()) for i in p.topk(k).indices.tolist()]),
                 classifier(pairs=lambda p, names, k: [(str(i), p[i].item()) for i in p.topk(k).indices.tolist()])),
            ),
            Misconception(
                "transform-left-out",
                "The picture already is a tensor, so it looks ready. But the model learned from pictures of one size, "
                "with each channel shifted and scaled. Pass it through `transform` first.",
                (classifier(transformed=False), without_transform),
            ),
            Misconception(
                "mode-not-put-back",
                "Eval mode is right for the answer. But the model belongs to the caller, who may be training it: left "
                "in eval mode, its dropout stays off and its BatchNorm learns nothing. Note `model.training` before, "
                "and go back to it with `model.train(noted)`.",
                (classifier(restore=False), classifier(restore=False, record=True)),
            ),
            Misconception(
                "gradients-recorded",
                "The numbers are right. But PyTorch kept every intermediate result for a `backward` that never comes, "
                "which costs memory and time. Put the forward pass under `torch.inference_mode()`.",
                (classifier(record=True),),
            ),
            Misconception(
                "probabilities-left-as-tensors",
                "The numbers are right, and print well. But each is a tensor, on whatever device the model is, and "
                "code that writes a file or sorts pairs stumbles over it. Take them out with `.item()` or `.tolist()`.",
                (classifier(pairs=tensor_pairs), classifier(pairs=tensor_pairs, record=True)),
            ),
            Misconception(
                "k-ignored",
                "One best class, or five, is what most examples show. Here the caller says how many: use `k`.",
                tuple(classifier(pairs=lambda p, names, k, n=n: best_pairs(p, names, n)) for n in (1, 3, 5)),
            ),
            Misconception(
                "least-probable-first",
                "Sorting puts the smallest first, and so did you. The best guess belongs at the top: sort downwards, "
                "or use `topk`.",
                (classifier(pairs=lowest_pairs),
                 classifier(pairs=lambda p, names, k: best_pairs(p, names, k)[::-1])),
            ),
            Misconception(
                "pairs-turned-round",
                "Both parts of each pair are there. The caller reads the name first and the probability second: turn "
                "each pair round.",
                (classifier(pairs=lambda p, names, k: [pair[::-1] for pair in best_pairs(p, names, k)]),),
            ),
            Misconception(
                "percent-for-probability",
                "The numbers are right as percentages. A probability goes from 0 to 1: leave out the factor 100.",
                (classifier(scores=lambda logits: 100 * logits.softmax(dim=-1)),),
            ),
        ),
        inputs=pictures_and_models, call=observe_classify,
    ),
))
