"""The key of `head-width`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import nn

from course.checking.facts import Fact
from course.checking.key import Key, Misconception, Solution
from course.keys.heads import find_head
from course.questions.pretrained_models.head_width import HEAD_WIDTH


def width_of_head(model: nn.Module) -> int:
    return find_head(model).width


def head_itself(model: nn.Module) -> nn.Module:
    return find_head(model).module


def classes_of_head(model: nn.Module) -> int:
    return find_head(model).n_classes


def layers_of(model: nn.Module, *kinds: type) -> list[nn.Module]:
    return [module for module in model.modules() if isinstance(module, kinds)]


def first_linear(model: nn.Module) -> int:
    return layers_of(model, nn.Linear)[0].in_features


def last_linear(model: nn.Module) -> int:
    return layers_of(model, nn.Linear)[-1].in_features


def last_outputs(model: nn.Module) -> int:
    return layers_of(model, nn.Linear)[-1].out_features


def last_module(model: nn.Module) -> int:
    return list(model.modules())[-1].in_features


def or_else(way: Callable, instead: Callable) -> Callable:
    """Return a way that falls back on another one where it raises an error."""
    def head_width(model: nn.Module) -> int:
        try:
            return way(model)
        except (IndexError, AttributeError, TypeError, ValueError):
            return instead(model)
    return head_width


def first_convolution(model: nn.Module) -> int:
    return layers_of(model, nn.Conv2d)[0].in_channels


def last_feature_maps(model: nn.Module) -> int:
    """What the last convolution before the head gives."""
    convolutions = [layer for layer in layers_of(model, nn.Conv2d) if layer.out_channels != classes_of_head(model)]
    return convolutions[-1].out_channels


def widest_linear(model: nn.Module) -> int:
    return max(int(layer.in_features) for layer in layers_of(model, nn.Linear))  # type: ignore[arg-type]


def last_child(model: nn.Module) -> int:
    return list(model.children())[-1].in_features


def convolution_as_linear(model: nn.Module) -> int:
    return layers_of(model, nn.Linear, nn.Conv2d)[-1].in_features


def by_names(*places: str) -> Callable:
    """Return a way that knows some places, such as "fc" or "classifier[-1]", and asks for the last anyhow."""
    def head_width(model: nn.Module) -> int:
        name = next((place for place in places if hasattr(model, place.split("[")[0])), places[-1])
        layer = getattr(model, name.removesuffix("[-1]"))
        return (layer[-1] if name.endswith("[-1]") else layer).in_features
    return head_width


BY_HEART = {"VGG": 4096, "MobileNetV2": 1280, "MobileNetV3": 1024, "EfficientNet": 1280, "DenseNet": 1024,
            "ConvNeXt": 768, "VisionTransformer": 768, "SwinTransformer": 768, "SqueezeNet": 512, "ResNet": 512}


def from_the_table(model: nn.Module) -> int:
    return BY_HEART[type(model).__name__]


def from_the_table_and_blocks(model: nn.Module) -> int:
    return 2048 if "Bottleneck" in str(model) else from_the_table(model)


def and_then(change: Callable) -> Callable:
    """Return a way that gives the right number, and leaves the model with a change."""
    def head_width(model: nn.Module) -> int:
        width = width_of_head(model)
        change(model)
        return width
    return head_width


def move_statistics(model: nn.Module, *, only_in_train_mode: bool = True) -> None:
    """Do what a pass in train mode does, without the pass."""
    for layer in layers_of(model, nn.BatchNorm2d):
        if layer.training or not only_in_train_mode:
            layer.running_mean.add_(1)


def set_to_zero(model: nn.Module) -> None:
    nn.init.zeros_(head_itself(model).weight)


def freeze_the_head(model: nn.Module) -> None:
    head_itself(model).requires_grad_(False)


def leave_a_hook(model: nn.Module) -> None:
    head_itself(model).register_forward_pre_hook(lambda layer, given: None)


def told(fact: Fact) -> Sequence[tuple[str, str]]:
    """Say on a card how the model ends, and what an answer has changed of it, where that is more than one thing."""
    said = {name: item.get("value") for name, item in fact["items"].items()}
    changed = [name for name, value in said.items() if value is True and not name.startswith("its result")]
    rows = [("Its last layers", str(said.get("the model's last layers", ""))),
            ("Changed", "; ".join(changed if len(changed) > 1 else []))]
    return [(label, text) for label, text in rows if text]


def leave_in_eval(model: nn.Module) -> int:
    model.eval()
    return width_of_head(model)


def take_the_head_away(model: nn.Module) -> int:
    head = find_head(model)
    model.set_submodule(head.name, nn.Identity())
    return head.width


HEAD_WIDTH_KEY = Key(HEAD_WIDTH, (
    Solution(
        HEAD_WIDTH["head_width"], width_of_head,
        (
            Misconception(
                "always-512",
                "512 is right for ResNet-18, the model of most examples. ResNet-50 has four times as many. Read the "
                "number from the model that you're given.",
                (lambda model: 512,),
            ),
            Misconception(
                "widths-memorized",
                "A table of widths fits the models of the lesson. But the check hands over relatives of other widths, "
                "and so will whoever changes a layer. Every layer knows its own width: ask it.",
                (from_the_table, from_the_table_and_blocks),
            ),
            Misconception(
                "squeezenets-width-memorized",
                "You read the width from the model wherever it ends in a Linear. Only for SqueezeNet you wrote it "
                "down, and this one has another. Its head is a convolution: ask that layer, too.",
                (or_else(last_linear, lambda model: 512),),
            ),
            Misconception(
                "classes-for-features",
                "The head has two numbers, and both belong to it. But `out_features` counts its answers, one for each "
                "class. The question is how much goes in.",
                (classes_of_head, last_outputs, or_else(last_outputs, width_of_head),
                 lambda model: list(model.parameters())[-1].shape[0]),
            ),
            Misconception(
                "first-linear",
                "Where a model has one Linear, the first is the head. But VGG, MobileNetV3, ConvNeXt and the "
                "transformers have others before it. Which of them gives the answer?",
                (
                    first_linear,
                    or_else(first_linear, width_of_head),
                    or_else(first_linear, first_convolution),
                    or_else(first_linear, lambda model: None),  # a loop that returns at the first one, or never
                    lambda model: layers_of(model, nn.Linear, nn.Conv2d)[0].weight.shape[1],
                ),
            ),
            Misconception(
                "widest-linear",
                "In many families the head is the widest Linear, so the largest number looks right. But VGG, ConvNeXt "
                "and the transformers have wider ones inside. What counts is the place: the last one.",
                (or_else(widest_linear, width_of_head), or_else(lambda model: max(
                    layer.weight.shape[1] for layer in layers_of(model, nn.Linear)), lambda model: None)),
            ),
            Misconception(
                "convolution-forgotten",
                "Nearly every family ends in a Linear, and for those your function is right. SqueezeNet's head is a "
                "convolution, followed by a ReLU and a pooling layer. Print it and see what a convolution calls its "
                "width.",
                (last_linear, last_module, or_else(last_linear, lambda model: 0), convolution_as_linear,
                 or_else(last_linear, lambda model: None), or_else(last_linear, first_convolution),
                 or_else(last_linear, classes_of_head)),
            ),
            Misconception(
                "resnets-place-only",
                "`fc` is right for ResNet, and its name is everywhere. Other families call their head `classifier`, "
                "`head` or `heads`. Go through the modules instead of knowing one name.",
                (lambda model: model.fc.in_features,),
            ),
            Misconception(
                "some-places-by-name",
                "You know where some families keep their head. But others call it something else, or put it inside a "
                "Sequential, and not always last. `model.modules()` goes everywhere, whatever the names are.",
                (last_child, *(by_names(*places) for places in (
                    ("fc", "classifier[-1]"), ("fc", "classifier"), ("fc", "classifier[-1]", "head"),
                    ("classifier[-1]",),
                    ("fc", "head", "classifier[-1]"), ("fc", "classifier[-1]", "heads"),
                    ("fc", "classifier[-1]", "head", "heads"), ("fc", "head", "heads", "classifier[-1]"),
                    ("fc", "classifier[-1]", "heads", "head")))),
            ),
            Misconception(
                "feature-maps-for-the-head",
                "The last convolution makes the features, so its width looks like the one that's asked for. In VGG and "
                "MobileNetV3 other layers follow it, and the width changes once more. Look at the head itself.",
                (or_else(lambda model: layers_of(model, nn.Conv2d)[-1].out_channels, width_of_head),
                 last_feature_maps),
            ),
            Misconception(
                "layer-for-its-width",
                "You found a layer, which is most of the way. But you need one number of it: print the layer, and see "
                "what it calls the width of what goes in.",
                (head_itself, lambda model: list(model.modules())[-1]),
            ),
            Misconception(
                "shape-for-width",
                "The shape of the head's weight has the answer in it: a row for each class, as long as the features. "
                "Return that one number of it.",
                (lambda model: head_itself(model).weight.shape, lambda model: [*head_itself(model).weight.shape],
                 lambda model: (width_of_head(model), classes_of_head(model))),
            ),
            Misconception(
                "number-of-another-kind",
                "The number is right, but it's wrapped up as something else, such as a tensor, a float or a text. A "
                "layer needs a plain whole number for its size. `int(...)` gives one.",
                (lambda model: float(width_of_head(model)), lambda model: torch.tensor(width_of_head(model)),
                 lambda model: str(width_of_head(model))),
            ),
            Misconception(
                "left-in-eval-mode",
                "Your number is right, and eval mode is a good idea before a forward pass. But the caller's model is "
                "still in it: whoever trains it next trains without dropout. Put the mode back, or do without the "
                "pass.",
                (leave_in_eval,),
            ),
            Misconception(
                "left-in-train-mode",
                "Your number is right. But the model may have come in eval mode, and now it's in train mode, where it "
                "answers differently. Put back the mode it came in, or don't touch it at all.",
                (and_then(lambda model: model.train()),),
            ),
            Misconception(
                "statistics-moved",
                "A forward pass does show what arrives at the head. But in train mode each pass moves the running "
                "statistics of BatchNorm, so the model answers differently from now on. You can read the width without "
                "any pass.",
                (and_then(move_statistics), and_then(lambda model: move_statistics(model, only_in_train_mode=False))),
            ),
            Misconception(
                "weights-overwritten",
                "Your number is right. But the head's weights hold other numbers now, so what the model has learned is "
                "lost. You only need to look at a layer's sizes. Find the call that writes, and leave it out.",
                (and_then(set_to_zero),),
            ),
            Misconception(
                "parameters-frozen",
                "Your number is right. But `requires_grad` is off now, so whoever trains the model next trains less of "
                "it, without an error. Reading a size needs no gradients at all. Leave the flags alone.",
                (and_then(freeze_the_head),),
            ),
            Misconception(
                "hook-left",
                "A hook is a fine way to see what arrives at a layer. But yours is still there, and runs with every "
                "pass from now on. Remove it when you've seen enough: `register_...` returns a handle for that.",
                (and_then(leave_a_hook),),
            ),
            Misconception(
                "head-not-put-back",
                "Taking the head off and looking at what arrives there gives the right number. But the model is the "
                "caller's, and now it has no head. Look without changing it.",
                (take_the_head_away,),
            ),
        ),
        told=told,
    ),
))
