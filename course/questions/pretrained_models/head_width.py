"""`head-width`: how many features the head of a model takes, whatever its family."""
from __future__ import annotations

import numbers
from collections.abc import Callable, Sequence

import torch
from torch import nn

from course.checking.question import Answer, Misconception, Question
from course.device import seeded

WIDTHS = {  # one of each class and its width as in the lesson's table; the other ResNets differ in depth alone
    "squeezenet1_1": 512, "vgg16": 4096, "mobilenet_v3_small": 1024,
    "resnet18": 512, "resnet50": 2048, "mobilenet_v2": 1280, "efficientnet_b0": 1280, "densenet121": 1024,
    "convnext_tiny": 768, "vit_b_16": 768, "swin_t": 768, "efficientnet_lite0": 1280,
}
N_TELLING = 3  # the first ones tell most wrong ways apart; coming first, they spare the copies of all the others


class Copies(Sequence):
    """A copy of each model, made when it is asked for: most wrong ways are told apart by the first one already."""

    def __init__(self, models: list[tuple[nn.Module, bool]]) -> None:
        self.models = models

    def __len__(self) -> int:
        return len(self.models)

    def __getitem__(self, place: int) -> tuple[nn.Module]:
        from course.backbones import copy_model

        model, training = self.models[place]
        return (copy_model(model).train(training),)


def models_of_all_families(seed: int) -> Sequence[tuple]:
    """The table's widths for the public seed, others for grading; any number of classes; some in train mode.

    Small relatives of the families stand in for the real models: a look at attributes, a walk over the modules and
    a forward pass all work, and the check answers at once.
    """
    from course.backbones import shared_small_model  # only now: torchvision takes a second to import

    generator = seeded(seed)
    models = []
    telling = torch.randperm(N_TELLING, generator=generator).tolist()
    others = (torch.randperm(len(WIDTHS) - N_TELLING, generator=generator) + N_TELLING).tolist()
    for i in (*telling, *others):
        name = list(WIDTHS)[i]
        steps, n_classes = (int(torch.randint(2, 60, (), generator=generator)) for _ in range(2))
        width = WIDTHS[name] if seed == 0 else 8 * steps + (1280 if name == "mobilenet_v2" else 64)
        models.append((shared_small_model(name, width, n_classes), i % 2 == 0))
    return Copies(models)


def observe_head_width(head_width: Callable, model: nn.Module) -> dict:
    modes, layers = [module.training for module in model.modules()], structure(model)
    returned = head_width(model)
    if returned is None:
        return None
    is_layer = isinstance(returned, nn.Module)  # told in words: a layer itself is no fact
    return {
        "returned": f"the layer {type(returned).__name__}" if is_layer else returned,
        "its result is no whole number of Python": not isinstance(returned, numbers.Integral),
        "the model's layers are not what they were": structure(model) != layers,
        "the model is not in the mode in which it was": [module.training for module in model.modules()] != modes,
    }


def structure(model: nn.Module) -> list[tuple]:
    return [(name, id(module), *((parameter.shape, parameter.device) for parameter in module.parameters(recurse=False)))
            for name, module in model.named_modules()]


def width_of_head(model: nn.Module) -> int:
    from course.backbones import find_head

    return find_head(model).width


def head_itself(model: nn.Module) -> nn.Module:
    from course.backbones import find_head

    return find_head(model).module


def classes_of_head(model: nn.Module) -> int:
    from course.backbones import find_head

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
    from course.backbones import find_head

    head = find_head(model)
    model.set_submodule(head.name, nn.Identity())
    return head.width


HEAD_WIDTH = Question("head-width", "Where a family keeps its head", (
    Answer(
        "head_width", "a whole number: how many features the model's last layer takes", width_of_head,
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
        inputs=models_of_all_families, call=observe_head_width,
    ),
))
