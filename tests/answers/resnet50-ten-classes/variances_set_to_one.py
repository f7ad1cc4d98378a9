# verdict: failed
# misconception: statistics-changed
from torch import nn


def ten_classes(model):
    for name, buffer in model.named_buffers():
        if name.endswith("running_var"):
            buffer.fill_(1)
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
