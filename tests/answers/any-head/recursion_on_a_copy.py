# verdict: passed

import copy
import warnings

from torch import nn


def replace_head(model, n_classes):
    warnings.warn("a copy")
    model = copy.deepcopy(model)

    def swap(parent):
        for name, child in reversed(list(parent.named_children())):
            if isinstance(child, nn.Linear):
                setattr(parent, name, nn.Linear(child.in_features, n_classes))
                return True
            if isinstance(child, nn.Conv2d):
                setattr(parent, name, nn.Conv2d(child.in_channels, n_classes, child.kernel_size))
                return True
            if swap(child):
                return True
        return False

    swap(model)
    return model
