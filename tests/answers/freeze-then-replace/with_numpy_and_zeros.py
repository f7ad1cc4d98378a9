# verdict: passed

import numpy as np
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(2048, n_classes)
    zeros = np.zeros((n_classes, 2048), dtype=np.float32)
    model.fc.weight = nn.Parameter(torch.from_numpy(zeros))
    return model
