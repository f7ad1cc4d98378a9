# verdict: failed
# misconception: layers-changed
from torch import nn


def prepare(model, n_classes):
    for name, m in list(model.named_modules()):
        if isinstance(m, nn.BatchNorm2d):
            model.set_submodule(name, nn.Identity())
    model.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
