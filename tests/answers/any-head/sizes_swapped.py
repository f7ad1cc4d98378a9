# verdict: failed
# misconception: sizes-swapped
from torch import nn


def replace_head(model, n_classes):
    layers = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    name, old = layers[-1]
    width = old.weight.shape[1]

    def make(n_in, n_out, **settings):
        return nn.Linear(n_in, n_out, **settings) if old.weight.ndim == 2 else nn.Conv2d(n_in, n_out, 1, **settings)

    model.set_submodule(name, make(n_classes, width))
    return model
