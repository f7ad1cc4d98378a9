# verdict: failed
# misconception: squeezenet-forgotten

from torch import nn


def replace_head(model, n_classes):
    linears = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Linear)]
    name, old = linears[-1]
    model.set_submodule(name, nn.Linear(old.in_features, n_classes))
    return model
