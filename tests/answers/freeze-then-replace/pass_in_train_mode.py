# verdict: failed
# misconception: statistics-moved

from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Identity()
    model.train()
    with torch.no_grad():
        width = model(torch.rand(2, 3, 64, 64)).shape[1]
    model.fc = nn.Linear(width, n_classes)
    return model
