# verdict: failed
# misconception: head-kept
import copy
from torch import nn


def prepare(model, n_classes):
    new = copy.deepcopy(model)
    new.requires_grad_(False)
    new.fc = nn.Linear(new.fc.in_features, n_classes)
    return model
