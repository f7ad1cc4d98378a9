"""The key of `any-head`."""
from __future__ import annotations

from collections.abc import Callable

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.surgery import (
    made_anew,
    new_head,
    replaced,
    with_attribute,
    with_moved_statistics,
    with_other_number,
)
from course.keys.heads import find_head
from course.questions.head_replacement.any_head import ANY_HEAD


def container_of(model: nn.Module) -> str:
    """The attribute of the model that holds the head, whole: `classifier`, `heads`, `fc` or `head`."""
    return find_head(model).name.split(".")[0]


def whole_container(model: nn.Module, n_classes: int) -> nn.Module:
    setattr(model, container_of(model), new_head(model, n_classes))
    return model


def linear_from_first_width(model: nn.Module, n_classes: int) -> nn.Module:
    """One Linear for the whole classifier, as wide as what enters it."""
    name = container_of(model)
    first = next(layer for layer in getattr(model, name).modules() if isinstance(layer, (nn.Linear, nn.Conv2d)))
    setattr(model, name, nn.Linear(first.weight.shape[1], n_classes))
    return model


def without_dropout(model: nn.Module, n_classes: int) -> nn.Module:
    """The classifier built again from its layers, Dropout left out."""
    container = getattr(replaced(model, n_classes), container_of(model))
    if any(isinstance(layer, nn.Dropout) for layer in container.children()):
        kept = [layer for layer in container if not isinstance(layer, nn.Dropout)]
        setattr(model, container_of(model), nn.Sequential(*kept))
    return model


def dropout_switched_off(model: nn.Module, n_classes: int) -> nn.Module:
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.Dropout) and name.startswith(container_of(model)):
            model.set_submodule(name, nn.Identity())
    return replaced(model, n_classes)


def fc_only(model: nn.Module, n_classes: int) -> nn.Module:
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model


def fc_or_classifier(model: nn.Module, n_classes: int) -> nn.Module:
    """Two families known by name, no others."""
    if hasattr(model, "fc"):
        return fc_only(model, n_classes)
    model.classifier[-1] = nn.Linear(model.classifier[-1].in_features, n_classes)
    return model


def place_of(model: nn.Module, kind: type | tuple, which: int) -> str:
    return [name for name, module in model.named_modules() if isinstance(module, kind)][which]


def at(kind: type | tuple, which: int, otherwise: Callable | None = None) -> Callable:
    """Return a way that puts a new Linear in the place of the first or last layer of a kind."""
    def replace_head(model: nn.Module, n_classes: int) -> nn.Module:
        try:
            name = place_of(model, kind, which)
        except IndexError:
            if otherwise is None:
                raise
            return otherwise(model, n_classes)
        layer = model.get_submodule(name)
        model.set_submodule(name, nn.Linear(layer.weight.shape[1], n_classes))
        return model
    return replace_head


def with_flag(flag: bool, freeze_first: bool = False) -> Callable:
    def replace_head(model: nn.Module, n_classes: int) -> nn.Module:
        if freeze_first:
            return replaced(model.requires_grad_(flag), n_classes)
        return replaced(model, n_classes).requires_grad_(flag)
    return replace_head


ANY_HEAD_KEY = Key(ANY_HEAD, (
    Solution(
        ANY_HEAD["replace_head"], replaced,
        (
            Misconception(
                "only-the-families-known-by-name",
                "`fc` is ResNet's name for its head, and its name is everywhere. Other families call theirs "
                "`classifier`, `head` or `heads`, some in a list of layers. Find the head by its kind, the last Linear "
                "of `named_modules()`, instead of by one name. One family has none: print it.",
                (fc_only, fc_or_classifier),
            ),
            Misconception(
                "linear-for-a-convolution",
                "Nearly every family ends in a Linear. SqueezeNet's head is a convolution: it takes whole feature "
                "maps, which a Linear cannot read. Give it a new convolution of the same `kernel_size`.",
                (at((nn.Linear, nn.Conv2d), -1, None), at(nn.Linear, -1, at(nn.Conv2d, -1))),
            ),
            Misconception(
                "squeezenet-forgotten",
                "A search for the last Linear finds the head of nearly every family. SqueezeNet has no Linear at all: "
                "its head is a convolution. Give it a case of its own.",
                (at(nn.Linear, -1), at(nn.Linear, -1, lambda model, n: model)),
            ),
            Misconception(
                "first-layer-for-the-last",
                "Where there is one Linear, the first is the head. VGG, MobileNetV3, ConvNeXt and the transformers "
                "have others before it. Take the last one.",
                (at(nn.Linear, 0), at(nn.Linear, 0, replaced)),
            ),
            Misconception(
                "dropout-lost",
                "The layers that compute are all there. But the Dropout before the head is gone, which keeps a head "
                "from memorizing a few pictures. Replace the one layer in its place, "
                "and leave its neighbors.",
                (without_dropout, dropout_switched_off),
            ),
            Misconception(
                "whole-classifier-dropped",
                "One Linear in place of the whole `classifier` is right where the classifier is one Linear. In most "
                "families it also holds Dropout, norms or hidden layers, and they are gone. Replace its last layer "
                "only.",
                (whole_container, linear_from_first_width),
            ),
            Misconception(
                "head-not-used",
                "PyTorch takes a new attribute without a word, but a model's `forward` calls the names that it always "
                "called. Where the name is another family's, the old head still answers. Assign to the place where "
                "the old head is.",
                tuple(lambda model, n, name=name: with_attribute(model, name, n)
                      for name in ("fc", "head", "classifier", "new_head")),
            ),
            Misconception(
                "width-not-read",
                "One width is right for some of the families. The others hand over more features, or fewer. Read the "
                "number from the head that you replace.",
                tuple(lambda model, n, width=width: replaced(model, n, width) for width in (512, 2048, 1280)),
            ),
            Misconception(
                "only-the-number-changed",
                "`out_features` looks like a setting. It is a note that the layer made when it was built: its weight "
                "still has the old number of rows. Put a new layer in its place.",
                (with_other_number,),
            ),
            Misconception(
                "freezing-changed-too",
                "The head is right. But other parameters train, or do not, that did not, or did, before: what to "
                "freeze is the caller's choice, and some of these models came in frozen. Change the head only.",
                (with_flag(False, True), with_flag(True), lambda model, n: with_flag(True, True)(model, n)),
            ),
            Misconception(
                "replaced-then-froze-all",
                "The new head is at its place. But freezing after replacing froze it as well, so nothing is left to "
                "train. Leave the freezing to the caller; a new layer is born trainable.",
                (with_flag(False),),
            ),
            Misconception(
                "model-made-anew",
                "The builder's `num_classes` gives a model with the right head. But its layers hold random numbers, "
                "and what the model that came in had learned is gone. Work on the model that you are given.",
                (lambda model, n: replaced(made_anew(model), n),),
            ),
            Misconception(
                "statistics-moved",
                "A picture sent through the model shows how wide the features are. In train mode it also moves the "
                "running statistics of every BatchNorm. Read the width from the old head, or use `eval()` first.",
                (lambda model, n: replaced(with_moved_statistics(model), n),),
            ),
        ),
        reading=read_surgery,
    ),
))
