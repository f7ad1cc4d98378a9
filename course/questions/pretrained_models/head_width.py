"""`head-width`: how many features the head of a model takes, whatever its family."""
from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Sequence
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from course.checking.facts import class_name
from course.checking.question import Answer, Question
from course.device import seeded

WIDTHS = {  # one of each class and its width as in the lesson's table; the other ResNets differ in depth alone
    "squeezenet1_1": 512, "vgg16": 4096, "mobilenet_v3_small": 1024,
    "resnet18": 512, "resnet50": 2048, "mobilenet_v2": 1280, "efficientnet_b0": 1280, "densenet121": 1024,
    "convnext_tiny": 768, "vit_b_16": 768, "swin_t": 768, "efficientnet_lite0": 1280,
}
OTHERS = {"squeezenet1_1": 128, "resnet18": 96}  # widths that are in no table, for the public seed
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
        _originals[copied := copy_model(model).train(training)] = model
        return (copied,)


_originals: WeakKeyDictionary[nn.Module, nn.Module] = WeakKeyDictionary()  # to compare with: another copy takes longer


def models_of_all_families(seed: int) -> Sequence[tuple]:
    """The table's widths and two others for the public seed, new ones for grading; any number of classes; both modes.

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
    if seed == 0:
        models += [(shared_small_model(name, width, 10), False) for name, width in OTHERS.items()]
    return Copies(models)


def observe_head_width(head_width: Callable, model: nn.Module) -> dict | None:
    modes, layers, flags, n_hooks = modes_of(model), structure(model), _trainable(model), _n_hooks(model)
    original, last_layers = _originals[model], in_words(model)
    returned = head_width(model)
    if returned is None:
        return None
    is_layer = issubclass(type(returned), nn.Module)  # told in words: a layer itself is no fact
    return {
        "returned": f"the layer {class_name(type(returned))}" if is_layer else returned,
        "its result is no whole number of Python": not issubclass(type(returned), numbers.Integral),
        "the model's layers are not what they were": structure(model) != layers,
        "the model's weights hold other numbers now": _differ(model, original, nn.Module.parameters),
        "the model's buffers, such as BatchNorm's statistics, hold other numbers":
            _differ(model, original, nn.Module.buffers),
        "requires_grad of the model's parameters is not what it was": _trainable(model) != flags,
        "a hook is still on one of the model's layers": _n_hooks(model) != n_hooks,
        "the model is not in the mode in which it was": modes_of(model) != modes,
        "the model's mode afterward": {(True,): "train mode", (False,): "eval mode"}.get(
            tuple(set(modes_of(model))), "some layers in each mode"),
        "the model's last layers": last_layers,
    }


def modes_of(model: nn.Module) -> list[bool]:
    return [module.training for module in nn.Module.modules(model)]


def structure(model: nn.Module) -> list[tuple]:
    return [(name, id(module), *((parameter.shape, parameter.device) for parameter in module.parameters(recurse=False)))
            for name, module in nn.Module.named_modules(model)]


def in_words(model: nn.Module) -> str:
    """Return the last layers of a model, in the order in which `print` shows them."""
    leaves = [module for module in nn.Module.modules(model) if not module._modules]
    return " → ".join(map(_layer_in_words, leaves[-4:]))


def _layer_in_words(layer: nn.Module) -> str:
    kind, sizes = class_name(type(layer)), getattr(layer, "weight", None)
    if type(layer) not in (nn.Linear, nn.Conv2d) or sizes is None:
        return kind
    return f"{kind}({sizes.shape[1]}, {sizes.shape[0]})"


def _differ(model: nn.Module, original: nn.Module, held: Callable[[nn.Module], Iterable[Tensor]]) -> bool:
    """Whether a tensor holds other numbers; layers that came or went, or moved to another device, are told already."""
    now, before = list(held(model)), list(held(original))
    return len(now) == len(before) and any(
        tensor.shape == old.shape and tensor.device == old.device and not torch.equal(tensor, old)
        for tensor, old in zip(now, before))


def _trainable(model: nn.Module) -> bool:
    return all(parameter.requires_grad for parameter in nn.Module.parameters(model))


def _n_hooks(model: nn.Module) -> int:
    return sum(len(hooks) for module in nn.Module.modules(model)
               for hooks in (module._forward_hooks, module._forward_pre_hooks))


HEAD_WIDTH = Question("head-width", "Where a family keeps its head", (
    Answer(
        "head_width", "a whole number: how many features the model's last layer takes",
        inputs=models_of_all_families, call=observe_head_width,
    ),
))
