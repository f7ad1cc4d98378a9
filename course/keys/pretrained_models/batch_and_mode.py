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


def with_slips(**faults: Any) -> tuple[Callable, ...]:
    """The same fault alone, and beside what is easily forgotten with it."""
    return tuple(classifier(**faults, record=record) for record in (False, True))


def best_logits_then_softmax(logits: Tensor, categories: Sequence[str], k: int) -> Pairs:
    best = logits.topk(k)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.softmax(dim=-1).tolist())]


def two_lists(probabilities: Tensor, categories: Sequence[str], k: int) -> tuple[list, list]:
    names, values = zip(*best_pairs(probabilities, categories, k))
    return [*names], [*values]


def rounded_pairs(n_digits: int) -> Callable:
    return lambda p, names, k: [(name, round(value, n_digits)) for name, value in best_pairs(p, names, k)]


def with_the_axis_left(probabilities: Tensor, categories: Sequence[str], k: int) -> list:
    best = probabilities[None].topk(k)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]


def with_the_axis_left_and_item(probabilities: Tensor, categories: Sequence[str], k: int) -> list:
    best = probabilities[None].topk(k)
    return [(categories[i.item()], p.item()) for i, p in zip(best.indices, best.values)]


def grad_off_for_good(model: nn.Module, *rest: Any) -> Pairs:
    torch.set_grad_enabled(False)
    return classifier(record=torch.is_grad_enabled())(model, *rest)


def frozen(model: nn.Module, *rest: Any) -> Pairs:
    return classifier(record=True)(model.requires_grad_(False), *rest)


def frozen_without_record(model: nn.Module, *rest: Any) -> Pairs:
    return classifier()(model.requires_grad_(False), *rest)


def training_called(model: nn.Module, *rest: Any) -> Pairs:
    model.train(model.training())  # type: ignore[operator]
    return []


def other_model(model: nn.Module, image: Tensor, transform: Callable, categories: Sequence[str], k: int) -> Pairs:
    return [(name, 1 / len(categories)) for name in categories[:k]]


