# verdict: failed
# misconception: prints-instead

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10)
    print(model)
