"""The key of `resnet50-ten-classes`."""
from __future__ import annotations

import copy
from functools import partial

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.slips import as_it_came, shared
from course.keys.head_replacement.surgery import frozen, replaced, with_head
from course.keys.head_replacement.told import tell_surgery
from course.questions.head_replacement.resnet50_ten_classes import RESNET50_TEN_CLASSES


def ten(model: nn.Module, width: int | None = None) -> nn.Module:
    return replaced(model, 10, width)


def frozen_head(model: nn.Module) -> nn.Module:
    return with_head(model, frozen(nn.Linear(2048, 10)))


RESNET50_TEN_CLASSES_KEY = Key(RESNET50_TEN_CLASSES, (
    Solution(
        RESNET50_TEN_CLASSES["ten_classes"], ten,
        (
            *shared(
                as_it_came, "head-not-used", "width-not-read", "head-kept", "only-the-number-changed",
                "model-made-anew", "only-the-head-returned", "rebuilt-as-a-sequence", "class-of-my-own",
                "statistics-moved", "statistics-reset", "statistics-changed", "layers-changed", "layer-added",
                "layers-renamed", "numbers-of-another-type", "head-taken-out", "old-head-inside",
                "several-layers-for-the-head", "softmax-behind", "dropout-added", "layer-beside-the-head",
                "sizes-swapped", "outputs-for-inputs", "one-class-too-many", "another-number-of-classes",
                "bias-left-out", "head-on-another-device", "head-frozen-in-part", n_classes=10),
            Misconception(
                "body-frozen-too",
                "Freezing often comes with a new head, and it has a question of its own. But here only the head was "
                "asked for: whoever calls this function decides what trains. Leave `requires_grad` alone.",
                (lambda model: ten(frozen(model)),),
            ),
            Misconception(
                "all-frozen",
                "Freezing often comes with a new head. But here nobody asked for it, and what comes last freezes the "
                "new head too, so nothing is left to train. Leave `requires_grad` alone.",
                (lambda model: frozen(ten(model)),),
            ),
            Misconception(
                "head-frozen",
                "The layers before the head are as they came. But the new head is frozen, and it's the one layer that "
                "knows nothing yet. Leave its `requires_grad` alone: a new layer is born trainable.",
                (frozen_head,),
            ),
            Misconception(
                "left-in-eval-mode",
                "`eval()` is right for looking at a model, or for a pass that mustn't move anything. But it stays on, "
                "so whoever trains next does it without Dropout, on old statistics. Leave the mode as it came.",
                (lambda model: ten(model.eval()),),
            ),
            Misconception(
                "left-in-train-mode",
                "A new head is there to be trained, so `train()` suggests itself. But one of the models came in eval "
                "mode, and only the head was to change. Leave the mode as it came.",
                (lambda model: ten(model.train()),),
            ),
            Misconception(
                "works-on-a-copy",
                "A copy protects what you're given, and often that's right. But you're asked to work on the "
                "model itself: whoever called goes on with the one they hold. Assign to that, and return it.",
                (lambda model: ten(copy.deepcopy(model)),),
            ),
        ),
        reading=partial(read_surgery, same_model=True, n_classes=10), told=tell_surgery,
    ),
))
