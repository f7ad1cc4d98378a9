# verdict: passed

import numpy as np


def count_trainable(model):
    return np.sum([np.prod(p.shape) for p in model.parameters() if p.requires_grad], dtype=np.int64)


def make_optimizer(model, lr):
    return torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr)
