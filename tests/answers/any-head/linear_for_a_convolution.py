# verdict: failed
# misconception: linear-for-a-convolution

from torch import nn


def replace_head(model, n_classes):
    name = [name for name, layer in model.named_modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    model.set_submodule(name, nn.Linear(model.get_submodule(name).weight.shape[1], n_classes))
    return model
