# verdict: failed
# misconception: statistics-moved

from torch import nn


def ten_classes(model):
    widths = []
    model.fc.register_forward_hook(lambda layer, x, y: widths.append(x[0].shape[1]))
    model.train()(torch.rand(2, 3, 64, 64))
    model.fc = nn.Linear(widths[0], 10)
    return model
