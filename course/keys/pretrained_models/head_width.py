"""The key of `head-width`."""
from __future__ import annotations

from collections.abc import Callable

from torch import nn

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


def last_module(model: nn.Module) -> int:
    return list(model.modules())[-1].in_features


def or_else(way: Callable, instead: Callable) -> Callable:
    """Return a way that falls back on another one where it raises an error."""
    def head_width(model: nn.Module) -> int:
        try:
            return way(model)
        except (IndexError, AttributeError):
            return instead(model)
    return head_width


def first_convolution(model: nn.Module) -> int:
    return layers_of(model, nn.Conv2d)[0].in_channels


def last_feature_maps(model: nn.Module) -> int:
    """What the last convolution before the head gives."""
    convolutions = [layer for layer in layers_of(model, nn.Conv2d) if layer.out_channels != classes_of_head(model)]
    return convolutions[-1].out_channels


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
                "number from the model that you are given.",
                (lambda model: 512,),
            ),
            Misconception(
                "classes-for-features",
                "The head has two numbers, and both belong to it. `out_features` counts its answers, one for each "
                "class. Asked is what it takes in.",
                (classes_of_head,
                 lambda model: layers_of(model, nn.Linear)[-1].out_features),
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
                "convolution-forgotten",
                "Nearly every family ends in a Linear, and for those your function is right. SqueezeNet's head is a "
                "convolution, followed by a ReLU and a pooling layer. Print it and see what a convolution calls its "
                "width.",
                (last_linear, last_module, or_else(last_linear, lambda model: 0),
                 or_else(last_linear, first_convolution), or_else(last_linear, classes_of_head)),
            ),
            Misconception(
                "resnets-place-only",
                "`fc` is right for ResNet, and its name is everywhere. Other families call their head `classifier`, "
                "`head` or `heads`. Go through the modules instead of knowing one name.",
                (lambda model: model.fc.in_features,),
            ),
            Misconception(
                "feature-maps-for-the-head",
                "The last convolution makes the features, so its width looks like the one that is asked. In VGG and "
                "MobileNetV3 other layers follow it, and the width changes once more. Look at the head itself.",
                (or_else(lambda model: layers_of(model, nn.Conv2d)[-1].out_channels, width_of_head),
                 last_feature_maps),
            ),
            Misconception(
                "layer-for-its-width",
                "You found a layer, which is most of the way. Asked is one number of it: print the layer, and see what "
                "it calls the width of what it takes in.",
                (head_itself, lambda model: list(model.modules())[-1]),
            ),
            Misconception(
                "left-in-eval-mode",
                "Your number is right, and eval mode is a good idea before a forward pass. But the caller's model is "
                "still in it: whoever trains it next trains without dropout. Put the mode back, or do without the "
                "pass.",
                (leave_in_eval,),
            ),
            Misconception(
                "head-not-put-back",
                "Taking the head off and looking at what arrives there gives the right number. But the model is the "
                "caller's, and now it has no head. Look without changing it.",
                (take_the_head_away,),
            ),
        ),
    ),
))
