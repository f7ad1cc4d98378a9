"""Ways to give a model a new head, right and wrong, of which keys of this lesson are made."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn

from course.keys.heads import find_head


def new_head(model: nn.Module, n_classes: int, width: int | None = None, **settings: bool) -> nn.Module:
    """Return a new head of the kind and width of the old one, which stays in its place."""
    head = find_head(model)
    if isinstance(head.module, nn.Conv2d):
        return nn.Conv2d(width or head.width, n_classes, kernel_size=head.module.kernel_size, **settings)
    return nn.Linear(width or head.width, n_classes, **settings)


def with_head(model: nn.Module, head: nn.Module) -> nn.Module:
    """Return the model with a layer, whatever it is, at the place of its old head."""
    model.set_submodule(find_head(model).name, head)
    return model


def replaced(model: nn.Module, n_classes: int, width: int | None = None) -> nn.Module:
    """Return the model, with a new head at the place of the old one."""
    return with_head(model, new_head(model, n_classes, width))


def frozen(model: nn.Module) -> nn.Module:
    return model.requires_grad_(False)


def made_anew(model: nn.Module) -> nn.Module:
    """Return the model with random numbers in every layer, as a builder without weights gives it."""
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return model


def with_changed_numbers(model: nn.Module) -> nn.Module:
    """Return the model with each parameter a little larger."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.01)
    return model


def norms_of(model: nn.Module) -> list[nn.Module]:
    return [module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]


def with_reset_statistics(model: nn.Module) -> nn.Module:
    for norm in norms_of(model):
        norm.reset_running_stats()
    return model


def with_other_statistics(model: nn.Module) -> nn.Module:
    for norm in norms_of(model):
        norm.running_var.fill_(1.0)
    return model


def pass_through(model: nn.Module) -> nn.Module:
    """Return the model after two pictures have passed through it, in the mode that it is in."""
    side = getattr(model, "image_size", 32)
    with torch.no_grad():
        model(torch.zeros(2, 3, side, side))
    return model


def with_moved_statistics(model: nn.Module) -> nn.Module:
    """Return the model after a picture has passed through it in train mode, where it then stays."""
    return pass_through(model.train())


def passed_and_put_back(model: nn.Module) -> nn.Module:
    """Return the model after a picture has passed through it in train mode, in the mode in which it came."""
    mode = model.training
    return with_moved_statistics(model).train(mode)


def with_attribute(model: nn.Module, name: str, n_classes: int) -> nn.Module:
    """Return the model with its new head under a name of the learner's own choice."""
    setattr(model, name, new_head(model, n_classes))
    return model


def under_a_dotted_name(model: nn.Module, n_classes: int) -> nn.Module:
    """Return the model with its new head under the old one's whole name, as if that were one attribute's."""
    model._modules[find_head(model).name] = new_head(model, n_classes)
    return model


def with_other_number(model: nn.Module, n_classes: int) -> nn.Module:
    """Return the model after the number in its old head's description was changed, and nothing else."""
    head = find_head(model).module
    setattr(head, "out_features" if isinstance(head, nn.Linear) else "out_channels", n_classes)
    return model


def without(kinds: tuple[type, ...]) -> Callable[[nn.Module], nn.Module]:
    """Return what puts an Identity in place of all layers of these kinds."""
    def change(model: nn.Module) -> nn.Module:
        for name in [name for name, module in model.named_modules() if isinstance(module, kinds)]:
            model.set_submodule(name, nn.Identity())
        return model
    return change


class Around(nn.Module):
    """A model inside a class of the learner's own, with a new head of its own."""

    def __init__(self, model: nn.Module, n_classes: int) -> None:
        super().__init__()
        self.head = new_head(model, n_classes)
        self.backbone = with_head(model, nn.Identity())

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return self.head(self.backbone(pictures))
