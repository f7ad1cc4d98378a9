"""Ways to give a model a new head, right and wrong, of which keys of this lesson are made."""
from __future__ import annotations

import torch
from torch import nn

from course.keys.heads import find_head


def new_head(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    """Return a new head of the kind and width of the old one, which stays in its place."""
    head = find_head(model)
    if isinstance(head.module, nn.Conv2d):
        return nn.Conv2d(width or head.width, n_classes, kernel_size=head.module.kernel_size)
    return nn.Linear(width or head.width, n_classes)


def replaced(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    """Return the model, with a new head at the place of the old one."""
    model.set_submodule(find_head(model).name, new_head(model, n_classes, width))
    return model


def frozen(model: nn.Module) -> nn.Module:
    return model.requires_grad_(False)


def made_anew(model: nn.Module) -> nn.Module:
    """Return the model with random numbers in every layer, as a builder without weights gives it."""
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return model


def with_another_body(model: nn.Module) -> nn.Module:
    """Return what a builder gives: a body of another depth, all of it random."""
    made_anew(model).layer4.append(nn.Identity())
    for tensor in model.buffers():
        tensor.add_(1)
    return model


def with_moved_statistics(model: nn.Module) -> nn.Module:
    """Return the model after a picture has passed through it in train mode."""
    model.train()
    with torch.no_grad():
        model(torch.zeros(2, 3, *[getattr(model, "image_size", 32)] * 2))
    return model


def with_attribute(model: nn.Module, name: str, n_classes: int) -> nn.Module:
    """Return the model with its new head under a name of the learner's own choice."""
    setattr(model, name, new_head(model, n_classes))
    return model


def with_other_number(model: nn.Module, n_classes: int) -> nn.Module:
    """Return the model after the number in its old head's description was changed, and nothing else."""
    head = find_head(model).module
    setattr(head, "out_features" if isinstance(head, nn.Linear) else "out_channels", n_classes)
    return model
