# verdict: failed
# misconception: blocks-in-eval-mode
from torch import nn


def train_mode(model):
    model.train()
    for block in model.modules():
        if any(isinstance(m, nn.modules.batchnorm._BatchNorm) and not m.weight.requires_grad
               for m in block.children()):
            block.eval()
    return model
