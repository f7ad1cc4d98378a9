"""The key of `batch-and-mode`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from course.checking.key import Key, Misconception, Solution
from course.questions.pretrained_models.batch_and_mode import BATCH_AND_MODE

Pairs = list[tuple[str, float]]


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


def left_in_train_mode(model: nn.Module, *rest: Any) -> Pairs:
    pairs = classifier()(model, *rest)
    model.train()
    return pairs


BATCH_AND_MODE_KEY = Key(BATCH_AND_MODE, (
    Solution(
        BATCH_AND_MODE["classify"], classifier(),
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
                "Eval mode is right for the answer. But the model belongs to the caller, who needs the mode it came "
                "in: dropout and BatchNorm do something else in the other one. Note `model.training` before, and go "
                "back to it with `model.train(noted)`.",
                (classifier(restore=False), classifier(restore=False, record=True), left_in_train_mode),
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
    ),
))
