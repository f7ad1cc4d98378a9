# verdict: passed

import warnings

from torch import nn
from tqdm import tqdm


def prepare(model, n_classes):
    warnings.warn("freezing")
    for name, parameter in tqdm(list(model.named_parameters())):
        print("freeze", name)
        parameter.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
