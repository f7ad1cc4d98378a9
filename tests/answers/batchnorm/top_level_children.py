# verdict: failed
# misconception: some-batchnorms-missed
from torch import nn


def train_mode(model):
    model.train()
    for m in model.children():
        if isinstance(m, nn.modules.batchnorm._BatchNorm) and not any(p.requires_grad for p in m.parameters()):
            m.eval()
    return model
