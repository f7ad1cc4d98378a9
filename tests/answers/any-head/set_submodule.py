# verdict: passed

from torch import nn


def replace_head(model, n_classes):
    name = [name for name, layer in model.named_modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    if "classifier.1" == name and type(model).__name__ == "SqueezeNet":
        new = nn.Conv2d(model.classifier[1].in_channels, n_classes, 1)
    else:
        new = nn.Linear(model.get_submodule(name).in_features, n_classes)
    model.set_submodule(name, new)
    return model
