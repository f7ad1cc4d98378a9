# verdict: failed
# misconception: batchnorm1d-missed
from torch import nn


def train_mode(model):
    model.train()
    for m in model.modules():
        if isinstance(m, nn.BatchNorm2d) and not any(p.requires_grad for p in m.parameters()):
            m.eval()
    return model
