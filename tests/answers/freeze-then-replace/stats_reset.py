# verdict: failed
# misconception: statistics-reset
from torch import nn


def prepare(model, n_classes):
    for m in model.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.reset_running_stats()
    model.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
