# verdict: failed
# misconception: only-the-head-in-train-mode

from torch import nn


def train_mode(model):
    model.eval()
    [layer for layer in model.modules() if isinstance(layer, nn.Linear)][-1].train()
    return model
