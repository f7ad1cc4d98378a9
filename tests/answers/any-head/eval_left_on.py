# verdict: failed
# misconception: left-in-eval-mode
from torch import nn


def replace_head(model, n_classes):
    model.eval()
    name, old = [(n, m) for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    new = nn.Linear(old.in_features, n_classes) if isinstance(old, nn.Linear) else nn.Conv2d(
        old.in_channels, n_classes, kernel_size=1)
    model.set_submodule(name, new)
    return model
