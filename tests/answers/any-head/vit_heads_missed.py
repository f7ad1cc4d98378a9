# verdict: failed
# misconception: some-families-forgotten
from torch import nn


def replace_head(model, n_classes):
    for attribute in ("fc", "head", "heads", "classifier"):
        if hasattr(model, attribute):
            old = getattr(model, attribute)
            if attribute != "classifier" or isinstance(old, nn.Linear):
                setattr(model, attribute, nn.Linear(old.in_features, n_classes))
                return model
    for i in reversed(range(len(old))):
        if isinstance(old[i], nn.Linear):
            old[i] = nn.Linear(old[i].in_features, n_classes)
            return model
        if isinstance(old[i], nn.Conv2d):
            old[i] = nn.Conv2d(old[i].in_channels, n_classes, 1)
            return model
