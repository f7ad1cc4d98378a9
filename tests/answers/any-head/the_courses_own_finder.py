# verdict: passed

from course.backbones import find_head
from torch import nn


def replace_head(model, n_classes):
    head = find_head(model)
    if isinstance(head.module, nn.Conv2d):
        model.set_submodule(head.name, nn.Conv2d(head.width, n_classes, 1))
    else:
        model.set_submodule(head.name, nn.Linear(head.width, n_classes))
    return model
