"""Small relatives of the families: the same classes and the same head, behind a body that costs next to nothing.

A check that builds fifteen real models has 470 million parameters to fill, and a learner waits. What a question
about heads is about is the model's class, its names, and the width of its head; so the body has one or two narrow
blocks, while a forward pass of 224 x 224 pixels, a look at attributes and a walk over the modules work as in the
real model.
"""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import torch
from torch import nn
from torchvision import models
from torchvision.models import convnext, efficientnet, mobilenetv3, resnet, squeezenet
from torchvision.ops import Conv2dNormActivation

from course.backbones.families import LITE0, NAMES
from course.backbones.lite0 import build_lite

STAGE = (1, 3, 1, 8, 8, 1)  # expansion, kernel, stride, channels in and out, blocks


def small_model(name: str, width: int, n_classes: int = 1000, seed: int = 0) -> nn.Module:
    """Return a new small model of a family, in train mode, with random weights that follow the seed.

    Args:
        name: one of `NAMES`.
        width: features that the head takes, a multiple of 8; for mobilenet_v2 at least 1280.
        n_classes: outputs of the head.
        seed: the same seed gives the same weights.

    Raises:
        ValueError: there is no such family, or its head cannot have this width.
    """
    if n_classes > 123:
        return copy_model(shared_small_model(name, width, n_classes, seed))
    return _copy(shared_small_model(name, width, 123, seed), n_classes)  # one for all: to build one takes longer


def copy_model(model: nn.Module) -> nn.Module:
    """Return a copy of a model, with tensors, layers and hooks of its own, ten times as fast as `copy.deepcopy`.

    Plain attributes, such as sizes, are shared. No tensor may stand in two places of the model.
    """
    return _copy(model, None)


def _copy(model: nn.Module, n_classes: int | None) -> nn.Module:
    """Copy a model; of what has 123 rows, which in our models only a head that was asked to has, copy `n_classes`."""
    new = type(model).__new__(type(model))
    for name, value in vars(model).items():  # parameters, buffers, layers and hooks stand in dictionaries
        new.__dict__[name] = value.copy() if isinstance(value, (dict, set)) else value
    for name, parameter in model._parameters.items():
        if parameter is not None:
            rows = parameter.detach()
            if n_classes is not None and len(rows) == 123:
                rows = rows[:n_classes]
                setattr(new, "out_features" if isinstance(model, nn.Linear) else "out_channels", n_classes)
            new._parameters[name] = nn.Parameter(rows.clone(), parameter.requires_grad)
    for name, buffer in model._buffers.items():
        new._buffers[name] = None if buffer is None else buffer.clone()
    for name, layer in model._modules.items():
        new._modules[name] = None if layer is None else _copy(layer, n_classes)
    return new


@lru_cache(maxsize=128)
def shared_small_model(name: str, width: int, n_classes: int = 1000, seed: int = 0) -> nn.Module:
    """Return what `small_model` hands out copies of: for those who copy it themselves, and change nothing."""
    if name not in BUILDERS:
        raise ValueError(f"small_model: expected one of {', '.join(NAMES)}, got {name!r}. Correct the name.")
    if width % 8 or (name == "mobilenet_v2" and width < 1280):
        raise ValueError(f"small_model: expected a multiple of 8, from 1280 for mobilenet_v2, got width={width}. "
                         "Choose another width.")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return BUILDERS[name](width, n_classes)


def _resnet(block: type, width: int, n_classes: int) -> nn.Module:
    with torch.device("meta"):  # its own four stages are replaced at once
        model = resnet.ResNet(block, [1, 1, 1, 1], num_classes=n_classes)
    model.conv1, model.bn1 = nn.Conv2d(3, 64, 7, 4, 3, bias=False), nn.BatchNorm2d(64)
    model.inplanes = 64
    for name in ("layer1", "layer2", "layer3"):
        setattr(model, name, Conv2dNormActivation(model.inplanes, 8, stride=2))
        model.inplanes = 8
    model.layer4 = model._make_layer(block, 8, 1, stride=2)
    model.layer4.append(nn.Conv2d(model.inplanes, width, kernel_size=1))  # a block as wide would hold millions
    model.fc = nn.Linear(width, n_classes)
    return model


def _vgg(width: int, n_classes: int) -> nn.Module:
    body = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(4))
    with torch.device("meta"):  # its two wide layers alone hold 120 million parameters
        model = models.VGG(body, num_classes=n_classes, init_weights=False)
    first, second, last = nn.Linear(8 * 7 * 7, 16), nn.Linear(16, width), nn.Linear(width, n_classes)
    for place, layer in ((0, first), (3, second), (6, last)):
        model.classifier[place] = layer
    return model


def _mobilenet_v2(width: int, n_classes: int) -> nn.Module:
    return models.MobileNetV2(n_classes, width / 1280, inverted_residual_setting=[[1, 8, 1, 2]])


def _mobilenet_v3(width: int, n_classes: int) -> nn.Module:
    block = mobilenetv3.InvertedResidualConfig(16, 3, 16, 16, True, "RE", 2, 1, 1.0)
    return models.MobileNetV3([block], width, n_classes)


def _efficientnet(width: int, n_classes: int) -> nn.Module:
    stages = [efficientnet.MBConvConfig(*STAGE, width_mult=1.0, depth_mult=1.0)]
    return models.EfficientNet(stages, 0.2, num_classes=n_classes, last_channel=width)


def _densenet(width: int, n_classes: int) -> nn.Module:
    return models.DenseNet(growth_rate=4, block_config=(2,), num_init_features=width - 8, bn_size=2,
                           num_classes=n_classes)


def _convnext(width: int, n_classes: int) -> nn.Module:
    stages = [convnext.CNBlockConfig(8, width, 2), convnext.CNBlockConfig(width, None, 0)]
    return models.ConvNeXt(stages, num_classes=n_classes)


def _vit(width: int, n_classes: int) -> nn.Module:
    return models.VisionTransformer(224, 32, num_layers=1, num_heads=8, hidden_dim=width, mlp_dim=16,
                                    num_classes=n_classes)


def _swin(width: int, n_classes: int) -> nn.Module:
    return models.SwinTransformer([8, 8], width // 4, [1, 1, 1], [1, 2, 2], [7, 7], mlp_ratio=0.05,
                                  num_classes=n_classes)


def _squeezenet(width: int, n_classes: int) -> nn.Module:
    model = models.SqueezeNet("1_1", n_classes)
    features = nn.Sequential(*list(model.features)[:3], squeezenet.Fire(64, 8, width // 2, width // 2))
    head = nn.Conv2d(width, n_classes, kernel_size=1)
    model.features, model.classifier[1] = features, head
    return model


def _lite0(width: int, n_classes: int) -> nn.Module:
    return build_lite((STAGE,), width, n_classes)


BUILDERS: dict[str, Callable[[int, int], nn.Module]] = {
    "resnet18": partial(_resnet, resnet.BasicBlock), "resnet34": partial(_resnet, resnet.BasicBlock),
    "resnet50": partial(_resnet, resnet.Bottleneck), "resnet101": partial(_resnet, resnet.Bottleneck),
    "resnet152": partial(_resnet, resnet.Bottleneck), "vgg16": _vgg, "mobilenet_v2": _mobilenet_v2,
    "mobilenet_v3_small": _mobilenet_v3, "efficientnet_b0": _efficientnet, "densenet121": _densenet,
    "convnext_tiny": _convnext, "vit_b_16": _vit, "swin_t": _swin, "squeezenet1_1": _squeezenet, LITE0: _lite0,
}
