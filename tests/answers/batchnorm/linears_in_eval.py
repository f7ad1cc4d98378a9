# verdict: failed
# misconception: head-in-eval-mode
from torch import nn


def train_mode(model):
    model.train()
    for layer in model.modules():
        own = [p.requires_grad for p in layer.parameters(recurse=False)]
        if isinstance(layer, nn.Linear) or (hasattr(layer, "running_mean") and not any(own)):
            layer.eval()
    return model
