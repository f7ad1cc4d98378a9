# verdict: failed
# misconception: condition-reversed
from torch import nn


def train_mode(model):
    model.train()
    for m in model.modules():
        if isinstance(m, nn.modules.batchnorm._BatchNorm) and any(p.requires_grad for p in m.parameters()):
            m.eval()
    return model
