# verdict: failed
# misconception: every-linear-replaced
from torch import nn


def replace_head(model, n_classes):
    for name, m in list(model.named_modules()):
        if isinstance(m, nn.Linear):
            model.set_submodule(name, nn.Linear(m.in_features, n_classes))
    if type(model).__name__ == "SqueezeNet":
        model.classifier[1] = nn.Conv2d(model.classifier[1].in_channels, n_classes, 1)
    return model
