# verdict: failed
# misconception: dotted-name-in-setattr
from torch import nn


def replace_head(model, n_classes):
    head = [n for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = model.get_submodule(head)
    if isinstance(old, nn.Linear):
        setattr(model, head, nn.Linear(old.in_features, n_classes))
    else:
        setattr(model, head, nn.Conv2d(old.in_channels, n_classes, 1))
    return model
