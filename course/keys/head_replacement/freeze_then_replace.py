"""The key of `freeze-then-replace`."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.surgery import (
    frozen,
    made_anew,
    new_head,
    replaced,
    with_another_body,
    with_attribute,
    with_moved_statistics,
    with_other_number,
)
from course.questions.head_replacement.freeze_then_replace import FREEZE_THEN_REPLACE


def prepare(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    return replaced(frozen(model), n_classes, width)


def after(change: Callable) -> Callable:
    """Return a way that does the right thing to what `change` makes of the model."""
    return lambda model, n_classes: prepare(change(model), n_classes)


def partly_frozen(model: nn.Module, n_classes: int) -> nn.Module:
    """The loop over the children stops one too early: the last block trains too."""
    model = prepare(model, n_classes)
    model.layer4.requires_grad_(True)
    return model


def biases_forgotten(model: nn.Module, n_classes: int) -> nn.Module:
    """Only what is named weight is frozen."""
    for name, parameter in model.named_parameters():
        parameter.requires_grad = not name.endswith("weight")
    return replaced(model, n_classes)


def frozen_but_head(model: nn.Module) -> nn.Module:
    frozen(model).fc.requires_grad_(True)
    return model


def flag_on_the_module(model: nn.Module, n_classes: int) -> nn.Module:
    model.requires_grad = False
    return replaced(model, n_classes)


FREEZE_THEN_REPLACE_KEY = Key(FREEZE_THEN_REPLACE, (
    Solution(
        FREEZE_THEN_REPLACE["prepare"], prepare,
        (
            Misconception(
                "replaced-then-froze-all",
                "Both steps are there. But the second froze every parameter, those of the new head among them: nothing "
                "is left to train, and `backward()` raises an error. Freeze first, and replace after: a new layer is "
                "born trainable.",
                (lambda model, n: frozen(replaced(model, n)),),
            ),
            Misconception(
                "froze-nothing",
                "The head is right, and training would run. But every parameter of the model would be trained with it, "
                "and each step would go back through the whole network, many times slower. That can be worth it; here "
                "the layers are to stay as they are. `model.requires_grad = False` sets a new attribute and freezes "
                "nothing, and `eval()` freezes nothing either. Go through `model.parameters()`.",
                (lambda model, n: replaced(model, n), lambda model, n: replaced(model.eval(), n), flag_on_the_module),
            ),
            Misconception(
                "frozen-in-part",
                "Some layers before the head still train: a block, the biases, or what lies outside the loop. Freeze "
                "every parameter of the model that came in, then replace the head.",
                (partly_frozen, biases_forgotten),
            ),
            Misconception(
                "512-features",
                "512 is the width of ResNet-18, and of most examples. This model's blocks end wider, so the first "
                "picture stops at the head with a size mismatch. Read the old head's `in_features` before you "
                "replace it.",
                (partial(prepare, width=512), lambda model, n: frozen_but_head(replaced(model, n, 512))),
            ),
            Misconception(
                "backbone-made-anew",
                "A builder gives a model of the right form, and freezing it works. But without weights its layers hold "
                "random numbers, frozen for good, and what the model that came in had learned is gone. Use the model "
                "that you are given.",
                (after(made_anew), after(with_another_body)),
            ),
            Misconception(
                "statistics-moved",
                "No parameter has changed. But a picture went through the model in train mode, and every BatchNorm "
                "took it into its running statistics, which `requires_grad` does not guard. Do without that pass, or "
                "call `eval()` before it.",
                (after(with_moved_statistics), lambda model, n: with_moved_statistics(prepare(model, n)),),
            ),
            Misconception(
                "head-not-used",
                "PyTorch takes a layer under any name. But ResNet's `forward` calls `fc` and nothing else, so the old "
                "head still answers and yours never learns. Assign the new layer to the old one's name.",
                (
                    lambda model, n: with_attribute(frozen(model), "head", n),
                    lambda model, n: with_attribute(frozen(model), "classifier", n),
                    lambda model, n: frozen_but_head(with_attribute(model, "classifier", n)),
                    lambda model, n: with_attribute(model, "classifier", n),
                ),
            ),
            Misconception(
                "head-kept",
                "The layers are frozen. But the old head is still in place, with its thousand classes; to change its "
                "`out_features` only changes a note. Put a new Linear in its place.",
                (lambda model, n: frozen(model), lambda model, n: frozen_but_head(model),
                 lambda model, n: frozen_but_head(with_other_number(model, n)),
                 lambda model, n: replaced(frozen(model), 1000)),
            ),
            Misconception(
                "another-number-of-classes",
                "Frozen first, replaced after: that's all right. But the new head has a number of classes that you "
                "wrote down, and the next caller wants another one. Take `n_classes`.",
                (lambda model, n: replaced(frozen(model), 10), lambda model, n: replaced(frozen(model), 15)),
            ),
            Misconception(
                "head-frozen-and-body-not",
                "One of the two trains and the other does not: it is the wrong one. The layers before the head hold "
                "what was learned from a million pictures; the head is new and knows nothing yet.",
                (lambda model, n: (replaced(model, n), model.fc.requires_grad_(False))[0],),
            ),
            Misconception(
                "returns-the-new-head",
                "The new layer is right. But the caller wants the whole model, with that layer in its place. Assign "
                "it, then return the model.",
                (lambda model, n: new_head(frozen(model), n),),
            ),
        ),
        reading=partial(read_surgery, freezes=True),
    ),
))
