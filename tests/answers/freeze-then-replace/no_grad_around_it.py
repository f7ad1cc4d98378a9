# verdict: failed
# misconception: froze-nothing

from torch import nn


def prepare(model, n_classes):
    with torch.no_grad():
        model.fc = nn.Linear(2048, n_classes)
    return model
