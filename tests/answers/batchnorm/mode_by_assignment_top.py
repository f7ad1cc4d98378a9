# verdict: failed
# misconception: no-train-before
from torch import nn


def train_mode(model):
    model.training = True
    for m in model.modules():
        if isinstance(m, nn.modules.batchnorm._BatchNorm):
            m.train(any(p.requires_grad for p in m.parameters()))
    return model
