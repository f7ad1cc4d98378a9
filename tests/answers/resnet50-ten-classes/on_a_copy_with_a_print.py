# verdict: failed
# misconception: works-on-a-copy

import copy
import warnings

from torch import nn


def ten_classes(model):
    warnings.warn("this takes a copy")
    mine = copy.deepcopy(model)
    print(mine.fc)
    mine.fc = nn.Linear(2048, 10)
    print(mine.fc)
    return mine
