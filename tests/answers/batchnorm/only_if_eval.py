# verdict: failed
# misconception: nothing-done-in-train-mode
from torch import nn


def train_mode(model):
    if not model.training:
        model.train()
        for m in model.modules():
            if isinstance(m, nn.modules.batchnorm._BatchNorm) and not m.weight.requires_grad:
                m.eval()
    return model
