# verdict: failed
# misconception: frozen-as-the-old-head
from torch import nn


def replace_head(model, n_classes):
    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    new = nn.Linear(old.in_features, n_classes) if isinstance(old, nn.Linear) else nn.Conv2d(
        old.in_channels, n_classes, kernel_size=1)
    new.requires_grad_(old.weight.requires_grad)
    model.set_submodule(name, new)
    return model
