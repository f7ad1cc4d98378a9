# verdict: failed
# misconception: head-kept
from torch import nn


def replace_head(model, n_classes):
    for name, m in list(model.named_modules()):
        if isinstance(m, nn.Linear) and m.out_features == 1000:
            model.set_submodule(name, nn.Linear(m.in_features, n_classes))
        elif isinstance(m, nn.Conv2d) and m.out_channels == 1000:
            model.set_submodule(name, nn.Conv2d(m.in_channels, n_classes, 1))
    return model
