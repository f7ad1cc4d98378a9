# verdict: passed

from torch import nn


def ten_classes(model):
    old = model.fc
    model.fc = nn.Linear(2048, 10)
    with torch.no_grad():
        model.fc.weight.copy_(old.weight[:10])
        model.fc.bias.copy_(old.bias[:10])
    return model
