# verdict: failed
# misconception: another-number-of-classes
# seed: 1234

from torch import nn

sizes = iter([15, 52, 22])


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(2048, next(sizes))
    return model