def name_unknown(name: str) -> Callable:
    """What the lesson's own name gives where the lesson's first cell was not run."""
    def classify(*arguments: Any) -> Pairs:
        raise NameError(f"name '{name}' is not defined")
    return classify


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
                "training-called",
                "`train()` and `eval()` are functions, so brackets look natural. But `training` is a plain True or "
                "False, and that can't be called. Leave its brackets out.",
                (training_called,),
            ),
            Misconception(
                "softmax-left-out",
                "The largest logit belongs to the most probable class, so the names are right. But logits aren't "
                "probabilities: they don't sum to 1, and may even be negative. Put a softmax over the classes.",
                (*with_slips(scores=lambda logits: logits), *with_slips(scores=lambda logits: logits, restore=False)),
            ),
            Misconception(
                "softmax-of-the-best",
                "Your names are right, and so is softmax. But yours only sees the `k` best logits, as if there were no "
                "other class, so the probabilities come out too large. Softmax over all classes first, then take the "
                "best.",
                with_slips(scores=lambda logits: logits, pairs=best_logits_then_softmax),
            ),
            Misconception(
                "softmax-over-the-batch",
                "`dim=0` is the first axis, but that's the batch: each class is compared with itself alone, and every "
                "probability is 1. The classes are the last axis: use `dim=1`.",
                with_slips(scores=lambda logits: logits.softmax(dim=0)),
            ),
            Misconception(
                "sigmoid-for-softmax",
                "A sigmoid does turn a logit into a number from 0 to 1. But it looks at each class alone, so together "
                "they don't sum to 1. Where exactly one class is right, softmax shares the 1 among them.",
                with_slips(scores=torch.sigmoid),
            ),
            Misconception(
                "batch-axis-left",
                "Softmax and `topk` keep the batch axis, so what comes out has shape (1, k), and going through it "
                "gives one whole row instead of `k` numbers. You have one picture: take row 0 before you make pairs.",
                (classifier(pairs=with_the_axis_left), classifier(pairs=with_the_axis_left_and_item)),
            ),
            Misconception(
                "ids-for-names",
                "`topk` gives the place of a class. People want its name: look the place up in `categories`.",
                (*with_slips(pairs=lambda p, names, k: [(i, p[i].item()) for i in p.topk(k).indices.tolist()]),
                 classifier(pairs=lambda p, names, k: [(str(i), p[i].item()) for i in p.topk(k).indices.tolist()])),
            ),
            Misconception(
                "names-alone",
                "These are the right names in the right order. The caller also wants to know how sure the model is: "
                "return pairs, each name with its probability.",
                (classifier(pairs=lambda p, names, k: [name for name, _ in best_pairs(p, names, k)]),),
            ),
            Misconception(
                "two-lists",
                "Everything is there, in two parts: all names, and all probabilities. The caller goes through pairs, "
                "each name next to its own probability. `zip` puts them together.",
                (classifier(pairs=two_lists), classifier(pairs=lambda *best: two_lists(*best)[::-1])),
            ),
            Misconception(
                "dictionary-for-pairs",
                "A dictionary goes from name to probability, and it looks much the same. But the caller expects a list "
                "of pairs, whose first one is the best. Build that list; `.items()` may help.",
                (classifier(pairs=lambda p, names, k: dict(best_pairs(p, names, k))),),
            ),
            Misconception(
                "transform-left-out",
                "The picture already is a tensor, so it looks ready. But the model learned from pictures of one size, "
                "with each channel shifted and scaled. Pass it through `transform` first.",
                (classifier(transformed=False), without_transform),
            ),
            Misconception(
                "another-model-asked",
                "Your answer doesn't come from the model that was handed over. On this page `lite0`, `prepare` and "
                "`names` are around, too, so they're easily mixed up with it. Use the arguments alone: `model`, "
                "`transform` and `categories`.",
                (other_model, *map(name_unknown, ("lite0", "prepare", "names"))),
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
                "grad-off-for-good",
                "Nothing was recorded, as asked. But `set_grad_enabled(False)` stays on when your function ends, and "
                "whoever trains next gets an error. Use `with torch.inference_mode():`, which ends with its block.",
                (grad_off_for_good,),
            ),
            Misconception(
                "parameters-frozen",
                "With `requires_grad=False` there's nothing to record, true. But it stays that way: the caller's model "
                "can't be trained anymore. Leave the parameters alone, and use `torch.inference_mode()`.",
                (frozen, frozen_without_record),
            ),
            Misconception(
                "probabilities-left-as-tensors",
                "The numbers are right, and print well. But each is a tensor, on whatever device the model is, and "
                "code that writes a file or sorts pairs stumbles over it. Take them out with `.item()` or `.tolist()`.",
                with_slips(pairs=tensor_pairs),
            ),
            Misconception(
                "k-ignored",
                "One best class, or five, is what most examples show. Here the caller says how many: use `k`.",
                tuple(classifier(pairs=lambda p, names, k, n=n: best_pairs(p, names, n)) for n in (1, 3, 5)),
            ),
            Misconception(
                "all-classes-returned",
                "You put every class into the list. The caller wants only the first few: the `k` most probable ones.",
                (classifier(pairs=lambda p, names, k: best_pairs(p, names, len(names))),),
            ),
            Misconception(
                "least-probable-first",
                "Sorting puts the smallest first unless you say otherwise. The best guess belongs at the top: sort "
                "with `descending=True`, or use `topk`.",
                (classifier(pairs=lowest_pairs),
                 classifier(pairs=lambda p, names, k: best_pairs(p, names, k)[::-1])),
            ),
            Misconception(
                "pairs-turned-round",
                "Both parts of each pair are there. The caller reads the name first and the probability second: turn "
                "each pair around.",
                (classifier(pairs=lambda p, names, k: [pair[::-1] for pair in best_pairs(p, names, k)]),),
            ),
            Misconception(
                "percent-for-probability",
                "The numbers are right as percentages. A probability goes from 0 to 1: leave out the factor 100.",
                (classifier(scores=lambda logits: 100 * logits.softmax(dim=-1)),),
            ),
            Misconception(
                "rounded",
                "Two or three digits read well. But a function that rounds hands its error on to whatever is computed "
                "next. Return the numbers as they are, and round where they are shown.",
                tuple(classifier(pairs=rounded_pairs(n_digits)) for n_digits in (2, 3, 4)),
            ),
        ),
    ),
))
