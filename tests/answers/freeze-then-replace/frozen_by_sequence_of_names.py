# verdict: passed
from torch import nn


def prepare(model, n_classes):
    head = nn.Linear(model.fc.in_features, n_classes)
    del model.fc  # what's left is the backbone
    for p in model.parameters():
        setattr(p, "requires_grad", False)
    model.fc = head
    return model
