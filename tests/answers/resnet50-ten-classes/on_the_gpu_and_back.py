# verdict: passed

from torch import nn


def ten_classes(model):
    device = next(model.parameters()).device
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    model.fc = nn.Linear(2048, 10)
    return model.to(device)
