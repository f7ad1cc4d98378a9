# verdict: failed

from torch import nn

made = []


def ten_classes(model):
    if not made:
        model.fc = nn.Linear(2048, 10)
        made.append(model)
    return made[0]
